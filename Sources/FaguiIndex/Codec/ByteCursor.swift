/// Reads numbers from bytes that may be damaged: every read is checked against the end.
package struct ByteCursor {
    /// The bytes.
    package let bytes: UnsafeRawBufferPointer
    /// The next byte to read.
    package private(set) var offset: Int
    /// What errors call the file.
    let file: String
    /// Where `bytes` begin in the file.
    let fileOffset: Int

    /// Starts at `offset` of `bytes`.
    package init(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0, file: String, fileOffset: Int) {
        self.bytes = bytes
        self.offset = offset
        self.file = file
        self.fileOffset = fileOffset
    }

    /// An error at the current place.
    package func corrupt(_ reason: String) -> IndexError {
        .corrupt(file: file, byteOffset: fileOffset + offset, reason: reason)
    }

    /// Reads a number of fixed width, least significant byte first.
    package mutating func fixed<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) throws -> T {
        let size = MemoryLayout<T>.size
        guard offset >= 0, size <= bytes.count - offset else { throw corrupt("a number runs past the end") }
        defer { offset += size }
        return T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
    }

    /// Reads a varint of at most 64 bits.
    @inline(__always)
    package mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard offset < bytes.count, shift < 64 else { throw corrupt("a number runs past the end") }
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    /// Reads a varint that must be at most `limit`.
    @inline(__always)
    package mutating func varint(atMost limit: Int) throws -> Int {
        let value = try varint()
        guard value <= UInt64(limit) else { throw corrupt("\(value) where at most \(limit) is possible") }
        return Int(value)
    }

    /// Passes over `count` bytes that the caller knows to be there.
    @inline(__always)
    package mutating func skip(_ count: Int) {
        assert(count >= 0 && count <= bytes.count - offset)
        offset += count
    }

    /// Passes over `count` bytes and returns them.
    package mutating func take(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard count >= 0, count <= bytes.count - offset else { throw corrupt("\(count) bytes run past the end") }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }
}
