/// Goes through typed citations one by one.
struct TypedCitations {
    let text: UTF8Bytes
    let allowsBareTitle: Bool
    let range: Range<Int>
    /// Whether words were left out with which only a citation that names its law is one.
    let needsLaw: Bool
    let places: PlaceReader
    /// The law of the citation before, which a place alone goes on with.
    var lastLaw: CitedLaw?

    init(text: UTF8Bytes, allowsBareTitle: Bool) {
        self.text = text
        self.allowsBareTitle = allowsBareTitle
        (range, needsLaw) = Self.content(of: text)
        places = PlaceReader(text: text, end: range.upperBound, isTyped: true)
    }

    /// No title is longer, in bytes: bounds what is looked at for each citation.
    static let titleLimit = 450

    var end: Int { range.upperBound }

    /// All citations; nil where anything else stands there.
    mutating func parse() -> [Citation]? {
        var citations: [Citation] = []
        var index = range.lowerBound
        while index < end {
            guard let citation = citation(at: index) else { return nil }
            citations.append(citation)
            lastLaw = citation.law
            index = citation.range.upperBound
            guard let next = separator(at: index) else { return nil }
            // 《A法》和 cites nothing behind 和.
            if next == end, text.skippingBlanks(from: index, to: end) < end { return nil }
            index = next
        }
        // 产品质量法、食品安全法第三条: names alone stand beside one with a place.
        if !allowsBareTitle, citations.allSatisfy(Self.isBareTitle) { return nil }
        // 第三条是什么 is a question about anything.
        if needsLaw, citations.contains(where: { $0.law.title == nil }) { return nil }
        return citations.isEmpty ? nil : citations
    }

    static func isBareTitle(_ citation: Citation) -> Bool {
        if case .named(_, let hasMarks) = citation.law { return citation.isWhole && !hasMarks }
        return false
    }

    /// Where the next citation begins behind a separator; nil where there is none.
    func separator(at index: Int) -> Int? {
        var next = text.skippingBlanks(from: index, to: end)
        if next == end { return end }
        let start = next
        for mark in Self.marks where text.matches(mark, at: next, to: end) {
            next = text.skippingBlanks(from: next + mark.utf8CodeUnitCount, to: end)
            break
        }
        for word in Self.words where text.matches(word, at: next, to: end) {
            next = text.skippingBlanks(from: next + word.utf8CodeUnitCount, to: end)
            break
        }
        // 《A法》《B法》 and 第三条 《B法》 are parted by nothing but the mark.
        return next > index || TitleMark.opening(text, at: start, to: end) != nil ? next : nil
    }

    static let marks: [StaticString] = ["、", "，", "；", ",", ";", "。", "+", "／", "/", "|", "｜", "&"]
    static let words: [StaticString] = ["以及", "或者", "和", "及", "与", "與", "或", "并", "and "]

    // MARK: One citation

    func citation(at index: Int) -> Citation? {
        own(at: index) ?? titled(at: index) ?? introduced(at: index)
    }

    /// With its title, in marks or not.
    func titled(at index: Int) -> Citation? {
        marked(at: index) ?? numbered(at: index) ?? dated(at: index) ?? unmarked(at: index, from: index, year: nil)
    }

    /// 《X》, with what may follow.
    func marked(at index: Int) -> Citation? {
        let prefix = year(at: index)
        let start = prefix?.end ?? index
        guard let title = TitleMark.title(text, at: start, to: end) else { return nil }
        let isBook = text.matches("《", at: start, to: end) || text.matches("〈", at: start, to: end)
        let inside = TitleMark.innermost(text, title.inside)
        if isBook, let found = enclosed(inside, title.end) { return citation(index, found.law, found.places) }
        // “质量”、<质量> alone are words.
        guard isBook || LawNoun.ends(text, inside) else { return nil }
        var name = text.string(inside)
        guard !LawTitle(name).key.isEmpty else { return nil }
        var next = skippingShortName(at: text.skippingBlanks(from: title.end, to: end))
        if let version = version(at: next) {
            name += "（\(version.text)）"
            next = version.end
        } else if let prefix {
            name += "（\(prefix.text)）"
        }
        let law = CitedLaw.named(name, hasMarks: true)
        let joint = link(at: comma(at: next))
        if let found = places.places(at: joint) ?? article(at: joint) {
            return citation(index, law, found)
        }
        if let found = bareNumbers(at: next) { return citation(index, law, found) }
        let whole = Citation(range: index..<text.trimmed(index..<next).upperBound, law: law)
        // 《献血法》实施办法第三条: the title goes on behind the marks.
        if next < end, separator(at: next) == nil { return unmarked(at: index, from: start, year: prefix?.text) }
        if next < end, separator(at: title.end) != nil || version(at: title.end) != nil { return whole }
        if !isBook && !allowsBareTitle { return nil }
        return next == end ? whole : nil
    }

