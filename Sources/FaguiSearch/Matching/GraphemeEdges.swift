/// Widens ranges of a text so that they begin and end between graphemes: a highlight of e must not part it from its accent.
struct GraphemeEdges {
    private let text: [UInt8]

    /// - Parameter text: Valid UTF-8.
    init(_ text: [UInt8]) {
        self.text = text
    }

    /// Bytes before and behind an edge that are looked at; a grapheme may be longer only in hostile texts.
    private static var reach: Int { 96 }

    /// The range, with the graphemes at its edges whole.
    func widened(_ range: Range<Int>) -> Range<Int> {
        let start = grapheme(around: range.lowerBound)?.lowerBound ?? range.lowerBound
        let end = grapheme(around: range.upperBound)?.upperBound ?? range.upperBound
        return start..<end
    }

    /// The grapheme that an edge would cut; nil where it lies between two.
    private func grapheme(around edge: Int) -> Range<Int>? {
        guard edge > 0, edge < text.count, !isPlain(at: edge) else { return nil }
        var start = max(0, edge - Self.reach)
        while start < edge, text[start] & 0xC0 == 0x80 { start += 1 }
        var end = min(text.count, edge + Self.reach)
        while end > edge, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
        var place = start
        for character in String(decoding: text[start..<end], as: UTF8.self) {
            let next = place + character.utf8.count
            if edge <= place { return nil }
            if edge < next { return place..<next }
            place = next
        }
        return nil
    }

    /// Whether what begins here is an ideograph of the basic block, or a visible ASCII character: they never go with what
    /// stands before.
    private func isPlain(at index: Int) -> Bool {
        let lead = text[index]
        return 0x21...0x7E ~= lead || 0xE4...0xE9 ~= lead
    }
}
