internal import CICU

/// What a character is to the rules of word breaking, in one byte: a class in the low five bits, and flags.
///
/// The classes are Unicode's Word_Break property as ICU's rules for `zh` divide it: letters without the scripts of the
/// dictionary, ideographs, Hiragana and Hangul apart.
///
/// - Note: Source: Unicode Standard Annex #29, and ICU's word rules (`RuleBasedBreakIterator::getRules`).
struct WordBreakClass: Equatable {
    let rawValue: UInt8

    @inline(__always)
    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The class alone.
    @inline(__always) var kind: UInt8 { rawValue & 0x1F }
    /// Whether an emoji may follow a joiner with it.
    @inline(__always) var isPictographic: Bool { rawValue & Self.pictographic != 0 }
    /// Whether ICU's dictionary for Chinese and Japanese divides runs of it.
    @inline(__always) var isInDictionary: Bool { rawValue & Self.dictionary != 0 }
    /// Whether runs of it need a dictionary of another language, as Thai.
    @inline(__always) var isComplex: Bool { rawValue & Self.complex != 0 }

    static var pictographic: UInt8 { 0x20 }
    static var dictionary: UInt8 { 0x40 }
    static var complex: UInt8 { 0x80 }

    // Classes. Those that extend what stands before come last, ideographs and kana together.
    static var other: UInt8 { 0 }
    static var carriageReturn: UInt8 { 1 }
    static var lineFeed: UInt8 { 2 }
    static var newline: UInt8 { 3 }
    static var space: UInt8 { 4 }
    static var letter: UInt8 { 5 }
    static var hebrew: UInt8 { 6 }
    static var number: UInt8 { 7 }
    static var extendNumLet: UInt8 { 8 }
    static var midLetter: UInt8 { 9 }
    static var midNumLet: UInt8 { 10 }
    static var midNum: UInt8 { 11 }
    static var singleQuote: UInt8 { 12 }
    static var doubleQuote: UInt8 { 13 }
    static var regionalIndicator: UInt8 { 14 }
    /// Ideographic, but of no script of the dictionary: Tangut, Nüshu.
    static var ideograph: UInt8 { 15 }
    static var hangul: UInt8 { 16 }
    static var katakana: UInt8 { 17 }
    static var hiragana: UInt8 { 18 }
    static var han: UInt8 { 19 }
    /// Han, but no ideograph: radicals.
    static var hanSymbol: UInt8 { 20 }
    static var extend: UInt8 { 21 }
    static var zeroWidthJoiner: UInt8 { 22 }

    /// The class of a character, by ICU's properties.
    static func of(_ scalar: UInt32) -> WordBreakClass {
        let traits = fagui_u_word_traits(Int32(bitPattern: scalar))
        func has(_ trait: Int) -> Bool { traits & UInt32(trait) != 0 }
        var raw = kind(of: scalar, traits, Int(traits & 0xFF), has)
        if has(FAGUI_TRAIT_PICTOGRAPHIC) { raw |= pictographic }
        let scripts = FAGUI_TRAIT_HAN | FAGUI_TRAIT_HIRAGANA | FAGUI_TRAIT_KATAKANA
        if has(scripts) || [0x30FC, 0xFF70, 0xFF9E, 0xFF9F].contains(scalar) { raw |= dictionary }
        if has(FAGUI_TRAIT_COMPLEX_CONTEXT) { raw |= complex }
        return WordBreakClass(rawValue: raw)
    }

    private static func kind(
        of scalar: UInt32, _ traits: UInt32, _ property: Int, _ has: (Int) -> Bool
    ) -> UInt8 {
        let isHan = has(FAGUI_TRAIT_HAN)
        switch property {
        case FAGUI_WB_CR: return carriageReturn
        case FAGUI_WB_LF: return lineFeed
        case FAGUI_WB_NEWLINE: return newline
        case FAGUI_WB_EXTEND where !isHan: return extend
        case FAGUI_WB_FORMAT: return extend
        case FAGUI_WB_ZWJ: return zeroWidthJoiner
        case FAGUI_WB_REGIONAL_INDICATOR: return regionalIndicator
        case FAGUI_WB_KATAKANA: return katakana
        case FAGUI_WB_HEBREW_LETTER: return hebrew
        case FAGUI_WB_SINGLE_QUOTE: return singleQuote
        case FAGUI_WB_DOUBLE_QUOTE: return doubleQuote
        case FAGUI_WB_MIDNUMLET: return midNumLet
        // ICU leaves the colons out.
        case FAGUI_WB_MIDLETTER where ![0x3A, 0xFE55, 0xFF1A].contains(scalar): return midLetter
        case FAGUI_WB_MIDNUM: return midNum
        case FAGUI_WB_NUMERIC: return number
        case FAGUI_WB_EXTENDNUMLET: return extendNumLet
        case FAGUI_WB_WSEGSPACE: return space
        default: break
        }
        if 0xAC00...0xD7A3 ~= scalar { return hangul }
        if has(FAGUI_TRAIT_HIRAGANA) { return hiragana }
        if isHan { return has(FAGUI_TRAIT_IDEOGRAPHIC) ? han : hanSymbol }
        if has(FAGUI_TRAIT_IDEOGRAPHIC) { return ideograph }
        // At signs are letters to ICU.
        if property == FAGUI_WB_ALETTER || scalar == 0x40 { return letter }
        if has(FAGUI_TRAIT_COMPLEX_CONTEXT), !has(FAGUI_TRAIT_CONTROL) { return letter }
        return other
    }
}
