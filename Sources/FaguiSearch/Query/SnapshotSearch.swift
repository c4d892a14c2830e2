internal import FaguiIndex

/// Answers plans over one snapshot, each segment with the plan made for its analysis.
struct SnapshotSearch {
    let snapshot: Snapshot
    let scoring: FieldScoring
    /// One plan a segment; its root is nil where nothing can match.
    let plans: [QueryPlan]
    let memories: WorkingMemoryPool
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
        var tally = SegmentTally(exactTotal: exactTotal)
        var isPartial = false
        do {
            for number in snapshot.segments.indices {
                if isCancelled() { throw SearchError.cancelled }
                guard plans[number].root != nil else { continue }
                try memories.withMemory { memory in
                    let leaves = try SegmentLeaves(plans[number], number: number, in: snapshot, scoring, memory)
                    try tally.search(leaves, number, into: &collector, isCancelled)
                }
            }
        } catch SearchError.cancelled where isExpired() {
            isPartial = true
        }
        return tally.topDocs(collector, notes: notes, isPartial: isPartial)
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
            found += try ExhaustiveSearch.documents(
                plans[number], segment: number, in: snapshot, scoring, folding: folding)
        }
        let total = found.count
        found.sort { $0.score != $1.score ? $0.score > $1.score : $0.address < $1.address }
        return TopDocs(docs: Array(found.prefix(max(0, limit))), total: total, isTotalExact: true, notes: notes)
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
    ///
    /// - Parameters:
    ///   - collector: What was collected.
    ///   - notes: What was not done as asked.
    ///   - isPartial: Whether the search stopped before its end.
    /// - Returns: The best documents, and how many match.
    func topDocs(
        _ collector: borrowing TopCollector, notes: [String] = [], isPartial: Bool = false
    ) -> TopDocs {
        let docs = collector.sorted()
        return TopDocs(
            docs: docs, total: max(total, docs.count), isTotalExact: isTotalExact && !isPartial, notes: notes,
            isPartial: isPartial)
    }
}
