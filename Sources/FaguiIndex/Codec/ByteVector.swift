/// Bytes being written: the little-endian numbers and varints of FORMAT.md.
package typealias ByteVector = Vector<UInt8>

extension Vector where Element == UInt8 {
    /// Appends a number of any fixed width, least significant byte first.
    @inline(__always)
    package mutating func append<T: FixedWidthInteger & BitwiseCopyable>(fixed value: T) {
        let size = MemoryLayout<T>.size
        UnsafeMutableRawPointer(extend(by: size)).storeBytes(of: value.littleEndian, as: T.self)
    }

    /// Appends the low bytes of a number, 1...4 of them.
    @inline(__always)
    package mutating func append(_ value: UInt32, bytes: Int) {
        for byte in 0..<bytes { append(UInt8(truncatingIfNeeded: value >> UInt32(8 * byte))) }
    }

    /// Appends seven bits a byte, least significant first; the high bit says that more follow.
    @inline(__always)
    package mutating func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends bytes.
    package mutating func append(bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        UnsafeMutableRawPointer(extend(by: bytes.count)).copyMemory(from: source, byteCount: bytes.count)
    }

    /// Appends bytes.
    package mutating func append(bytes: [UInt8]) {
        bytes.withUnsafeBytes { append(bytes: $0) }
    }

    /// The bytes written so far.
    package var rawBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(buffer) }
}
