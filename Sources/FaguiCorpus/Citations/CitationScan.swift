/// One scan of a text for citations.
struct CitationScan {
    let text: UTF8Bytes
    var citations: [Citation] = []
    let places: PlaceReader
    let lookback: LawLookback
    /// The law that was named last.
    var antecedent: String?
    /// The place with an article that was cited last.
    var antecedentPlace: CitedPlace?
    /// Where the citation before ends: a law's name does not reach into it.
    var low = 0
    /// How many quotation marks are open.
    var depth = 0

    /// No title in marks is longer, in bytes: bounds what an open mark can cost.
    static let titleLimit = 900

    init(text: UTF8Bytes, antecedent: String?) {
        self.text = text
        self.antecedent = antecedent
        places = PlaceReader(text: text, end: text.count, isTyped: false)
        lookback = LawLookback(text: text)
    }

    mutating func run() {
        var index = skippingHeading(at: 0)
        let end = text.count
        while index < end {
            let byte = text[index]
            if byte < 0xE0 {
                if byte == 0x0A || byte == 0x0D {
                    index = skippingHeading(at: index + 1)
                } else {
                    index += byte < 0x80 ? 1 : 2
                }
                continue
            }
            guard index + 2 < end else { break }
            // All that begins a citation is one of these characters, and nearly no character is.
            switch UInt32(byte) << 16 | UInt32(text[index + 1]) << 8 | UInt32(text[index + 2]) {
            case 0xE7_ACAC: index = takePlace(at: index)  // 第
            case 0xE5_898D, 0xE4_B88A: index = takePreceding(at: index)  // 前 上
            case 0xE6_9CAC: index = takeCurrent(at: index)  // 本
            case 0xE3_808A: index = takeTitle(at: index)  // 《
            case 0xE2_809C, 0xE2_809D: index = takeQuotationMark(at: index)  // “ ”
            default: index += byte < 0xF0 ? 3 : 4
            }
        }
        takeQuotations()
    }

    // MARK: Headings

    /// Passes over the heading of an article, or of a chapter, at the beginning of a line: it cites nothing.
    mutating func skippingHeading(at start: Int) -> Int {
        let end = text.count
        var index = text.skippingBlanks(from: start, to: end)
        while index < end, [0x23, 0x2A].contains(text[index]) { index = text.skippingBlanks(from: index + 1, to: end) }
        if text.matches("“", at: index, to: end) { index = takeQuotationMark(at: index) }
        guard text.matches("第", at: index, to: end) else { return index }
        let lineEnd = min(end, index + 120)
        guard let heading = ArticleHeading.parse(text, index..<lineEnd), !heading.isCitation else {
            return skippingMark(at: index)
        }
        // 第三条　至 does not occur; 第三条经营者… glued is a heading only where the text begins.
        guard !heading.isGlued || start == 0 else { return index }
        return heading.end
    }

    /// Passes over 第三章　名称.
    func skippingMark(at index: Int) -> Int {
        let digits = text.skippingOneBlank(from: index + 3, to: text.count)
        guard let number = ChineseNumeral.parse(text, at: digits, to: text.count),
            let (unit, end) = CitationUnit.parse(
                text, at: text.skippingOneBlank(from: number.end, to: text.count), to: text.count),
            unit.isHeading,
            end == text.count || Blank.contains(text.scalar(at: end).value)
        else { return index }
        return end
    }

    // MARK: Places

    /// 第三条, with the law before it.
    mutating func takePlace(at index: Int) -> Int {
        if let heading = inlineHeading(at: index) { return heading }
        guard var found = places.places(at: index) else { return index + 3 }
        switch lookback.find(before: index, notBefore: low) {
        case .foreign?: break
        case .untitled? where found.spans.contains { $0.first.article != nil }: break
        case .law(let law, let start)?:
            if case .named = law { setHalf(before: index, &found) }
            add(start, law, found)
        case .untitled?, nil: addUnnamed(index, &found)
        }
        low = found.end
        return found.end
    }

