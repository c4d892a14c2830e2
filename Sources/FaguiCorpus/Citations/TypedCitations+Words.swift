/// What people type around a citation that is more than its title and its place.
extension TypedCitations {
    /// The text without white space, and without what may follow a citation: 的规定, 。, 是什么.
    ///
    /// - Returns: Its range, and whether words of a question are left out.
    static func content(of text: UTF8Bytes) -> (range: Range<Int>, needsLaw: Bool) {
        var range = text.trimmed(0..<text.count)
        for ending in ["。", ".", "；", ";"] as [StaticString] { drop(ending, from: &range, text) }
        for ending in ["的规定", "之规定"] as [StaticString] {
            var rest = range
            // 第三条的规定 is the article, 产品质量法的规定 a question.
            if drop(ending, from: &rest, text), endsWithPlace(text, rest) { range = rest }
        }
        var rest = range
        for ending in endings { drop(ending, from: &rest, text) }
        return rest != range && endsWithPlace(text, rest) ? (rest, true) : (range, false)
    }

    /// In the order in which they are taken off.
    private static let endings: [StaticString] = [
        "？", "?", "是什么", "的内容", "内容", "的规定", "规定", "的但书", "但书", "前段", "中段", "后段",
    ]

    /// Takes an ending off; false where there is another, or nothing before it.
    @discardableResult
    static func drop(_ ending: StaticString, from range: inout Range<Int>, _ text: UTF8Bytes) -> Bool {
        let start = range.upperBound - ending.utf8CodeUnitCount
        guard start > range.lowerBound, text.matches(ending, at: start, to: range.upperBound) else { return false }
        range = text.trimmed(range.lowerBound..<start)
        return true
    }

    /// Whether a range ends with the unit of a place, or with 条之一.
    private static func endsWithPlace(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        let last = text.scalar(before: range.upperBound, notBefore: range.lowerBound)
        var index = range.upperBound - last.length
        if CitationUnit.parse(text, at: index, to: range.upperBound) != nil { return true }
        while index > range.lowerBound, range.upperBound - index < 24 {
            if text.matches("之", at: index, to: range.upperBound) {
                return ChineseNumeral.parse(text, at: index + 3, to: range.upperBound)?.end == range.upperBound
                    && index > range.lowerBound
            }
            index -= text.scalar(before: index, notBefore: range.lowerBound).length
        }
        return false
    }

    /// 根据《产品质量法》第三十二条: words that lead a citation in, before one with a place; 新《公司法》.
    func introduced(at index: Int) -> Citation? {
        for word in Self.introductions where text.matches(word, at: index, to: end) {
            let start = text.skippingBlanks(from: index + word.utf8CodeUnitCount, to: end)
            // 违反产品质量法第三十二条 asks for what follows from that.
            let isMarked = TitleMark.opening(text, at: start, to: end) != nil || year(at: start) != nil
            guard isMarked || allowsBareTitle || !text.matches("违反", at: index, to: end),
                let citation = titled(at: start)
            else { return nil }
            return citation.isWhole ? nil : citation
        }
        for word in Self.current where text.matches(word, at: index, to: end) {
            return marked(at: text.skippingBlanks(from: index + word.utf8CodeUnitCount, to: end))
        }
        return nil
    }

    private static let introductions: [StaticString] = ["根据", "依据", "依照", "按照", "违反"]
    /// What says that the wording of today is meant.
    static let current: [StaticString] = ["新", "现行的", "现行"]

    /// The end of 同法 or 该法, which mean the law of the citation before.
    func antecedent(at index: Int) -> Int? {
        for word in ["同", "该"] as [StaticString] where text.matches(word, at: index, to: end) {
            return OwnLaw.noun(text, at: index + word.utf8CodeUnitCount, to: end)
        }
        return nil
    }

    /// Passes over （以下简称《食品安全法》） and （法释〔2020〕17号）.
    func skippingShortName(at index: Int) -> Int {
        guard index < end, [0xFF08, 0x28].contains(text.scalar(at: index).value) else { return index }
        var next = index + text.scalar(at: index).length
        if let number = instrumentNumber(at: next), number < end,
            [0xFF09, 0x29].contains(text.scalar(at: number).value)
        {
            return text.skippingBlanks(from: number + text.scalar(at: number).length, to: end)
        }
        guard (["以下简称", "下称", "简称"] as [StaticString]).contains(where: { text.matches($0, at: next, to: end) })
        else { return index }
        while next < end, next - index < 200 {
            let (scalar, length) = text.scalar(at: next)
            next += length
            if scalar == 0xFF09 || scalar == 0x29 { return text.skippingBlanks(from: next, to: end) }
        }
        return index
    }

    /// Passes over the word between a title in marks and its place: 《产品质量法》的第三十二条.
    func link(at index: Int) -> Int {
        for word in ["中的", "中", "的"] as [StaticString] where text.matches(word, at: index, to: end) {
            let next = text.skippingBlanks(from: index + word.utf8CodeUnitCount, to: end)
            return text.matches("第", at: next, to: end) ? next : index
        }
        return index
    }

    /// 《产品质量法第三十二条》: a place inside the marks.
    func enclosed(_ inside: Range<Int>, _ markEnd: Int) -> (law: CitedLaw, places: PlaceReader.Places)? {
        let typed = TypedCitations(text: UTF8Bytes(rebasing: text[inside]), allowsBareTitle: false)
        guard !inside.isEmpty, separator(at: markEnd) != nil,
            let citation = typed.unmarked(at: typed.range.lowerBound, from: typed.range.lowerBound, year: nil),
            !citation.isWhole, citation.range.upperBound == typed.end, typed.end == inside.count
        else { return nil }
        return (citation.law, PlaceReader.Places(spans: citation.spans, headings: citation.headings, end: markEnd))
    }

    /// Whether a range is the name of a law that is known without marks: 民法典, 中华人民共和国民法典.
    func isKnownLaw(_ range: Range<Int>) -> Bool {
        guard let start = KnownLaws.start(text, endingAt: range.upperBound, notBefore: range.lowerBound) else {
            return false
        }
        let state = range.lowerBound + 21
        return start == range.lowerBound
            || start == state && text.matches("中华人民共和国", at: range.lowerBound, to: state)
    }
}
