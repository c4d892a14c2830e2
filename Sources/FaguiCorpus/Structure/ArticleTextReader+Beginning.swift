/// Where an article's text begins: behind its heading and its caption.
extension ArticleTextReader {
    /// Where the text begins.
    func bodyStart() -> Int {
        let end = range.upperBound
        var index = text.skippingBlanks(from: range.lowerBound, to: end)
        while index < end, text[index] == 0x23 { index = text.skippingBlanks(from: index + 1, to: end) }
        guard let heading = ArticleHeading.parse(text, index..<end) else { return index }
        index = ArticleHeading.textStart(text, at: heading.end, to: end)
        if let caption = captionEnd(at: index) { return caption }
        let isBelow = text.isBlankToLineEnd(from: heading.end, to: end)
        return isBelow ? index : captionLineEnd(at: index) ?? index
    }

    // MARK: Captions

    /// Where a caption in brackets and the blanks behind it end: 第三条【范围】, 第三条［范围］, 第三条（主管部门）.
    private func captionEnd(at index: Int) -> Int? {
        let end = range.upperBound
        guard index < end else { return nil }
        let (opening, length) = text.scalar(at: index)
        guard let closing = Self.captionBrackets[opening] else { return nil }
        // （一） begins a list, and （删除） is all that there is.
        let isRound = closing.contains(0xFF09)
        if isRound, ListMark.parse(text, at: index, to: end) != nil { return nil }
        var close = index + length
        while close < end, close - index < (isRound ? 60 : 200), text[close] != 0x0A {
            let (scalar, length) = text.scalar(at: close)
            close += length
            guard closing.contains(scalar) else { continue }
            let next = text.skippingBlanks(from: close, to: end)
            // 第三条 （市）区人民政府: only a blank sets a caption in round brackets apart.
            return isRound && (next == close || next == end) ? nil : next
        }
        return nil
    }

    private static let captionBrackets: [UInt32: [UInt32]] = [
        0x3010: [0x3011, 0x3015, 0xFF3D], 0x3014: [0x3011, 0x3015, 0xFF3D], 0xFF3B: [0x3011, 0x3015, 0xFF3D],
        0x5B: [0x5D], 0xFF08: [0xFF09, 0x29], 0x28: [0xFF09, 0x29],
    ]

    /// Where the text begins below a name that stands alone behind the heading: 第三条 仲裁规则的适用.
    ///
    /// A name is a few ideographs. No list or citation follows it: that would go on with a sentence.
    private func captionLineEnd(at index: Int) -> Int? {
        let name = text.line(from: index, to: range.upperBound)
        guard Self.nameLengths.contains(name.range.count), isName(text.trimmed(name.range)) else { return nil }
        var next = name.next
        guard let line = line(from: &next), text[line.lowerBound] >= 0xE0,
            ListMark.parse(text, at: line.lowerBound, to: line.upperBound) == nil,
            ArticleHeading.parse(text, line) == nil
        else { return nil }
        let last = text.scalar(before: line.upperBound, notBefore: line.lowerBound).value
        return [0x3002, 0xFF1A, 0xFF1B].contains(last) ? name.next : nil
    }

    /// Bytes of a name: two to fifteen ideographs. Lines that break off are longer.
    private static let nameLengths = 6...45

    /// Whether there are ideographs and 、 alone, and no word of a rule whose full stop is missing.
    private func isName(_ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        var last: UInt32 = 0
        while index < range.upperBound {
            let (scalar, length) = text.scalar(at: index)
            guard (0x4E00...0x9FFF).contains(scalar) || scalar == 0x3001 else { return false }
            last = scalar
            index += length
        }
        return last != 0x3001 && !Self.ruling.contains { text.firstIndex(of: $0, in: range) != nil }
    }

    private static let ruling: [StaticString] = ["应当", "不得", "可以", "必须", "负责", "施行", "废止", "执行", "适用于"]
}
