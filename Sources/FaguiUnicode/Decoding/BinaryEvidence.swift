#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Signs that a file is no text.
enum BinaryEvidence {
    /// The first zero byte.
    static func firstZero(in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
        guard let base = bytes.baseAddress, start < bytes.count else { return nil }
        guard let found = memchr(base + start, 0, bytes.count - start) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// The first control character, where more than a tenth of the first 4 KB are ones that no text uses.
    static func firstOfManyControls(in bytes: UnsafeRawBufferPointer) -> Int? {
        let sample = bytes.prefix(4096)
        var first = 0
        var count = 0
        for (offset, byte) in sample.enumerated() where isControl(byte) {
            if count == 0 { first = offset }
            count += 1
        }
        return count * 10 > sample.count ? first : nil
    }

    private static func isControl(_ byte: UInt8) -> Bool {
        // Tab to carriage return, and the escape of terminal colours, occur in texts.
        byte < 0x20 && !(0x09...0x0D ~= byte) && byte != 0x1B || byte == 0x7F
    }
}
