/// What each of 64 documents can score at most, from what its block can: a number of 15 bits each, four in a word.
///
/// Each begins at 32,768 less what is wanted, so that the highest bit tells whether a bound reaches it.
struct DocumentBounds: BitwiseCopyable {
    /// Four documents or octets in the low word, four in the high one.
    struct Lanes: BitwiseCopyable {
        var low: UInt64
        var high: UInt64

        /// The lanes whose highest bit is set, a bit each.
        @inline(__always)
        var reached: UInt8 {
            let bits = (low >> 15 & DocumentBounds.ones) | (high >> 11 & DocumentBounds.ones << 4)
            // Bits 16 apart, one behind another.
            return UInt8(truncatingIfNeeded: (bits &* 0x0001_0002_0004_0008) >> 48)
        }
    }

    /// Eight for each octet of documents.
    private let lanes: UnsafeMutablePointer<Lanes>

    fileprivate static var ones: UInt64 { 0x0001_0001_0001_0001 }

    init(_ memory: WorkingMemory) { lanes = memory.take(Lanes.self, count: 8) }

    /// Sums of octets, all 0, with `wanted` (0...32,767) to be reached.
    @inline(__always)
    func octets(wanted: UInt32) -> Lanes {
        let start = UInt64(32_768 &- wanted) &* Self.ones
        return Lanes(low: start, high: start)
    }

    /// Adds to sums of octets. No sum may reach 32,768.
    @inline(__always)
    func add(_ share: UInt32, to octets: UInt8, _ sums: inout Lanes) {
        let own = Self.lanes(of: octets, share)
        sums.low &+= own.low
        sums.high &+= own.high
    }

    /// Gives all documents of an octet the octet's sum.
    @inline(__always)
    func start(octet: Int, _ sums: Lanes) {
        let word = octet & 4 == 0 ? sums.low : sums.high
        let sum = (word >> UInt64(16 &* (octet & 3)) & 0xFFFF) &* Self.ones
        lanes[octet] = Lanes(low: sum, high: sum)
    }

    /// Takes what a leaf was thought to add from documents of an octet.
    ///
    /// - Returns: The documents of the octet whose bounds do not reach what is wanted.
    @inline(__always)
    func take(_ share: UInt32, from documents: UInt8, octet: Int) -> UInt8 {
        let lost = Self.lanes(of: documents, share)
        var own = lanes[octet]
        own.low &-= lost.low
        own.high &-= lost.high
        lanes[octet] = own
        return ~own.reached
    }

    /// A number in the lanes whose bits are set.
    @inline(__always)
    private static func lanes(of set: UInt8, _ number: UInt32) -> Lanes {
        // Four bits 15 places apart each, of which one is the lowest of a lane.
        let spread: UInt64 = 0x0000_2000_4000_8001
        let low = (UInt64(set & 0xF) &* spread) & ones
        let high = (UInt64(set >> 4) &* spread) & ones
        return Lanes(low: low &* UInt64(number), high: high &* UInt64(number))
    }
}
