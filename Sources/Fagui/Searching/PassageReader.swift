internal import FaguiCorpus
internal import FaguiIndex

/// Reads passages with what their source says of them. Keeps sources that it has read: hits share them.
final class PassageReader {
    /// A passage joined with its source.
    struct Passage {
        var id: String
        var law: LawReference
        var headings: [String]
        var record: PassageRecord
    }

    private let snapshot: Snapshot
    private let laws: LawDescriber?
    private var sources: [SourcePlace: (id: String, record: SourceRecord)] = [:]
    private var known: [SourcePlace: LawReference] = [:]

    /// - Parameters:
    ///   - snapshot: The commit.
    ///   - laws: Says what is in force; nil where that is not wanted.
    init(_ snapshot: Snapshot, laws: LawDescriber? = nil) {
        self.snapshot = snapshot
        self.laws = laws
    }

    func read(_ address: DocAddress) throws -> Passage {
        let segment = snapshot.segments[address.segment]
        let record = try PassageRecord(decoding: segment.storedDocument(address.doc))
        let (sourceID, source) = try self.source(segment.source(of: address.doc), in: address.segment)
        guard record.headingsIndex < max(1, source.headings.count) else { throw RecordDecoder.Malformed() }
        let law = try law(SourcePlace(segment: address.segment, source: segment.source(of: address.doc)))
        let isRow = source.rowID != nil && record.locator.isEmpty
        return Passage(
            id: isRow
                ? PassageID.escape(source.rowID ?? "") : PassageID.make(source: sourceID, locator: record.locator),
            law: law, headings: source.headings.isEmpty ? [] : source.headings[record.headingsIndex], record: record)
    }

    /// What is told of a text.
    func law(_ place: SourcePlace) throws -> LawReference {
        if let law = known[place] { return law }
        let (id, record) = try source(place.source, in: place.segment)
        var law = LawReference(
            id: PassageID.told(source: id), title: record.title, path: record.path, metadata: record.metadata)
        try laws?.describe(place, &law) { try source($0.source, in: $0.segment).record.metadata }
        known[place] = law
        return law
    }

    func source(_ number: Int, in segment: Int) throws -> (id: String, record: SourceRecord) {
        let key = SourcePlace(segment: segment, source: number)
        if let known = sources[key] { return known }
        let reader = snapshot.segments[segment]
        let id = String(decoding: try reader.sourceID(number), as: UTF8.self)
        let read = (id, try SourceRecord(decoding: reader.storedSource(number)))
        sources[key] = read
        return read
    }
}
