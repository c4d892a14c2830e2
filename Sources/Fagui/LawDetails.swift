/// A law with its wordings and all that one of them says.
public struct LawDetails: Sendable, Equatable {
    /// The wording that was asked for.
    public var wording: LawWording
    /// All wordings in the index, the oldest first; the one above among them.
    public var wordings: [LawWording]
    /// What the wording says, in text order; ``StoredPassage/headings`` make the outline.
    public var passages: [StoredPassage]
    /// The commit that was read.
    public var snapshot: UInt64
}

/// Laws by their titles.
public struct LawListing: Sendable, Equatable {
    /// How many laws the index has that were asked for.
    public var total: Int
    /// One page of them.
    public var laws: [Entry]
    /// The commit that was read.
    public var snapshot: UInt64

    /// One law.
    public struct Entry: Sendable, Equatable {
        /// A text of it.
        public var law: LawReference
        /// How many texts of this title there are.
        public var texts: Int
    }
}
