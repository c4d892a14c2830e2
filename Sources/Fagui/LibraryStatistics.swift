/// What an index holds and what its parts take.
public struct LibraryStatistics: Sendable, Equatable {
    /// One segment of the index.
    public struct Segment: Sendable, Equatable {
        /// The name, which its files begin with.
        public var name: String
        /// Passages, deleted ones included.
        public var passages: Int
        /// Passages that are not deleted.
        public var livePassages: Int
        /// The analysis that it was made with.
        public var analysis: String
        /// The format of each of its files; empty where that is not asked for.
        public var formats: [Format] = []

        /// Whether a file of it has an older format than this program writes.
        public var hasOlderFormat: Bool { formats.contains { $0.version < $0.newest } }
    }

    /// The format of a file.
    public struct Format: Sendable, Equatable {
        /// What the file holds, as of a ``Part``.
        public var part: String
        /// The version that it has.
        public var version: Int
        /// The version that this program writes.
        public var newest: Int
    }

    /// One kind of file.
    public struct Part: Sendable, Equatable {
        /// What it holds: `postings`, `positions`, `terms`…
        public var name: String
        /// Bytes on disk, over all segments.
        public var bytes: Int
    }

    /// One field.
    public struct Field: Sendable, Equatable {
        /// The name.
        public var name: String
        /// Distinct terms, summed over segments.
        public var terms: Int
        /// Terms in all passages.
        public var totalLength: Int
    }

    /// The folder.
    public var path: String
    /// The commit.
    public var snapshot: UInt64
    /// Live source texts.
    public var sources: Int
    /// Live passages.
    public var passages: Int
    /// Bytes on disk.
    public var bytes: Int
    /// Bytes of the source texts, as indexed.
    public var sourceBytes: Int
    /// The segments, in order.
    public var segments: [Segment]
    /// The files by kind, largest first.
    public var parts: [Part]
    /// The fields of the schema, in order.
    public var fields: [Field]
    /// The segmenter in use: its name and ICU's version.
    public var segmenter: String
}

/// A term that the analyzer makes of a text.
public struct AnalyzedTerm: Sendable, Equatable {
    /// The granularities.
    public enum Kind: String, Sendable {
        /// A word of the segmenter.
        case word
        /// A character with its successor, or with the end of its run.
        case gram
    }

    /// Which granularity.
    public var kind: Kind
    /// The term as it is indexed; a gram at the end of a run ends in a space.
    public var term: String
    /// Place in the text, in folded characters, white space not counted.
    public var position: Int
    /// Unicode scalars of the original that it covers.
    public var scalars: Range<Int>
    /// UTF-8 bytes of the original that it covers.
    public var bytes: Range<Int>
}

/// What the checker found.
public struct VerificationReport: Sendable, Equatable {
    /// One fault.
    public struct Finding: Sendable, Equatable {
        /// The file.
        public var file: String
        /// Where in it, in bytes; nil where it is the file as a whole.
        public var byteOffset: Int?
        /// What is wrong.
        public var reason: String
    }

    /// What is damaged; empty where the index is sound.
    public var findings: [Finding]
    /// What is odd but harms nothing: files that no commit names.
    public var warnings: [Finding]
    /// Files looked at.
    public var files: Int
    /// Bytes looked at.
    public var bytes: Int
    /// The commit.
    public var snapshot: UInt64?

    /// Whether nothing is damaged.
    public var isSound: Bool { findings.isEmpty }
}
