/// Parses one JSON text (RFC 8259), strictly.
///
/// Not Foundation's: linking it costs milliseconds at every start of the command, and its errors do not say at which
/// byte a row is wrong.
package struct JSONParser {
    /// The deepest nesting that is read: hostile rows must not exhaust the stack.
    static let depthLimit = 64

    private let text: UTF8Bytes
    private var index = 0

    /// Parses bytes that are valid UTF-8.
    package static func parse(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
        var parser = JSONParser(text: text)
        parser.skipBlanks()
        let value = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.index == text.count else { throw parser.fault("more text after the value") }
        return value
    }

    private init(text: UTF8Bytes) { self.text = text }

    private func fault(_ reason: String) -> JSONError { JSONError(reason: reason, byteOffset: index) }

    private func fault(expecting what: String) -> JSONError {
        fault(index < text.count ? "expected \(what)" : "ends where \(what) is expected")
    }

    private mutating func skipBlanks() {
        while index < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[index]) { index += 1 }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth <= Self.depthLimit else { throw fault("nested deeper than \(Self.depthLimit)") }
        guard index < text.count else { throw fault(expecting: "a value") }
        switch text[index] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default:
            if take("true") { return .bool(true) }
            if take("false") { return .bool(false) }
            if take("null") { return .null }
            throw fault(expecting: "a value")
        }
    }

    private mutating func take(_ word: StaticString) -> Bool {
        guard text.matches(word, at: index, to: text.count) else { return false }
        index += word.utf8CodeUnitCount
        return true
    }

    private mutating func takeMark(_ mark: UInt8) -> Bool {
        guard index < text.count, text[index] == mark else { return false }
        index += 1
        return true
    }

    private mutating func object(depth: Int) throws(JSONError) -> [JSONMember] {
        index += 1
        var members: [JSONMember] = []
        skipBlanks()
        if takeMark(UInt8(ascii: "}")) { return members }
        while true {
            skipBlanks()
            guard index < text.count, text[index] == UInt8(ascii: "\"") else { throw fault(expecting: "a name") }
            let name = String(decoding: try string(), as: UTF8.self)
            skipBlanks()
            guard takeMark(UInt8(ascii: ":")) else { throw fault(expecting: ":") }
            skipBlanks()
            members.append(JSONMember(name: name, value: try value(depth: depth + 1)))
            skipBlanks()
            if takeMark(UInt8(ascii: "}")) { return members }
            guard takeMark(UInt8(ascii: ",")) else { throw fault(expecting: ", or }") }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        index += 1
        var items: [JSONValue] = []
        skipBlanks()
        if takeMark(UInt8(ascii: "]")) { return items }
        while true {
            skipBlanks()
            items.append(try value(depth: depth + 1))
            skipBlanks()
            if takeMark(UInt8(ascii: "]")) { return items }
            guard takeMark(UInt8(ascii: ",")) else { throw fault(expecting: ", or ]") }
        }
    }

    private mutating func number() throws(JSONError) -> [UInt8] {
        let start = index
        _ = takeMark(UInt8(ascii: "-"))
        let hasZero = takeMark(UInt8(ascii: "0"))
        if !hasZero { try digits() }
        if takeMark(UInt8(ascii: ".")) { try digits() }
        if takeMark(UInt8(ascii: "e")) || takeMark(UInt8(ascii: "E")) {
            if !takeMark(UInt8(ascii: "+")) { _ = takeMark(UInt8(ascii: "-")) }
            try digits()
        }
        return Array(text[start..<index])
    }

    private mutating func digits() throws(JSONError) {
        let start = index
        while index < text.count, (0x30...0x39).contains(text[index]) { index += 1 }
        guard index > start else { throw fault(expecting: "a digit") }
    }

    // MARK: Strings

    private mutating func string() throws(JSONError) -> [UInt8] {
        index += 1
        var result: [UInt8] = []
        while true {
            let start = index
            skipPlainBytes()
            result.append(contentsOf: text[start..<index])
            guard index < text.count else { throw fault(expecting: "the end of a string") }
            switch text[index] {
            case UInt8(ascii: "\""):
                index += 1
                return result
            case UInt8(ascii: "\\"): try escape(&result)
            default: throw fault("a control character inside a string")
            }
        }
    }

    @inline(__always)
    private mutating func skipPlainBytes() {
        let text = text
        var index = index
        while index < text.count, text[index] >= 0x20, text[index] != 0x22, text[index] != 0x5C { index += 1 }
        self.index = index
    }

    private mutating func escape(_ result: inout [UInt8]) throws(JSONError) {
        guard index + 1 < text.count else { throw fault("ends inside an escape") }
        let mark = text[index + 1]
        switch mark {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(mark)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "u"):
            result.append(contentsOf: String(try escapedScalar()).utf8)
            return
        default: throw fault("no such escape")
        }
        index += 2
    }

    /// Reads `\u4E2D`, or two of them that are one scalar.
    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), text.matches("\\u", at: index, to: text.count) else {
            throw fault("half a surrogate pair")
        }
        let second = try codeUnit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        else { throw fault("half a surrogate pair") }
        return scalar
    }

    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        guard index + 6 <= text.count else { throw fault("ends inside an escape") }
        var value: UInt16 = 0
        for offset in 2..<6 {
            guard let digit = Self.hexDigit(text[index + offset]) else {
                throw fault("no hexadecimal digits after \\u")
            }
            value = value << 4 | digit
        }
        index += 6
        return value
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case 0x30...0x39: UInt16(byte - 0x30)
        case 0x41...0x46: UInt16(byte - 0x41 + 10)
        case 0x61...0x66: UInt16(byte - 0x61 + 10)
        default: nil
        }
    }
}
