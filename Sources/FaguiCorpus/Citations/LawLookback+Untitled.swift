/// What stands before a place and is no name: a title in other marks than 《》, a document's number, letters.
extension LawLookback {
    /// “食品安全法”第三条, 【食品安全法】第三条; “办法”第三条 by a short name.
    func quoted(_ end: Int, _ low: Int) -> Found? {
        let limit = max(low, end - Self.quotedLimit)
        guard let (inside, start) = TitleMark.title(text, before: end, notBefore: limit) else { return nil }
        let range = TitleMark.innermost(text, inside)
        // “本条例”, “该办法”
        for word in ["本", "该", "同", "此"] as [StaticString]
        where text.matches(word, at: range.lowerBound, to: range.upperBound) { return nil }
        let title = text.string(range)
        // “办法” alone is a short name.
        if OwnLaw.noun(text, at: range.lowerBound, to: range.upperBound) == range.upperBound {
            return .law(.antecedent(title), start: start)
        }
        guard
            Self.nouns.contains(where: { ends(with: $0, at: range.upperBound, range.lowerBound) })
                || LawNoun.endsAsStatute(text, range),
            TypedTitle.isOne(text, range),
            !title.unicodeScalars.contains(where: { Self.sentenceMarks.contains($0.value) })
        else { return nil }
        return .law(.named(title, hasMarks: true), start: start)
    }

    private static let quotedLimit = 300
    private static let sentenceMarks = Set("，。；：、！？".unicodeScalars.map(\.value))

    /// 国务院令第721号第三条, 法释〔2020〕17号第三条: the number stands for the title; 命令第三条 for none.
    func numbered(_ end: Int, _ low: Int) -> Found? {
        for word in ["本", "该", "同"] as [StaticString] where ends(with: word, at: end - 3, low) { return nil }
        let limit = max(low, end - Self.numberLimit)
        var start = end
        while start > limit {
            let (scalar, length) = text.scalar(before: start, notBefore: low)
            guard Self.numberScalars.contains(scalar) || (0x4E00...0x9FFF).contains(scalar),
                !isBoundary(scalar, start, low)
            else { break }
            start -= length
        }
        // 《X》国务院令第721号第三条: of the law that stands before.
        if start == low, low > 0 { return nil }
        let number = text.string(start..<end)
        let isDocument =
            number.contains("公告") || number.unicodeScalars.contains { Self.numberMarks.contains($0.value) }
        guard isDocument, number.unicodeScalars.contains(where: { Self.digits.contains($0.value) }),
            let first = number.unicodeScalars.first, first.value >= 0x4E00
        else { return .untitled }
        return .law(.named(number, hasMarks: false), start: start)
    }

    private static let numberLimit = 120
    private static let digits = Set("0123456789０１２３４５６７８９一二三四五六七八九十".unicodeScalars.map(\.value))
    private static let numberScalars = digits.union("〔〕[]［］()（）".unicodeScalars.map(\.value))
    private static let numberMarks = Set("令〔[［".unicodeScalars.map(\.value))

    /// GDPR第三条, GB7718第三条: letters, with digits behind them; apart by a blank at least two capitals.
    func endsWithLatin(_ end: Int, _ low: Int, isApart: Bool) -> Bool {
        var index = end
        var letters = 0
        var capitals = 0
        while index > low, end - index < 24 {
            let byte = text[index - 1]
            let isLetter = (0x41...0x5A).contains(byte & 0xDF)
            guard isLetter || (0x30...0x39).contains(byte) else { break }
            if isLetter { letters += 1 }
            if isLetter, byte & 0x20 == 0 { capitals += 1 }
            index -= 1
        }
        return isApart ? capitals >= 2 : letters > 0
    }

    /// 食品安全法及其实施条例第三条 is of the rules.
    func rulesOfLaw(endingAt end: Int, _ low: Int) -> Found? {
        for rules in ["实施条例", "实施细则", "实施办法"] as [StaticString] where ends(with: rules, at: end, low) {
            let start = end - rules.utf8CodeUnitCount
            // The title in marks is a citation of its own, before which nothing is looked at.
            guard start >= 6, text.matches("及其", at: start - 6, to: start), let law = law(endingAt: start - 6)
            else { return nil }
            return .law(.named(law + rules.description, hasMarks: false), start: start)
        }
        return nil
    }

    /// The title that ends at an index, in marks or known without them.
    private func law(endingAt end: Int) -> String? {
        if let start = KnownLaws.start(text, endingAt: end, notBefore: 0) { return text.string(start..<end) }
        guard let title = TitleMark.title(text, before: end, notBefore: max(0, end - Self.quotedLimit)),
            LawNoun.endsAsStatute(text, title.inside)
        else { return nil }
        return text.string(title.inside)
    }
}
