/// What lies below the paths given.
public struct CorpusWalk: Sendable, Equatable {
    /// The files to read, in the order of their ids by bytes, roots as given.
    public var files: [SourceFile] = []
    /// What could not be walked: folders without rights, second ways to a folder, paths that are not there.
    public var problems: ProblemList = []
    /// What is wrong with databases and tables of metadata; their texts are read all the same.
    public var warnings: ProblemList = []
    /// Bytes of memory that what tables say of the files takes, roughly.
    public var metadataSize = 0
    /// Files of other types by their ending in lower case ("" for none).
    public var otherTypes: [String: Int] = [:]
    /// Ids that were looked for: a source that is in the index under one of these and was not found is gone.
    public var coverage = CorpusCoverage()

    /// A walk that found nothing.
    public init() {}
}
