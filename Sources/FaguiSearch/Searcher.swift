public import FaguiIndex
public import FaguiText

/// A query over one snapshot.
///
/// - Concurrency: Safe from any thread; a search makes its own working memory.
public struct Searcher: Sendable {
    /// What is searched.
    public let snapshot: Snapshot

    /// Joins a snapshot with the analyses that its segments name, each under the name that the segments use.
    ///
    /// - Parameter fields: Which fields of the schema play which part.
    public init(snapshot: Snapshot, analyses: [String: Analysis], fields: SearchFields) throws { fatalError("skeleton") }

    /// Finds the best documents.
    ///
    /// - Parameters:
    ///   - limit: Hits wanted.
    ///   - exactTotal: Whether all matches are counted.
    ///   - isCancelled: Asked from time to time.
    /// - Throws: ``SearchError/cancelled``, and what damaged bytes make the index throw.
    public func search(
        _ query: ParsedQuery, limit: Int, exactTotal: Bool, isCancelled: @Sendable () -> Bool
    ) throws -> TopDocs { fatalError("skeleton") }

    /// The same by scoring everything, without pruning: the oracle of the tests.
    package func searchExhaustively(_ query: ParsedQuery, limit: Int) throws -> TopDocs { fatalError("skeleton") }

    /// How many live documents match.
    public func count(_ query: ParsedQuery, isCancelled: @Sendable () -> Bool) throws -> Int { fatalError("skeleton") }

    /// How the score of a document comes about; nil if it does not match. The root's value is the score.
    public func explain(_ query: ParsedQuery, _ address: DocAddress) throws -> Explanation? { fatalError("skeleton") }

    /// Which bytes of a text of `field` the query matches, ascending and apart: words, grams and phrases of the query.
    ///
    /// - Parameter analysis: The name of the analysis of the document's segment.
    public func matches(of query: ParsedQuery, in text: [UInt8], analysis: String) throws -> [Range<Int>] {
        fatalError("skeleton")
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
        public init(name: String, words: FieldID, grams: FieldID) {
            self.name = name
            self.words = words
            self.grams = grams
        }
    }

    /// The texts; a query without a field asks all of them. The first is the body.
    public var texts: [Text]
    public init(texts: [Text]) { self.texts = texts }
}

/// The best documents of a search.
public struct TopDocs: Sendable, Equatable {
    /// One document with its score.
    public struct ScoredDoc: Sendable, Equatable {
        public var address: DocAddress
        public var score: Float
    }

    /// The best first; equal scores by address.
    public var docs: [ScoredDoc]
    /// Documents that match: exact where it was asked for, else a lower bound.
    public var total: Int
    /// Whether `total` is exact.
    public var isTotalExact: Bool
    /// What was not done as asked, for people.
    public var notes: [String]
}

/// A number and what it is made of.
public struct Explanation: Sendable, Equatable {
    public var value: Float
    public var label: String
    public var parts: [Explanation]
}

/// An error of searching.
public enum SearchError: Error, Sendable, Equatable {
    /// The caller asked to stop.
    case cancelled
    /// A segment names an analysis that was not handed in.
    case missingAnalysis(String)
}
