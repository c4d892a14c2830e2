/// A sum in one byte for each of 64 documents, added to eight documents at a time.
///
/// Each begins at 128 less what is wanted, so that the highest bit tells whether a sum has reached it. Sums must not exceed
/// what is wanted by more than 127: a byte that overflows damages its neighbour.
struct ByteSums: BitwiseCopyable {
    private let words: UnsafeMutablePointer<UInt64>
    private let masks: UnsafePointer<UInt64>

    fileprivate static var ones: UInt64 { 0x0101_0101_0101_0101 }
    fileprivate static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    init(_ memory: WorkingMemory) {
        words = memory.take(UInt64.self, count: 8)
        masks = Self.byteMasks.base
    }

    /// Starts all sums at 0, with `wanted` (1...128) to be reached.
    @inline(__always)
    func start(wanted: UInt64) {
        let start = (128 &- wanted) &* Self.ones
        for index in 0..<8 { words[index] = start }
    }

    /// Adds to the sums of documents.
    @inline(__always)
    func add(_ value: UInt64, to documents: UInt64) {
        let value = value &* Self.ones
        for index in 0..<8 {
            words[index] &+= masks[Int(truncatingIfNeeded: documents >> UInt64(8 * index) & 255)] & value
        }
    }

    /// Whether any sum would reach what is wanted if `more` were added.
    @inline(__always)
    func isAnyReached(adding more: UInt64) -> Bool {
        let more = more &* Self.ones
        var any: UInt64 = 0
        for index in 0..<8 {
            // The high bits are left out of the sum, so that no byte can carry into the next.
            any |= ((words[index] & ~Self.highBits) &+ more) | words[index]
        }
        return any & Self.highBits != 0
    }

    /// The documents whose sums have reached what is wanted.
    @inline(__always)
    var reached: UInt64 {
        var result: UInt64 = 0
        for index in 0..<8 {
            let bits = (words[index] & Self.highBits) >> 7
            result |= ((bits &* 0x0102_0408_1020_4080) >> 56) << UInt64(8 * index)
        }
        return result
    }

    /// The same for each octet of documents.
    struct Octets: BitwiseCopyable {
        fileprivate var word: UInt64
        fileprivate let masks: UnsafePointer<UInt64>

        /// Adds to the sums of octets.
        @inline(__always)
        mutating func add(_ value: UInt64, to octets: UInt8) {
            word &+= masks[Int(octets)] & (value &* ByteSums.ones)
        }

        /// The octets whose sums have reached what is wanted, a bit each.
        @inline(__always)
        var reached: UInt8 {
            let bits = (word & ByteSums.highBits) >> 7
            return UInt8(truncatingIfNeeded: (bits &* 0x0102_0408_1020_4080) >> 56)
        }
    }

    /// Sums of octets, all 0, with `wanted` (1...128) to be reached.
    @inline(__always)
    func octets(wanted: UInt64) -> Octets { Octets(word: (128 &- wanted) &* Self.ones, masks: masks) }

    /// The documents of octets.
    @inline(__always)
    func documents(ofOctets octets: UInt8) -> UInt64 { masks[Int(octets)] }

    /// For each of 256 sets of eight documents eight bytes, all bits set where the document is in the set.
    ///
    /// - Invariant: Written once.
    private struct ByteMasks: @unchecked Sendable {
        let base: UnsafePointer<UInt64>

        init() {
            let table = UnsafeMutablePointer<UInt64>.allocate(capacity: 256)
            for set in 0..<256 {
                table[set] = (0..<8).reduce(0) { $0 | (set >> $1 & 1 == 1 ? 0xFF << UInt64(8 * $1) : 0) }
            }
            base = UnsafePointer(table)
        }
    }

    private static let byteMasks = ByteMasks()
}
