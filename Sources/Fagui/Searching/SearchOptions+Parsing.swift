internal import FaguiSearch

extension SearchOptions {
    /// The wordings that a query is asked of: who names states of laws means texts in all of them.
    func validity(for query: ParsedQuery) -> Validity {
        validity == .today && query.names("status") ? .all : validity
    }

    /// Whether a query keeps to the grammar, so that it means in brackets what it means alone.
    package static func isWellFormed(_ query: String) -> Bool { (try? ParsedQuery(strict: query)) != nil }

    /// Reads a query as the options say.
    ///
    /// - Parameter query: As it was typed.
    /// - Returns: Its tree.
    /// - Throws: ``LibraryError`` of the code `invalidQuery` where it is read strictly and breaks the grammar.
    func parse(_ query: String) throws -> ParsedQuery {
        guard minimumMatch >= 0 else {
            throw LibraryError(
                .invalidArgument, "The pieces that must match must not be negative.", advice: "Give 0 or more.")
        }
        do {
            let parsed = isStrict ? try ParsedQuery(strict: query) : ParsedQuery(query)
            return minimumMatch > 0 ? parsed.requiring(atLeast: minimumMatch) : parsed
        } catch {
            let fault = error
            let advice = fault.expected.isEmpty ? "" : "Expected: \(fault.expected.joined(separator: ", "))."
            var failure = LibraryError(
                .invalidQuery, "\(fault.reason), at character \(fault.position + 1) of the query.", advice: advice)
            failure.fault = LibraryError.QueryFault(query: query, position: fault.position, expected: fault.expected)
            throw failure
        }
    }
}
