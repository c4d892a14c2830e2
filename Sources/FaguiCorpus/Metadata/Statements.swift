/// Collects what lines about a law's making state: 2006年6月27日 ××常务委员会第二次会议通过.
struct Statements {
    /// What was stated, in order; dates as ISO 8601.
    var fields: [SourceText.Field] = []

    /// Takes a line.
    ///
    /// A line may state several dates; what is said of each stands behind it, up to the next.
    /// - Returns: Whether the line states anything.
    mutating func take(_ text: UTF8Bytes, _ line: Range<Int>) -> Bool {
        if DocumentNumber.contains(text, line) {
            fields.append(SourceText.Field(key: "number", value: text.string(line)))
            return true
        }
        let places = Self.dates(text, line)
        for (number, place) in places.enumerated() {
            let end = number + 1 < places.count ? places[number + 1].start : line.upperBound
            var said = text.trimmed(place.date.end..<end)
            // 根据2022年7月29日……批准的2022年6月24日……《关于修改……的决定》修正: the approval is of what follows.
            if number + 1 < places.count, text.ends(with: "批准的", said) {
                let following = number + 2 < places.count ? places[number + 2].start : line.upperBound
                said = text.trimmed(places[number + 1].date.end..<following)
            }
            take(place.date, said: said, text)
        }
        return !places.isEmpty
    }

    private mutating func take(_ date: CalendarDate, said: Range<Int>, _ text: UTF8Bytes) {
        var keys: [String] = []
        let words = Self.unquoted(text, said)
        words.withUnsafeBufferPointer { words in
            func says(_ any: StaticString...) -> Bool {
                any.contains { words.firstIndex(of: $0, in: 0..<words.count) != nil }
            }
            if says("修正", "修订", "修改") { keys.append("revised") }
            if keys.isEmpty, says("通过", "批准", "会议") { keys.append("issued") }
            if says("公布", "发布", "印发", "颁布") { keys.append("published") }
            if says("施行", "实施", "执行", "生效") { keys.append("effective") }
            if keys.isEmpty, says("废止") { keys.append("repealed") }
            if keys.isEmpty { keys.append("issued") }
        }
        for key in keys { append(key, date.iso8601) }
        if let number = Self.number(text, said) { append("number", text.string(number)) }
        guard keys != ["revised"], let issuer = Self.issuer(text, said) else { return }
        let isFirst = !fields.contains { $0.key == "issuer" }
        // Of courts and prosecutors each passes a common interpretation on a day of its own.
        for name in Issuer.names(issuer) where isFirst || name.hasPrefix("最高人民") { append("issuer", name) }
    }

    private mutating func append(_ key: String, _ value: String) {
        let field = SourceText.Field(key: key, value: value)
        if !fields.contains(field) { fields.append(field) }
    }

    /// The number that a statement begins with, or what stands behind its bracket: ……会议通过）法释〔2013〕24号.
    private static func number(_ text: UTF8Bytes, _ said: Range<Int>) -> Range<Int>? {
        if let end = DocumentNumber.end(text, said) { return said.lowerBound..<end }
        guard let bracket = text.firstIndex(of: "）", in: said) else { return nil }
        let rest = text.trimmed(bracket + 3..<said.upperBound)
        return DocumentNumber.end(text, rest).map { rest.lowerBound..<$0 }
    }

    /// Dates of a line, without those in titles of documents.
    private static func dates(_ text: UTF8Bytes, _ line: Range<Int>) -> [(start: Int, date: CalendarDate)] {
        var result: [(start: Int, date: CalendarDate)] = []
        var index = line.lowerBound
        var depth = 0
        while index < line.upperBound {
            let (scalar, length) = text.scalar(at: index)
            switch scalar {
            case 0x300A, 0x3008, 0x3C: depth += 1
            case 0x300B, 0x3009, 0x3E: depth = max(0, depth - 1)
            default:
                if depth == 0, let date = CalendarDate.parse(text, at: index, to: line.upperBound), date.hasDay {
                    result.append((index, date))
                    index = date.end
                    continue
                }
            }
            index += length
        }
        return result
    }

    /// A range without titles of documents in it.
    private static func unquoted(_ text: UTF8Bytes, _ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = range.lowerBound
        var depth = 0
        while index < range.upperBound {
            let (scalar, length) = text.scalar(at: index)
            switch scalar {
            case 0x300A, 0x3008, 0x3C: depth += 1
            case 0x300B, 0x3009, 0x3E: depth = max(0, depth - 1)
            default: if depth == 0 { bytes += text[index..<index + length] }
            }
            index += length
        }
        return bytes
    }

    /// Where 第二次会议 or 第12次常务会议 begins.
    private static func meeting(_ text: UTF8Bytes, _ said: Range<Int>) -> Int? {
        var start = said.lowerBound
        while let index = text.firstIndex(of: "第", in: start..<said.upperBound) {
            if let number = ChineseNumeral.parse(text, at: index + 3, to: said.upperBound),
                text.matches("次", at: number.end, to: said.upperBound)
            {
                return index
            }
            start = index + 3
        }
        return nil
    }

    /// Who acts in a statement: what stands before 第二次会议, 令第3号, 公告, 通过…
    private static func issuer(_ text: UTF8Bytes, _ said: Range<Int>) -> String? {
        var end = meeting(text, said)
        for word in ["令", "公告", "全体会议", "审议", "通过", "批准", "公布", "发布", "印发", "颁布"] as [StaticString] {
            if let index = text.firstIndex(of: word, in: said.lowerBound..<(end ?? said.upperBound)) { end = index }
        }
        // 1984年1月7日 国务院: nothing but the name.
        if end == nil, Issuer.isBody(text.string(said)) { return text.string(said) }
        guard let end, end > said.lowerBound else { return nil }
        let range = text.trimmed(said.lowerBound..<end)
        guard !range.isEmpty, range.count <= 240, text.firstIndex(of: "《", in: range) == nil,
            text.firstIndex(of: "起", in: range) == nil
        else { return nil }
        return text.string(range)
    }
}
