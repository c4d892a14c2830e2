/// What an article cites, and who cites it.
public struct LawReferences: Sendable, Equatable {
    /// The articles that were asked about.
    public var passages: [StoredPassage]
    /// What these cite, in text order.
    public var cites: [Outgoing]
    /// Passages that cite them, in index order; of texts in force alone.
    public var citedBy: [Incoming]
    /// How many there are; those beyond a thousand are not in ``citedBy``.
    public var citedByCount: Int
    /// Passages of texts out of force that cite them.
    public var hiddenCount: Int
    /// Citations among several that lead nowhere, or not everywhere that they name.
    public var failures: [CitedPassages] = []
    /// What people should know: that another title was taken for one that was written.
    public var notes: [String] = []

    /// A reference from an article.
    public struct Outgoing: Sendable, Equatable {
        /// The id of the passage that it stands in.
        public var from: String
        /// The reference as it is written.
        public var text: String
        /// The title of the law that is meant; empty where the text does not tell.
        public var title: String
        /// The place in full, in canonical numerals: 第三条第二款 for 前款; empty for a law as a whole.
        public var place: String
        /// The passages that are meant; none where they are not in the index, or are a law as a whole.
        public var ids: [String]
        /// The state of the law; nil where it is not in the index, or states nothing.
        public var status: LegalStatus?
        /// What it leads to.
        public var state: State
    }

    /// What a reference leads to.
    public enum State: String, Sendable {
        /// What is meant is in the index.
        case found
        /// The law is not in the index.
        case notInIndex = "not_in_index"
        /// Several laws may be meant, or the text does not tell which.
        case unclear
        /// The law has no such place.
        case noSuchPlace = "no_such_place"
    }

    /// A passage that cites.
    public struct Incoming: Sendable, Equatable {
        /// Its id.
        public var id: String
        /// Its text.
        public var law: LawReference
        /// Its place there.
        public var locator: String
        /// What it says where it cites: the sentence, or the beginning of it.
        public var text: String
    }
}
