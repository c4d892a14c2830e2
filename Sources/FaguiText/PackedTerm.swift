/// A term in one machine word, the form in which terms travel from the analyzer to the index.
///
/// Layout, most significant byte first:
/// ```
/// inline   b0 b1 b2 b3 b4 b5 b6 | n        n = 0...7 bytes of the term, unused ones zero
/// arena    offset (32 bits) length (24 bits) | 0xFF   the bytes lie in the arena beside
/// ```
/// Two Han characters are six bytes of UTF-8, so that nearly every term of Chinese text is inline.
/// `FaguiIndex` reads the same layout (`PackedBytes`), because neither module knows the other.
public struct PackedTerm: Sendable, Hashable {
    /// The word itself.
    public let rawValue: UInt64

    /// Wraps a word that is already in the layout above.
    @inlinable @inline(__always)
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The low byte of a term whose bytes lie in the arena.
    public static var arenaMark: UInt64 { 0xFF }

    /// The most bytes that a word holds inline.
    static var inlineCapacity: Int { 7 }

    /// Packs a term; nil if it has more than 7 bytes, which need an arena.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count <= Self.inlineCapacity else { return nil }
        self.init(bits: bytes.reduce(0) { $0 << 8 | UInt64($1) }, length: bytes.count)
    }

    /// Packs bytes that lie in the low end of `bits`, the last one lowest.
    @inline(__always)
    init(bits: UInt64, length: Int) {
        self.init(rawValue: (bits << UInt64(8 * (7 &- length))) << 8 | UInt64(length))
    }

    /// Points to bytes in an arena.
    init(arenaOffset: Int, length: Int) {
        self.init(rawValue: UInt64(arenaOffset) << 32 | UInt64(length) << 8 | Self.arenaMark)
    }
}

// MARK: Grams

extension PackedTerm {
    /// The second character of a gram whose first is the last of its run.
    ///
    /// U+0020, which white space and punctuation never become: they carry no gram.
    package static var boundaryMark: UInt8 { 0x20 }

    /// Whether all bytes lie in the word, so that equal words are equal terms.
    package var isInline: Bool { rawValue & 0xFF != Self.arenaMark }

    /// Whether the term, a gram, is the last of its run.
    package var endsRun: Bool {
        // One character and the mark take five bytes at most.
        guard isInline, rawValue & 0xFF > 0 else { return false }
        return UInt8(truncatingIfNeeded: rawValue >> (64 - 8 * (rawValue & 0xFF))) == Self.boundaryMark
    }

    /// The first character of a term that begins with one and lies in the word.
    var firstCharacter: PackedTerm {
        let length: UInt64 =
            switch rawValue >> 56 {
            case ..<0x80: 1
            case ..<0xE0: 2
            case ..<0xF0: 3
            default: 4
            }
        return PackedTerm(rawValue: rawValue & ~(UInt64.max >> (8 * length)) | length)
    }
}
