internal import FaguiIndex
internal import FaguiSearch
internal import Synchronization

extension Library {
    /// Searches. Cancelling the task ends the search with an error of the code `cancelled`.
    public func search(_ query: String, options: SearchOptions = .init()) async throws -> SearchResults {
        try await Cancellation.watching { isCancelled in
            try results(of: query, options: options, isCancelled: isCancelled)
        }
    }

    /// Answers many queries, several at once. Cancelling the task ends the searches with an error of the code `cancelled`.
    ///
    /// - Parameters:
    ///   - queries: As they were typed.
    ///   - options: What is wanted of each; of them `threads` is set aside, for every query is searched on one.
    ///   - threads: Queries at once; 0 = one a core.
    /// - Returns: The results, in the order of the queries.
    /// - Throws: ``LibraryError``, that of the first query that fails.
    public func search(
        _ queries: [String], options: SearchOptions = .init(), threads: Int = 0
    ) async throws -> [SearchResults] {
        try await Cancellation.watching { isCancelled in
            try results(of: queries, options: options, threads: threads, isCancelled: isCancelled)
        }
    }

    /// Answers many queries, several at once, and waits for them.
    ///
    /// - Parameters:
    ///   - queries: As they were typed.
    ///   - options: What is wanted of each.
    ///   - threads: Queries at once; 0 = one a core.
    ///   - isCancelled: Asked from time to time, whether to throw.
    /// - Returns: The results, in the order of the queries.
    /// - Throws: ``LibraryError``.
    package func results(
        of queries: [String], options: SearchOptions, threads: Int,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> [SearchResults] {
        var options = options
        options.threads = 1
        let found = Mutex([SearchResults?](repeating: nil, count: queries.count))
        try Parallel.run(count: queries.count, threads: threads > 0 ? threads : Parallel.coreCount) { number in
            let results = try results(of: queries[number], options: options, isCancelled: isCancelled)
            found.withLock { $0[number] = results }
        }
        return found.withLock { $0.compactMap(\.self) }
    }

    /// Searches on the caller's thread.
    ///
    /// - Parameters:
    ///   - query: As it was typed.
    ///   - options: What is wanted.
    ///   - isCancelled: Asked from time to time, whether to throw.
    ///   - isExpired: Asked as often, whether to return what was found so far; nil goes by the clock and
    ///     ``SearchOptions/timeout``.
    /// - Returns: The page.
    /// - Throws: ``LibraryError``.
    package func results(
        of query: String, options: SearchOptions, isCancelled: @escaping @Sendable () -> Bool = { false },
        isExpired: (@Sendable () -> Bool)? = nil
    ) throws -> SearchResults {
        try Self.check(options)
        let stop = Self.stop(options, isCancelled: isCancelled, isExpired: isExpired)
        let (cited, citationNotes) = try citedResults(of: query, options: options, stop: stop)
        if let cited { return cited }
        var options = options
        let parsed = try options.parse(query)
        options.validity = options.validity(for: parsed)
        var results = try answer(options, isCancelled: isCancelled, isExpired: stop.isExpired) { [options] view, stop in
            try SearchQuestion(parsed, view.searcher.with(options.settings), isCancelled: stop.isDue)
        }
        // A query that could not even be looked up in time has no question that could say its text.
        results.query = query
        results.notes = citationNotes + results.notes
        if results.total.value == 0 && options.suggestsCorrections && !results.isPartial && options.after == nil {
            let start = ContinuousClock.now
            results.corrections = try corrections(of: query)
            results.tookMicroseconds += Int((ContinuousClock.now - start) / .microseconds(1))
        }
        return results
    }

    /// Answers a question about one commit: that of the cursor, or the newest.
    ///
    /// - Parameters:
    ///   - options: What is wanted.
    ///   - isCancelled: Asked from time to time, whether to throw.
    ///   - isExpired: Asked as often, whether to return what was found so far; nil goes by the clock.
    ///   - question: Looks the question up.
    /// - Returns: The page.
    /// - Throws: ``LibraryError``.
    func answer(
        _ options: SearchOptions, isCancelled: @escaping @Sendable () -> Bool, isExpired: (@Sendable () -> Bool)? = nil,
        _ question: (ReadingState.View, SearchStop) throws -> SearchQuestion
    ) throws -> SearchResults {
        try Self.check(options)
        let start = ContinuousClock.now
        let stop = Self.stop(options, isCancelled: isCancelled, isExpired: isExpired)
        var results = try wrapping {
            let cursor = try options.after.map { try Self.cursor($0) }
            let commit = try cursor.map { try reading.view(of: $0) } ?? reading.current
            let view = try commit.of(options.validity)
            do {
                let question = try question(view, stop)
                if let cursor, cursor.question != options.hash(of: question.identity) {
                    throw LibraryError(
                        .invalidCursor, "The cursor belongs to another query, or to other options.",
                        advice: "Use it with the query, sorting and collapsing that it came from.")
                }
                let results = try HitFinder(
                    view: view, of: commit, question: question, options: options, cursor: cursor, stop: stop
                ).results()
                if results.next != nil { reading.keep(commit) }
                return results
            } catch SearchError.cancelled where stop.isExpired() && !stop.isCancelled() {
                return SearchResults.outOfTime(snapshot: view.snapshot.generation)
            }
        }
        results.tookMicroseconds = Int((ContinuousClock.now - start) / .microseconds(1))
        return results
    }

    /// When a search that begins now is to end.
    private static func stop(
        _ options: SearchOptions, isCancelled: @escaping @Sendable () -> Bool, isExpired: (@Sendable () -> Bool)?
    ) -> SearchStop {
        let deadline = options.timeout.map { ContinuousClock.now + $0 }
        return SearchStop(
            isCancelled: isCancelled,
            isExpired: isExpired ?? { deadline.map { ContinuousClock.now >= $0 } ?? false })
    }

    private static func check(_ options: SearchOptions) throws {
        guard options.limit >= 0, options.offset >= 0, options.snippetLength >= 0, options.facetLimit >= 0 else {
            throw LibraryError(
                .invalidArgument, "Limits, offset and snippet length must not be negative.", advice: "Give 0 or more.")
        }
    }

    private static func cursor(_ text: String) throws -> ResultCursor {
        guard let cursor = ResultCursor(text) else {
            throw LibraryError(
                .invalidCursor, "'\(text)' is not the cursor of a page.",
                advice: "Copy the whole of it from the page before.")
        }
        return cursor
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
        let view = reading.current
        return try wrapping {
            let parsed = try options.parse(query)
            let searcher = try view.of(options.validity(for: parsed)).searcher.with(options.settings)
            return try searcher.count(parsed) { Task.isCancelled }
        }
    }
}

extension SearchResults {
    /// Nothing, since the time was up before anything was looked at.
    fileprivate static func outOfTime(snapshot: UInt64) -> SearchResults {
        var results = SearchResults(
            query: "", total: TotalHits(value: 0, relation: .atLeast), hits: [], notes: [], snapshot: snapshot,
            tookMicroseconds: 0)
        results.isPartial = true
        return results
    }
}
