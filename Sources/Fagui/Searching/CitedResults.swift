internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiSearch

extension Library {
    /// The page of a query that is a citation of articles: these, in the order in which they are cited.
    ///
    /// - Parameters:
    ///   - query: As it was typed.
    ///   - options: What is wanted.
    ///   - stop: When to end: hits are finished up to ten when the time is up, as of any query.
    /// - Returns: The page; nil where the query is none, or leads nowhere, with what is to be said of that.
    /// - Throws: ``LibraryError``.
    func citedResults(
        of query: String, options: SearchOptions, stop: SearchStop
    ) throws -> (page: SearchResults?, notes: [String]) {
        guard options.readsCitations, options.after == nil, options.sort == .score else { return (nil, []) }
        let start = ContinuousClock.now
        guard let citations = CitationParser().parse(whole: query),
            // A law as a whole is what a search is for.
            !citations.contains(where: \.isWhole)
        else { return (nil, []) }
        let view = reading.current
        return try wrapping {
            let cited = try resolve(citations, of: query, view, options.validity, stop: stop)
            let failures = cited.filter(\.passages.isEmpty).compactMap(\.failure?.message)
            guard failures.isEmpty else { return (nil, failures) }
            var results = try page(cited, view, options, stop)
            results.query = query
            if cited.count < citations.count {
                results.isPartial = true
                results.total.relation = .atLeast
            }
            results.tookMicroseconds = Int((ContinuousClock.now - start) / .microseconds(1))
            return (results, [])
        }
    }

    private func page(
        _ cited: [CitedPassages], _ view: ReadingState.View, _ options: SearchOptions, _ stop: SearchStop
    ) throws -> SearchResults {
        let passages = cited.flatMap { zip($0.passages, $0.addresses) }
        var results = SearchResults(
            query: "", total: TotalHits(value: passages.count, relation: .equal), hits: [],
            notes: cited.flatMap(\.notes) + cited.compactMap(\.failure?.message), snapshot: view.snapshot.generation,
            tookMicroseconds: 0)
        results.citations = cited.map(\.citation)
        let finder = options.findsReferences ? try ReferenceFinder(view, options.validity) : nil
        for (index, (passage, address)) in passages.enumerated().dropFirst(options.offset).prefix(options.limit) {
            if stop.isCancelled() { throw SearchError.cancelled }
            if results.hits.count >= HitFinder.hitsAtLeast, stop.isExpired() {
                results.isPartial = true
                break
            }
            var hit = Hit(
                rank: index + 1, score: 0, id: passage.id, law: passage.law, locator: passage.locator,
                headings: passage.headings, snippet: Snippet(beginningOf: passage.text, options), duplicates: [])
            hit.references = try finder?.outgoing(from: address)
            results.hits.append(hit)
        }
        let (shown, overflow) = options.offset.addingReportingOverflow(options.limit)
        if !overflow, shown < passages.count, options.limit > 0, !results.isPartial {
            results.notes.append("\(passages.count - shown) more are cited: ask for more hits, or pass over these.")
        }
        if !options.facets.isEmpty {
            let facets = try view.of(options.validity).searcher.facets(
                of: passages.map(\.1), columns: options.facets.map(\.column), limit: options.facetLimit)
            results.facets = zip(options.facets, facets).map { SearchFacet($0, $1) }
        }
        return results
    }
}

extension Snippet {
    /// The first characters of a passage.
    fileprivate init(beginningOf text: String, _ options: SearchOptions) {
        let scalars = text.unicodeScalars
        let end =
            scalars.index(scalars.startIndex, offsetBy: options.snippetLength, limitedBy: scalars.endIndex)
            ?? scalars.endIndex
        let isCut = options.makesSnippets && end < scalars.endIndex
        self.init(
            text: options.makesSnippets ? String(scalars[..<end]) : "", highlights: [], isCutBefore: false,
            isCutAfter: isCut)
    }
}
