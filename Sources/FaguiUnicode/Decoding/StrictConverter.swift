internal import CICU

/// An ICU converter that stops at what it cannot convert.
final class StrictConverter {
    private let converter: OpaquePointer

    /// Opens a converter by ICU's name of it.
    init(_ name: String) throws {
        var status = FAGUI_ICU_OK
        let opened = fagui_ucnv_open_strict(name, &status)
        guard status.rawValue <= FAGUI_ICU_OK.rawValue, let opened else {
            fagui_ucnv_close(opened)
            throw DecodingError.icu(function: "ucnv_open", name: ICU.name(of: status))
        }
        converter = opened
    }

    deinit {
        fagui_ucnv_close(converter)
    }

    /// Converts a range of bytes up to its end, or to what is malformed, which it gives back.
    func convert(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, into output: inout UTF8Output
    ) throws -> Range<Int>? {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return nil }
        fagui_ucnv_reset(converter)
        return try withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 8192) { chunk in
            guard let units = chunk.baseAddress else { return nil }
            var source: UnsafePointer<CChar>? = base + range.lowerBound
            // A lead surrogate whose partner did not fit the chunk waits at its beginning.
            var carried = 0
            while true {
                var target: UnsafeMutablePointer<UInt16>? = units + carried
                var status = FAGUI_ICU_OK
                fagui_ucnv_to_unicode(
                    converter, &target, units + chunk.count, &source, base + range.upperBound, &status)
                var length = (target ?? units) - units
                carried = 0
                if status == FAGUI_ICU_BUFFER_OVERFLOW, length > 0, units[length - 1] & 0xFC00 == 0xD800 {
                    length -= 1
                    carried = 1
                }
                output.append(UnsafeBufferPointer(start: units, count: length))
                if carried > 0 { units[0] = units[length] }
                switch status {
                case FAGUI_ICU_BUFFER_OVERFLOW: continue
                case FAGUI_ICU_ILLEGAL_CHARACTER, FAGUI_ICU_INVALID_CHARACTER, FAGUI_ICU_TRUNCATED_CHARACTER:
                    let end = (source ?? base) - base
                    return end - Int(fagui_ucnv_invalid_length(converter))..<end
                default:
                    guard status.rawValue <= FAGUI_ICU_OK.rawValue else {
                        throw DecodingError.icu(function: "ucnv_toUnicode", name: ICU.name(of: status))
                    }
                    return nil
                }
            }
        }
    }
}
