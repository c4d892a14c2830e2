/// Writes JSON from front to back, without a tree in between.
package struct JSONWriter {
    /// The document so far, UTF-8.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty document.
    package init() {}

    /// Writes an object; `body` writes its members.
    package mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try nested("{", "}", body)
    }

    /// Writes an array; `body` writes one value for each element.
    package mutating func array<Elements: Sequence>(
        _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) throws -> Void
    ) rethrows {
        try nested("[", "]") { json in
            for element in elements { try body(&json, element) }
        }
    }

    /// Writes a member that is an array of objects; `body` writes the members of each.
    package mutating func member<Elements: Sequence>(
        _ name: String, objects elements: Elements, _ body: (inout JSONWriter, Elements.Element) throws -> Void
    ) rethrows {
        key(name)
        try array(elements) { json, element in try json.object { json in try body(&json, element) } }
    }

    /// Writes the name of the member whose value comes next.
    package mutating func key(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func value(_ value: String) {
        separate()
        quote(value)
    }

    package mutating func value(_ value: some FixedWidthInteger) {
        scalar(String(value))
    }

    /// Writes the shortest digits that give the same number back; what is not a number is `null`.
    package mutating func value(_ value: Float) {
        scalar(value.isFinite ? value.description : "null")
    }

    /// Writes the shortest digits that give the same number back; what is not a number is `null`.
    package mutating func value(_ value: Double) {
        scalar(value.isFinite ? value.description : "null")
    }

    package mutating func value(_ value: Bool) {
        scalar(value ? "true" : "false")
    }

    private mutating func scalar(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func nested(
        _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        separate()
        bytes.append(UInt8(ascii: opening))
        needsComma = false
        try body(&self)
        bytes.append(UInt8(ascii: closing))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
            case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                bytes.append(contentsOf: "\\u00\(digits.count == 1 ? "0" : "")\(digits)".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension JSONWriter {
    package mutating func member(_ name: String, _ text: String) {
        key(name)
        value(text)
    }

    package mutating func member(_ name: String, _ number: some FixedWidthInteger) {
        key(name)
        value(number)
    }

    package mutating func member(_ name: String, _ number: Float) {
        key(name)
        value(number)
    }

    package mutating func member(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }

    package mutating func member(_ name: String, _ texts: [String]) {
        key(name)
        array(texts) { $0.value($1) }
    }

    /// Writes a range as its two ends.
    package mutating func member(_ name: String, _ range: Range<Int>) {
        key(name)
        value(range)
    }

    package mutating func value(_ range: Range<Int>) {
        array([range.lowerBound, range.upperBound]) { $0.value($1) }
    }
}
