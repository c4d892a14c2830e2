public import FaguiIndex

/// A query over terms as they were indexed, for those who make terms of their own; no analysis has a part in it.
public struct TermQuery: Sendable, Hashable {
    let query: Query

    /// Documents with a term.
    ///
    /// - Parameters:
    ///   - bytes: The term.
    ///   - field: The field that is asked.
    ///   - weight: The factor of its score.
    /// - Returns: The query.
    public static func term(_ bytes: [UInt8], in field: FieldID, weight: Float = 1) -> TermQuery {
        TermQuery(query: .term(Query.Term(field: field, bytes: bytes, weight: weight)))
    }

    /// Documents with terms one position behind another.
    ///
    /// - Parameters:
    ///   - terms: The terms, in order.
    ///   - field: A field with positions.
    ///   - weight: The factor of its score.
    /// - Returns: The query; its idf is the sum of its terms'.
    public static func phrase(_ terms: [[UInt8]], in field: FieldID, weight: Float = 1) -> TermQuery {
        let elements = terms.enumerated().map {
            Query.Phrase.Element(bytes: $0.element, offset: UInt32($0.offset))
        }
        return TermQuery(query: .phrase(Query.Phrase(field: field, elements: elements, weight: weight)))
    }

    /// Documents that match any of the queries; the score is the sum of all that match.
    public static func any(_ queries: [TermQuery]) -> TermQuery {
        TermQuery(query: .boolean(must: [], should: queries.map(\.query), mustNot: []))
    }

    /// Documents that match all of the queries; the score is the sum of theirs.
    public static func all(_ queries: [TermQuery]) -> TermQuery {
        TermQuery(query: .boolean(must: queries.map(\.query), should: [], mustNot: []))
    }
}

extension Searcher {
    /// The best documents.
    ///
    /// - Parameters:
    ///   - query: Terms are looked up as they are.
    ///   - limit: Hits wanted.
    ///   - exactTotal: Whether all matches are counted.
    ///   - isCancelled: Asked from time to time.
    /// - Returns: The same documents and scores as scoring everything would give.
    /// - Throws: ``SearchError/cancelled``, and what damaged bytes make the index throw.
    public func search(
        _ query: TermQuery, limit: Int, exactTotal: Bool, isCancelled: @Sendable () -> Bool = { false }
    ) throws -> TopDocs {
        try search(query.query, limit: limit, exactTotal: exactTotal, isCancelled: isCancelled)
    }
}
