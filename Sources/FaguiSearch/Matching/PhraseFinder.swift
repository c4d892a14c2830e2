package import FaguiText

/// Finds phrases in texts that no index holds, as a search would.
///
/// - Concurrency: One value belongs to one thread.
package final class PhraseFinder {
    private let matcher: QueryMatcher

    /// - Throws: `TextError` if the analysis cannot be used.
    package init(_ analysis: Analysis) throws {
        matcher = QueryMatcher(
            analyzer: try Analyzer(analysis),
            fields: SearchFields(texts: [SearchFields.Text(name: "body", words: 0, grams: 1)]))
    }

    /// The bytes of a text where a phrase stands; see `QueryMatcher`.
    package func places(of phrase: String, in text: [UInt8]) -> [Range<Int>] {
        matcher.matches(of: ParsedQuery(phrase: phrase), in: text)
    }
}
