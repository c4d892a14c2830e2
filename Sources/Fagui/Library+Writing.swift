internal import FaguiIndex

extension Library {
    /// Whether the commit that searches see has a text of an id, or rows of a file of that id.
    package func contains(id: String) throws -> Bool {
        try wrapping { try !PassageFinder(reading.current.snapshot).sourceIDs(withID: id).isEmpty }
    }

    /// Waits until the segments are joined that are to be; nothing where nobody writes.
    package func finishMerges() async throws {
        try wrapping {
            try writing.withOpenWriter { try $0.waitForMerges() }
            try reading.refresh()
        }
    }
}
