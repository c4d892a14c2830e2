internal import FaguiIndex
internal import FaguiSearch

/// The laws of one snapshot with their wordings, and the texts besides that have an end.
///
/// Texts without any date are not in it: they are in force and stand on their own. It is made for the first search of a
/// process, so it is a few flat arrays of numbers; what is asked of one law is put together when it is asked.
struct LawCatalogue: Sendable {
    /// A text with what its columns say.
    private struct Entry {
        /// Texts of one law have one number.
        var work: Int32
        var segment: Int32
        var source: Int32
        var date: UInt32
        var effective: UInt32
        var repealed: UInt32
        var issued: UInt32
        var hasEnded: Bool
        /// Whose law it is; see ``LocalBodies``.
        var body: UInt64

        var start: UInt32 { max(date, effective) }
    }

    /// By law, then by their first day in force.
    private var entries: [Entry] = []
    /// Where the texts of each law begin in ``entries``, and where the last ones end.
    private var workStarts: [Int32] = [0]
    /// By segment and source: the place in ``entries``; -1 for a text that is not in the catalogue.
    private var places: [[Int32]] = []

    /// Reads the columns of all live sources.
    ///
    /// - Throws: `corrupt`.
    init(_ snapshot: Snapshot) throws {
        var numbers = WorkNumbers()
        var repeals = Repeals()
        for (number, segment) in snapshot.segments.enumerated() where segment.hasColumn(LibrarySchema.repealsColumn) {
            try read(segment, number, &numbers)
            try repeals.read(segment)
        }
        if !repeals.isEmpty { try end(repeals, snapshot) }
        entries.sort {
            ($0.work, $0.start, $0.date, $0.segment, $0.source) < ($1.work, $1.start, $1.date, $1.segment, $1.source)
        }
        places = snapshot.segments.map { Array(repeating: -1, count: $0.sourceCount) }
        for (index, entry) in entries.enumerated() {
            places[Int(entry.segment)][Int(entry.source)] = Int32(index)
            if index > 0, entries[index - 1].work != entry.work { workStarts.append(Int32(index)) }
        }
        if !entries.isEmpty { workStarts.append(Int32(entries.count)) }
        var work: Int32 = -1
        for index in entries.indices {
            if index == Int(workStarts[Int(work + 1)]) { work += 1 }
            entries[index].work = work
        }
    }

    /// Whether no text says when it is in force.
    var isEmpty: Bool { entries.isEmpty }

    /// The law of a source with all its wordings, and which of these the source is; nil for a text that states nothing.
    func work(of source: SourcePlace) -> (work: LawWork, version: Int)? {
        let index = places[source.segment][source.source]
        guard index >= 0 else { return nil }
        let work = work(Int(entries[Int(index)].work))
        return work.versions.firstIndex { $0.sources.contains(source) }.map { (work, $0) }
    }

    /// Whether a source is in force on a day; nil for one that states nothing.
    func status(of source: SourcePlace, on day: CalendarDay) -> LegalStatus? {
        let index = Int(places[source.segment][source.source])
        guard index >= 0 else { return nil }
        let entry = entries[index]
        if range(Int(entry.work)).count == 1 { return version(entry, sources: []).status(on: day) }
        return work(of: source).map { $0.work.statuses(on: day)[$0.version] }
    }

    // MARK: Laws

    private func range(_ work: Int) -> Range<Int> { Int(workStarts[work])..<Int(workStarts[work + 1]) }

    private func work(_ number: Int) -> LawWork {
        var byDate: [UInt32: LawWork.Version] = [:]
        for entry in entries[range(number)] {
            let source = SourcePlace(segment: Int(entry.segment), source: Int(entry.source))
            let one = version(entry, sources: [source])
            // Texts of one day are one wording.
            byDate[one.date]?.join(one)
            if byDate[one.date] == nil { byDate[one.date] = one }
        }
        return LawWork(versions: byDate.values.sorted { ($0.start, $0.date) < ($1.start, $1.date) })
    }

