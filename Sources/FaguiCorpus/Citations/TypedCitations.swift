/// Goes through typed citations one by one.
struct TypedCitations {
    let text: UTF8Bytes
    let allowsBareTitle: Bool
    private let range: Range<Int>
    private let places: PlaceReader
    /// The law of the citation before, which a place alone goes on with.
    private var lastLaw: CitedLaw?

    init(text: UTF8Bytes, allowsBareTitle: Bool) {
        self.text = text
        self.allowsBareTitle = allowsBareTitle
        range = Self.content(of: text)
        places = PlaceReader(text: text, end: range.upperBound, isTyped: true)
    }

    /// No title is longer, in bytes: bounds what is looked at for each citation.
    private static let titleLimit = 450

    private var end: Int { range.upperBound }

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
        return citations.isEmpty ? nil : citations
    }

    private static func isBareTitle(_ citation: Citation) -> Bool {
        if case .named(_, let hasMarks) = citation.law { return citation.isWhole && !hasMarks }
        return false
    }

    /// The text without white space, quotation marks of the whole, and what may follow a citation: 的规定, 。
    private static func content(of text: UTF8Bytes) -> Range<Int> {
        var range = text.trimmed(0..<text.count)
        for ending in ["。", ".", "；", ";"] as [StaticString] {
            let start = range.upperBound - ending.utf8CodeUnitCount
            if start > range.lowerBound, text.matches(ending, at: start, to: range.upperBound) {
                range = text.trimmed(range.lowerBound..<start)
            }
        }
        for ending in ["的规定", "之规定"] as [StaticString] {
            let start = range.upperBound - ending.utf8CodeUnitCount
            guard start > range.lowerBound, text.matches(ending, at: start, to: range.upperBound) else { continue }
            let unit = text.scalar(before: start, notBefore: range.lowerBound)
            // 第三条的规定 is the article, 产品质量法的规定 a question.
            if CitationUnit.parse(text, at: start - unit.length, to: start) != nil { range = range.lowerBound..<start }
        }
        return range
    }

    /// Where the next citation begins behind a separator; nil where there is none.
    private func separator(at index: Int) -> Int? {
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

    private static let marks: [StaticString] = ["、", "，", "；", ",", ";", "。", "+", "／", "/", "|", "｜", "&"]
    private static let words: [StaticString] = ["以及", "或者", "和", "及", "与", "與", "或", "并", "and "]

    // MARK: One citation

    private func citation(at index: Int) -> Citation? {
        marked(at: index) ?? own(at: index) ?? dated(at: index) ?? unmarked(at: index, from: index, year: nil)
    }

    /// 《X》, with what may follow.
    private func marked(at index: Int) -> Citation? {
        let prefix = year(at: index)
        let start = prefix?.end ?? index
        guard let title = TitleMark.title(text, at: start, to: end) else { return nil }
        let isBook = text.matches("《", at: start, to: end) || text.matches("〈", at: start, to: end)
        // “质量”、<质量> alone are words.
        guard isBook || LawNoun.ends(text, title.inside) else { return nil }
        var name = text.string(text.trimmed(title.inside))
        guard !LawTitle(name).key.isEmpty else { return nil }
        var next = text.skippingBlanks(from: title.end, to: end)
        if let version = version(at: next) {
            name += "（\(version.text)）"
            next = version.end
        } else if let prefix {
            name += "（\(prefix.text)）"
        }
        let law = CitedLaw.named(name, hasMarks: true)
        let joint = comma(at: next)
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
    private func own(at index: Int) -> Citation? {
        if let word = OwnLaw.parse(text, at: index, to: end) {
            guard let found = places.places(at: word.end) else { return nil }
            return citation(index, .own(text.string(index..<word.end)), found)
        }
        guard let found = places.places(at: index) ?? article(at: index) else { return nil }
        // 第三条产品质量法, 2条狗: what follows must be another citation.
        guard separator(at: found.end) != nil else { return nil }
        return citation(index, lastLaw ?? .own(nil), found)
    }

    /// 2007年反垄断法第三条.
    private func dated(at index: Int) -> Citation? {
        guard let year = year(at: index) else { return nil }
        return unmarked(at: index, from: year.end, year: year.text)
    }

    /// A title without marks, up to its place.
    private func unmarked(at index: Int, from start: Int, year: String?) -> Citation? {
        var at = start
        var isInNumber = false
        while at < end {
            let (scalar, length) = text.scalar(at: at)
            if Self.endsTitle(scalar) || at - start > Self.titleLimit { break }
            let isMark = text.matches("第", at: at, to: end)
            let isNumber = ChineseNumeral.parse(text, at: at, to: min(end, at + length)) != nil
            if at > start, isMark || isNumber && !isInNumber || [0x61, 0x41, 0xA7].contains(scalar),
                let title = title(start..<at, year: year), let found = places.places(at: at) ?? article(at: at),
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
    private func bareTitle(at index: Int, _ range: Range<Int>, year: String?) -> Citation? {
        guard allowsBareTitle else { return nil }
        let range = text.trimmed(range)
        if let title = title(range, year: year) { return Citation(range: index..<range.upperBound, law: title) }
        // 刑法 264
        var digits = range.upperBound
        while digits > range.lowerBound {
            let (scalar, length) = text.scalar(before: digits, notBefore: range.lowerBound)
            guard (0x30...0x39).contains(scalar) || (0xFF10...0xFF19).contains(scalar) else { break }
            digits -= length
        }
        guard digits < range.upperBound, LawNoun.endsAsStatute(text, text.trimmed(range.lowerBound..<digits)),
            let title = title(range.lowerBound..<digits, year: year),
            let found = bareNumbers(at: digits), found.end == range.upperBound
        else { return nil }
        return citation(index, title, found)
    }

    private func citation(_ start: Int, _ law: CitedLaw, _ places: PlaceReader.Places) -> Citation {
        Citation(range: start..<places.end, law: law, spans: places.spans, headings: places.headings)
    }

    // MARK: Titles

    /// A title without marks: nil where it is no title, or words of a question stand before it.
    private func title(_ range: Range<Int>, year: String?) -> CitedLaw? {
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
        guard !name.isEmpty, LawNoun.ends(text, name), TypedTitle.isOne(text, name) else { return nil }
        let title = text.string(name)
        guard !LawTitle(title).key.isEmpty else { return nil }
        return .named(version.map { "\(title)（\($0)）" } ?? title, hasMarks: false)
    }

    private static func scalarBefore(_ range: Range<Int>, _ text: UTF8Bytes) -> UInt32? {
        range.isEmpty ? nil : text.scalar(before: range.upperBound, notBefore: range.lowerBound).value
    }

    /// What ends a title that has no marks.
    private static func endsTitle(_ scalar: UInt32) -> Bool {
        [0x3B, 0xFF1B, 0x3002, 0x3F, 0xFF1F, 0x21, 0xFF01].contains(scalar)
    }

    private func comma(at index: Int) -> Int {
        guard index < end, [0x2C, 0xFF0C].contains(text.scalar(at: index).value) else { return index }
        return text.skippingBlanks(from: index + text.scalar(at: index).length, to: end)
    }

    // MARK: Versions

    /// A year before a title: 2007年, 2007年修正的.
    private func year(at index: Int) -> (text: String, end: Int)? {
        if let date = CalendarDate.parse(text, at: index, to: end), date.hasDay {
            return (date.iso8601, afterYear(date.end))
        }
        guard let year = ChineseNumeral.parse(text, at: index, to: end), (1900...2999).contains(year.value) else {
            return nil
        }
        let after = text.skippingBlanks(from: year.end, to: end)
        if text.matches("版", at: after, to: end) { return (String(year.value), afterYear(after)) }
        guard text.matches("年", at: after, to: end) else { return nil }
        return (String(year.value), afterYear(after + 3))
    }

    private func afterYear(_ index: Int) -> Int {
        var index = text.skippingBlanks(from: index, to: end)
        for word in ["修正版", "修订版", "修正", "修订", "修改", "版", "公布", "施行", "通过", "制定"] as [StaticString]
        where text.matches(word, at: index, to: end) {
            index += word.utf8CodeUnitCount
            break
        }
        if text.matches("的", at: index, to: end) { index += 3 }
        return text.skippingBlanks(from: index, to: end)
    }

    /// A version behind a title in marks: （2007）, @2007-08-30, 2007年版.
    private func version(at index: Int) -> (text: String, end: Int)? {
        guard index < end else { return nil }
        let (scalar, length) = text.scalar(at: index)
        if scalar == 0x40 || scalar == 0xFF20 {
            return date(at: text.skippingBlanks(from: index + length, to: end))
        }
        if [0xFF08, 0x28, 0x5B, 0xFF3B, 0x3014].contains(scalar) {
            var close = index + length
            while close < end, close - index < 60 {
                let (mark, markLength) = text.scalar(at: close)
                if [0xFF09, 0x29, 0x5D, 0xFF3D, 0x3015].contains(mark) {
                    let inside = text.string(index + length..<close)
                    guard let version = LawTitle("法（\(inside)）").version else { return nil }
                    return (version, text.skippingBlanks(from: close + markLength, to: end))
                }
                close += markLength
            }
            return nil
        }
        guard let year = year(at: index) else { return nil }
        return (year.text, year.end)
    }

    /// A date or a year alone.
    private func date(at index: Int) -> (text: String, end: Int)? {
        if let date = CalendarDate.parse(text, at: index, to: end) {
            return (date.iso8601, text.skippingBlanks(from: date.end, to: end))
        }
        guard let year = ChineseNumeral.parse(text, at: index, to: end), (1900...2999).contains(year.value) else {
            return nil
        }
        var after = year.end
        if text.matches("年", at: after, to: end) { after += 3 }
        if text.matches("版", at: after, to: end) { after += 3 }
        return (String(year.value), text.skippingBlanks(from: after, to: end))
    }

    /// A version at the end of a title without marks.
    private func versionBehind(_ range: Range<Int>) -> (text: String, start: Int)? {
        // From the last bracket, @ or digit's beginning that a version fills to the end.
        var index = range.lowerBound
        var isInNumber = false
        while index < range.upperBound {
            let (scalar, length) = text.scalar(at: index)
            let isDigit = ChineseNumeral.parse(text, at: index, to: index + length) != nil
            let mayBegin =
                [0x40, 0xFF20, 0xFF08, 0x28, 0x5B, 0xFF3B, 0x3014].contains(scalar) || isDigit && !isInNumber
            if mayBegin, index > range.lowerBound,
                let found = version(at: index) ?? (isDigit ? date(at: index) : nil),
                found.end >= range.upperBound
            {
                return (found.text, text.trimmed(range.lowerBound..<index).upperBound)
            }
            isInNumber = isDigit
            index += length
        }
        return nil
    }

    // MARK: Numbers without units

    /// Article 32, Art. 32, §32.
    private func article(at index: Int) -> PlaceReader.Places? {
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
    private func bareNumbers(at index: Int) -> PlaceReader.Places? {
        var result = PlaceReader.Places(end: index)
        var next = index
        var isRange = false
        while next < end, let number = ChineseNumeral.parse(text, at: next, to: end), number.value > 0 {
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
