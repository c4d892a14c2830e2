/// UTF-16 of either byte order to UTF-8. Our own, since ICU's converter would only swap bytes.
enum UTF16Decoding {
    static func decode(
        _ bytes: UnsafeRawBufferPointer, from start: Int, as encoding: TextEncoding, isLossy: Bool
    ) throws -> DecodedText {
        var output = UTF8Output(sourceByteCount: bytes.count - start)
        var replacementCount = 0
        let isBigEndian = encoding == .utf16BigEndian
        // The mark of the other byte order: reading on would give nonsense without an error.
        if start == 0, bytes.count >= 2, unit(bytes, at: 0, isBigEndian) == 0xFFFE {
            throw DecodingError.malformed(encoding: encoding, byteOffset: 0)
        }
        try withUnsafeTemporaryAllocation(of: UInt16.self, capacity: chunkLength) { chunk in
            var index = start
            while index < bytes.count {
                let (length, end, isMalformed) = try fill(chunk, from: bytes, at: index, isBigEndian)
                output.append(UnsafeBufferPointer(rebasing: chunk[..<length]))
                index = end
                guard isMalformed else { continue }
                guard isLossy else { throw DecodingError.malformed(encoding: encoding, byteOffset: index) }
                output.appendReplacement()
                replacementCount += 1
                index += 2
            }
        }
        return DecodedText(text: output.bytes, encoding: encoding, replacementCount: replacementCount)
    }

    private static var chunkLength: Int { 8192 }

    /// Fills a chunk with whole characters, up to its room, the end, or a malformed place.
    private static func fill(
        _ chunk: UnsafeMutableBufferPointer<UInt16>, from bytes: UnsafeRawBufferPointer, at start: Int,
        _ isBigEndian: Bool
    ) throws -> (length: Int, end: Int, isMalformed: Bool) {
        var length = 0
        var index = start
        while index < bytes.count, length + 2 <= chunk.count {
            guard index + 2 <= bytes.count else { return (length, index, true) }
            let first = unit(bytes, at: index, isBigEndian)
            if first == 0 { throw DecodingError.binary(byteOffset: index) }
            chunk[length] = first
            if first & 0xF800 == 0xD800 {
                guard first < 0xDC00, index + 4 <= bytes.count else { return (length, index, true) }
                let second = unit(bytes, at: index + 2, isBigEndian)
                guard second & 0xFC00 == 0xDC00 else { return (length, index, true) }
                chunk[length + 1] = second
                length += 1
                index += 2
            }
            length += 1
            index += 2
        }
        return (length, index, false)
    }

    @inline(__always)
    static func unit(_ bytes: UnsafeRawBufferPointer, at index: Int, _ isBigEndian: Bool) -> UInt16 {
        let raw = bytes.loadUnaligned(fromByteOffset: index, as: UInt16.self)
        return isBigEndian ? UInt16(bigEndian: raw) : UInt16(littleEndian: raw)
    }
}
