internal import FaguiIndex
internal import FaguiSearch
internal import Synchronization

extension Library {
    /// What the index finds for each query, nothing collapsed.
    ///
    /// - Parameters:
    ///   - queries: Ids, each once, and texts.
    ///   - limit: Passages wanted of each.
    ///   - system: What takes part; nil is all.
    ///   - threads: Threads to use at most; 0 is one a core.
    /// - Returns: The run.
    /// - Throws: ``LibraryError``.
    package func run(
        _ queries: [(id: String, text: String)], limit: Int, system: EvaluatedSystem? = nil, threads: Int = 0
    ) throws -> RankedRun {
        var options = SearchOptions(
            limit: limit, exactTotal: false, collapsesDuplicates: false, makesSnippets: false,
            suggestsCorrections: false)
        options.parts = system?.parts ?? .all
        let found = Mutex<[(String, [RankedRun.Entry])]>([])
        try Parallel.run(count: queries.count, threads: threads > 0 ? threads : Parallel.coreCount) { number in
            let results = try results(of: queries[number].text, options: options)
            let entries = results.hits.map { RankedRun.Entry(id: $0.id, score: $0.score) }
            found.withLock { $0.append((queries[number].id, entries)) }
        }
        var run = RankedRun()
        for (id, entries) in found.withLock({ $0 }) { run.add(entries, for: id) }
        return run
    }
}
