/// Recognises UTF-16 without a BOM.
///
/// Not by ICU's detector: it looks at 30 bytes and for Latin text alone. In Chinese text nearly every unit is an
/// ideograph or its punctuation; but so is a pair of ASCII letters read as one unit, hence the second condition, some
/// units that bytes of another encoding do not give: Chinese punctuation, or ASCII in two bytes.
enum UTF16Detection {
    /// The byte order in which the bytes are Chinese or Latin text, or nil.
    static func encoding(of bytes: UnsafeRawBufferPointer) -> TextEncoding? {
        let orders: [TextEncoding] = [.utf16LittleEndian, .utf16BigEndian]
        return orders.first { isText(bytes.prefix(8192), isBigEndian: $0 == .utf16BigEndian) }
    }

    private static func isText(_ sample: Slice<UnsafeRawBufferPointer>, isBigEndian: Bool) -> Bool {
        let bytes = UnsafeRawBufferPointer(rebasing: sample)
        let count = bytes.count / 2
        guard count > 0 else { return false }
        var ordinary = 0
        var telling = 0
        for index in 0..<count {
            switch UTF16Decoding.unit(bytes, at: index * 2, isBigEndian) {
            case 0x0009...0x000D, 0x0020...0x007E, 0x3001, 0x3002, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B:
                telling += 1
                ordinary += 1
            case 0x00A0...0x00FF, 0x2010...0x203B, 0x3000...0x303F, 0x4E00...0x9FFF, 0xFF00...0xFFEF: ordinary += 1
            default: break
            }
        }
        return ordinary * 10 >= count * 9 && telling * 100 >= count
    }
}
