/// UTF-8 in, UTF-8 out: checked, and mended where that is asked.
enum UTF8Decoding {
    static func decode(_ bytes: UnsafeRawBufferPointer, from start: Int, isLossy: Bool) throws -> DecodedText {
        if let offset = BinaryEvidence.firstZero(in: bytes, from: start) {
            throw DecodingError.binary(byteOffset: offset)
        }
        guard let fault = UTF8Validation.firstFault(in: bytes, from: start) else {
            let text = [UInt8](UnsafeRawBufferPointer(rebasing: bytes[start...]))
            return DecodedText(text: text, encoding: .utf8, replacementCount: 0)
        }
        guard isLossy else { throw DecodingError.malformed(encoding: .utf8, byteOffset: fault) }
        return mend(bytes, from: start, firstFault: fault)
    }

    private static func mend(_ bytes: UnsafeRawBufferPointer, from start: Int, firstFault: Int) -> DecodedText {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count - start + 64)
        var replacementCount = 0
        var index = start
        var next: Int? = firstFault
        while let fault = next, let base = bytes.baseAddress {
            text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[index..<fault]))
            text.append(contentsOf: [0xEF, 0xBF, 0xBD])
            replacementCount += 1
            index = fault + UTF8Validation.sequence(base, at: fault, count: bytes.count).length
            next = UTF8Validation.firstFault(in: bytes, from: index)
        }
        text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[index...]))
        return DecodedText(text: text, encoding: .utf8, replacementCount: replacementCount)
    }
}
