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

    /// Where a source was found when it was indexed; nil if the commit does not have it. Reads what is stored with it.
    func root(of id: [UInt8]) throws -> String? {
        for segment in snapshot.segments {
            if let source = try segment.source(withID: id) {
                return try SourceRecord(decoding: segment.storedSource(source)).root
            }
        }
        return nil
    }

    /// Calls `body` with the id of every live source.
    func forEach(_ body: ([UInt8]) throws -> Void) throws {
        for segment in snapshot.segments {
            for source in 0..<segment.sourceCount where !segment.isDeleted(source: source) {
                try body(segment.sourceID(source))
            }
        }
    }
}
