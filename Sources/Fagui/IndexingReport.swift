/// What to index, and how.
public struct IndexingOptions: Sendable, Equatable {
    /// Threads that read and analyse; 0 = one a core.
    public var jobs: Int
    /// The encoding of all sources by its name ("gb18030"), or nil to find it out.
    public var encoding: String?
    /// Whether malformed input is replaced by U+FFFD, not refused.
    public var isLossy: Bool
    /// The text of a lexicon whose words the segmenter keeps whole, beside those that come with Fagui; empty for none, nil
    /// to keep those that the index was made with last. Texts that are in the index keep their words until
    /// ``Library/reanalyze(jobs:)``.
    public var lexicon: String?
    /// Bytes of memory to work in; 0 = a quarter of what is left, 256 MB to 2 GB. At least 128 MB. A text that takes more is
    /// left out.
    public var memory = 0
    /// Whether links that lead out of the paths given are followed, too.
    public var followsLinks = false

    /// The usual options, each open to change.
    public init(jobs: Int = 0, encoding: String? = nil, isLossy: Bool = false, lexicon: String? = nil) {
        self.jobs = jobs
        self.encoding = encoding
        self.isLossy = isLossy
        self.lexicon = lexicon
    }
}

/// How far indexing has come.
public struct IndexingProgress: Sendable, Equatable {
    /// Sources done.
    public var sourcesDone: Int
    /// Sources in all.
    public var sourcesTotal: Int
    /// Bytes done.
    public var bytesDone: Int
    /// Bytes in all.
    public var bytesTotal: Int
}

/// What indexing did.
public struct IndexingReport: Sendable, Equatable {
    /// A source that was left out, or taken with a warning.
    public struct Problem: Sendable, Equatable {
        /// The path as given or found.
        public var path: String
        /// What is wrong with it, and what to do.
        public var reason: String
        /// Stable code: that of ``LibraryError``, or `warning`.
        public var code: String
        /// Where in the file, in bytes, if known.
        public var byteOffset: Int?
        /// The line, from 1, where it is a row that is concerned and not the file.
        public var line: Int?
    }

    /// Sources that are new.
    public var added = 0
    /// Sources that replaced an older text.
    public var updated = 0
    /// Sources whose content had not changed.
    public var unchanged = 0
    /// Sources that were dropped because their file is gone.
    public var removed = 0
    /// Passages of the added and updated sources.
    public var passages = 0
    /// Bytes of source text read.
    public var sourceBytes = 0
    /// Files and rows left out, each with its reason: the first of them, where there are more than ten thousand.
    public var skipped: [Problem] = []
    /// Files left out beside those in ``skipped``.
    public var moreSkippedFiles = 0
    /// Rows left out beside those in ``skipped``.
    public var moreSkippedRows = 0
    /// Files indexed with a remark: the first remarks, where there are more than ten thousand.
    public var warnings: [Problem] = []
    /// Remarks beside ``warnings``.
    public var moreWarnings = 0
    /// Files of types that are not read, by their ending.
    public var otherTypes: [String: Int] = [:]
    /// Passages that were made by an older version, an older lexicon or another ICU; they are found as before, and
    /// ``Library/reanalyze(jobs:)`` brings them up to date.
    public var outdatedPassages = 0
    /// The commit that holds the result.
    public var snapshot: UInt64 = 0
    /// Time taken, in microseconds.
    public var tookMicroseconds = 0

    /// An empty report.
    public init() {}
}

/// What analysing anew did.
public struct ReanalysisReport: Sendable, Equatable {
    /// Passages whose words were made by another analysis than the newest.
    public var examined = 0
    /// Texts that have other words now, and their passages.
    public var changedTexts = 0, changedPassages = 0
    /// The commit that holds the result.
    public var snapshot: UInt64 = 0
    /// Time taken, in microseconds.
    public var tookMicroseconds = 0

    /// An empty report.
    public init() {}
}
