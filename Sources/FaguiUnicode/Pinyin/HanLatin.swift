internal import CICU

/// ICU's reading of a character in pinyin, one reading each, without tones.
///
/// - Note: Source: ICU's transliterator `Han-Latin`, made from Unihan's kMandarin.
/// - Concurrency: One value belongs to one thread.
final class HanLatin {
    private let transliterator: OpaquePointer

    /// Opens the transliterator, which takes some milliseconds.
    ///
    /// - Throws: ``ICUError``.
    init() throws {
        var status = FAGUI_ICU_OK
        // Decomposed, so that tones are marks of their own.
        let opened = fagui_utrans_open("Han-Latin; NFD", &status)
        guard status.rawValue <= FAGUI_ICU_OK.rawValue, let opened else {
            throw ICUError(function: "utrans_openU", name: ICU.name(of: status))
        }
        transliterator = opened
    }

    deinit {
        fagui_utrans_close(transliterator)
    }

    /// The reading in small ASCII letters, ü as `v`; nil for what has none.
    func reading(of unit: UInt16) -> [UInt8]? {
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 32) { buffer in
            guard let text = buffer.baseAddress else { return nil }
            text[0] = unit
            var status = FAGUI_ICU_OK
            let length = Int(fagui_utrans_transliterate(transliterator, text, 1, 32, &status))
            guard status.rawValue <= FAGUI_ICU_OK.rawValue, length <= 32, text[0] != unit else { return nil }
            var reading: [UInt8] = []
            for index in 0..<length {
                switch text[index] {
                case 0x61...0x7A: reading.append(UInt8(truncatingIfNeeded: text[index]))
                case 0x308 where reading.last == UInt8(ascii: "u"): reading[reading.count - 1] = UInt8(ascii: "v")
                case 0x300...0x36F: break
                default: return nil
                }
            }
            return reading.isEmpty ? nil : reading
        }
    }
}
