package import FaguiIndex
internal import FaguiText

/// Queries over terms, as the engine evaluates them: for those who make terms of their own.
extension Searcher {
    /// The best documents; see ``search(_:limit:exactTotal:isCancelled:)``.
    package func search(
        _ query: Query, limit: Int, exactTotal: Bool, isCancelled: @Sendable () -> Bool = { false }
    ) throws -> TopDocs {
        if limit > 0, threads == 1, let top = try flatSearch(query, limit, exactTotal, isCancelled) { return top }
        return try withoutActuallyEscaping(isCancelled) {
            try prepare(everywhere(query), isCancelled: $0).best(limit: limit, exactTotal: exactTotal)
        }
    }

    /// The best documents of a query of terms alone; nil for another.
    private func flatSearch(
        _ query: Query, _ limit: Int, _ exactTotal: Bool, _ isCancelled: () -> Bool
    ) throws -> TopDocs? {
        try memories.withMemory { memory in
            let segments = snapshot.segments
            guard let plan = try FlatPlan(query, over: segments, scoring, memory) else { return nil }
            var collector = TopCollector(limit: limit, over: snapshot)
            var tally = SegmentTally(exactTotal: exactTotal)
            for number in segments.indices where plan.canMatch(in: number) {
                if isCancelled() { throw SearchError.cancelled }
                try memory.withPart {
                    let leaves = try SegmentLeaves(plan, segments[number], number: number, scoring, memory)
                    try tally.search(leaves, number, into: &collector, isCancelled)
                }
            }
            return tally.topDocs(collector.sorted())
        }
    }

    /// The same by scoring everything.
    package func searchExhaustively(_ query: Query, limit: Int) throws -> TopDocs {
        try prepare(everywhere(query), isCancelled: { false }).exhaustive(limit: limit)
    }

    /// How many live documents match.
    package func count(_ query: Query, isCancelled: @Sendable () -> Bool = { false }) throws -> Int {
        try withoutActuallyEscaping(isCancelled) {
            try prepare(everywhere(query), isCancelled: $0).count()
        }
    }

    /// How a document's score comes about.
    package func explain(_ query: Query, _ address: DocAddress) throws -> Explanation? {
        let plan = try PlanBuilder.plan(query, over: snapshot, folding: folding, isCancelled: { false })
        return try Explainer(snapshot: snapshot, scoring: scoring, folding: folding).explain(plan, address)
    }

    /// Plans one query a segment; equal ones once.
    func prepare(_ queries: [Query], isCancelled: @escaping @Sendable () -> Bool) throws -> SnapshotSearch {
        var plans: [QueryPlan] = []
        for (number, query) in queries.enumerated() {
            if let same = queries[..<number].firstIndex(of: query) {
                plans.append(plans[same])
            } else {
                plans.append(try PlanBuilder.plan(query, over: snapshot, folding: folding, isCancelled: isCancelled))
            }
        }
        return SnapshotSearch(
            snapshot: snapshot, scoring: scoring, plans: plans, memories: memories,
            folding: folding, isCancelled: isCancelled, threads: threads)
    }

    /// Threads that a search uses at most.
    var threads: Int { settings.threads > 0 ? settings.threads : Parallel.coreCount }

    /// Folds keywords in the analysis of their segment; as they are where there is none.
    var folding: KeywordFolding {
        { [pools] segment, bytes in
            guard let pool = pools[segment.analysis] else { return [UInt8](bytes) }
            let text = String(decoding: bytes, as: UTF8.self)
            return try pool.withAnalyzer { Array($0.folded(text).utf8) }
        }
    }

    private func everywhere(_ query: Query) -> [Query] { snapshot.segments.map { _ in query } }
}
