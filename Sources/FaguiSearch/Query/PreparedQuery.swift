package import FaguiIndex
internal import FaguiText

/// A query in the terms of every segment, looked up and ready to be asked many times over one snapshot.
package struct PreparedQuery: Sendable {
    /// What is asked of each segment, in the words of its analysis.
    let queries: [Query]
    /// By segment.
    let plans: [QueryPlan]
    /// By segment, for each term that was asked beside what was typed: the part of the query that it is asked for.
    let origins: [[[UInt8]: String]]
    /// What was not done as asked, for people.
    package let notes: [String]
    /// What was asked beside what was typed.
    package let expansions: [QueryExpansion]
}

extension Searcher {
    /// Analyses a query and looks its terms up.
    ///
    /// - Parameters:
    ///   - query: As it was typed.
    ///   - isCancelled: Asked from time to time.
    /// - Returns: The query for this snapshot.
    /// - Throws: ``SearchError``, and what damaged bytes make the index throw.
    package func prepared(
        _ query: ParsedQuery, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> PreparedQuery {
        let results = try analyzed(query)
        var notes: [String] = []
        var expansions: [QueryExpansion] = []
        for result in results {
            for note in result.notes where !notes.contains(note) { notes.append(note) }
            for expansion in result.expansions.map({ QueryExpansion($0) }) where !expansions.contains(expansion) {
                expansions.append(expansion)
            }
        }
        return try prepared(
            results.map(\.query), origins: results.map(\.origins), notes: notes, expansions: expansions,
            isCancelled: isCancelled)
    }

    /// Looks up the terms of a query that was made for each segment.
    func prepared(
        _ queries: [Query], origins: [[[UInt8]: String]] = [], notes: [String] = [],
        expansions: [QueryExpansion] = [], isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> PreparedQuery {
        let plans = try prepare(queries, isCancelled: isCancelled).plans
        var notes = notes
        for note in plans.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
        return PreparedQuery(queries: queries, plans: plans, origins: origins, notes: notes, expansions: expansions)
    }

    /// The best documents of a query.
    ///
    /// - Parameters:
    ///   - query: Prepared by this searcher.
    ///   - limit: Hits wanted; with 0 all matches are counted.
    ///   - exactTotal: Whether all matches are counted.
    ///   - order: What comes first; nil is the best by score.
    ///   - position: A document of these results; only what is shown behind it is wanted. Nil is the beginning.
    ///   - isCancelled: Asked from time to time; where it says so, ``SearchError/cancelled`` is thrown.
    ///   - isExpired: Asked as often; where it says so, what was found so far is returned.
    /// - Returns: The documents, those with equal places in the order by score, then by address.
    /// - Throws: ``SearchError/cancelled``, and what damaged bytes make the index throw.
    package func ranked(
        _ query: PreparedQuery, limit: Int, exactTotal: Bool, order: DocumentOrder? = nil,
        after position: RankPosition? = nil, isCancelled: @escaping @Sendable () -> Bool = { false },
        isExpired: @escaping @Sendable () -> Bool = { false }
    ) throws -> TopDocs {
        let search = SnapshotSearch(
            snapshot: snapshot, scoring: scoring, plans: query.plans, memories: memories, folding: folding,
            isCancelled: { isCancelled() || isExpired() },
            // Who cancels wants no results, whatever the time.
            isExpired: { isExpired() && !isCancelled() }, threads: threads)
        var top =
            if let order {
                try SortedSearch(search: search, order: order).best(limit: limit, after: position)
            } else {
                try search.best(limit: limit, exactTotal: exactTotal, after: position)
            }
        top.notes = query.notes
        top.expansions = query.expansions
        return top
    }

    /// How the scores of documents come about; nil for one that does not match. The root's value is the score.
    package func explain(_ query: PreparedQuery, _ addresses: [DocAddress]) throws -> [Explanation?] {
        try Explainer(snapshot: snapshot, scoring: scoring, origins: query.origins, folding: folding)
            .explain(addresses) { query.plans[$0] }
    }
}
