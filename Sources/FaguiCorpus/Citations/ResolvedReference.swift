/// What one entry of a citation means, where it stands.
public struct ResolvedReference: Sendable, Hashable {
    /// The law that is meant.
    public var law: Law
    /// The place in full; empty where the law as a whole, or a heading, is meant.
    public var first: LawPlace
    /// The last place of a range.
    public var last: LawPlace?
    /// The part, chapter or section, where one is meant.
    public var heading: CitedHeading?
    /// Indexes of the passages of the text itself that are meant, in text order.
    public var passages: [Range<Int>]
    /// Whether the place is there.
    public var state: State

    /// A law that is meant.
    public enum Law: Sendable, Hashable {
        /// The text itself.
        case own
        /// Another one, by its title; a short title that the text explains is replaced by the long one.
        case named(String)
        /// One that the text does not tell.
        case unknown
    }

    /// Whether a place is there.
    public enum State: String, Sendable {
        /// It is there.
        case found
        /// It is another law's, which is to be looked at.
        case otherLaw
        /// The text has no such article.
        case noArticle
        /// The article has no such paragraph.
        case noParagraph
        /// The paragraph has no such subparagraph or item.
        case noSubparagraph
        /// Nothing stands before that 前款 or 前条 could mean.
        case nothingBefore
        /// The text has no such part, chapter or section.
        case noHeading
        /// Nobody says which law is meant.
        case unknownLaw
    }

    /// Joins the parts.
    public init(
        law: Law, first: LawPlace = LawPlace(), last: LawPlace? = nil, heading: CitedHeading? = nil,
        passages: [Range<Int>] = [], state: State
    ) {
        self.law = law
        self.first = first
        self.last = last
        self.heading = heading
        self.passages = passages
        self.state = state
    }
}
