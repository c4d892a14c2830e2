internal import FaguiIndex
internal import FaguiSearch

/// What is asked of one commit, looked up: what somebody typed, or what is like a passage.
struct SearchQuestion {
    /// What results say was asked.
    var text: String
    /// The query over terms.
    var prepared: PreparedQuery
    /// What is marked in snippets.
    var marked: ParsedQuery
    /// What tells this question from others besides options; a cursor is bound to it.
    var identity: [String]
    /// The passage that is not to be found again, and whether nothing of its text is.
    var excluded: (address: DocAddress, isWholeText: Bool)?

    /// What somebody typed.
    init(_ query: ParsedQuery, _ searcher: Searcher, isCancelled: @escaping @Sendable () -> Bool) throws {
        text = query.source
        marked = query
        prepared = try searcher.prepared(query, isCancelled: isCancelled)
        identity = ["typed", query.source]
    }

    /// What is like a passage.
    ///
    /// - Parameters:
    ///   - address: The passage.
    ///   - passage: What is stored of it.
    ///   - terms: Its words that are asked for.
    ///   - prepared: The query for these.
    ///   - isWholeTextExcluded: Whether other passages of its text are not wanted.
    init(
        like address: DocAddress, _ passage: PassageReader.Passage, terms: [CharacteristicTerm],
        prepared: PreparedQuery, isWholeTextExcluded: Bool
    ) {
        text = terms.map(\.text).joined(separator: " ")
        marked = ParsedQuery(bag: text)
        self.prepared = prepared
        identity = ["like", passage.id, "\(terms.count)", "\(isWholeTextExcluded)"]
        excluded = (address, isWholeTextExcluded)
    }
}
