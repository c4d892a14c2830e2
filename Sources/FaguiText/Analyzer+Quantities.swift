package import FaguiUnicode

extension Analyzer {
    /// The amounts in the text that was analysed last, which need not be folded again for them.
    package var lastQuantities: [Quantity] {
        let folded = foldedText
        return QuantityScanner.scan(UnsafeBufferPointer(start: folded.units, count: folded.count))
    }

    /// Where an amount of the text that was analysed last stands in the original.
    ///
    /// - Precondition: The text was analysed with offsets.
    package func bytes(of quantity: Quantity) -> Range<Int> {
        let folded = foldedText
        guard !quantity.range.isEmpty, quantity.range.upperBound <= folded.count else { return 0..<0 }
        let start = Int(folded.starts[quantity.range.lowerBound])
        return start..<max(start, Int(folded.ends[quantity.range.upperBound - 1]))
    }
}
