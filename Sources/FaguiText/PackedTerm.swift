/// A term in one machine word, the form in which terms travel from the analyzer to the index.
///
/// Layout, most significant byte first:
/// ```
/// inline   b0 b1 b2 b3 b4 b5 b6 | n        n = 0...7 bytes of the term, unused ones zero
/// arena    offset (32 bits) length (24 bits) | 0xFF   the bytes lie in the arena beside
/// ```
/// Two Han characters are six bytes of UTF-8, so that nearly every term of Chinese text is inline.
/// `FaguiIndex` reads the same layout (`TermStream`), because neither module knows the other.
public struct PackedTerm: Sendable, Equatable {
    /// The word itself.
    public let rawValue: UInt64

    /// Wraps a word that is already in the layout above.
    @inlinable @inline(__always)
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The low byte of a term whose bytes lie in the arena.
    public static var arenaMark: UInt64 { 0xFF }
}