    /// Calls `body` with each source that states anything, its state on a day, and whether it stands for the wording of the
    /// day, which the index lacks.
    func forEachStatus(on day: CalendarDay, _ body: (SourcePlace, LegalStatus, _ isNearest: Bool) throws -> Void)
        rethrows
    {
        for number in 0..<workStarts.count - 1 {
            let texts = range(number)
            if texts.count == 1 {
                let entry = entries[texts.lowerBound]
                let version = version(entry, sources: [])
                let isNearest = version.start > day.number && LawWork(versions: [version]).nearestVersion(on: day) == 0
                try body(
                    SourcePlace(segment: Int(entry.segment), source: Int(entry.source)), version.status(on: day),
                    isNearest)
                continue
            }
            let work = work(number)
            let nearest = work.nearestVersion(on: day)
            for (index, status) in work.statuses(on: day).enumerated() {
                for source in work.versions[index].sources { try body(source, status, index == nearest) }
            }
        }
    }

    private func version(_ entry: Entry, sources: [SourcePlace]) -> LawWork.Version {
        LawWork.Version(
            date: entry.date, effective: entry.effective, repealed: entry.repealed, issued: entry.issued,
            isSaidToHaveEnded: entry.hasEnded, sources: sources)
    }

    // MARK: Reading

    /// Takes the sources of a segment that say anything about when they are in force.
    private mutating func read(_ segment: SegmentReader, _ number: Int, _ numbers: inout WorkNumbers) throws {
        let keys = try segment.keywordOrdinals(LibrarySchema.workColumn)
        let versions = try segment.uint32Values(LibrarySchema.versionColumn)
        let effective = try segment.uint32Values(LibrarySchema.effectiveColumn)
        let repealed = try segment.uint32Values(LibrarySchema.repealedColumn)
        let issued = try segment.uint32Values(LibrarySchema.issuedColumn)
        let statuses = try segment.keywordOrdinals(LibrarySchema.statusColumn)
        let works = try numbers.works(of: segment)
        let bodies = try LocalBodies(segment)
        let ends = try (0..<segment.keywordCount(LibrarySchema.statusColumn)).map {
            let text = try segment.keyword(LibrarySchema.statusColumn, ordinal: UInt32($0))
            return LegalStatus.endsForce(stated: String(decoding: text, as: UTF8.self))
        }
        for source in 0..<segment.sourceCount where !segment.isDeleted(source: source) {
            // Damaged bytes may give numbers that no keyword has.
            let hasEnded = ends.indices.contains(Int(statuses[source])) && ends[Int(statuses[source])]
            let isNamed = versions[source] > 0 && works.indices.contains(Int(keys[source]))
            let body = bodies.body(of: source)
            let work = isNamed ? numbers.work(works[Int(keys[source])], of: body) : WorkNumbers.none
            if work == WorkNumbers.none && effective[source] == 0 && repealed[source] == 0 && !hasEnded { continue }
            entries.append(
                Entry(
                    work: work == WorkNumbers.none ? numbers.next() : work, segment: Int32(number),
                    source: Int32(source),
                    date: versions[source], effective: effective[source], repealed: repealed[source],
                    issued: issued[source], hasEnded: hasEnded, body: body))
        }
    }

    /// Ends the laws that other texts repeal by their titles, as of the day of these.
    private mutating func end(_ repeals: Repeals, _ snapshot: Snapshot) throws {
        let days = try snapshot.segments.map { try repeals.days(of: $0) }
        let keys = try snapshot.segments.map { try $0.keywordOrdinals(LibrarySchema.workColumn) }
        for index in entries.indices where entries[index].repealed == 0 {
            let entry = entries[index]
            let ordinal = Int(keys[Int(entry.segment)][Int(entry.source)])
            guard days[Int(entry.segment)].indices.contains(ordinal) else { continue }
            // A law that was made again after its repeal is another one; a later text may say again what is repealed.
            let ends = days[Int(entry.segment)][ordinal].lazy.filter { $0.body == entry.body && $0.day > entry.date }
            if entry.date > 0, let day = ends.map(\.day).min() { entries[index].repealed = day }
        }
    }
}

