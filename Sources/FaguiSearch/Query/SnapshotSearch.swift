internal import FaguiIndex

/// Answers plans over one snapshot, each segment with the plan made for its analysis.
struct SnapshotSearch {
    let snapshot: Snapshot
    let scoring: FieldScoring
    /// One plan a segment; its root is nil where nothing can match.
    let plans: [QueryPlan]
    let memories: WorkingMemoryPool
    let isCancelled: @Sendable () -> Bool

    func best(limit: Int, exactTotal: Bool) throws -> TopDocs {
        if limit <= 0 {
            return TopDocs(docs: [], total: try count(), isTotalExact: true, notes: [])
        }
        var collector = TopCollector(limit: limit)
        var tally = SegmentTally(exactTotal: exactTotal)
        for number in snapshot.segments.indices {
            if isCancelled() { throw SearchError.cancelled }
            guard plans[number].root != nil else { continue }
            try memories.withMemory { memory in
                let leaves = try SegmentLeaves(plans[number], number: number, in: snapshot, scoring, memory)
                try tally.search(leaves, number, into: &collector, isCancelled)
            }
        }
        return tally.topDocs(collector)
    }

    func count() throws -> Int {
        var total = 0
        for number in snapshot.segments.indices {
            if isCancelled() { throw SearchError.cancelled }
            guard plans[number].root != nil else { continue }
            total += try memories.withMemory { memory in
                let leaves = try SegmentLeaves(plans[number], number: number, in: snapshot, scoring, memory)
                return try MatchCounter(leaves: leaves, isCancelled: isCancelled).count()
            }
        }
        return total
    }

    func exhaustive(limit: Int) throws -> TopDocs {
        var found: [TopDocs.ScoredDoc] = []
        for number in snapshot.segments.indices where plans[number].root != nil {
            found += try ExhaustiveSearch.documents(plans[number], segment: number, in: snapshot, scoring)
        }
        let total = found.count
        found.sort { $0.score != $1.score ? $0.score > $1.score : $0.address < $1.address }
        return TopDocs(docs: Array(found.prefix(max(0, limit))), total: total, isTotalExact: true, notes: [])
    }
}

/// What segments one after another add to a search's result.
struct SegmentTally {
    /// Whether all that match are counted.
    let exactTotal: Bool
    private var total = 0
    private var isTotalExact = true

    init(exactTotal: Bool) { self.exactTotal = exactTotal }

    /// Searches one segment.
    mutating func search(
        _ leaves: SegmentLeaves, _ number: Int, into collector: inout TopCollector,
        _ isCancelled: @escaping @Sendable () -> Bool
    ) throws {
        let outcome = try SegmentSearch(leaves: leaves, number: number, isCancelled: isCancelled)
            .collect(into: &collector)
        if exactTotal && outcome.isPruned {
            total += try MatchCounter(leaves: leaves, isCancelled: isCancelled).count()
        } else {
            total += outcome.seen
            isTotalExact = isTotalExact && !outcome.isPruned
        }
    }

    /// The result.
    func topDocs(_ collector: borrowing TopCollector) -> TopDocs {
        TopDocs(docs: collector.sorted(), total: total, isTotalExact: isTotalExact, notes: [])
    }
}
