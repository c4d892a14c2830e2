internal import FaguiIndex

/// The laws of one snapshot with their wordings, and the texts besides that have an end.
///
/// Texts without any date are not in it: they are in force and stand on their own.
struct LawCatalogue: Sendable {
    private(set) var works: [LawWork] = []
    private var workOfKey: [String: Int] = [:]
    /// By segment and source: the work and its version; nil for a text that is not in the catalogue.
    private var places: [[Place?]] = []

    /// A wording of a law.
    struct Place: Sendable, Equatable {
        var work: Int
        var version: Int
    }

    /// Reads the columns of all live sources.
    ///
    /// - Throws: `corrupt`.
    init(_ snapshot: Snapshot) throws {
        var found: [[LawWork.Version]] = []
        for (number, segment) in snapshot.segments.enumerated() {
            try Self.forEachDated(segment) { source, key, version in
                var version = version
                version.sources = [SourcePlace(segment: number, source: source)]
                guard !key.isEmpty else {
                    works.append(LawWork(key: "", versions: []))
                    found.append([version])
                    return
                }
                let work = workOfKey[key] ?? works.count
                if work == works.count {
                    workOfKey[key] = work
                    works.append(LawWork(key: key, versions: []))
                    found.append([])
                }
                found[work].append(version)
            }
        }
        places = snapshot.segments.map { Array(repeating: nil, count: $0.sourceCount) }
        for work in works.indices {
            works[work].versions = Self.joined(found[work])
            for (version, one) in works[work].versions.enumerated() {
                for source in one.sources {
                    places[source.segment][source.source] = Place(work: work, version: version)
                }
            }
        }
    }

    /// The law of a key; nil if none has it.
    func work(withKey key: String) -> Int? { workOfKey[key] }

    /// Where a source stands.
    func place(of source: SourcePlace) -> Place? { places[source.segment][source.source] }

    /// Whether a source is in force on a day; nil for one that states nothing.
    func status(of source: SourcePlace, on day: CalendarDay) -> LegalStatus? {
        place(of: source).map { works[$0.work].status(of: $0.version, on: day) }
    }

    /// Calls `body` with the sources of a segment that say anything about when they are in force.
    private static func forEachDated(
        _ segment: SegmentReader, _ body: (Int, String, LawWork.Version) throws -> Void
    ) throws {
        guard segment.hasColumn(LibrarySchema.repealedColumn) else { return }
        let keys = try segment.keywordOrdinals(LibrarySchema.workColumn)
        let versions = try segment.uint32Values(LibrarySchema.versionColumn)
        let effective = try segment.uint32Values(LibrarySchema.effectiveColumn)
        let repealed = try segment.uint32Values(LibrarySchema.repealedColumn)
        let issued = try segment.uint32Values(LibrarySchema.issuedColumn)
        let statuses = try segment.keywordOrdinals(LibrarySchema.statusColumn)
        let texts = try (0..<segment.keywordCount(LibrarySchema.workColumn)).map {
            let key = String(
                decoding: try segment.keyword(LibrarySchema.workColumn, ordinal: UInt32($0)), as: UTF8.self)
            return WorkKey.namesLaw(key) ? key : ""
        }
        let ends = try (0..<segment.keywordCount(LibrarySchema.statusColumn)).map {
            let text = try segment.keyword(LibrarySchema.statusColumn, ordinal: UInt32($0))
            return LegalStatus.endsForce(stated: String(decoding: text, as: UTF8.self))
        }
        for source in 0..<segment.sourceCount where !segment.isDeleted(source: source) {
            // Damaged bytes may give numbers that no keyword has.
            let isNamed = versions[source] > 0 && texts.indices.contains(Int(keys[source]))
            let key = isNamed ? texts[Int(keys[source])] : ""
            let hasEnded = ends.indices.contains(Int(statuses[source])) && ends[Int(statuses[source])]
            if key.isEmpty && effective[source] == 0 && repealed[source] == 0 && !hasEnded { continue }
            try body(
                source, key,
                LawWork.Version(
                    date: versions[source], effective: effective[source], repealed: repealed[source],
                    issued: issued[source], isSaidToHaveEnded: hasEnded, sources: []))
        }
    }

    /// Texts of one day are one wording.
    private static func joined(_ versions: [LawWork.Version]) -> [LawWork.Version] {
        var byDate: [UInt32: LawWork.Version] = [:]
        for version in versions {
            guard var known = byDate[version.date] else {
                byDate[version.date] = version
                continue
            }
            known.effective = max(known.effective, version.effective)
            known.repealed = max(known.repealed, version.repealed)
            known.issued = known.issued == 0 ? version.issued : min(known.issued, version.issued)
            // In force as long as one of its texts is said to be.
            known.isSaidToHaveEnded = known.isSaidToHaveEnded && version.isSaidToHaveEnded
            known.sources += version.sources
            byDate[version.date] = known
        }
        return byDate.values.sorted { ($0.start, $0.date) < ($1.start, $1.date) }
    }
}