/// Gives laws numbers by the keys of their titles.
private struct WorkNumbers {
    /// No law.
    static let none: Int32 = -1

    private var count: Int32 = 0
    /// By the bytes of the key; empty as long as one segment alone was read, in which ordinals tell keys apart.
    private var known: [[UInt8]: Int32] = [:]
    private var first: (segment: SegmentReader, works: [Int32])?
    /// Laws of local bodies: cities may have laws of one title.
    private var local: [LocalWork: Int32] = [:]

    private struct LocalWork: Hashable {
        var work: Int32
        var body: UInt64
    }

    /// The number of the law of a title that a body made.
    mutating func work(_ work: Int32, of body: UInt64) -> Int32 {
        guard work != Self.none, body != LocalBodies.none else { return work }
        let key = LocalWork(work: work, body: body)
        if let known = local[key] { return known }
        let number = next()
        local[key] = number
        return number
    }

    mutating func next() -> Int32 {
        count += 1
        return count - 1
    }

    /// The number of each keyword of a segment's column of keys.
    mutating func works(of segment: SegmentReader) throws -> [Int32] {
        let column = LibrarySchema.workColumn
        if let first, known.isEmpty {
            for (ordinal, work) in first.works.enumerated() where work != Self.none {
                known[Array(try first.segment.keyword(column, ordinal: UInt32(ordinal)))] = work
            }
        }
        var works: [Int32] = []
        works.reserveCapacity(segment.keywordCount(column))
        for ordinal in 0..<UInt32(segment.keywordCount(column)) {
            let bytes = try segment.keyword(column, ordinal: ordinal)
            guard WorkKey.namesLaw(bytes) else {
                works.append(Self.none)
                continue
            }
            guard first != nil else {
                works.append(next())
                continue
            }
            let key = Array(bytes)
            let work = known[key] ?? next()
            known[key] = work
            works.append(work)
        }
        if first == nil { first = (segment, works) }
        return works
    }
}

/// What texts repeal by title, with the day on which each does.
private struct Repeals {
    /// By the hash of a title's key; several keys of one hash are told apart.
    private var days: [UInt64: [(key: [UInt8], end: End)]] = [:]

    /// A repeal: the day, and whose it is. Nobody repeals what another place has made.
    struct End {
        var day: UInt32
        var body: UInt64
    }

    var isEmpty: Bool { days.isEmpty }

    mutating func read(_ segment: SegmentReader) throws {
        let column = LibrarySchema.repealsColumn
        guard segment.keywordCount(column) > 1 else { return }
        let ordinals = try segment.keywordOrdinals(column)
        let versions = try segment.uint32Values(LibrarySchema.versionColumn)
        let effective = try segment.uint32Values(LibrarySchema.effectiveColumn)
        let bodies = try LocalBodies(segment)
        for source in 0..<segment.sourceCount where !segment.isDeleted(source: source) {
            let keys = try segment.keyword(column, ordinal: ordinals[source])
            let day = effective[source] > 0 ? effective[source] : versions[source]
            if keys.isEmpty || day == 0 { continue }
            for key in KeywordList.values(keys) {
                days[StableHash.of(key), default: []].append(
                    (Array(key), End(day: day, body: bodies.body(of: source))))
            }
        }
    }

    /// For each keyword of a segment's column of keys the repeals of the law.
    func days(of segment: SegmentReader) throws -> [[End]] {
        let column = LibrarySchema.workColumn
        return try (0..<UInt32(segment.keywordCount(column))).map { ordinal in
            let bytes = try segment.keyword(column, ordinal: ordinal)
            guard let found = days[StableHash.of(bytes)] else { return [] }
            return found.filter { bytes.elementsEqual($0.key) }.map(\.end)
        }
    }
}
