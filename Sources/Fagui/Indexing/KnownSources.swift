internal import FaguiIndex

/// The sources that a commit holds, by id.
struct KnownSources: Sendable {
    private let snapshot: Snapshot

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// The hash of a source's bytes when it was indexed; nil if the commit does not have it.
    func contentHash(of id: String) throws -> Int64? {
        let bytes = Array(id.utf8)
        for segment in snapshot.segments {
            if let source = try segment.source(withID: bytes) {
                return try segment.int64(LibrarySchema.contentHashColumn, ofSource: source)
            }
        }
        return nil
    }

    /// Calls `body` with the id of every live source.
    func forEach(_ body: (String) throws -> Void) throws {
        for segment in snapshot.segments {
            for source in 0..<segment.sourceCount where !segment.isDeleted(source: source) {
                try body(String(decoding: segment.sourceID(source), as: UTF8.self))
            }
        }
    }
}
