internal import FaguiIndex

/// The sources that a commit holds, by id.
struct KnownSources: Sendable {
    private let snapshot: Snapshot

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// The hash of a source's bytes when it was indexed; nil if the commit does not have it, or has it without all that
    /// is kept of a source now, so that it is to be read again.
    func contentHash(of id: [UInt8]) throws -> Int64? {
        guard let place = try snapshot.source(withID: id), snapshot.segments[place.segment].hasLibrarySchema else {
            return nil
        }
        return try snapshot.segments[place.segment].int64(LibrarySchema.contentHashColumn, ofSource: place.source)
    }

    /// Where a source was found when it was indexed; nil if the commit does not have it. Reads what is stored with it.
    func root(of id: [UInt8]) throws -> String? {
        guard let place = try snapshot.source(withID: id) else { return nil }
        return try SourceRecord(decoding: snapshot.segments[place.segment].storedSource(place.source)).root
    }

    /// Calls `body` with the id of every live source.
    func forEach(_ body: ([UInt8]) throws -> Void) throws {
        try snapshot.forEachLiveSource { try body(snapshot.segments[$0].sourceID($1)) }
    }
}
