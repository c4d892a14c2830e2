/// A text that completes what was typed.
public struct Suggestion: Sendable, Equatable {
    /// Where a text comes from.
    public enum Kind: String, Sendable, CaseIterable {
        /// The title of a text in the index.
        case title
        /// A term of the legal lexicon.
        case term
        /// A heading of a text in the index, without its number.
        case heading
    }

    /// The text as it stands there.
    public var text: String
    /// Where it comes from.
    public var kind: Kind
    /// How many texts of the index have it as title or heading; 1 for a term.
    public var count: Int
}
