public import FaguiIndex
public import FaguiText

/// Answers queries over one snapshot.
///
/// - Concurrency: Safe from any thread; a search makes its own working memory.
public struct Searcher: Sendable {
    /// What is searched.
    public private(set) var snapshot: Snapshot

    let scoring: FieldScoring
    let memories = WorkingMemoryPool()
    let pools: [String: AnalyzerPool]
    let fields: SearchFields
    private(set) var settings = QuerySettings()

    /// Joins a snapshot with the analyses that its segments name, each under the name that the segments use.
    ///
    /// - Parameters:
    ///   - snapshot: What is searched.
    ///   - analyses: At least those that the segments name.
    ///   - fields: Which fields of the schema play which part.
    /// - Throws: ``SearchError/missingAnalysis(_:)``.
    public init(snapshot: Snapshot, analyses: [String: Analysis], fields: SearchFields) throws {
        for segment in snapshot.segments where analyses[segment.analysis] == nil {
            throw SearchError.missingAnalysis(segment.analysis)
        }
        self.init(snapshot: snapshot, analyses, fields)
    }

    /// Takes queries over terms only, which need no analysis.
    ///
    /// - Parameter snapshot: What is searched.
    public init(snapshot: Snapshot) {
        self.init(snapshot: snapshot, [:], SearchFields(texts: []))
    }

    private init(snapshot: Snapshot, _ analyses: [String: Analysis], _ fields: SearchFields) {
        self.snapshot = snapshot
        pools = analyses.mapValues { AnalyzerPool($0) }
        self.fields = fields
        scoring = FieldScoring(snapshot)
    }

    /// The same searcher with other settings.
    package func with(_ settings: QuerySettings) -> Searcher {
        var searcher = self
        searcher.settings = settings
        return searcher
    }

    /// The same searcher over a snapshot of the same segments, of which other documents are passed over.
    package func over(_ snapshot: Snapshot) -> Searcher {
        precondition(snapshot.generation == self.snapshot.generation, "a snapshot of another commit")
        var searcher = self
        searcher.snapshot = snapshot
        return searcher
    }

    /// Finds the best documents.
    ///
    /// - Parameters:
    ///   - query: As it was typed.
    ///   - limit: Hits wanted; there is no cap, memory goes with the matches.
    ///   - exactTotal: Whether all matches are counted.
    ///   - isCancelled: Asked from time to time.
    /// - Returns: The same documents and scores as scoring everything would give.
    /// - Throws: ``SearchError/cancelled``, and what damaged bytes make the index throw.
    public func search(
        _ query: ParsedQuery, limit: Int, exactTotal: Bool, isCancelled: @Sendable () -> Bool
    ) throws -> TopDocs {
        try answering(query, isCancelled) { try $0.best(limit: limit, exactTotal: exactTotal) }
    }

    /// The same by scoring everything, without pruning: the oracle of the tests.
    package func searchExhaustively(_ query: ParsedQuery, limit: Int) throws -> TopDocs {
        try answering(query, { false }, { try $0.exhaustive(limit: limit) })
    }

    /// How many live documents match.
    public func count(_ query: ParsedQuery, isCancelled: @Sendable () -> Bool) throws -> Int {
        let queries = try analyzed(query).map(\.query)
        return try withoutActuallyEscaping(isCancelled) { try prepare(queries, isCancelled: $0).count() }
    }

    /// How the scores of documents come about; nil for one that does not match. The root's value is the score.
    public func explain(_ query: ParsedQuery, _ addresses: [DocAddress]) throws -> [Explanation?] {
        let results = try analyzed(query)
        let plans = try prepare(results.map(\.query), isCancelled: { false }).plans
        return try Explainer(
            snapshot: snapshot, scoring: scoring, origins: results.map(\.origins), folding: folding
        )
        .explain(addresses) { plans[$0] }
    }

    /// Which bytes of a text the query matches, ascending and apart: words, grams and phrases of the query.
    ///
    /// - Parameters:
    ///   - query: As it was typed.
    ///   - text: UTF-8.
    ///   - analysis: The name of the analysis of the document's segment.
    /// - Returns: Ranges of bytes.
    /// - Throws: ``SearchError/missingAnalysis(_:)``, and what analysing throws.
    public func matches(of query: ParsedQuery, in text: [UInt8], analysis: String) throws -> [Range<Int>] {
        guard let pool = pools[analysis] else { throw SearchError.missingAnalysis(analysis) }
        return try pool.withAnalyzer {
            QueryMatcher(analyzer: $0, fields: fields, settings: settings).matches(of: query, in: text)
        }
    }

    /// A number of a text as an analysis folds it: equal for texts that differ in case, width and white space alone.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - analysis: The name of the analysis of the document's segment.
    /// - Returns: 64 bits; see ``FaguiText/Analyzer/fingerprint(_:)``.
    /// - Throws: ``SearchError/missingAnalysis(_:)``, and what making an analyzer throws.
    public func fingerprint(of text: [UInt8], analysis: String) throws -> UInt64 {
        guard let pool = pools[analysis] else { throw SearchError.missingAnalysis(analysis) }
        return try pool.withAnalyzer { analyzer in text.withUnsafeBufferPointer { analyzer.fingerprint($0) } }
    }

