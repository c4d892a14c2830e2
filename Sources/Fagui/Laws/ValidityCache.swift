internal import FaguiIndex
internal import Synchronization

/// What of one commit is in force on a day; worked out when it is first asked for.
final class ValidityCache: Sendable {
    /// The commit as it is searched as of a day.
    struct DatedSnapshot: Sendable {
        /// What is searched: texts that are not wanted are passed over, and the column of states is as of the day.
        var shown: Snapshot
        /// The same with nothing but the texts that are passed over, by the state that they are in.
        var hidden: [(status: LegalStatus, snapshot: Snapshot)]
    }

    private struct Key: Hashable {
        var day: CalendarDay
        var isHiding: Bool
    }

    private struct Held {
        var catalogue: LawCatalogue?
        var dated: [Key: DatedSnapshot] = [:]
    }

    /// Days that are kept; past it all are let go, since one is soon worked out again.
    private static let limit = 4

    private let snapshot: Snapshot
    private let held = Mutex(Held())

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// The laws of the commit.
    func catalogue() throws -> LawCatalogue {
        try held.withLock { held in
            if let catalogue = held.catalogue { return catalogue }
            let catalogue = try LawCatalogue(snapshot)
            held.catalogue = catalogue
            return catalogue
        }
    }

    /// The commit as of a validity.
    func snapshot(_ validity: Validity) throws -> DatedSnapshot {
        let catalogue = try catalogue()
        let key = Key(day: validity.day, isHiding: validity != .all)
        return try held.withLock { held in
            if let known = held.dated[key] { return known }
            if held.dated.count >= Self.limit { held.dated.removeAll() }
            let made = try Self.make(snapshot, catalogue, key)
            held.dated[key] = made
            return made
        }
    }

    private static func make(_ snapshot: Snapshot, _ catalogue: LawCatalogue, _ key: Key) throws -> DatedSnapshot {
        guard !catalogue.isEmpty else { return DatedSnapshot(shown: snapshot, hidden: []) }
        var states = snapshot.segments.map { StatusColumn($0) }
        var hidden: [LegalStatus: [[UInt32]]] = [:]
        let none = [[UInt32]](repeating: [], count: snapshot.segments.count)
        for (number, segment) in snapshot.segments.enumerated() {
            // A text that says nothing of days keeps what it states.
            for source in 0..<segment.sourceCount where !segment.isDeleted(source: source) {
                try states[number].keepStated(of: source)
            }
        }
        catalogue.forEachStatus(on: key.day) { place, status, isNearest in
            states[place.segment].set(status, of: place.source)
            guard key.isHiding, status != .inForce, !isNearest else { return }
            hidden[status, default: none][place.segment].append(UInt32(place.source))
        }
        for status in Array(hidden.keys) { hidden[status] = hidden[status]?.map { $0.sorted() } }
        let columns = states.map(\.column)
        let shown = try snapshot.overlaid { number, segment in
            let sources = hidden.values.flatMap { $0[number] }.sorted()
            return try segment.overlaid(hiding: sources, column: columns[number])
        }
        let parts = try LegalStatus.allCases.compactMap { status in
            try hidden[status].map { sources in
                let part = try snapshot.overlaid { try $1.overlaid(showing: sources[$0], column: columns[$0]) }
                return (status: status, snapshot: part)
            }
        }
        return DatedSnapshot(shown: shown, hidden: parts)
    }
}

/// The states of the sources of one segment as a column.
private struct StatusColumn {
    private let segment: SegmentReader
    private var keywords: [[UInt8]] = [[]] + LegalStatus.allCases.map { Array($0.rawValue.utf8) }
    private var known: [[UInt8]: UInt32]
    private var ordinals: [UInt32]

    init(_ segment: SegmentReader) {
        self.segment = segment
        ordinals = Array(repeating: 0, count: segment.sourceCount)
        known = Dictionary(uniqueKeysWithValues: zip(keywords, 0...))
    }

    mutating func set(_ status: LegalStatus, of source: Int) {
        ordinals[source] = known[Array(status.rawValue.utf8)] ?? 0
    }

    mutating func keepStated(of source: Int) throws {
        let stated = try segment.keyword(LibrarySchema.statusColumn, ofSource: source)
        guard !stated.isEmpty else { return }
        let ordinal = known[stated] ?? UInt32(keywords.count)
        if Int(ordinal) == keywords.count {
            known[stated] = ordinal
            keywords.append(stated)
        }
        ordinals[source] = ordinal
    }

    var column: DerivedColumn {
        DerivedColumn(column: LibrarySchema.statusColumn, keywords: keywords, ordinals: ordinals)
    }
}
