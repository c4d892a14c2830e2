internal import FaguiIndex
internal import FaguiText

/// Turns a query as typed into the terms of one analysis.
struct QueryAnalyzer {
    /// What became of a query.
    struct Result: Sendable, Equatable {
        var query: Query
        /// What was not done as asked, for people.
        var notes: [String]
    }

    /// - Parameters:
    ///   - analysis: That of the segments to be asked.
    ///   - fields: Which fields play which part.
    ///   - weights: The weight of every field, by number.
    init(_ analysis: Analysis, fields: SearchFields, weights: [Float]) throws { fatalError("skeleton") }

    func analyze(_ query: ParsedQuery) -> Result { fatalError("skeleton") }
}
