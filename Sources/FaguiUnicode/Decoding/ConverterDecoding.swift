/// GB18030 and Big5 to UTF-8, through ICU's converters.
enum ConverterDecoding {
    static func decode(
        _ bytes: UnsafeRawBufferPointer, from start: Int, as encoding: TextEncoding, isLossy: Bool
    ) throws -> DecodedText {
        if let offset = BinaryEvidence.firstZero(in: bytes, from: start) {
            throw DecodingError.binary(byteOffset: offset)
        }
        let converter = try StrictConverter(encoding == .big5 ? "Big5" : "GB18030")
        var output = UTF8Output(sourceByteCount: bytes.count - start)
        var replacementCount = 0
        var index = start
        var limit = encoding == .big5 ? firstForeignToBig5(bytes, from: start) : bytes.count
        while index < bytes.count {
            // Only when it is passed: to search anew after every fault takes quadratic time.
            if index > limit { limit = firstForeignToBig5(bytes, from: index) }
            var fault: Range<Int>?
            if index < limit { fault = try converter.convert(bytes, index..<limit, into: &output) }
            // Up to the limit all is well, and there is a byte that ICU takes and Big5 has not.
            if fault == nil, limit < bytes.count { fault = limit..<limit + 1 }
            guard let fault else { break }
            guard isLossy else { throw DecodingError.malformed(encoding: encoding, byteOffset: fault.lowerBound) }
            output.appendReplacement()
            replacementCount += 1
            index = fault.upperBound
        }
        return DecodedText(text: output.bytes, encoding: encoding, replacementCount: replacementCount)
    }

    /// ICU's Big5 is that of Windows, which gives 0x80 and 0xFF to control and private characters.
    private static func firstForeignToBig5(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != 0x80, bytes[index] != 0xFF { index += 1 }
        return index
    }
}
