internal import FaguiCorpus
internal import FaguiIndex

/// How much a text counts among near copies of it; the least comes first.
struct TextAuthority: Comparable {
    /// Whether it is no law.
    var isPlain: Bool
    /// Its level; what states none comes behind all levels.
    var level: Int
    /// Whether its title says that it passes on what another has made.
    var isForwarding: Bool
    /// The day on which it was issued; what states none comes last.
    var day: UInt32

    static func < (a: TextAuthority, b: TextAuthority) -> Bool {
        if a.isPlain != b.isPlain { return b.isPlain }
        if a.level != b.level { return a.level < b.level }
        if a.isForwarding != b.isForwarding { return b.isForwarding }
        return a.day < b.day
    }

    /// Reads what the columns say of a source.
    init(_ segment: SegmentReader, source: Int, hasForce: Bool) throws {
        func keyword(_ column: Int) throws -> String {
            String(decoding: try segment.keyword(column, ofSource: source), as: UTF8.self)
        }
        isPlain = !hasForce
        level = LegalLevel(rawValue: try keyword(LibrarySchema.levelColumn))?.rank ?? Int.max
        isForwarding = Self.forwards(title: try keyword(LibrarySchema.titleColumn))
        let issued = try segment.uint32(LibrarySchema.issuedColumn, ofSource: source)
        day = issued == 0 ? .max : issued
    }

    /// Whether a title is that of a text that passes on another: 关于转发…的通知, 关于印发…的通知.
    static func forwards(title: String) -> Bool { forwarding.contains { title.contains($0) } }

    private static let forwarding = ["转发", "翻印", "印发", "批转", "转载", "转印"]
}

/// The authority of passages: that of their sources, each read once.
final class AuthorityReader {
    private let snapshot: Snapshot
    private let forces: LegalForces
    private var known: [SourcePlace: TextAuthority] = [:]

    init(_ snapshot: Snapshot, _ forces: LegalForces) {
        self.snapshot = snapshot
        self.forces = forces
    }

    /// The authority of a passage.
    func authority(of address: DocAddress) throws -> TextAuthority {
        let place = try place(of: address)
        if let authority = known[place] { return authority }
        let authority = try TextAuthority(
            snapshot.segments[place.segment], source: place.source, hasForce: try forces.hasForce(place))
        known[place] = authority
        return authority
    }

    /// Whether a passage is of a text that is in force on its own account.
    func hasForce(_ address: DocAddress) throws -> Bool {
        try forces.hasForce(place(of: address))
    }

    private func place(of address: DocAddress) throws -> SourcePlace {
        SourcePlace(segment: address.segment, source: try snapshot.segments[address.segment].source(of: address.doc))
    }
}
