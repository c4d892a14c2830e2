/// A file to be read.
public struct SourceFile: Sendable, Equatable {
    /// The path as given or found, for opening and for people.
    public var path: String
    /// The path below its root with the root's name first: the id of a text, the first part of the ids of rows.
    public var id: String
    /// How it is read.
    public var format: SourceFormat
    /// Length in bytes when it was found.
    public var sizeInBytes: Int
}

/// The formats that are read, by the ending of a file's name (case apart).
public enum SourceFormat: String, Sendable, CaseIterable {
    case plainText = "txt"
    case markdown = "md"
    case jsonLines = "jsonl"
}

/// What lies below the paths given.
public struct CorpusWalk: Sendable, Equatable {
    /// The files to read, in the order of their ids by bytes, roots as given.
    public var files: [SourceFile] = []
    /// What could not be walked: folders without rights, links in a loop, paths that are not there.
    public var problems: [CorpusError] = []
    /// Files of other types by their ending in lower case ("" for none).
    public var otherTypes: [String: Int] = [:]
    /// Ids that were looked for: a source that is in the index under one of these and was not found is gone.
    public var coverage = CorpusCoverage()
}

/// The ids that a walk would have found.
public struct CorpusCoverage: Sendable, Equatable {
    /// Whether a walk looked where this source would be, and could see whether it is there.
    public func contains(_ sourceID: String) -> Bool { fatalError("skeleton") }
}

/// Finds source files below paths.
public enum CorpusWalker {
    /// Walks over files and folders.
    ///
    /// A file given by name is read whatever its ending (as plain text where the ending is not known).
    public static func walk(_ paths: [String]) -> CorpusWalk { fatalError("skeleton") }
}
