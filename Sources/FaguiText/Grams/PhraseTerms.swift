/// A phrase as grams at character positions.
public struct PhraseTerms: Sendable, Equatable {
    /// One gram of the phrase.
    public struct Element: Sendable, Equatable {
        /// Bytes of the gram in UTF-8; where `isPrefix`, its first character.
        public var term: [UInt8]
        /// Distance from the first element, in characters as positions count them.
        public var offset: UInt32
        /// Whether any gram that begins with `term` will do: the last character of the phrase stands alone in its run.
        public var isPrefix: Bool
    }

    /// The grams, by offset. Empty where the phrase has no letter, digit or ideograph.
    public var elements: [Element]
}
