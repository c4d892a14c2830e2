/// The ids that a walk would have found.
public struct CorpusCoverage: Sendable, Equatable {
    // Names are bytes: `String` takes two spellings of é for one.
    private var files: Set<ArraySlice<UInt8>> = []
    private var folders: Set<ArraySlice<UInt8>> = []
    private var hiddenFiles: Set<ArraySlice<UInt8>> = []
    private var hiddenFolders: Set<ArraySlice<UInt8>> = []

    /// Covers nothing.
    public init() {}

    /// Whether a walk looked where this source would be, and could see whether it is there.
    ///
    /// - Parameter sourceID: The id of a text or of a row.
    /// - Returns: false below a path that was not given or is not there, and below a folder that could not be read.
    public func contains(_ sourceID: String) -> Bool {
        let id = Array(sourceID.utf8)
        return isUnder(id, files, folders) && !isUnder(id, hiddenFiles, hiddenFolders)
    }

    mutating func cover(file id: String) { files.insert(Array(id.utf8)[...]) }

    mutating func cover(folder id: String) { folders.insert(Array(id.utf8)[...]) }

    /// Takes out a file that could not be looked at, with its rows.
    mutating func exclude(file id: String) { hiddenFiles.insert(Array(id.utf8)[...]) }

    /// Takes out what lies below a folder.
    mutating func exclude(folder id: String) { hiddenFolders.insert(Array(id.utf8)[...]) }

    /// Whether an id is one of the files, a row of one, or below one of the folders.
    private func isUnder(_ id: [UInt8], _ files: Set<ArraySlice<UInt8>>, _ folders: Set<ArraySlice<UInt8>>) -> Bool {
        if files.isEmpty && folders.isEmpty { return false }
        if files.contains(id[...]) { return true }
        for (index, byte) in id.enumerated() {
            if byte == UInt8(ascii: "/"), folders.contains(id[..<index]) { return true }
            if byte == UInt8(ascii: "#"), files.contains(id[..<index]) { return true }
        }
        return false
    }
}
