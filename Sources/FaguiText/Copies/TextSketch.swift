internal import FaguiUnicode

/// 64 bits of a text, by which near copies of it are found without reading texts.
///
/// Four pieces of 16 bits, each the least hash of all bigrams (a MinHash) mixed with a hash of what near copies must have
/// in common. A piece is the same in two texts as often as they share a bigram of all that they have; two texts that
/// differ in a numeral share none but by chance.
public struct TextSketch: Sendable, Hashable {
    /// Two pieces.
    public var first: UInt32
    /// The other two.
    public var second: UInt32

    /// Joins the halves.
    public init(first: UInt32, second: UInt32) {
        self.first = first
        self.second = second
    }

    /// Takes the halves apart that ``bits`` joined.
    public init(bits: Int64) {
        first = UInt32(truncatingIfNeeded: bits)
        second = UInt32(truncatingIfNeeded: bits >> 32)
    }

    /// Both halves as one number.
    public var bits: Int64 { Int64(truncatingIfNeeded: UInt64(second) << 32 | UInt64(first)) }

    /// That of a text that is too short to have near copies.
    public static let none = TextSketch(first: 0, second: 0)

    /// Whether three of the four pieces are the same, and so one of the halves: 95 of 100 pairs that share nine tenths of
    /// their bigrams, 99 of those that share more than 95 %, and of pairs that share a tenth four in a thousand.
    public func isLike(_ other: TextSketch) -> Bool {
        let (a, b) = (first ^ other.first, second ^ other.second)
        let same = [a & 0xFFFF, a >> 16, b & 0xFFFF, b >> 16].lazy.filter { $0 == 0 }.count
        return same >= 3 && self != .none
    }

    /// The sketch of a folded text.
    init(_ text: FoldedUnits) {
        var least: (UInt64, UInt64, UInt64, UInt64) = (.max, .max, .max, .max)
        let (length, fixed) = CopyMaterial.scan(text) { gram in
            var hash = UInt64(gram) &* 0x9E37_79B9_7F4A_7C15
            hash = (hash ^ hash >> 32) &* 0xFF51_AFD7_ED55_8CCD
            // Which hash is the least is decided by its highest bits: turned by 16, one is as good as four.
            least.0 = min(least.0, hash)
            least.1 = min(least.1, hash << 16 | hash >> 48)
            least.2 = min(least.2, hash << 32 | hash >> 32)
            least.3 = min(least.3, hash << 48 | hash >> 16)
        }
        guard length >= CopyMaterial.shortest else {
            self = .none
            return
        }
        func piece(_ least: UInt64) -> UInt32 {
            var bits = (least &* 0x9E37_79B9_7F4A_7C15) ^ fixed
            bits = (bits ^ bits >> 33) &* 0xFF51_AFD7_ED55_8CCD
            return UInt32(truncatingIfNeeded: bits >> 48)
        }
        first = piece(least.0) << 16 | piece(least.1)
        second = piece(least.2) << 16 | piece(least.3)
    }
}
