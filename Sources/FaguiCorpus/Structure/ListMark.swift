/// The mark of an entry in an article's list: （一） 一、 1. 1、 1) （1） （三之一） ① a) and the like in one character.
struct ListMark {
    /// Which kind.
    var rank: ItemMark.Rank
    /// Its number; a) is 1.
    var number: Int
    /// The number behind 之; 0 for none.
    var suffix = 0
    /// Where it ends.
    var end: Int

    /// Whether brackets stand around it.
    var isBracketed: Bool { rank == .bracketedIdeograph || rank == .bracketedDigits }

    /// Whether such a mark may also be that of a footnote, or a letter of a formula.
    var isAmbiguous: Bool { rank >= .circled }

    /// Reads a mark at an index.
    static func parse(_ text: UTF8Bytes, at index: Int, to end: Int) -> ListMark? {
        guard index < end else { return nil }
        let (opening, length) = text.scalar(at: index)
        guard mayBegin(opening) else { return nil }
        if let mark = single(opening) { return ListMark(rank: mark.rank, number: mark.number, end: index + length) }
        let isBracketed = opening == 0xFF08 || opening == 0x28
        let start = isBracketed ? text.skippingBlanks(from: index + length, to: end) : index
        guard start < end else { return nil }
        if let mark = letter(text, at: start, to: end) { return mark }
        guard let number = ChineseNumeral.parse(text, at: start, to: end), number.end < end,
            (1...999).contains(number.value)
        else { return nil }
        let first = text.scalar(at: start).value
        let isDigits = (0x30...0x39).contains(first) || (0xFF10...0xFF19).contains(first)
        return isBracketed
            ? bracketed(text, number, isDigits: isDigits, to: end) : plain(text, number, isDigits: isDigits, to: end)
    }

    /// What follows a bracket and a number: 一） 三之一）.
    private static func bracketed(
        _ text: UTF8Bytes, _ number: (value: Int, end: Int), isDigits: Bool, to end: Int
    ) -> ListMark? {
        var suffix = 0
        var next = number.end
        if text.matches("之", at: next, to: end), let value = ChineseNumeral.parse(text, at: next + 3, to: end) {
            (suffix, next) = value
        }
        next = text.skippingBlanks(from: next, to: end)
        guard next < end else { return nil }
        let (close, length) = text.scalar(at: next)
        guard closes(close) else { return nil }
        return ListMark(
            rank: isDigits ? .bracketedDigits : .bracketedIdeograph, number: number.value, suffix: suffix,
            end: next + length)
    }

    /// What follows a number: 一、 1． 1. 1).
    private static func plain(
        _ text: UTF8Bytes, _ number: (value: Int, end: Int), isDigits: Bool, to end: Int
    ) -> ListMark? {
        let (close, length) = text.scalar(at: number.end)
        let after = number.end + length
        switch close {
        case 0x3001, 0xFF0E:  // 、 ．
            return ListMark(rank: isDigits ? .digits : .ideograph, number: number.value, end: after)
        case 0x2E where isDigits && (after == end || !(0x30...0x39).contains(text[after])):
            return ListMark(rank: .digits, number: number.value, end: after)
        case _ where isDigits && closes(close):
            return ListMark(rank: .bracketedDigits, number: number.value, end: after)
        default: return nil
        }
    }

    /// A letter with a bracket behind: a) ｂ）.
    private static func letter(_ text: UTF8Bytes, at index: Int, to end: Int) -> ListMark? {
        let (scalar, length) = text.scalar(at: index)
        let base: UInt32
        switch scalar {
        case 0x61...0x7A: base = 0x61
        case 0xFF41...0xFF5A: base = 0xFF41
        default: return nil
        }
        let next = index + length
        guard next < end, closes(text.scalar(at: next).value) else { return nil }
        return ListMark(rank: .letter, number: Int(scalar - base) + 1, end: next + text.scalar(at: next).length)
    }

    /// The number in a circle: ① to ㉟.
    static func circled(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x2460...0x2473: Int(scalar - 0x2460) + 1
        case 0x3251...0x325F: Int(scalar - 0x3251) + 21
        default: nil
        }
    }

    /// A mark that is one character: ① ㉑ ⑴ ⒈ ㈠.
    private static func single(_ scalar: UInt32) -> (rank: ItemMark.Rank, number: Int)? {
        if let number = circled(scalar) { return (.circled, number) }
        return switch scalar {
        case 0x2474...0x2487: (.bracketedDigits, Int(scalar - 0x2474) + 1)
        case 0x2488...0x249B: (.digits, Int(scalar - 0x2488) + 1)
        case 0x3220...0x3229: (.bracketedIdeograph, Int(scalar - 0x3220) + 1)
        default: nil
        }
    }

    private static func closes(_ scalar: UInt32) -> Bool { scalar == 0xFF09 || scalar == 0x29 }

    /// Whether a character can begin a mark.
    @inline(__always)
    static func mayBegin(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x28, 0xFF08, 0x30...0x39, 0xFF10...0xFF19, 0x61...0x7A, 0xFF41...0xFF5A: true
        case 0x4E00, 0x4E09, 0x4E03, 0x4E5D, 0x4E8C, 0x4E94, 0x516B, 0x516D, 0x56DB, 0x5341: true  // 一三七九二五八六四十
        case 0x2460...0x249B, 0x3220...0x3229, 0x3251...0x325F: true
        default: false
        }
    }
}
