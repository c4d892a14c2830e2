internal import FaguiCorpus
internal import FaguiIndex

/// Which place a local regulation is of: two cities may have laws of one title, which are no wordings of each other.
///
/// A place is told by the first two characters of its congress or government: names of bodies change, that does not.
struct LocalBodies {
    /// No place: a text of the state, or one of which it is not known.
    static let none: UInt64 = 0

    private let levels: UnsafeBufferPointer<UInt32>
    private let issuers: UnsafeBufferPointer<UInt32>
    private let isLocal: [Bool]
    private let places: [UInt64]

    /// Reads the columns of a segment.
    init(_ segment: SegmentReader) throws {
        levels = try segment.keywordOrdinals(LibrarySchema.levelColumn)
        issuers = try segment.keywordOrdinals(LibrarySchema.issuerColumn)
        let local = Array(LegalLevel.localRegulation.rawValue.utf8)
        isLocal = try (0..<UInt32(segment.keywordCount(LibrarySchema.levelColumn))).map {
            try segment.keyword(LibrarySchema.levelColumn, ordinal: $0).elementsEqual(local)
        }
        places = try (0..<UInt32(segment.keywordCount(LibrarySchema.issuerColumn))).map {
            // Two ideographs are six bytes.
            let name = try segment.keyword(LibrarySchema.issuerColumn, ordinal: $0).prefix(6)
            return name.count < 6 ? Self.none : name.reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    /// The place of a source's law; damaged numbers have none.
    func body(of source: Int) -> UInt64 {
        let level = Int(levels[source])
        let issuer = Int(issuers[source])
        guard isLocal.indices.contains(level), isLocal[level], places.indices.contains(issuer) else { return Self.none }
        return places[issuer]
    }
}
