/// Titles without marks.
extension TypedCitations {
    /// The title of 产品质量法的第三十二条, 产品质量法：第三十二条, 产品质量法》第三十二条: without what parts it from its place.
    func title(beforePlace range: Range<Int>, year: String?) -> CitedLaw? {
        var range = text.trimmed(range)
        for mark in ["：", ":"] as [StaticString] { Self.drop(mark, from: &range, text) }
        for word in ["中的", "的", "中"] as [StaticString] {
            var rest = range
            if Self.drop(word, from: &rest, text), LawNoun.endsAsStatute(text, rest) { range = rest }
        }
        return title(withoutHalfMarks(range), year: year)
    }

    /// One mark without the other.
    private func withoutHalfMarks(_ range: Range<Int>) -> Range<Int> {
        let open = text.firstIndex(of: "《", in: range)
        let close = text.firstIndex(of: "》", in: range)
        if open == range.lowerBound, close == nil { return range.lowerBound + 3..<range.upperBound }
        if open == nil, close == range.upperBound - 3 { return range.lowerBound..<range.upperBound - 3 }
        return range
    }

    /// A title without marks: nil where it is no title, or words of a question stand before it.
    func title(_ range: Range<Int>, year: String?) -> CitedLaw? {
        var range = text.trimmed(range)
        // The comma of 产品质量法，第三条.
        if let last = Self.scalarBefore(range, text), [0x2C, 0xFF0C].contains(last) {
            range = text.trimmed(range.lowerBound..<range.upperBound - (last == 0x2C ? 1 : 3))
        }
        var version = year
        var name = range
        if let behind = versionBehind(range) {
            name = range.lowerBound..<behind.start
            version = version ?? behind.text
        }
        // 新公司法, but not 新疆…条例.
        for word in Self.current where text.matches(word, at: name.lowerBound, to: name.upperBound) {
            let rest = name.lowerBound + word.utf8CodeUnitCount..<name.upperBound
            if isKnownLaw(rest) { name = rest }
            break
        }
        guard !name.isEmpty, LawNoun.ends(text, name) || endsWithSupplement(name), TypedTitle.isOne(text, name) else {
            return nil
        }
        let title = text.string(name)
        guard !LawTitle(title).key.isEmpty else { return nil }
        return .named(version.map { "\(title)（\($0)）" } ?? title, hasMarks: false)
    }

    /// 食品安全法附则.
    private func endsWithSupplement(_ range: Range<Int>) -> Bool {
        guard text.ends(with: "附则", range) else { return false }
        return LawNoun.endsAsStatute(text, text.trimmed(range.lowerBound..<range.upperBound - 6))
    }

    static func scalarBefore(_ range: Range<Int>, _ text: UTF8Bytes) -> UInt32? {
        range.isEmpty ? nil : text.scalar(before: range.upperBound, notBefore: range.lowerBound).value
    }

    /// What ends a title that has no marks.
    static func endsTitle(_ scalar: UInt32) -> Bool {
        [0x3B, 0xFF1B, 0x3002, 0x3F, 0xFF1F, 0x21, 0xFF01].contains(scalar)
    }

    func comma(at index: Int) -> Int {
        guard index < end, [0x2C, 0xFF0C, 0x3A, 0xFF1A].contains(text.scalar(at: index).value) else { return index }
        return text.skippingBlanks(from: index + text.scalar(at: index).length, to: end)
    }
}
