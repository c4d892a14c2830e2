internal import FaguiIndex

/// Answers plans over one snapshot, each segment with the plan made for its analysis.
struct SnapshotSearch {
    let snapshot: Snapshot
    let scoring: FieldScoring
    /// One plan a segment; its root is nil where nothing can match.
    let plans: [QueryPlan]
    let folding: KeywordFolding
    /// Whether to stop: what is under way throws then.
    let isCancelled: @Sendable () -> Bool
    /// Whether the time is up, so that who stops returns what it has.
    var isExpired: @Sendable () -> Bool = { false }

    /// What was not done as asked, each thing once.
    private var notes: [String] {
        var notes: [String] = []
        for note in plans.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
        return notes
    }

    /// The best documents, of those only that are shown behind a position, where one is given.
    func best(limit: Int, exactTotal: Bool, after position: RankPosition? = nil) throws -> TopDocs {
        if limit <= 0 { return try countedOnly() }
        var collector = TopCollector(limit: limit, after: position)
        var top = TopDocs(docs: [], total: 0, isTotalExact: true, notes: notes)
        do {
            for number in snapshot.segments.indices {
                if isCancelled() { throw SearchError.cancelled }
                guard plans[number].root != nil else { continue }
                let leaves = try SegmentLeaves(plans[number], number: number, in: snapshot, scoring)
                let outcome = try SegmentSearch(leaves: leaves, number: number, isCancelled: isCancelled)
                    .collect(into: &collector)
                if exactTotal && outcome.isPruned {
                    top.total += try MatchCounter(leaves: leaves, isCancelled: isCancelled).count()
                } else {
                    top.total += outcome.seen
                    top.isTotalExact = top.isTotalExact && !outcome.isPruned
                }
            }
        } catch SearchError.cancelled where isExpired() {
            top.isPartial = true
            top.isTotalExact = false
        }
        top.docs = collector.sorted()
        top.total = max(top.total, top.docs.count)
        return top
    }

    private func countedOnly() throws -> TopDocs {
        do {
            return TopDocs(docs: [], total: try count(), isTotalExact: true, notes: notes)
        } catch SearchError.cancelled where isExpired() {
            return TopDocs(docs: [], total: 0, isTotalExact: false, notes: notes, isPartial: true)
        }
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
