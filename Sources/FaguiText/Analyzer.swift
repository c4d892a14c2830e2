internal import FaguiUnicode

/// Text -> terms: words, and grams over character positions, with offsets into the original.
///
/// - Concurrency: One value belongs to one thread; make one for each (making one costs a clone of a break iterator).
public final class Analyzer {
    /// What the analyzer was made from.
    public let analysis: Analysis

    /// Makes an analyzer.
    ///
    /// - Throws: ``TextError`` if ICU's data or functions are missing.
    public init(_ analysis: Analysis) throws { fatalError("skeleton") }

    /// Analyses one field of one text. The buffers are emptied first.
    ///
    /// - Parameters:
    ///   - text: UTF-8, valid.
    ///   - words: Receives the words in text order; no positions. A term may overlap another.
    ///   - grams: Receives one gram for every letter, digit and ideograph of the folded text, with its position.
    /// - Complexity: Linear in the text.
    public func analyze(_ text: UnsafeBufferPointer<UInt8>, words: inout TermBuffer, grams: inout TermBuffer) {
        fatalError("skeleton")
    }

    /// The number of the folded text: equal for texts that differ in case, width and white space alone (FNV or better,
    /// over the folded characters that positions count).
    public func fingerprint(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 { fatalError("skeleton") }

    /// The grams and gaps that a phrase asks for.
    public func phrase(_ text: String) -> PhraseTerms { fatalError("skeleton") }
}

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
    /// Folded characters from the first element to the end of what was asked, for highlighting.
    public var length: UInt32
}
