/// Whether and why a passage matches a query.
public struct MatchReport: Sendable, Equatable {
    /// What part a term plays in the query.
    public enum Role: String, Sendable {
        /// The passage must have it, or another of its clause.
        case required
        /// It raises the score; where nothing is required, one such term is needed.
        case optional
        /// The passage must not have it.
        case excluded
    }

    /// A term of the query.
    public struct Term: Sendable, Equatable {
        /// What is looked for: a word, a phrase, the beginning of a word with `*`.
        public var text: String
        /// The field that is looked in: `body.words`, `body.grams`, `title.words`…
        public var field: String
        /// Its part in the query.
        public var role: Role
        /// The factor that the query gives it.
        public var weight: Float
        /// How rare it is: its inverse document frequency; 0 where no passage has it.
        public var idf: Float
        /// Passages that have it, at most; 0 where nothing in the index has it.
        public var passages: Int
        /// How often the passage has it; 0 if not.
        public var frequency: Int
        /// What it brings to the score of a passage that matches.
        public var score: Float
    }

    /// A word of the passage that the query does not ask for.
    public struct PassageTerm: Sendable, Equatable {
        /// The word.
        public var text: String
        /// How often the passage has it.
        public var frequency: Int
        /// How rare it is.
        public var idf: Float
    }

    /// Why a passage does not match.
    public enum Failure: Sendable, Equatable {
        /// It lacks what the query requires.
        case missing(String)
        /// It has what the query excludes.
        case excluded(String)
        /// It has none of the query's terms.
        case nothing
    }

    /// A passage that stands before.
    public struct Neighbour: Sendable, Equatable {
        /// Its place.
        public var rank: Int
        /// Its score.
        public var score: Float
        /// Its id.
        public var id: String
    }

    /// Where a passage that matches stands by score.
    public struct Standing: Sendable, Equatable {
        /// Its place, from 1; passages with the same text count one by one.
        public var rank: Int
        /// Its score.
        public var score: Float
        /// The passages right before it, the nearest last; at most three.
        public var before: [Neighbour]
        /// The passage with the same text, or the near copy, under which a search shows this one; nil if it is shown
        /// itself.
        public var shownAs: Neighbour?
    }

    /// The query as given.
    public var query: String
    /// The id of the passage.
    public var id: String
    /// The text that it belongs to.
    public var law: LawReference
    /// Its part below the title.
    public var locator: String
    /// The first clause that fails; nil if the passage matches.
    public var failure: Failure?
    /// Its place, if it matches.
    public var standing: Standing?
    /// Passages that match.
    public var total: Int
    /// The terms of the query, in its order.
    public var terms: [Term]
    /// The words that tell the passage from others and that the query does not ask for, the most telling first.
    public var passageTerms: [PassageTerm]
    /// What was not done as asked. Sentences for people.
    public var notes: [String]
    /// The commit that was searched.
    public var snapshot: UInt64

    /// Whether the passage matches.
    public var isMatch: Bool { failure == nil }
}
