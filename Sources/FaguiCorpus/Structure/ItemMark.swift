/// The mark of a numbered heading or item: 一、 （一） 1. （1）
struct ItemMark: Equatable {
    /// Kinds of marks, outermost first as documents use them.
    enum Rank: UInt8, Comparable {
        case ideograph = 1
        case bracketedIdeograph, digits, bracketedDigits
        /// ① and a), which stand in the lists of articles only: they head nothing.
        case circled, letter

        static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

    /// Which kind.
    var rank: Rank
    /// Its number.
    var number: Int
    /// Where it ends.
    var end: Int

    /// Whether it is the first of its list.
    var isFirst: Bool { number == 1 }

    /// Reads a mark at the beginning of a line.
    static func parse(_ text: UTF8Bytes, _ range: Range<Int>) -> ItemMark? {
        let end = range.upperBound
        guard range.lowerBound < end else { return nil }
        let opening = text.scalar(at: range.lowerBound)
        let isBracketed = opening.value == 0xFF08 || opening.value == 0x28
        let start = range.lowerBound + (isBracketed ? opening.length : 0)
        guard start < end else { return nil }
        let first = text.scalar(at: start).value
        let isDigits = (0x30...0x39).contains(first) || (0xFF10...0xFF19).contains(first)
        guard let number = ChineseNumeral.parse(text, at: start, to: end), number.end < end else { return nil }
        let (mark, length) = text.scalar(at: number.end)
        if isBracketed {
            guard mark == 0xFF09 || mark == 0x29, number.value <= 99 else { return nil }
            return ItemMark(
                rank: isDigits ? .bracketedDigits : .bracketedIdeograph, number: number.value,
                end: number.end + length)
        }
        guard number.value <= 999 else { return nil }
        switch mark {
        case 0x3001, 0xFF0E:  // 、 ．
            return ItemMark(
                rank: isDigits ? .digits : .ideograph, number: number.value, end: number.end + length)
        case 0x2E where isDigits:
            // 3.15 is no mark.
            let after = number.end + length
            guard after < end, !(0x30...0x39).contains(text[after]) else { return nil }
            return ItemMark(rank: .digits, number: number.value, end: after)
        default: return nil
        }
    }
}
