internal import FaguiIndex
internal import FaguiSearch

extension Library {
    /// Searches. Cancelling the task ends the search with an error of the code `cancelled`.
    public func search(_ query: String, options: SearchOptions = .init()) async throws -> SearchResults {
        try results(of: query, options: options) { Task.isCancelled }
    }

    /// Searches on the caller's thread.
    package func results(
        of query: String, options: SearchOptions, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> SearchResults {
        guard options.limit >= 0, options.offset >= 0, options.snippetLength >= 0 else {
            throw LibraryError(.invalidArgument, "Limit, offset and snippet length must not be negative.")
        }
        let clock = ContinuousClock()
        let start = clock.now
        let view = reading.current
        var results = try wrapping {
            let parsed = try options.parse(query)
            return try HitFinder(view: view, query: parsed, options: options, isCancelled: isCancelled).results()
        }
        if results.total.value == 0 && options.suggestsCorrections { results.corrections = try corrections(of: query) }
        results.tookMicroseconds = Int((clock.now - start) / .microseconds(1))
        return results
    }

    /// Searches for the best `limit` passages.
    public func search(_ query: String, limit: Int) async throws -> SearchResults {
        try await search(query, options: SearchOptions(limit: limit))
    }

    /// How many passages match, exactly.
    ///
    /// - Parameters:
    ///   - query: As it was typed.
    ///   - options: Of them counts how the query is read, and what is asked beside it.
    /// - Returns: Passages, those with the same text one by one.
    /// - Throws: ``LibraryError``.
    public func count(_ query: String, options: SearchOptions = .init()) async throws -> Int {
        let searcher = reading.current.searcher.with(options.settings)
        return try wrapping { try searcher.count(options.parse(query)) { Task.isCancelled } }
    }
}
