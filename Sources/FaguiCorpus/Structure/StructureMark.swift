/// The mark of a structural heading: 第一编, 第二章, 第三节, 附件1, 附则.
struct StructureMark: Equatable {
    /// Ranks of marks, outermost first.
    enum Rank: UInt8, Comparable {
        case annex = 1
        case part, subpart, chapter, section, division

        static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

    /// Where it stands among the others.
    var rank: Rank
    /// Its number; 0 for none.
    var number: Int
    /// Whether it is the first of its kind: 第一章, 总则.
    var isFirst: Bool
    /// Where the word after the number begins: 章.
    var unitStart: Int
    /// Where the mark without the name ends.
    var end: Int
    /// Whether no name follows it in its line.
    var isBare: Bool

    /// Reads a mark at the beginning of a short line without closing punctuation.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - range: The line without white space and Markdown's marks at its ends.
    /// - Returns: nil where the line begins with none.
    static func parse(_ text: UTF8Bytes, _ range: Range<Int>) -> StructureMark? {
        numbered(text, range) ?? annex(text, range) ?? named(text, range)
    }

    private static func numbered(_ text: UTF8Bytes, _ range: Range<Int>) -> StructureMark? {
        let end = range.upperBound
        guard ArticleHeading.beginsOrdinal(text, at: range.lowerBound, to: end) else { return nil }
        var index = text.skippingBlanks(from: range.lowerBound + 3, to: end)
        guard let number = ChineseNumeral.parse(text, at: index, to: end) else { return nil }
        index = text.skippingBlanks(from: number.end, to: end)
        for (name, rank) in names where text.matches(name, at: index, to: end) {
            let unitStart = index
            index += name.utf8CodeUnitCount
            return StructureMark(
                rank: rank, number: number.value, isFirst: number.value == 1, unitStart: unitStart, end: index,
                isBare: index == end)
        }
        return nil
    }

    private static let names: [(StaticString, Rank)] = [
        ("分编", .subpart), ("编", .part), ("部分", .part), ("章", .chapter), ("节", .section), ("目", .division),
    ]

    /// 附件, 附件1：名称, 附录 名称, 附：; but 附带民事诉讼 and 附件一所列 are text.
    private static func annex(_ text: UTF8Bytes, _ range: Range<Int>) -> StructureMark? {
        let end = range.upperBound
        guard text.matches("附", at: range.lowerBound, to: end) else { return nil }
        var index = range.lowerBound + 3
        for name in ["件", "录", "表", "图"] as [StaticString] where text.matches(name, at: index, to: end) {
            index += 3
            break
        }
        let digits = text.skippingBlanks(from: index, to: end)
        var value = 0
        if let number = ChineseNumeral.parse(text, at: digits, to: end) {
            (value, index) = number
        } else if index > range.lowerBound + 3, let letter = letter(text, at: digits, to: end) {
            (value, index) = letter
        }
        func mark(isBare: Bool) -> StructureMark {
            StructureMark(
                rank: .annex, number: value, isFirst: false, unitStart: range.lowerBound, end: index, isBare: isBare)
        }
        // 附 alone heads nothing.
        guard index < end else { return index > range.lowerBound + 3 ? mark(isBare: true) : nil }
        let scalar = text.scalar(at: index).value
        // After 附 alone only a colon: 附 则 is a chapter.
        let isColon = scalar == 0xFF1A || scalar == 0x3A
        guard isColon || (Blank.contains(scalar) && index > range.lowerBound + 3) else { return nil }
        let rest = isColon ? index + text.scalar(at: index).length : index
        return mark(isBare: text.trimmed(rest..<end).isEmpty)
    }

    /// The letter of a standard's annex: 附录A, 附录 B 资料; but 附件A级 is text.
    private static func letter(_ text: UTF8Bytes, at index: Int, to end: Int) -> (value: Int, end: Int)? {
        guard index < end, (0x41...0x5A).contains(text[index]) else { return nil }
        let value = Int(text[index]) - 0x40
        guard index + 1 < end else { return (value, end) }
        let after = text.scalar(at: index + 1).value
        return Blank.contains(after) || after == 0xFF1A || after == 0x3A ? (value, index + 1) : nil
    }

    /// Chapters that stand without a number, blanks inside apart: 总则, 附　则, 法律责任, 罚则.
    private static func named(_ text: UTF8Bytes, _ range: Range<Int>) -> StructureMark? {
        guard range.count <= 40 else { return nil }
        var letters: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let (scalar, length) = text.scalar(at: index)
            if !Blank.contains(scalar) { letters += text[index..<index + length] }
            index += length
        }
        guard chapterNames.contains(where: { Array($0.utf8) == letters }) else { return nil }
        return StructureMark(
            rank: .chapter, number: 0, isFirst: letters == Array("总则".utf8), unitStart: range.lowerBound,
            end: range.upperBound, isBare: false)
    }

    private static let chapterNames = ["总则", "附则", "法律责任", "罚则"]
}
