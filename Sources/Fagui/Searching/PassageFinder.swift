internal import FaguiCorpus
internal import FaguiIndex

/// Finds passages by their ids.
struct PassageFinder {
    private let snapshot: Snapshot
    private let reader: PassageReader

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        reader = PassageReader(snapshot)
    }

    /// All passages that an id names, in index order.
    func passages(withID id: String) throws -> [StoredPassage] {
        for spelling in PassageID.readings(of: id) {
            if let found = try source(withID: spelling) { return try found.map(stored) }
        }
        for spelling in PassageID.readings(of: id) {
            let rows = try self.rows(withID: spelling)
            if !rows.isEmpty { return try rows.map(stored) }
        }
        guard let mark = id.lastIndex(of: "#") else { return [] }
        let locator = PassageID.unescape(String(id[id.index(after: mark)...]))
        for spelling in PassageID.readings(of: String(id[..<mark])) {
            guard let found = try source(withID: spelling) else { continue }
            return try found.map(reader.read).filter { $0.record.locator == locator }.map(stored)
        }
        return []
    }

    private func source(withID id: String) throws -> [DocAddress]? {
        for (number, segment) in snapshot.segments.enumerated() {
            guard let source = try segment.source(withID: Array(id.utf8)) else { continue }
            return try segment.documents(ofSource: source).map { DocAddress(segment: number, doc: $0) }
        }
        return nil
    }

    /// Rows carry their ids as terms, since a row's id does not name its file.
    private func rows(withID id: String) throws -> [DocAddress] {
        var found: [DocAddress] = []
        for (number, segment) in snapshot.segments.enumerated() {
            let term = try Array(id.utf8).withUnsafeBytes { try segment.term($0, in: LibrarySchema.idField) }
            guard let term else { continue }
            try segment.forEachLiveDocument(of: term) { found.append(DocAddress(segment: number, doc: $0)) }
        }
        return found
    }

    private func stored(_ address: DocAddress) throws -> StoredPassage { stored(try reader.read(address)) }

    private func stored(_ passage: PassageReader.Passage) -> StoredPassage {
        StoredPassage(
            id: passage.id, law: passage.law, locator: passage.record.locator, headings: passage.headings,
            text: String(decoding: passage.record.text, as: UTF8.self))
    }
}
