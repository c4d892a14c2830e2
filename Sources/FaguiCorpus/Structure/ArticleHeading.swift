/// The heading of an article: 第三十二条, 第32条, 第一百二十条之一.
struct ArticleHeading: Equatable {
    /// The number after 第.
    var number: Int
    /// The number after 之; 0 for none.
    var suffix: Int
    /// What stands between the heading and the text.
    var isGlued: Bool
    /// Whether it is glued to what continues a citation (第三条规定的…, 第三条、第四条), so that it heads nothing.
    var isCitation: Bool
    /// Whether 、 or a full stop stands between it and a text that begins with no other citation: 第六条、船舶应当登记.
    var isPunctuated = false
    /// Where the text after the heading begins.
    var end: Int

    /// Its number as one value, for sets.
    var key: UInt64 { UInt64(number) << 32 | UInt64(suffix) }

    /// The locator in canonical numerals.
    var locator: String {
        let base = "第" + ChineseNumeral.canonical(number) + "条"
        return suffix == 0 ? base : base + "之" + ChineseNumeral.canonical(suffix)
    }

    /// Reads an article's heading at the beginning of a line.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - range: The line without white space and `#` at its ends; `**` before the heading is passed over.
    /// - Returns: nil where the line begins with none.
    static func parse(_ text: UTF8Bytes, _ range: Range<Int>) -> ArticleHeading? {
        let end = range.upperBound
        var index = range.lowerBound
        let isBold = text.matches("**", at: index, to: end)
        if isBold { index = text.skippingBlanks(from: index + 2, to: end) }
        guard beginsOrdinal(text, at: index, to: end) else { return nil }
        index = text.skippingBlanks(from: index + 3, to: end)
        guard let number = ChineseNumeral.parse(text, at: index, to: end) else { return nil }
        index = text.skippingBlanks(from: number.end, to: end)
        guard text.matches("条", at: index, to: end) else { return nil }
        index += 3
        var suffix = 0
        if text.matches("之", at: index, to: end), let value = ChineseNumeral.parse(text, at: index + 3, to: end) {
            suffix = value.value
            index = value.end
        }
        let isSeparated = index == end || isSeparator(text, at: index, to: end)
        return ArticleHeading(
            number: number.value, suffix: suffix, isGlued: !isSeparated,
            isCitation: !isSeparated && continuesCitation(text, at: index, to: end),
            isPunctuated: isPunctuated(text, at: index, to: end), end: index)
    }

    /// Where the text begins behind a heading and the marks and blanks that set it apart: ： 、 . **
    static func textStart(_ text: UTF8Bytes, at index: Int, to end: Int) -> Int {
        var index = index
        if text.matches("**", at: index, to: end) { index += 2 }
        index = text.skippingBlanks(from: index, to: end)
        guard index < end else { return index }
        let (scalar, length) = text.scalar(at: index)
        guard scalar == 0xFF1A || scalar == 0x3A || fullStops.contains(scalar) else { return index }
        return text.skippingBlanks(from: index + length, to: end)
    }

    /// 、 . ．
    private static let fullStops: Set<UInt32> = [0x3001, 0x2E, 0xFF0E]

    private static func isPunctuated(_ text: UTF8Bytes, at index: Int, to end: Int) -> Bool {
        guard index < end else { return false }
        let (scalar, length) = text.scalar(at: index)
        guard fullStops.contains(scalar) else { return false }
        let next = text.skippingBlanks(from: index + length, to: end)
        guard next < end else { return true }
        return !beginsOrdinal(text, at: next, to: end) && !text.matches("《", at: next, to: end)
    }

    /// Whether 第 stands at an index, or 笫, which recognised scans have for it.
    @inline(__always)
    static func beginsOrdinal(_ text: UTF8Bytes, at index: Int, to end: Int) -> Bool {
        text.matches("第", at: index, to: end) || text.matches("笫", at: index, to: end)
    }

    private static func isSeparator(_ text: UTF8Bytes, at index: Int, to end: Int) -> Bool {
        let scalar = text.scalar(at: index).value
        if Blank.contains(scalar) { return true }
        switch scalar {
        case 0x3010, 0x5B, 0xFF3B, 0xFF1A, 0x3A, 0x3014: return true  // 【 [ ［ ： : 〔: captions
        case 0x2A: return text.matches("**", at: index, to: end)
        default: return false
        }
    }

    /// Characters that go on with a sentence in which the article is only cited.
    private static func continuesCitation(_ text: UTF8Bytes, at index: Int, to end: Int) -> Bool {
        let scalar = text.scalar(at: index).value
        return citationScalars.contains(scalar)
    }

    /// Characters that go on with a citation even behind a blank: 第二条 的规定, 第二条 、第三条.
    static let citationBehindBlank: Set<UInt32> = Set("的、至和或及，,。；;）》”".unicodeScalars.map(\.value))

    /// Whether words stand behind it, a blank apart, with which no article begins: 第二百九十一条之一 规定的.
    func isCited(_ text: UTF8Bytes, to lineEnd: Int) -> Bool {
        let rest = text.skippingBlanks(from: end, to: lineEnd)
        return Self.citingWords.contains { text.matches($0, at: rest, to: lineEnd) }
    }

    private static let citingWords: [StaticString] = ["规定的", "的", "所列", "所称", "之规定"]

    private static let citationScalars: Set<UInt32> = Set(
        "规、，,。；;第的至和或及与所中款项之外至~—－-”’》〉）)前后修增删作是在".unicodeScalars.map(\.value))
}
