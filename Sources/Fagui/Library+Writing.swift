internal import FaguiIndex

extension Library {
    /// Whether the commit that searches see has a text of this very id, or rows of a file of that id.
    package func contains(id: String) throws -> Bool {
        try wrapping { try !PassageFinder(reading.current.snapshot).sourceIDs(withOwnID: id).isEmpty }
    }

    /// Removes texts by the very ids that they were given, and commits.
    ///
    /// - Parameter ids: Ids of texts, of rows, or of files with rows.
    /// - Returns: Those that were there.
    /// - Throws: ``LibraryError``.
    package func remove(ownIDs ids: [String]) async throws -> [String] {
        try removing(ids) { try $0.sourceIDs(withOwnID: $1) }
    }

    /// Waits until the segments are joined that are to be; nothing where nobody writes.
    package func finishMerges() async throws {
        try wrapping {
            try writing.withOpenWriter { try $0.waitForMerges() }
            try reading.refresh()
        }
    }
}
