/// The id by which a passage is named: `source#locator`, white space percent-encoded.
public enum PassageID {
    /// Joins a source id and a locator.
    public static func make(source: String, locator: String) -> String {
        locator.isEmpty ? escape(source) : escape(source) + "#" + escape(locator)
    }

    /// Percent-encodes white space, so that an id is one word in a list or a command.
    public static func escape(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: \.properties.isWhitespace) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                for byte in String(scalar).utf8 {
                    result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// What an id may stand for, the likelier first: what was escaped to it, and itself, as people type ids.
    public static func readings(of id: String) -> [String] {
        let unescaped = unescape(id)
        return unescaped.utf8.elementsEqual(id.utf8) ? [id] : [unescaped, id]
    }

    /// Undoes ``escape(_:)``; what is no encoded white space stays.
    public static func unescape(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if let (space, length) = encodedSpace(bytes, at: index) {
                result += space
                index += length
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Encoded white space at a place: its bytes, and what it takes in `bytes`.
    private static func encodedSpace(_ bytes: [UInt8], at index: Int) -> (space: [UInt8], length: Int)? {
        var decoded: [UInt8] = []
        var next = index
        while decoded.count < 3, next + 2 < bytes.count, bytes[next] == UInt8(ascii: "%"),
            let byte = UInt8(String(decoding: bytes[next + 1...next + 2], as: UTF8.self), radix: 16)
        {
            decoded.append(byte)
            next += 3
            if let text = String(validating: decoded, as: UTF8.self) {
                let isSpace = text.unicodeScalars.first?.properties.isWhitespace ?? false
                return isSpace ? (decoded, next - index) : nil
            }
        }
        return nil
    }
}
