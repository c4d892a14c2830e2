internal import FaguiIndex

/// Answers plans over one snapshot, each segment with the plan made for its analysis.
struct SnapshotSearch {
    let snapshot: Snapshot
    let scoring: FieldScoring
    /// One plan a segment; its root is nil where nothing can match.
    let plans: [QueryPlan]
    let folding: KeywordFolding
    let isCancelled: @Sendable () -> Bool

    /// What was not done as asked, each thing once.
    private var notes: [String] {
        var notes: [String] = []
        for note in plans.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
        return notes
    }

    func best(limit: Int, exactTotal: Bool) throws -> TopDocs {
        if limit <= 0 {
            return TopDocs(docs: [], total: try count(), isTotalExact: true, notes: notes)
        }
        var collector = TopCollector(limit: limit)
        var total = 0
        var isTotalExact = true
        for number in snapshot.segments.indices {
            if isCancelled() { throw SearchError.cancelled }
            guard plans[number].root != nil else { continue }
            let leaves = try SegmentLeaves(plans[number], number: number, in: snapshot, scoring)
            let outcome = try SegmentSearch(leaves: leaves, number: number, isCancelled: isCancelled)
                .collect(into: &collector)
            if exactTotal && outcome.isPruned {
                total += try MatchCounter(leaves: leaves, isCancelled: isCancelled).count()
            } else {
                total += outcome.seen
                isTotalExact = isTotalExact && !outcome.isPruned
            }
        }
        return TopDocs(docs: collector.sorted(), total: total, isTotalExact: isTotalExact, notes: notes)
    }

    func count() throws -> Int {
        var total = 0
        for number in snapshot.segments.indices {
            if isCancelled() { throw SearchError.cancelled }
            guard plans[number].root != nil else { continue }
            let leaves = try SegmentLeaves(plans[number], number: number, in: snapshot, scoring)
            total += try MatchCounter(leaves: leaves, isCancelled: isCancelled).count()
        }
        return total
    }

    func exhaustive(limit: Int) throws -> TopDocs {
        var found: [TopDocs.ScoredDoc] = []
        for number in snapshot.segments.indices where plans[number].root != nil {
            found += try ExhaustiveSearch.documents(
                plans[number], segment: number, in: snapshot, scoring, folding: folding)
        }
        let total = found.count
        found.sort { $0.score != $1.score ? $0.score > $1.score : $0.address < $1.address }
        return TopDocs(docs: Array(found.prefix(max(0, limit))), total: total, isTotalExact: true, notes: notes)
    }
}
