/// What a repair found and did.
public struct RepairReport: Sendable, Equatable {
    /// A text that is lost, or of which something is not known.
    public struct Text: Sendable, Equatable {
        /// The id, as hits show it before `#`; nil where it is lost.
        public var id: String?
        /// The path that it was read from, if that is known.
        public var path: String?
        /// Its title, if that is known.
        public var title: String?
        /// The segment that it was in.
        public var segment: String
    }

    /// Texts that are lost and cannot be named.
    public struct Untold: Sendable, Equatable {
        /// The segment that they were in.
        public var segment: String
        /// How many; nil where that is lost too.
        public var count: Int?
    }

    /// What was damaged; empty where the index was sound and nothing was done.
    public var findings: [VerificationReport.Finding] = []
    /// Texts whose part of the index was sound.
    public var kept = 0
    /// Texts that were made searchable anew from what the index stores of them.
    public var restored = 0
    /// Texts that were read anew from their source files.
    public var reread = 0
    /// Texts that are lost: to be added again.
    public var missing: [Text] = []
    /// Texts that are in the index, though they may have been removed or replaced before it was damaged.
    public var doubtful: [Text] = []
    /// Texts that may have been removed before the index was damaged, and were read anew since their files are there: as
    /// indexing their folder would do it, so that the index is whole all the same.
    public var returned: [Text] = []
    /// Whether other texts that were removed or replaced may be back, and nothing tells which: the manifest was lost.
    public var removedMayBeBack = false
    /// Where texts are lost that cannot be named.
    public var untold: [Untold] = []
    /// Whether words of a user's (``IndexingOptions/lexicon``) may be lost: the file of an analysis is.
    public var lexiconMayBeLost = false
    /// Files of the index that were set aside, for the user to remove.
    public var setAside: [String] = []
    /// The commit that holds the result.
    public var snapshot: UInt64 = 0
    /// Time taken, in microseconds.
    public var tookMicroseconds = 0

    /// An empty report.
    public init() {}

    /// Whether nothing was damaged.
    public var wasSound: Bool { snapshot > 0 && findings.isEmpty && setAside.isEmpty }

    /// Whether no text is missing or in doubt.
    public var isWhole: Bool { missing.isEmpty && doubtful.isEmpty && untold.isEmpty }
}
