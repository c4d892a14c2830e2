internal import FaguiIndex
internal import Synchronization

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

    /// Threads that search segments at once.
    var threads = 1

    /// Fewer documents than these are searched sooner than threads are woken.
    private static var fewDocuments: UInt64 { 200_000 }

    /// What was not done as asked, each thing once.
    private var notes: [String] {
        var notes: [String] = []
        for note in plans.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
        return notes
    }

    /// The best documents, of those only that are shown behind a position, where one is given.
    func best(limit: Int, exactTotal: Bool, after position: RankPosition? = nil) throws -> TopDocs {
        if limit <= 0 { return try countedOnly() }
        if threads > 1, snapshot.segments.count > 1, snapshot.documentCount >= Self.fewDocuments {
            return try bestOfSegments(limit: limit, exactTotal: exactTotal, after: position)
        }
        var collector = TopCollector(limit: limit, over: snapshot, after: position)
        var tally = SegmentTally(exactTotal: exactTotal)
        var isPartial = false
        do {
            for number in snapshot.segments.indices { try search(number, &collector, &tally) }
        } catch SearchError.cancelled where isExpired() {
            isPartial = true
        }
        return tally.topDocs(collector.sorted(), notes: notes, isPartial: isPartial)
    }

    private func search(_ number: Int, _ collector: inout TopCollector, _ tally: inout SegmentTally) throws {
        if isCancelled() { throw SearchError.cancelled }
        guard plans[number].root != nil else { return }
        try memories.withMemory { memory in
            let leaves = try SegmentLeaves(
                plans[number], number: number, in: snapshot, scoring, memory, decodesLater: true)
            try tally.search(leaves, number, into: &collector, isCancelled)
        }
    }

    /// The best of each segment, on several threads, and of these the best: the same documents, though each segment must do
    /// without the threshold that the others have reached.
    private func bestOfSegments(limit: Int, exactTotal: Bool, after position: RankPosition?) throws -> TopDocs {
        /// What one thread at a time writes: each segment's part.
        struct Part: Sendable {
            var docs: [TopDocs.ScoredDoc] = []
            var tally: SegmentTally
            var isPartial = false
        }
        let parts = Mutex([Part](repeating: Part(tally: SegmentTally(exactTotal: exactTotal)), count: plans.count))
        try Parallel.run(count: plans.count, threads: threads) { number in
            var collector = TopCollector(limit: limit, over: snapshot, after: position)
            var part = Part(tally: SegmentTally(exactTotal: exactTotal))
            do {
                try search(number, &collector, &part.tally)
            } catch SearchError.cancelled where isExpired() {
                part.isPartial = true
            }
            part.docs = collector.sorted()
            let made = part
            parts.withLock { $0[number] = made }
        }
        var tally = SegmentTally(exactTotal: exactTotal)
        var docs: [TopDocs.ScoredDoc] = []
        var isPartial = false
        for part in parts.withLock({ $0 }) {
            tally.add(part.tally)
            docs += part.docs
            isPartial = isPartial || part.isPartial
        }
        docs.sort { $0.score != $1.score ? $0.score > $1.score : $0.address < $1.address }
        return tally.topDocs(Array(docs.prefix(limit)), notes: notes, isPartial: isPartial)
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
                return try MatchCounter(leaves: leaves).count(isCancelled: isCancelled)
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
