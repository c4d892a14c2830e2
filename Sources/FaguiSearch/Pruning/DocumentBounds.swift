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
    private let masks: UnsafePointer<Lanes>

    fileprivate static var ones: UInt64 { 0x0001_0001_0001_0001 }

    init(_ memory: WorkingMemory) {
        lanes = memory.take(Lanes.self, count: 8)
        masks = Self.masks.base
    }

    /// Sums of octets, all 0, with `wanted` (0...32,767) to be reached.
    @inline(__always)
    func octets(wanted: UInt32) -> Lanes {
        let start = UInt64(32_768 &- wanted) &* Self.ones
        return Lanes(low: start, high: start)
    }

    /// Adds to sums of octets. No sum may reach 32,768.
    @inline(__always)
    func add(_ share: UInt32, to octets: UInt8, _ sums: inout Lanes) {
        let share = UInt64(share) &* Self.ones
        let mask = masks[Int(octets)]
        sums.low &+= mask.low & share
        sums.high &+= mask.high & share
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
        let share = UInt64(share) &* Self.ones
        let mask = masks[Int(documents)]
        var own = lanes[octet]
        own.low &-= mask.low & share
        own.high &-= mask.high & share
        lanes[octet] = own
        return ~own.reached
    }

    /// The octets that have any of some documents.
    @inline(__always)
    static func octets(of documents: UInt64) -> UInt8 {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        let bits = (((documents & low) &+ low | documents) & ~low) >> 7
        return UInt8(truncatingIfNeeded: (bits &* 0x0102_0408_1020_4080) >> 56)
    }

    /// For each of 256 sets of eight lanes, all bits of the lanes in the set.
    ///
    /// - Invariant: Written once.
    private struct Masks: @unchecked Sendable {
        let base: UnsafePointer<Lanes>

        init() {
            let table = UnsafeMutablePointer<Lanes>.allocate(capacity: 256)
            for set in 0..<256 {
                var lanes = Lanes(low: 0, high: 0)
                for lane in 0..<4 {
                    if set >> lane & 1 == 1 { lanes.low |= 0xFFFF << UInt64(16 * lane) }
                    if set >> (lane + 4) & 1 == 1 { lanes.high |= 0xFFFF << UInt64(16 * lane) }
                }
                table[set] = lanes
            }
            base = UnsafePointer(table)
        }
    }

    private static let masks = Masks()
}
