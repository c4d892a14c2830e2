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
    /// Neither a match nor a character as people see it (a grapheme cluster) is cut, unless it is longer than the
    /// whole snippet. Without matches the beginning is cut.
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - matches: Bytes that matched, ascending and apart.
    ///   - length: Characters wanted at most, counted as Unicode scalars.
    /// - Returns: No white space at its ends; empty if `length` is not positive or the text is blank.
    /// - Complexity: Linear in the text.
    public static func cut(_ text: [UInt8], matches: [Range<Int>], length: Int) -> Cut {
        guard length > 0, !text.isEmpty else { return Cut(range: 0..<0, matches: []) }
        // No snippet is longer than its text; the smaller number also keeps sums of lengths from overflowing.
        let length = min(length, text.count)
        let core = DenseWindow.densest(matches, in: text, length: length)
        let range = SnippetPlan.range(around: core, in: text, matches: matches, length: length)
        let shown = matches.lazy.filter { $0.lowerBound < range.upperBound && $0.upperBound > range.lowerBound }
        return Cut(range: range, matches: shown.map { $0.clamped(to: range) })
    }
}
