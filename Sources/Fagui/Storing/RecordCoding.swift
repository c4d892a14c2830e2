/// Writes the records that a library stores with passages and sources: strings and numbers, one after another.
struct RecordEncoder {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ number: Int) {
        var rest = UInt64(number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func append(_ text: String) {
        append(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }
}

/// Reads what ``RecordEncoder`` wrote; damaged bytes throw.
struct RecordDecoder {
    /// The bytes do not hold what they should.
    struct Malformed: Error {}

    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func number() throws -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard offset < bytes.count, shift < 35 else { throw Malformed() }
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(value) }
            shift += 7
        }
    }

    /// A number of elements that follow, each of at least a byte.
    mutating func count() throws -> Int {
        let count = try number()
        guard count <= bytes.count - offset else { throw Malformed() }
        return count
    }

    mutating func text() throws -> String {
        let length = try count()
        defer { offset += length }
        return String(decoding: bytes[offset..<offset + length], as: UTF8.self)
    }

    /// All bytes that remain.
    func rest() -> ArraySlice<UInt8> { bytes[offset...] }
}
