internal import FaguiCorpus
internal import FaguiIndex
internal import Synchronization

/// Which texts of a commit are in force on their own account: laws, regulations, rules, interpretations, by the level that
/// is stated of them or by their title.
///
/// No two of them are near copies of each other, however alike they are: wordings of one law differ in what a reader looks
/// for, and what cities, or laws on judges and on prosecutors, have in nearly the same words is the law in each of its places.
struct LegalForces: Sendable {
    /// By segment and source.
    private let hasForce: [[Bool]]
    /// By segment: the documents of all other texts, as runs.
    let plainDocuments: [[Range<Int>]]

    /// Reads the columns of all sources.
    init(_ snapshot: Snapshot) throws {
        var forces: [[Bool]] = []
        var plain: [[Range<Int>]] = []
        for segment in snapshot.segments {
            let own = try Self.forces(of: segment)
            var runs: [Range<Int>] = []
            for source in own.indices where !own[source] {
                let documents = try segment.documents(ofSource: source)
                let run = Int(documents.lowerBound)..<Int(documents.upperBound)
                if let last = runs.last, last.upperBound == run.lowerBound {
                    runs[runs.count - 1] = last.lowerBound..<run.upperBound
                } else if !run.isEmpty {
                    runs.append(run)
                }
            }
            forces.append(own)
            plain.append(runs)
        }
        hasForce = forces
        plainDocuments = plain
    }

    /// Whether a source is in force on its own account.
    func hasForce(_ place: SourcePlace) -> Bool { hasForce[place.segment][place.source] }

    private static func forces(of segment: SegmentReader) throws -> [Bool] {
        let levels = try (0..<UInt32(segment.keywordCount(LibrarySchema.levelColumn))).map {
            LegalLevel(keyword: try segment.keyword(LibrarySchema.levelColumn, ordinal: $0))?.hasForce ?? false
        }
        let level = try segment.keywordOrdinals(LibrarySchema.levelColumn)
        let work = try segment.keywordOrdinals(LibrarySchema.workColumn)
        // Rows of one file may have one title: each is looked at once.
        var named: [Bool?] = Array(repeating: nil, count: segment.keywordCount(LibrarySchema.workColumn))
        return try (0..<segment.sourceCount).map { source in
            if source < level.count, levels.indices.contains(Int(level[source])), levels[Int(level[source])] {
                return true
            }
            guard source < work.count, named.indices.contains(Int(work[source])) else { return false }
            let ordinal = Int(work[source])
            if let known = named[ordinal] { return known }
            let found = WorkKey.namesLaw(try segment.keyword(LibrarySchema.workColumn, ordinal: work[source]))
            named[ordinal] = found
            return found
        }
    }
}

extension LegalLevel {
    /// The level that a column states.
    init?(keyword: UnsafeRawBufferPointer) { self.init(rawValue: String(decoding: keyword, as: UTF8.self)) }

    /// Whether texts of the level are law, which notices, reports and cases are not.
    var hasForce: Bool { self < .normativeDocument }
}

/// The ``LegalForces`` of one commit, worked out when they are first asked for.
final class LegalForcesCache: Sendable {
    private let snapshot: Snapshot
    private let held = Mutex<LegalForces?>(nil)

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// What is known of all sources.
    func forces() throws -> LegalForces {
        try held.withLock { held in
            if let held { return held }
            let made = try LegalForces(snapshot)
            held = made
            return made
        }
    }
}
