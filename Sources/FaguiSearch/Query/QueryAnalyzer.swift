internal import FaguiIndex
internal import FaguiText

/// Turns a query as typed into the terms of one analysis.
///
/// - Concurrency: Belongs to the thread of its analyzer; see ``AnalyzerPool``.
struct QueryAnalyzer {
    /// What became of a query.
    struct Result: Sendable, Equatable {
        var query: Query
        /// What was not done as asked, for people.
        var notes: [String]
    }

    private let analyzer: Analyzer
    private let fields: SearchFields
    private let weights: [Float]
    private let parts: QueryParts

    /// - Parameters:
    ///   - analyzer: That of the segments to be asked.
    ///   - fields: Which fields play which part.
    ///   - weights: The weight of every field, by number.
    ///   - parts: What takes part.
    init(analyzer: Analyzer, fields: SearchFields, weights: [Float], parts: QueryParts = .all) {
        self.analyzer = analyzer
        self.fields = fields
        self.weights = weights
        self.parts = parts
    }

    /// The query over terms: `nothing` where nothing that can be looked up is asked for.
    func analyze(_ query: ParsedQuery) -> Result {
        guard let root = query.root else { return Result(query: .nothing, notes: query.notes.texts) }
        var compiler = QueryCompiler(
            terms: QueryTerms(analyzer, parts: parts), fields: fields, weights: weights, parts: parts,
            notes: query.notes)
        let compiled = compiler.compile(root)
        return Result(query: compiled, notes: compiler.notes.texts)
    }
}