    /// Adds a place before which no law is named: it may be one of the place before.
    mutating func addUnnamed(_ index: Int, _ found: inout PlaceReader.Places) {
        let hasArticle = found.spans.first?.first.article != nil
        guard !hasArticle, !found.spans.isEmpty else { return add(index, .own(nil), found) }
        if standsBehindNumber(index) {
            found.spans.removeAll { $0.first.article == nil }
            return found.spans.isEmpty ? () : add(index, .own(nil), found)
        }
        // 该条第二款
        for word in ["该条", "同条", "该款", "同款", "该项"] as [StaticString]
        where index - 6 >= low && text.matches(word, at: index - 6, to: index) {
            guard let last = citations.last, let span = last.spans.last else { break }
            found.spans = found.spans.map { Self.inside(span, $0) }
            return add(index - 6, last.law, found)
        }
        if let last = citations.last, let span = last.spans.last, goesOn(last, at: index) {
            found.spans = found.spans.map { Self.inside(span, $0) }
            return add(index, last.law, found)
        }
        // A rule does not speak of what violates itself: 违反第一项 means the article that was cited before.
        if let place = antecedentPlace, speaksOfAnother(before: index) {
            for span in found.spans.indices {
                found.spans[span].first = found.spans[span].first.inside(place.place)
                found.spans[span].last = found.spans[span].last?.inside(place.place)
            }
            return add(index, place.law, found)
        }
        add(index, .own(nil), found)
    }

    /// Whether an article that cannot be read stands before a place: 第三十四第十项, 第十十八条第（九）项.
    func standsBehindNumber(_ index: Int) -> Bool {
        var start = index
        if start - 3 >= low, text.matches("条", at: start - 3, to: start) { start -= 3 }
        let end = start
        while start > low, index - start < 48 {
            let (scalar, length) = text.scalar(before: start, notBefore: low)
            start -= length
            if scalar == 0x7B2C { return start + length < end }  // 第
            guard ChineseNumeral.parse(text, at: start, to: start + length) != nil else { return false }
        }
        return false
    }

    /// Whether 违反, or 有 at the beginning of a list's entry, stands before a place: penalties for what another article says.
    func speaksOfAnother(before index: Int) -> Bool {
        if index - 6 >= low, text.matches("违反", at: index - 6, to: index) { return true }
        return index - 6 >= low && text.matches("）有", at: index - 6, to: index)
    }

    /// The end of a heading that stands in the middle of a line: …。第四十一条　在…
    func inlineHeading(at index: Int) -> Int? {
        var before = index
        while before > 0, text[before - 1] == 0x20 { before -= 1 }
        guard before >= 3, text.matches("。", at: before - 3, to: before),
            let heading = ArticleHeading.parse(text, index..<min(text.count, index + 120)), !heading.isCitation
        else { return nil }
        return heading.end
    }

    /// 刑法分则第三章 is chapter 3 of part 2.
    func setHalf(before index: Int, _ places: inout PlaceReader.Places) {
        guard index >= 6 else { return }
        let part =
            text.matches("分则", at: index - 6, to: index)
            ? 2 : text.matches("总则", at: index - 6, to: index) ? 1 : 0
        guard part > 0 else { return }
        for heading in places.headings.indices where places.headings[heading].steps.first?.unit == .chapter {
            places.headings[heading].steps.insert(CitedHeading.Step(.part, part), at: 0)
        }
    }

    /// Whether nothing but a link stands behind a citation: 前款规定的第（一）项, 第三条中的第二款.
    func goesOn(_ last: Citation, at index: Int) -> Bool {
        let start = last.range.upperBound
        guard start < index, index - start <= 15 else { return false }
        return Self.links.contains { $0.utf8CodeUnitCount == index - start && text.matches($0, at: start, to: index) }
    }

    static let links: [StaticString] = [
        "规定", "规定的", "中", "中的", "的", "所列", "所列的", "所称", "所指", "所述", "规定和", "规定及", "规定或者", "规定以及", "规定、",
        "的规定和", "规定，", "的", "中第", "规定情形和",
    ]

