internal import FaguiSearch

/// What a search returns.
public struct SearchResults: Sendable, Equatable {
    /// The query as given.
    public var query: String
    /// How many passages match, duplicates counted.
    public var total: TotalHits
    /// The best passages, best first.
    public var hits: [Hit]
    /// What was not done as asked: clauses beyond the limit, an expansion cut short. Sentences for people.
    public var notes: [String]
    /// What was asked beside what was typed: other names, and the law's words for it.
    public var expansions: [Expansion] = []
    /// Where nothing matches: queries that may have been meant, and that find something; the likeliest first.
    public var corrections: [String] = []
    /// Where the query is a citation of articles: how it was understood, a citation each; the hits are these articles then.
    public var citations: [String] = []
    /// The commit that was searched.
    public var snapshot: UInt64
    /// Time taken, in microseconds.
    public var tookMicroseconds: Int
    /// Whether the time was up before all was looked at: better passages may be missing, and the total and the facets are
    /// lower bounds.
    public var isPartial = false
    /// What the following page is asked with, as ``SearchOptions/after``; nil where none follows.
    public var next: String?
    /// Passages that match in texts that were not searched, by the state that these are in; none where all were searched,
    /// or where the total is not counted.
    public var hidden: [HiddenMatches] = []
    /// How all matches are spread over the columns that were asked for, in that order.
    public var facets: [SearchFacet] = []

    /// Passages of texts out of force that match.
    public struct HiddenMatches: Sendable, Equatable {
        /// The state of the texts on the day of the search.
        public var status: LegalStatus
        /// Passages.
        public var count: Int
    }

    /// Names that were asked beside a part of the query.
    public struct Expansion: Sendable, Equatable {
        /// The part, folded.
        public var typed: String
        /// The names.
        public var targets: [String]
        /// Where they come from: `synonyms` or `thesaurus`.
        public var source: String
        /// What each of them weighs, where what was typed weighs 1.
        public var weight: Float
    }
}

/// A number of hits, exact or a lower bound.
public struct TotalHits: Sendable, Equatable {
    /// What `value` says.
    public enum Relation: String, Sendable {
        /// The number itself.
        case equal = "eq"
        /// At least so many.
        case atLeast = "gte"
    }

    /// The number.
    public var value: Int
    /// Whether it is exact.
    public var relation: Relation
}

/// One passage that matches.
public struct Hit: Sendable, Equatable {
    /// Place in the results, from 1.
    public var rank: Int
    /// The score; comparable only within one query and snapshot.
    public var score: Float
    /// The passage id: `source#locator`, or the row's id for a row of a jsonl file.
    public var id: String
    /// The text that the passage belongs to.
    public var law: LawReference
    /// The part below the text's title, in canonical numerals: 第三十二条, or p12.
    public var locator: String
    /// The headings above the passage, outermost first.
    public var headings: [String]
    /// The part of the passage to show.
    public var snippet: Snippet
    /// The same text elsewhere: ids of passages with the same folded text, in index order.
    public var duplicates: [String]
    /// How the score came about, where it was asked for.
    public var explanation: ScoreExplanation?
    /// What the passage cites, where it was asked for.
    public var references: [LawReferences.Outgoing]?
    /// Where each law is shown once: how many other passages of this one match.
    public var othersInLaw: Int?
    /// Near copies elsewhere, which are not shown as hits of their own, those of most authority first.
    public var nearDuplicates: [NearDuplicate] = []

    /// A passage that says almost the same.
    public struct NearDuplicate: Sendable, Equatable {
        /// The passage id.
        public var id: String
        /// The share of pairs of neighbouring characters that both have, from 0 to 1; spaces and punctuation do not count.
        public var similarity: Float
    }
}

/// The text that a passage belongs to.
public struct LawReference: Sendable, Equatable {
    /// The source id; percent-encoded where it would be read as that of another text.
    public var id: String
    /// The title.
    public var title: String
    /// The path as it was indexed.
    public var path: String
    /// Stated metadata, in the source's order: dates, document number.
    public var metadata: [MetadataEntry]
    /// Whether the text is in force on the day of the search; nil where nothing is known of when it is.
    public var status: LegalStatus?
    /// Why the text may not be the wording of the day of the search.
    public var wordingNote: String?
}

