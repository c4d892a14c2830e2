/// Bits being written, least significant first, into memory with eight bytes of room behind the last one.
struct BitPacker {
    private let base: UnsafeMutableRawPointer
    private var pending: UInt64 = 0
    /// Bits written so far.
    private(set) var bitCount = 0

    init(_ base: UnsafeMutablePointer<UInt8>) { self.base = UnsafeMutableRawPointer(base) }

    /// Appends a value of at most `width` bits, 0...32; others would damage what follows.
    @inline(__always)
    mutating func append(_ value: UInt32, width: UInt64) {
        pending |= UInt64(value) << UInt64(bitCount & 7)
        base.storeBytes(of: pending.littleEndian, toByteOffset: bitCount >> 3, as: UInt64.self)
        let used = UInt64(bitCount & 7) + width
        pending >>= used & ~7
        bitCount += Int(width)
    }
}

/// Reads `width` bits (0...32) at a bit offset; eight bytes from the byte of the first bit on must be readable.
@inline(__always)
package func loadBits(_ base: UnsafeRawPointer, bitOffset: Int, width: Int) -> UInt32 {
    let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: bitOffset >> 3, as: UInt64.self))
    let shifted = word >> UInt64(bitOffset & 7)
    return UInt32(truncatingIfNeeded: shifted & ((1 << UInt64(width)) - 1))
}
