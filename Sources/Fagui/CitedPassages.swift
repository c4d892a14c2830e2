internal import FaguiIndex

/// What a citation leads to.
public struct CitedPassages: Sendable, Equatable {
    /// The citation, as it was written.
    public var citation: String
    /// The places that were cited, in canonical numerals: 第三十二条第二款; empty for a law as a whole.
    public var place: String
    /// The law; nil where it was not found, or may be one of several.
    public var law: LawReference?
    /// The passages, or the parts of them that were cited, in text order; where some are missing, ``failure`` says why.
    public var passages: [StoredPassage]
    /// Why there are no passages, or not all that were cited.
    public var failure: CitationFailure?
    /// What people should know: that another title was taken for the one that was written.
    public var notes: [String] = []
    /// Where each of ``passages`` is, or the article that it is a part of.
    var addresses: [DocAddress] = []
    /// Whether a law as a whole was cited.
    var isWhole = false
}

/// Why a citation leads nowhere.
public struct CitationFailure: Sendable, Equatable {
    /// The kinds.
    public enum Reason: String, Sendable {
        /// No text of the index has the title.
        case noSuchLaw = "no_such_law"
        /// Several laws may be meant.
        case ambiguous = "ambiguous"
        /// The index has the law, but not the wording of the year or day.
        case noSuchVersion = "no_such_version"
        /// The law has no such article, paragraph or item.
        case noSuchPlace = "no_such_place"
    }

    /// Which.
    public var reason: Reason
    /// A sentence for people, which says what there is instead.
    public var message: String
    /// The laws that may be meant, or the wordings that are there.
    public var candidates: [LawReference]
}
