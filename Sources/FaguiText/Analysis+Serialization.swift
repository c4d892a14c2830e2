/// Layout of an analysis file; integers are little-endian:
/// ```
/// "FGAN"             magic
/// u32                version, 1
/// u8                 words: 1 = ICU's dictionary words for zh, and identifiers
/// u8                 folding: 1 = NFKC_Casefold
/// u8                 characters in a gram: 2
/// u8                 zero
/// u8 n, n bytes      version of ICU, ASCII
/// u8 n, n bytes      version of Unicode, ASCII
/// u64                FNV-1a of all bytes before
/// ```
/// The checksum is the last eight bytes in every version, so that a newer file can be told from a damaged one.
/// That another ICU is on the machine than in the file is no error: words may then differ here and there.
extension Analysis {
    private static var magic: [UInt8] { Array("FGAN".utf8) }
    private static var version: Int { 1 }
    private static var settings: [UInt8] { [1, 1, 2, 0] }

    /// Reads the bytes of an analysis file.
    ///
    /// - Throws: ``TextError`` with `newerAnalysis` or `corruptAnalysis`.
    public init(serialized bytes: [UInt8]) throws {
        guard bytes.count >= 16 else { throw TextError.corruptAnalysis(reason: "too short: \(bytes.count) bytes") }
        let content = bytes.dropLast(8)
        guard bytes.suffix(8).elementsEqual(Self.littleEndian(Self.checksum(content), count: 8)) else {
            throw TextError.corruptAnalysis(reason: "the checksum does not match")
        }
        guard content.starts(with: Self.magic) else {
            throw TextError.corruptAnalysis(reason: "no analysis file")
        }
        let found = content[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard found <= Self.version else {
            throw TextError.newerAnalysis(found: found, supported: Self.version)
        }
        guard found == Self.version else { throw TextError.corruptAnalysis(reason: "version \(found)") }
        var rest = content.dropFirst(8)
        guard rest.starts(with: Self.settings) else {
            throw TextError.corruptAnalysis(reason: "unknown settings")
        }
        rest = rest.dropFirst(Self.settings.count)
        icuVersion = try Self.takeText(from: &rest)
        unicodeVersion = try Self.takeText(from: &rest)
        guard rest.isEmpty else { throw TextError.corruptAnalysis(reason: "\(rest.count) bytes too many") }
    }

    /// The bytes to keep; the same for the same analysis.
    public var serialized: [UInt8] {
        var bytes = Self.magic + Self.littleEndian(UInt64(Self.version), count: 4) + Self.settings
        for text in [icuVersion, unicodeVersion] {
            let characters = text.utf8.prefix(255)
            bytes.append(UInt8(characters.count))
            bytes.append(contentsOf: characters)
        }
        return bytes + Self.littleEndian(Self.checksum(bytes[...]), count: 8)
    }

    private static func takeText(from bytes: inout ArraySlice<UInt8>) throws -> String {
        guard let length = bytes.popFirst(), bytes.count >= Int(length) else {
            throw TextError.corruptAnalysis(reason: "a text runs over the end")
        }
        defer { bytes = bytes.dropFirst(Int(length)) }
        let text = bytes.prefix(Int(length))
        guard text.allSatisfy({ 0x20...0x7E ~= $0 }) else {
            throw TextError.corruptAnalysis(reason: "a version is not ASCII")
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func littleEndian(_ value: UInt64, count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
