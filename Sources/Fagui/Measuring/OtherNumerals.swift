/// Puts numbers of texts into other numerals, apart from how the index does it: an oracle must not share its mistakes.
enum OtherNumerals {
    /// A piece of a text around a number such as 第三十二条 or 二〇〇九年, in which that is written 第32条, 第３２条 or 2009年.
    ///
    /// - Returns: Nil if the text has none.
    static func draw(from text: [UInt8], random: () -> UInt64) -> String? {
        let characters = Array(String(decoding: text, as: UTF8.self))
        let places = numbers(in: characters)
        guard !places.isEmpty else { return nil }
        let (range, value) = places[Int(random() % UInt64(places.count))]
        let before = characters[max(0, range.lowerBound - Int(random() % 4))..<range.lowerBound]
        let after = characters[range.upperBound..<min(characters.count, range.upperBound + 1 + Int(random() % 4))]
        let isWide = random() % 2 == 0
        let digits = String(value).map { digit in
            isWide ? Character(Unicode.Scalar(0xFF10 + (digit.wholeNumberValue ?? 0)) ?? "0") : digit
        }
        return String(before + digits + after)
    }

    /// Ordinals below 100 and years, written with Chinese numerals, with their values.
    private static func numbers(in text: [Character]) -> [(range: Range<Int>, value: Int)] {
        var found: [(Range<Int>, Int)] = []
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, numerals.contains(text[end]) { end += 1 }
            if end > start, end < text.count {
                let numeral = text[start..<end]
                if start > 0, text[start - 1] == "第", "条款项章节".contains(text[end]), let value = small(numeral) {
                    found.append((start..<end, value))
                } else if text[end] == "年", numeral.count == 4, !numeral.contains("十"), !numeral.contains("零") {
                    found.append((start..<end, numeral.reduce(0) { 10 * $0 + digit($1) }))
                }
            }
            start = max(end, start + 1)
        }
        return found
    }

    /// 一 to 九十九.
    private static func small(_ numeral: ArraySlice<Character>) -> Int? {
        guard !numeral.contains("〇"), !numeral.contains("零") else { return nil }
        let parts = numeral.split(separator: "十", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: return numeral.count == 1 ? numeral.first.map(digit) : nil
        case 2 where parts[0].count <= 1 && parts[1].count <= 1:
            return 10 * (parts[0].first.map(digit) ?? 1) + (parts[1].first.map(digit) ?? 0)
        default: return nil
        }
    }

    private static let digits = Array("〇一二三四五六七八九")
    private static let numerals = Set("〇零一二三四五六七八九十百千万亿两")
    private static func digit(_ character: Character) -> Int { digits.firstIndex(of: character) ?? 0 }
}
