internal import FaguiUnicode

/// The id by which a passage is named: `source#locator`, white space and control characters percent-encoded.
public enum PassageID {
    /// Joins a source id and a locator.
    public static func make(source: String, locator: String) -> String {
        locator.isEmpty ? escape(source) : escape(source) + "#" + escape(locator)
    }

    /// Percent-encodes white space and what must not reach a terminal, so that an id is one word in a list or a command and
    /// can be shown as it is.
    ///
    /// A `%` that two hexadecimal digits follow becomes `%25`, so that different texts have different ids and
    /// ``unescape(_:)`` gives each back.
    public static func escape(_ text: String) -> String {
        guard mayNeedEscape(text),
            text.unicodeScalars.contains(where: { $0 == "%" || isEscaped($0) })
        else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 16)
        var index = 0
        for scalar in text.unicodeScalars {
            let next = index + UTF8.width(scalar)
            let isEncoded = scalar == "%" ? encodedByte(bytes, at: index) != nil : isEscaped(scalar)
            for byte in bytes[index..<next] {
                if isEncoded {
                    result += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 0xF)]
                } else {
                    result.append(byte)
                }
            }
            index = next
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// White space, and what must not reach a terminal.
    private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar.controlsTerminal || scalar.properties.isWhitespace
    }

    /// Whether bytes may be of `%` or of what is encoded: asking Unicode for each scalar takes most of reading a law.
    private static func mayNeedEscape(_ text: String) -> Bool {
        var last: UInt8 = 0
        return text.utf8.contains { byte in
            defer { last = byte }
            // The lead bytes of U+0080 to U+00A0, U+1680, U+2000 to U+206F, and U+3000; the first two of U+FFF9, since the
            // first alone is that of every full-width mark.
            return byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "%") || byte == 0xC2 || byte == 0xE1
                || byte == 0xE2 || byte == 0xE3 || byte == 0xBF && last == 0xEF
        }
    }

    /// What an id may stand for, the likelier first: what was escaped to it, and itself, as people type ids.
    public static func readings(of id: String) -> [String] {
        let unescaped = unescape(id)
        return unescaped.utf8.elementsEqual(id.utf8) ? [id] : [unescaped, id]
    }

    /// The id by which a text is told: its own, unless that would be read as another's, as `a%20b` is the id of `a b`.
    public static func told(source: String) -> String {
        unescape(source).utf8.elementsEqual(source.utf8) ? source : escape(source)
    }

    /// Undoes ``escape(_:)``; what ``escape(_:)`` does not encode stays.
    public static func unescape(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let (decoded, length) = encoded(bytes, at: index) {
                result += decoded
                index += length
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// An encoded `%`, or another encoded character, at a place: its bytes, and what it takes in `bytes`.
    private static func encoded(_ bytes: [UInt8], at index: Int) -> (decoded: [UInt8], length: Int)? {
        var decoded: [UInt8] = []
        var next = index
        while decoded.count < 3, let byte = encodedByte(bytes, at: next) {
            decoded.append(byte)
            next += 3
            if let text = String(validating: decoded, as: UTF8.self), let scalar = text.unicodeScalars.first {
                return scalar == "%" || isEscaped(scalar) ? (decoded, next - index) : nil
            }
        }
        return nil
    }

    /// The byte that a `%` and two hexadecimal digits at a place stand for.
    private static func encodedByte(_ bytes: [UInt8], at index: Int) -> UInt8? {
        guard index + 2 < bytes.count, bytes[index] == UInt8(ascii: "%"), let high = value(bytes[index + 1]),
            let low = value(bytes[index + 2])
        else { return nil }
        return high << 4 | low
    }

    // Not `UInt8(_:radix:)`: it takes a sign.
    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
