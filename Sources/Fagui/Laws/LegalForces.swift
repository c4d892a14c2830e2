internal import FaguiCorpus
internal import FaguiIndex
internal import Synchronization

/// Which texts of a commit are in force on their own account: laws, regulations, rules, interpretations, by the level that
/// is stated of them or by their title.
///
/// No two of them are near copies of each other, however alike they are: wordings of one law differ in what a reader looks
/// for, and what cities, or laws on judges and on prosecutors, have in nearly the same words is the law in each of its places.
struct LegalForces: Sendable {
    private let snapshot: Snapshot
    /// By segment: whether the texts of each level that is stated are.
    private let levels: [[Bool]]

    /// Sources of a segment, of so many documents each, of which runs are worth to be made.
    private static let documentsOfSource = 8

    /// Reads the levels that occur.
    init(_ snapshot: Snapshot) throws {
        self.snapshot = snapshot
        levels = try snapshot.segments.map { segment in
            try (0..<UInt32(segment.keywordCount(LibrarySchema.levelColumn))).map {
                LegalLevel(keyword: try segment.keyword(LibrarySchema.levelColumn, ordinal: $0))?.hasForce ?? false
            }
        }
    }

    /// Whether a source is in force on its own account.
    func hasForce(_ place: SourcePlace) throws -> Bool {
        let segment = snapshot.segments[place.segment]
        let (level, work) = try (
            segment.keywordOrdinals(LibrarySchema.levelColumn), segment.keywordOrdinals(LibrarySchema.workColumn)
        )
        // Damaged bytes may give numbers that no keyword has.
        if level.indices.contains(place.source), levels[place.segment].indices.contains(Int(level[place.source])),
            levels[place.segment][Int(level[place.source])]
        {
            return true
        }
        guard work.indices.contains(place.source),
            Int(work[place.source]) < segment.keywordCount(LibrarySchema.workColumn)
        else { return false }
        return WorkKey.namesLaw(try segment.keyword(LibrarySchema.workColumn, ordinal: work[place.source]))
    }

    /// By segment: runs of documents outside which all texts are in force on their own account. Where sources are short,
    /// as rows are, finding them takes longer than passing over all.
    func plainDocuments() throws -> [[Range<Int>]] {
        try snapshot.segments.enumerated().map { number, segment in
            guard segment.sourceCount * Self.documentsOfSource <= segment.documentCount else {
                return [0..<segment.documentCount]
            }
            var runs: [Range<Int>] = []
            for source in 0..<segment.sourceCount where try !hasForce(SourcePlace(segment: number, source: source)) {
                let documents = try segment.documents(ofSource: source)
                let run = Int(documents.lowerBound)..<Int(documents.upperBound)
                if let last = runs.last, last.upperBound == run.lowerBound {
                    runs[runs.count - 1] = last.lowerBound..<run.upperBound
                } else if !run.isEmpty {
                    runs.append(run)
                }
            }
            return runs
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
    private let held = Mutex<(forces: LegalForces?, plain: [[Range<Int>]]?)>((nil, nil))

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// What is known of all sources.
    func forces() throws -> LegalForces {
        try held.withLock { held in
            if let forces = held.forces { return forces }
            let made = try LegalForces(snapshot)
            held.forces = made
            return made
        }
    }

    /// See ``LegalForces/plainDocuments()``.
    func plainDocuments() throws -> [[Range<Int>]] {
        let forces = try forces()
        return try held.withLock { held in
            if let plain = held.plain { return plain }
            let made = try forces.plainDocuments()
            held.plain = made
            return made
        }
    }
}