    /// A place below that of another entry.
    static func inside(_ outer: CitedSpan, _ inner: CitedSpan) -> CitedSpan {
        let place = outer.last ?? outer.first
        func joined(_ inner: LawPlace) -> LawPlace { inner.inside(place) }
        var span = CitedSpan(base: outer.base, first: joined(inner.first), last: inner.last.map(joined))
        // 前款规定的第二款 is no paragraph of the one before.
        if let unit = outer.base.unit, unit >= .paragraph, inner.first.paragraph != nil { span.base = .absolute }
        return span
    }

    /// 前款, 前两条, 上款, with what goes on behind.
    mutating func takePreceding(at index: Int) -> Int {
        guard let (base, end) = preceding(at: index), !isInWord(at: index) else { return index + 3 }
        if takeFirstOnes(base, from: index, to: end) { return end }
        return takeRelative(from: index, base, end)
    }

    /// 第三款前三项: the first ones of the place that stands right before.
    mutating func takeFirstOnes(_ base: CitationBase, from index: Int, to end: Int) -> Bool {
        guard case .preceding(let unit, let count) = base, unit > .article, let last = citations.indices.last,
            citations[last].range.upperBound == index, var span = citations[last].spans.last,
            span.last == nil, span.first.above(unit) == span.first, span.base == .absolute
        else { return false }
        span.last = span.first
        span.first.set(unit, 1, suffix: 0)
        span.last?.set(unit, count, suffix: 0)
        if count == 1 { span.last = nil }
        citations[last].spans[citations[last].spans.count - 1] = span
        citations[last].range = citations[last].range.lowerBound..<end
        low = end
        return true
    }

    func preceding(at index: Int) -> (CitationBase, Int)? {
        let end = text.count
        let isAbove = text.matches("上", at: index, to: end)
        guard isAbove || text.matches("前", at: index, to: end) else { return nil }
        var next = index + 3
        var count = 1
        if !isAbove, let number = ChineseNumeral.parse(text, at: next, to: min(end, next + 3)) {
            count = number.value
            next = number.end
        }
        guard (1...9).contains(count), let (unit, after) = CitationUnit.parse(text, at: next, to: end), unit != .item
        else { return nil }
        if isAbove, unit != .paragraph, unit != .article { return nil }
        return (.preceding(unit, count: count), after)
    }

    /// 本条, 本款, 本章, with what goes on behind; 本条前款 is 前款.
    mutating func takeCurrent(at index: Int) -> Int {
        let end = text.count
        guard let (unit, after) = CitationUnit.parse(text, at: index + 3, to: end), unit != .item, !isInWord(at: index)
        else { return index + 3 }
        if unit == .article, let (base, after) = preceding(at: after), base.unit.map({ $0 > .article }) ?? false {
            return takeRelative(from: index, base, after)
        }
        return takeRelative(from: index, .current(unit), after)
    }

    mutating func takeRelative(from start: Int, _ base: CitationBase, _ end: Int) -> Int {
        let found = places.places(at: end, base: base)
        let places = found ?? PlaceReader.Places(end: end)
        add(start, .own(nil), places)
        low = places.end
        return places.end
    }

    /// Whether 前 or 本 ends a word: 目前, 基本, 资本.
    func isInWord(at index: Int) -> Bool {
        guard index >= 3 else { return false }
        return Self.wordBeginnings.contains(text.scalar(before: index, notBefore: 0).value)
    }

    static let wordBeginnings: Set<UInt32> = Set("目当基资成样版根日原副课剧底账脚标".unicodeScalars.map(\.value))

    // MARK: Citations

    mutating func add(_ start: Int, _ law: CitedLaw, _ places: PlaceReader.Places) {
        citations.append(
            Citation(
                range: start..<places.end, law: law, spans: places.spans, headings: places.headings,
                antecedent: antecedent, isQuoted: depth > 0))
        let last = citations.count - 1
        if let span = places.spans.last, span.first.article != nil {
            antecedentPlace = CitedPlace(law: law, place: span.last ?? span.first)
        } else if law == .own(nil) {
            citations[last].antecedentPlace = antecedentPlace
        }
        if case .named(let title, _) = law {
            antecedent = title
            citations[last].antecedent = nil
        }
    }
}
