internal import CICU

/// GB18030 and Big5 to UTF-8, through ICU's converters.
enum ConverterDecoding {
    static func decode(
        _ bytes: UnsafeRawBufferPointer, from start: Int, as encoding: TextEncoding, isLossy: Bool
    ) throws -> DecodedText {
        if let offset = BinaryEvidence.firstZero(in: bytes, from: start) {
            throw DecodingError.binary(byteOffset: offset)
        }
        var status = U_ZERO_ERROR
        let converter = fagui_ucnv_open_strict(encoding == .big5 ? "Big5" : "GB18030", &status)
        defer { fagui_ucnv_close(converter) }
        guard status.rawValue <= U_ZERO_ERROR.rawValue else {
            throw DecodingError.icu(function: "ucnv_open", name: ICU.name(of: status))
        }
        var output = UTF8Output(sourceByteCount: bytes.count - start)
        var replacementCount = 0
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else {
            return DecodedText(text: [], encoding: encoding, replacementCount: 0)
        }
        try withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 8192) { chunk in
            guard let units = chunk.baseAddress else { return }
            var source: UnsafePointer<CChar>? = base + start
            // A lead surrogate whose partner did not fit the chunk waits at its beginning.
            var carried = 0
            while true {
                var target: UnsafeMutablePointer<UInt16>? = units + carried
                status = U_ZERO_ERROR
                fagui_ucnv_to_unicode(
                    converter, &target, units + chunk.count, &source, base + bytes.count, &status)
                var length = (target ?? units) - units
                carried = 0
                if status == U_BUFFER_OVERFLOW_ERROR, length > 0, units[length - 1] & 0xFC00 == 0xD800 {
                    length -= 1
                    carried = 1
                }
                output.append(UnsafeBufferPointer(start: units, count: length))
                if carried > 0 { units[0] = units[length] }
                switch status {
                case U_BUFFER_OVERFLOW_ERROR: continue
                case U_ILLEGAL_CHAR_FOUND, U_INVALID_CHAR_FOUND, U_TRUNCATED_CHAR_FOUND:
                    let consumed = (source ?? base) - base
                    guard isLossy else {
                        let offset = consumed - Int(fagui_ucnv_invalid_length(converter))
                        throw DecodingError.malformed(encoding: encoding, byteOffset: offset)
                    }
                    output.appendReplacement()
                    replacementCount += 1
                    if consumed >= bytes.count { return }
                    fagui_ucnv_reset(converter)
                default:
                    if status.rawValue > U_ZERO_ERROR.rawValue {
                        throw DecodingError.icu(function: "ucnv_toUnicode", name: ICU.name(of: status))
                    }
                    return
                }
            }
        }
        return DecodedText(text: output.bytes, encoding: encoding, replacementCount: replacementCount)
    }
}