/// One piece of stated metadata.
public struct MetadataEntry: Sendable, Equatable {
    /// The name: `issued`, `effective`, `number`…
    public var key: String
    /// The value; dates as ISO 8601.
    public var value: String
    /// Where it is from.
    public var origin: Origin

    /// Joins the parts.
    public init(key: String, value: String, origin: Origin = .stated) {
        self.key = key
        self.value = value
        self.origin = origin
    }

    /// Where metadata are from.
    public enum Origin: String, Sendable {
        /// The text says so, or who handed it over.
        case stated
        /// A database or a table beside the text says so.
        case database
        /// It was concluded from the text.
        case inferred
    }
}

/// A piece of a passage with what matched in it.
public struct Snippet: Sendable, Equatable {
    /// A slice of the original text.
    public var text: String
    /// What matched: ranges of Unicode scalars of `text`, ascending and apart.
    public var highlights: [Range<Int>]
    /// Whether text of the passage lies before the slice.
    public var isCutBefore: Bool
    /// Whether text of the passage lies after it.
    public var isCutAfter: Bool
}

/// What to search for, and how.
public struct SearchOptions: Sendable, Equatable {
    /// Hits wanted; any number from 0.
    public var limit: Int
    /// Hits passed over first.
    public var offset: Int
    /// Whether the total is counted exactly, which costs a pass over all that match.
    public var exactTotal: Bool
    /// Whether passages with the same text are shown once, and near copies under the one of most authority.
    public var collapsesDuplicates: Bool
    /// Whether each hit says how its score came about.
    public var explains: Bool
    /// Whether snippets are cut; without them a hit's snippet is empty.
    public var makesSnippets: Bool
    /// Length of a snippet, in characters.
    public var snippetLength: Int
    /// Whether a query that finds nothing gets suggestions of what may have been meant.
    public var suggestsCorrections: Bool
    /// What is asked beside what is typed.
    public var expansion: QueryExpanding
    /// Other names and the law's words, of which ``expansion`` takes all, some or none.
    public var vocabulary: SearchVocabulary
    /// What comes first.
    public var sort = SearchSort.score
    /// The ``SearchResults/next`` of the page before, of the same query and options; nil is the first page.
    public var after: String?
    /// Whether of each law only its first passage is shown, with the number of the others that match.
    public var collapsesLaws = false
    /// What all matches are counted by.
    public var facets: [FacetColumn] = []
    /// Values wanted of each of the facets.
    public var facetLimit = 10
    /// How long searching may take; when it is over, what was found so far is returned. Nil is as long as it takes.
    public var timeout: Duration?
    /// Whether a query that breaks the grammar is an error; else what does not fit is text.
    public var isStrict = false
    /// Pieces of a query's loose text that a passage must have, as if `{…}~n` stood around it; 0 for any.
    public var minimumMatch = 0
    /// Threads that search the parts of a large index at once; 0 = one a core. More than one answers a single query sooner,
    /// and many queries later.
    public var threads = 1
    /// Whether hits say what their passages cite.
    public var findsReferences = false
    /// Whether a query that is a citation, 《产品质量法》第三十二条, gives the articles it cites; else it is words.
    public var readsCitations = true
    /// Which wordings of laws are searched.
    public var validity = Validity.today
    /// What takes part in answering; all but where the worth of a part is measured.
    var parts = QueryParts.all

    /// The usual options, each open to change.
    public init(
        limit: Int = 10, offset: Int = 0, exactTotal: Bool = true, collapsesDuplicates: Bool = true,
        explains: Bool = false, makesSnippets: Bool = true, snippetLength: Int = 120,
        suggestsCorrections: Bool = true, expansion: QueryExpanding = .all, vocabulary: SearchVocabulary = .shipped
    ) {
        self.limit = limit
        self.offset = offset
        self.exactTotal = exactTotal
        self.collapsesDuplicates = collapsesDuplicates
        self.explains = explains
        self.makesSnippets = makesSnippets
        self.snippetLength = snippetLength
        self.suggestsCorrections = suggestsCorrections
        self.expansion = expansion
        self.vocabulary = vocabulary
    }
}

/// One passage as it is stored.
public struct StoredPassage: Sendable, Equatable {
    /// The passage id.
    public var id: String
    /// The text that it belongs to.
    public var law: LawReference
    /// The part below the title.
    public var locator: String
    /// The headings above, outermost first.
    public var headings: [String]
    /// The passage, as it stands in the source.
    public var text: String
}
