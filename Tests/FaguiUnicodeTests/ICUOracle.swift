internal import CICU
internal import FaguiTestSupport

/// ICU over whole texts: what our pieces are compared with.
enum ICUOracle {
    /// Encodes text; nil where the encoding lacks a character.
    static func encode(_ text: String, _ converterName: String) -> [UInt8]? {
        let units = Array(text.utf16)
        var status = FAGUI_ICU_OK
        let converter = fagui_ucnv_open_strict(converterName, &status)
        defer { fagui_ucnv_close(converter) }
        var bytes = [CChar](repeating: 0, count: units.count * 8 + 8)
        let length = fagui_ucnv_from_uchars(
            converter, &bytes, Int32(bytes.count), units, Int32(units.count), &status)
        guard status.rawValue <= FAGUI_ICU_OK.rawValue else { return nil }
        return bytes[..<Int(length)].map { UInt8(bitPattern: $0) }
    }

    /// NFKC_Casefold of a whole text.
    static func fold(_ text: String) -> [UInt16] {
        let units = Array(text.utf16)
        var status = FAGUI_ICU_OK
        let normalizer = fagui_unorm2_nfkc_casefold(&status)
        var folded = [UInt16](repeating: 0, count: units.count * 18 + 16)
        let length = fagui_unorm2_normalize(
            normalizer, units, Int32(units.count), &folded, Int32(folded.count), &status)
        return Array(folded[..<Int(length)])
    }
}

/// Random texts over the ranges where folding and decoding have cases.
enum RandomText {
    private static let ranges: [ClosedRange<UInt32>] = [
        0x20...0x7E, 0x20...0x7E, 0x4E00...0x9FFF, 0x4E00...0x9FFF, 0x3000...0x303F, 0xFF00...0xFFEF,
        0x09...0x0D, 0xA0...0x17F, 0x300...0x36F, 0x370...0x3FF, 0x400...0x45F, 0x5B0...0x5EA, 0x600...0x65F,
        0x900...0x94D, 0xE30...0xE4D, 0x1100...0x11FF, 0xAC00...0xD7A3, 0x1E00...0x1FFF, 0x2000...0x206F,
        0x2100...0x218F, 0x2460...0x24FF, 0x3040...0x30FF, 0x3130...0x318F, 0x3200...0x33FF, 0x3400...0x34FF,
        0xF900...0xFAFF, 0xFB00...0xFB06, 0xFDFA...0xFDFB, 0xFE00...0xFE0F, 0xFE30...0xFE6F, 0x1F100...0x1F1FF,
        0x1D15E...0x1D172, 0x1D400...0x1D7FF, 0x20000...0x20100, 0x2F800...0x2FA1F, 0xE0100...0xE01EF,
        0x110BA...0x110BB, 0x1F600...0x1F64F,
    ]

    /// Up to `length` scalars, often several of one range after another.
    static func make(length: Int, _ random: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        while text.count < length {
            let range = ranges[Int.random(in: 0..<ranges.count, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { text.append(scalar) }
            }
        }
        return String(text)
    }
}