    /// 第三条 alone, 本法第三条.
    func own(at index: Int) -> Citation? {
        if let wordEnd = OwnLaw.parse(text, at: index, to: end) {
            guard let found = places.places(at: wordEnd) else { return nil }
            return citation(index, .own(text.string(index..<wordEnd)), found)
        }
        if let lastLaw, let wordEnd = antecedent(at: index), let found = places.places(at: wordEnd) {
            return citation(index, lastLaw, found)
        }
        guard let found = places.places(at: index) ?? article(at: index) else { return nil }
        // 第三条产品质量法, 2条狗: what follows must be another citation.
        guard separator(at: found.end) != nil else { return nil }
        return citation(index, lastLaw ?? .own(nil), found)
    }

    /// 2007年反垄断法第三条.
    func dated(at index: Int) -> Citation? {
        guard let year = year(at: index) else { return nil }
        return unmarked(at: index, from: year.end, year: year.text)
    }

    /// A title without marks, up to its place.
    func unmarked(at index: Int, from start: Int, year: String?) -> Citation? {
        var at = start
        var isInNumber = false
        while at < end {
            let (scalar, length) = text.scalar(at: at)
            if Self.endsTitle(scalar) || at - start > Self.titleLimit { break }
            let isMark = text.matches("第", at: at, to: end)
            let isNumber = ChineseNumeral.parse(text, at: at, to: min(end, at + length)) != nil
            if at > start, isMark || isNumber && !isInNumber || [0x61, 0x41, 0xA7].contains(scalar),
                let title = title(beforePlace: start..<at, year: year),
                let found = places.places(at: at) ?? article(at: at),
                separator(at: found.end) != nil
            {
                return citation(index, title, found)
            }
            // 产品质量法、食品安全法第三条 are two; 生产、销售…的规定 is one title.
            if at > start, scalar == 0x3001 || scalar == 0x2C || scalar == 0xFF0C,
                LawNoun.endsAsStatute(text, start..<at), places.places(at: at + length) == nil,
                let title = title(start..<at, year: year)
            {
                return Citation(range: index..<at, law: title)
            }
            isInNumber = isNumber
            at += length
        }
        return bareTitle(at: index, start..<at, year: year)
    }

    /// A title without marks and without a place, or with a number alone.
    func bareTitle(at index: Int, _ range: Range<Int>, year: String?) -> Citation? {
        let range = text.trimmed(range)
        if let title = title(range, year: year) {
            return allowsBareTitle ? Citation(range: index..<range.upperBound, law: title) : nil
        }
        // 刑法 264
        var digits = range.upperBound
        while digits > range.lowerBound {
            let (scalar, length) = text.scalar(before: digits, notBefore: range.lowerBound)
            guard (0x30...0x39).contains(scalar) || (0xFF10...0xFF19).contains(scalar) else { break }
            digits -= length
        }
        guard digits < range.upperBound, LawNoun.endsAsStatute(text, text.trimmed(range.lowerBound..<digits)),
            allowsBareTitle || isKnownLaw(text.trimmed(range.lowerBound..<digits)),
            let title = title(range.lowerBound..<digits, year: year),
            let found = bareNumbers(at: digits), found.end == range.upperBound
        else { return nil }
        return citation(index, title, found)
    }

    func citation(_ start: Int, _ law: CitedLaw, _ places: PlaceReader.Places) -> Citation {
        Citation(range: start..<places.end, law: law, spans: places.spans, headings: places.headings)
    }

    // MARK: Numbers without units

    /// Article 32, Art. 32, §32.
    func article(at index: Int) -> PlaceReader.Places? {
        guard index < end else { return nil }
        var next = index
        if text.scalar(at: index).value == 0xA7 {
            next += 2
        } else {
            var letters = ""
            while next < end, letters.utf8.count < 8, (0x41...0x5A).contains(text[next] & 0xDF) {
                letters.unicodeScalars.append(Unicode.Scalar(text[next] | 0x20))
                next += 1
            }
            guard ["art", "arts", "article", "articles"].contains(letters) else { return nil }
            if next < end, text[next] == 0x2E { next += 1 }
        }
        return bareNumbers(at: text.skippingBlanks(from: next, to: end))
    }

    /// Numbers alone are articles: 《产品质量法》32, 《产品质量法》32、33.
    func bareNumbers(at index: Int) -> PlaceReader.Places? {
        var result = PlaceReader.Places(end: index)
        var next = index
        var isRange = false
        while next < end, let digits = ChineseNumeral.parse(text, at: next, to: end), digits.value > 0 {
            let number = places.grouped(digits, at: next)
            let place = LawPlace(article: number.value)
            if isRange, let last = result.spans.indices.last {
                result.spans[last].last = place
            } else {
                result.spans.append(CitedSpan(first: place))
            }
            result.end = number.end
            guard let (joint, after) = places.joint(at: number.end) else { break }
            isRange = joint == .range
            next = after
        }
        guard !result.spans.isEmpty, result.end == end || separator(at: result.end) != nil else { return nil }
        return result
    }
}
