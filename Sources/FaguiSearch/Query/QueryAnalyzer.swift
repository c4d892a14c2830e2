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
        /// What was asked beside what was typed.
        var expansions: [Expansion] = []
        /// For each term that was asked only so: the part of the query that it is asked for.
        var origins: [[UInt8]: String] = [:]
    }

    private let analyzer: Analyzer
    private let fields: SearchFields
    private let weights: [Float]
    private let settings: QuerySettings

    /// - Parameters:
    ///   - analyzer: That of the segments to be asked.
    ///   - fields: Which fields play which part.
    ///   - weights: The weight of every field, by number.
    ///   - settings: How queries are read.
    init(analyzer: Analyzer, fields: SearchFields, weights: [Float], settings: QuerySettings = .init()) {
        self.analyzer = analyzer
        self.fields = fields
        self.weights = weights
        self.settings = settings
    }

    /// The query over terms: `nothing` where nothing that can be looked up is asked for.
    func analyze(_ query: ParsedQuery) -> Result {
        guard let root = query.root else { return Result(query: .nothing, notes: query.notes.texts) }
        var compiler = QueryCompiler(
            terms: QueryTerms(analyzer, settings: settings), fields: fields, weights: weights, parts: settings.parts,
            notes: query.notes)
        let compiled = compiler.compile(root)
        return Result(
            query: compiled, notes: compiler.notes.texts, expansions: compiler.expansions, origins: compiler.origins)
    }
}