    /// A text taken apart as an analysis folds it, so that near copies of it can be told.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - analysis: The name of the analysis of the document's segment.
    /// - Returns: What is compared.
    /// - Throws: ``SearchError/missingAnalysis(_:)``, and what making an analyzer throws.
    public func comparable(_ text: [UInt8], analysis: String) throws -> ComparableText {
        guard let pool = pools[analysis] else { throw SearchError.missingAnalysis(analysis) }
        return try pool.withAnalyzer { analyzer in text.withUnsafeBufferPointer { analyzer.comparable($0) } }
    }

    // MARK: One query a segment: each is asked in the words of its own analysis.

    private func answering(
        _ query: ParsedQuery, _ isCancelled: @Sendable () -> Bool, _ answer: (SnapshotSearch) throws -> TopDocs
    ) throws -> TopDocs {
        let results = try analyzed(query)
        let queries = results.map(\.query)
        var top = try withoutActuallyEscaping(isCancelled) { try answer(try prepare(queries, isCancelled: $0)) }
        for result in results {
            for note in result.notes where !top.notes.contains(note) { top.notes.append(note) }
            for expansion in result.expansions.map({ QueryExpansion($0) }) where !top.expansions.contains(expansion) {
                top.expansions.append(expansion)
            }
        }
        return top
    }

    /// The query of each segment.
    func analyzed(_ query: ParsedQuery) throws -> [QueryAnalyzer.Result] {
        var known: [String: QueryAnalyzer.Result] = [:]
        return try snapshot.segments.map { segment in
            if let result = known[segment.analysis] { return result }
            guard let pool = pools[segment.analysis] else { throw SearchError.missingAnalysis(segment.analysis) }
            let weights = snapshot.schema.fields.map(\.weight)
            let made = try pool.withAnalyzer {
                QueryAnalyzer(analyzer: $0, fields: fields, weights: weights, settings: settings).analyze(query)
            }
            known[segment.analysis] = made
            return made
        }
    }
}

/// Which fields of a schema play which part in a query.
public struct SearchFields: Sendable, Equatable {
    /// A text in both granularities.
    public struct Text: Sendable, Equatable {
        /// What it is called in a query: `title:`.
        public var name: String
        /// The field of its words, and the field of its grams.
        public var words: FieldID, grams: FieldID
        /// Joins a name with two fields.
        public init(name: String, words: FieldID, grams: FieldID) {
            self.name = name
            self.words = words
            self.grams = grams
        }
    }

    /// Values that select and never score.
    public struct Values: Sendable, Equatable {
        /// What the values are.
        public enum Kind: Sendable, Equatable {
            /// Keywords, compared as texts are folded.
            case keyword
            /// Numbers of documents, in the form of ``DocumentNumberForm``.
            case number
            /// Dates, as ``DateNumber`` has them.
            case date
            /// The ids of sources, which need no column.
            case source
        }
        /// What they are called in a query: `issuer:`.
        public var name: String
        /// The number of the column in the schema.
        public var column: Int
        /// What they are.
        public var kind: Kind
        /// Joins a name with a column.
        public init(name: String, column: Int, kind: Kind) {
            self.name = name
            self.column = column
            self.kind = kind
        }
    }

    /// The texts; a query without a field asks all of them. The first is the body.
    public var texts: [Text]
    /// The values that can be asked for.
    public var values: [Values]
    /// The exact field of the amounts that a passage states; nil where none are kept.
    public var quantities: FieldID?
    /// Lists the texts, the values and the field of amounts.
    public init(texts: [Text], values: [Values] = [], quantities: FieldID? = nil) {
        self.texts = texts
        self.values = values
        self.quantities = quantities
    }
}

/// The best documents of a search.
public struct TopDocs: Sendable, Equatable {
    /// One document with its score.
    public struct ScoredDoc: Sendable, Equatable {
        /// Where it lies.
        public var address: DocAddress
        /// Its score, 0 or more.
        public var score: Float

        /// Joins the two.
        package init(address: DocAddress, score: Float) {
            self.address = address
            self.score = score
        }
    }

    /// The best first; equal scores by address.
    public var docs: [ScoredDoc]
    /// Documents that match: exact where it was asked for, else a lower bound.
    public var total: Int
    /// Whether `total` is exact.
    public var isTotalExact: Bool
    /// What was not done as asked, for people.
    public var notes: [String]
    /// What was asked beside what was typed.
    public var expansions: [QueryExpansion] = []
    /// Whether the time was up before all was looked at: better documents may be missing, and the total is no more than a
    /// lower bound.
    public var isPartial = false
}

/// Names that were asked beside a part of a query.
public struct QueryExpansion: Sendable, Equatable {
    /// The part, folded.
    public var typed: String
    /// The names.
    public var targets: [String]
    /// `synonyms` or `thesaurus`.
    public var source: String
    /// What each of the names weighs, where what was typed weighs 1.
    public var weight: Float

    init(_ expansion: Expansion) {
        typed = expansion.typed
        targets = expansion.targets
        source = expansion.kind.rawValue
        weight = ExpandedTerms.weight(of: expansion)
    }
}

/// An error of searching.
public enum SearchError: Error, Sendable, Equatable {
    /// The caller asked to stop.
    case cancelled
    /// A segment names an analysis that was not handed in.
    case missingAnalysis(String)
}
