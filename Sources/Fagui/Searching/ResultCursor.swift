internal import FaguiIndex
internal import FaguiSearch

/// The end of a page of results, as text that the next page is asked with.
///
/// It holds the commit and where the last hit stands in it, so that the next page costs no more than a page. What was
/// asked is in it as a hash, since the same place means nothing in other results. The form is nobody's business:
/// base64url of the fields below and a checksum.
struct ResultCursor: Equatable {
    /// The number of the commit.
    var generation: UInt64
    /// The hash of its segments, by which indexes are told apart.
    var snapshotMark: UInt64
    /// The hash of what was asked.
    var question: UInt64
    /// The rank of the last hit.
    var rank: UInt32
    /// Its place.
    var position: RankPosition

    private static let version: UInt8 = 1
    private static let length = 1 + 8 + 8 + 8 + 4 + 4 + 4 + 4 + 4

    init(
        generation: UInt64, snapshotMark: UInt64, question: UInt64, rank: UInt32, position: RankPosition
    ) {
        self.generation = generation
        self.snapshotMark = snapshotMark
        self.question = question
        self.rank = rank
        self.position = position
    }

    /// The text.
    var encoded: String {
        var bytes: [UInt8] = [Self.version]
        func append(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        append(generation)
        append(snapshotMark)
        append(question)
        append(rank)
        append(position.score.bitPattern)
        append(UInt32(truncatingIfNeeded: position.address.segment))
        append(position.address.doc)
        append(UInt32(truncatingIfNeeded: StableHash.of(bytes)))
        return Base64URL.encode(bytes)
    }

    /// Reads a text; nil if it is no cursor.
    init?(_ text: String) {
        guard let bytes = Base64URL.decode(text), bytes.count == Self.length, bytes[0] == Self.version else {
            return nil
        }
        var offset = 1
        func number<T: FixedWidthInteger>(_: T.Type) -> T {
            defer { offset += MemoryLayout<T>.size }
            return bytes[offset..<offset + MemoryLayout<T>.size].reversed().reduce(T(0)) { $0 << 8 | T($1) }
        }
        generation = number(UInt64.self)
        snapshotMark = number(UInt64.self)
        question = number(UInt64.self)
        rank = number(UInt32.self)
        let score = Float(bitPattern: number(UInt32.self))
        let segment = Int(number(UInt32.self))
        position = RankPosition(score: score, address: DocAddress(segment: segment, doc: number(UInt32.self)))
        let checksum = UInt32(truncatingIfNeeded: StableHash.of(bytes.dropLast(4)))
        guard number(UInt32.self) == checksum, !score.isNaN else { return nil }
    }
}

extension Snapshot {
    /// A hash of what the commit consists of.
    var mark: UInt64 {
        var hash = StableHash()
        hash.add(generation)
        for segment in segments {
            hash.add(segment.info.uniqueID)
            hash.add(UInt64(segment.liveDocumentCount))
        }
        return hash.value
    }
}

/// A hash that is the same in every process (FNV-1a, 64 bits).
struct StableHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    mutating func add(_ number: UInt64) { withUnsafeBytes(of: number.littleEndian) { add($0) } }

    /// Adds a text so that two are not mistaken for one.
    mutating func add(_ text: String) {
        add(text.utf8)
        add(UInt64(text.utf8.count))
    }

    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash = StableHash()
        hash.add(bytes)
        return hash.value
    }
}

/// Bytes as letters, digits, `-` and `_` (RFC 4648, section 5), without padding.
enum Base64URL {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(letters[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { text.append(letters[Int(bits << UInt32(6 - count) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for a character of another kind, or bits left over that are not 0.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for letter in text.utf8 {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return count < 6 && bits & ((1 << UInt32(count)) - 1) == 0 ? bytes : nil
    }
}
