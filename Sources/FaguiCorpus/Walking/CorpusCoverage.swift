/// The ids that a walk would have found.
public struct CorpusCoverage: Sendable, Equatable {
    private var files: Set<String> = []
    private var folders: Set<String> = []
    private var hiddenFiles: Set<String> = []
    private var hiddenFolders: Set<String> = []

    /// Covers nothing.
    public init() {}

    /// Whether a walk looked where this source would be, and could see whether it is there.
    ///
    /// - Parameter sourceID: The id of a text or of a row.
    /// - Returns: false below a path that was not given or is not there, and below a folder that could not be read.
    public func contains(_ sourceID: String) -> Bool {
        isUnder(sourceID, files, folders) && !isUnder(sourceID, hiddenFiles, hiddenFolders)
    }

    mutating func cover(file id: String) { files.insert(id) }

    mutating func cover(folder id: String) { folders.insert(id) }

    /// Takes out a file that could not be looked at, with its rows.
    mutating func exclude(file id: String) { hiddenFiles.insert(id) }

    /// Takes out what lies below a folder.
    mutating func exclude(folder id: String) { hiddenFolders.insert(id) }

    /// Whether an id is one of the files, a row of one, or below one of the folders.
    private func isUnder(_ id: String, _ files: Set<String>, _ folders: Set<String>) -> Bool {
        if files.isEmpty && folders.isEmpty { return false }
        if files.contains(id) { return true }
        for (index, byte) in zip(id.utf8.indices, id.utf8) {
            if byte == UInt8(ascii: "/"), folders.contains(String(id[..<index])) { return true }
            if byte == UInt8(ascii: "#"), files.contains(String(id[..<index])) { return true }
        }
        return false
    }
}
