internal import FaguiUnicode

/// What decides whether two texts are near copies, read off a folded text in one pass.
///
/// Spaces and punctuation have no part in it: versions of one text differ in them. Compared are the bigrams of what is
/// left; numerals with what they count, words of obligation and denial, and the ends of names of places have to be the same
/// and in the same order: an article with 一万元 is no copy of one with 五万元, nor one with 可以 of one with 应当, nor a
/// report on 甲市 of one on 乙市.
enum CopyMaterial {
    /// Characters below which a text is too short to say that another is a copy of it.
    static let shortest = 40

    /// Characters behind a numeral that have to be the same: 十五个工作日 is not 十五个月.
    private static let counted = 2

    /// Passes over a text.
    ///
    /// - Parameters:
    ///   - text: The folded text.
    ///   - gram: Receives each bigram: two units.
    /// - Returns: Units that count, and a hash of all that has to be the same.
    @inline(__always)
    static func scan(_ text: FoldedUnits, _ gram: (UInt32) -> Void) -> (length: Int, fixed: UInt64) {
        var length = 0
        var fixed: UInt64 = 0
        var last: UInt16 = 0
        var following = 0
        func keep(_ unit: UInt16) {
            fixed = ((fixed << 5 | fixed >> 59) ^ UInt64(unit)) &* 0x9E37_79B9_7F4A_7C15
        }
        let telling = TellingCharacters.bits
        let (trail, other) = (CharacterClass.trail, CharacterClass.other)
        for index in 0..<text.count {
            let unit = text.units[index]
            let characterClass = text.classes[index]
            guard characterClass >= trail else {
                if characterClass == other, isOfNumber(text, index) { keep(unit) }
                continue
            }
            if length > 0 { gram(UInt32(last) << 16 | UInt32(unit)) }
            let before = last
            last = unit
            length += 1
            if telling[Int(unit >> 6)] >> UInt64(unit & 63) & 1 != 0 {
                let numeral = TellingCharacters.numeral(unit)
                if numeral != 0 { following = counted } else if following > 0 { following -= 1 }
                if TellingCharacters.endsPlace(unit) { keep(before) }
                keep(numeral != 0 ? numeral : unit)
            } else if following > 0 {
                following -= 1
                keep(unit)
            }
        }
        return (length, fixed)
    }

    /// Whether a mark belongs to a number: 3.5, 5%, -5.
    private static func isOfNumber(_ text: FoldedUnits, _ index: Int) -> Bool {
        func isDigit(_ index: Int) -> Bool {
            index >= 0 && index < text.count && text.classes[index] == CharacterClass.digit
        }
        switch text.units[index] {
        case 0x2E: return isDigit(index - 1) && isDigit(index + 1)
        case 0x25, 0x2030: return index > 0 && text.classes[index - 1] >= CharacterClass.firstOfText
        case 0x2D, 0x2212:
            // 2012-2013 has none.
            guard isDigit(index + 1), index > 0 else { return isDigit(index + 1) }
            return ![CharacterClass.digit, CharacterClass.latin].contains(text.classes[index - 1])
        default: return false
        }
    }
}

/// Characters by which texts that are otherwise alike say something else.
private enum TellingCharacters {
    private static let numerals = "零〇一二三四五六七八九"
    private static let others = "十百千万亿两"
    private static let places = "省市县区州乡镇村"
    private static let words = "应须必可得能准许不未无非禁免勿否停除上下内外前后"

    /// One bit a UTF-16 unit, in memory that is never given back. Unchecked, for a pointer is not `Sendable`: nobody writes
    /// once it is made.
    nonisolated(unsafe) static let bits: UnsafePointer<UInt64> = {
        let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: 1 << 10)
        bits.initialize(repeating: 0, count: 1 << 10)
        for unit in (numerals + others + places + words + "0123456789abcdefghijklmnopqrstuvwxyz").utf16 {
            bits[Int(unit >> 6)] |= 1 << UInt64(unit & 63)
        }
        return UnsafePointer(bits)
    }()

    /// Whether a telling character ends the name of a place.
    static func endsPlace(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x7701, 0x5E02, 0x53BF, 0x533A, 0x5DDE, 0x4E61, 0x9547, 0x6751: true
        default: false
        }
    }

    /// The numeral that a telling character is, the same for 五 and 5; 0 for none.
    static func numeral(_ unit: UInt16) -> UInt16 {
        switch unit {
        case 0x30...0x39: unit
        case 0x96F6, 0x3007: 0x30
        case 0x4E00: 0x31
        case 0x4E8C, 0x4E24: 0x32
        case 0x4E09: 0x33
        case 0x56DB: 0x34
        case 0x4E94: 0x35
        case 0x516D: 0x36
        case 0x4E03: 0x37
        case 0x516B: 0x38
        case 0x4E5D: 0x39
        case 0x5341, 0x767E, 0x5343, 0x4E07, 0x4EBF: unit
        default: 0
        }
    }
}
