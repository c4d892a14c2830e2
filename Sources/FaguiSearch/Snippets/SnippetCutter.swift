/// Cuts the part of a text that is worth showing.
public enum SnippetCutter {
    /// A slice of a text with what matched in it.
    public struct Cut: Sendable, Equatable {
        /// Bytes of the text; begins and ends between characters.
        public var range: Range<Int>
        /// Bytes of the text that matched, inside `range`, ascending and apart.
        public var matches: [Range<Int>]
    }

    /// Cuts around the densest matches, at a sentence's start where one is near.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - matches: Bytes that matched, ascending and apart.
    ///   - length: Characters wanted at most.
    public static func cut(_ text: [UInt8], matches: [Range<Int>], length: Int) -> Cut { fatalError("skeleton") }
}
