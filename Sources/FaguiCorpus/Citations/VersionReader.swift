/// Reads which wording of a law is meant: years and days before and behind titles.
struct VersionReader {
    let text: UTF8Bytes
    /// Where the text ends.
    let end: Int

    /// A year before a title: 2007年, 2007年修正的.
    func year(at index: Int) -> (text: String, end: Int)? {
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
        for word in Self.words where text.matches(word, at: index, to: end) {
            index += word.utf8CodeUnitCount
            break
        }
        if text.matches("的", at: index, to: end) { index += 3 }
        return text.skippingBlanks(from: index, to: end)
    }

    private static let words: [StaticString] = [
        "修正版", "修订版", "修正后", "修订后", "修改后", "新修正", "新修订", "修正", "修订", "修改", "版", "公布", "施行", "通过", "制定",
    ]

    /// The year that stands right before the end of the text, and where it begins; nothing before `low` is looked at.
    func yearBefore(notBefore low: Int) -> (text: String, start: Int)? {
        let limit = max(low, end - Self.limit)
        var start = end
        while start > limit {
            let (scalar, length) = text.scalar(before: start, notBefore: limit)
            guard Self.scalars.contains(scalar) else { break }
            start -= length
        }
        var isInNumber = false
        while start < end {
            let (scalar, length) = text.scalar(at: start)
            let isDigit = Self.digits.contains(scalar)
            if isDigit, !isInNumber, let found = year(at: start), found.end == end { return (found.text, start) }
            isInNumber = isDigit
            start += length
        }
        return nil
    }

    /// No day with the words behind it is longer, in bytes.
    private static let limit = 72

    private static let digits = Set("0123456789０１２３４５６７８９〇○零一二三四五六七八九十".unicodeScalars.map(\.value))
    private static let scalars = digits.union(" 年月日版的新修正订改后公布施行通过制定".unicodeScalars.map(\.value))
}
