import CZlib

/// CRC-32 as zlib computes it (polynomial 0xEDB88320): what every checksum of an index is.
package enum Checksum {
    /// Continues the checksum `start` over more bytes; 0 begins a new one.
    package static func crc32(_ bytes: UnsafeRawBufferPointer, continuing start: UInt32 = 0) -> UInt32 {
        // zlib gives the first value, not the sum so far, for a null pointer.
        guard let base = bytes.baseAddress, bytes.count > 0 else { return start }
        return UInt32(truncatingIfNeeded: crc32_z(UInt(start), base.assumingMemoryBound(to: UInt8.self), bytes.count))
    }

    /// The checksum of an array.
    package static func crc32(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { crc32($0) }
    }
}
