/// Layout of an analysis file; integers are little-endian:
/// ```
/// "FGAN"             magic
/// u32                version, 3
/// u8                 words: 1 = ICU's breaker for zh, 2 = ICU's dictionary and rules with lexicons, the words inside words
///                    and the values of numbers, 3 = ICU's dictionary and rules alone; and identifiers
/// u8                 folding: 1 = NFKC_Casefold, 2 = that, then variants
/// u8                 characters in a gram: 2
/// u8                 marks: 0 = none, 1 = of sentences and paragraphs, among the grams of a body
/// u32                sections
/// sections × 24      four characters, u32 zero, u64 offset, u64 length
/// u64                FNV-1a of all bytes before: the head
/// …                  the sections, each at a multiple of 8, zeroes between
/// ```
/// Sections: `VERS` the versions of ICU and of Unicode and what the rest was compiled from, ASCII, with a line's end
/// between; `DICT` and `CLAS` where words are
/// 2 or 3 (``WordDictionary``, ``WordBreakTable``); `VARI` where folding is 2 (`VariantTable`); `LEXI` a user's words, if any (``LexiconFile``). Their content is guarded by the
/// checksum of the index's file around it, which `verify` compares.
///
/// Version 2, read but no longer written, has no marks: its zero is in their place.
///
/// Version 1, read but no longer written, has after the settings two texts (u8 n, n bytes: the versions) and FNV-1a of
/// all bytes before. All versions from 2 on have a head of the same form, so that a newer file can be told from a damaged
/// one.
/// That another ICU is on the machine than in the file is no error.
extension Analysis {
    private static var magic: [UInt8] { Array("FGAN".utf8) }
    private static var version: Int { 3 }
    private static var headLength: Int { 16 }
    private static var entryLength: Int { 24 }
    private static var mostSections: Int { 64 }

    /// Reads the bytes of an analysis file, and copies them.
    ///
    /// - Throws: ``TextError`` with `newerAnalysis` or `corruptAnalysis`.
    public init(serialized bytes: [UInt8]) throws {
        let owned = bytes.withUnsafeBytes { OwnedBytes(copying: $0) }
        try self.init(mapped: owned.bytes, owner: owned)
    }

    /// Takes the bytes of an analysis file where they lie; only its head is read.
    ///
    /// - Parameters:
    ///   - bytes: At an address that is a multiple of 8.
    ///   - owner: Keeps them there, unchanged.
    /// - Throws: ``TextError`` with `newerAnalysis` or `corruptAnalysis`.
    public init(mapped bytes: UnsafeRawBufferPointer, owner: AnyObject) throws {
        guard bytes.count >= Self.headLength else {
            throw TextError.corruptAnalysis(reason: "too short: \(bytes.count) bytes")
        }
        guard bytes.starts(with: Self.magic) else { throw TextError.corruptAnalysis(reason: "no analysis file") }
        if Self.number(bytes, at: 4, as: UInt32.self) == 1 {
            try self.init(version1: bytes)
        } else {
            try self.init(sections: bytes, owner: owner)
        }
    }

    private init(sections bytes: UnsafeRawBufferPointer, owner: AnyObject) throws {
        let count = Int(Self.number(bytes, at: 12, as: UInt32.self))
        let end = Self.headLength + count * Self.entryLength
        guard count <= Self.mostSections, bytes.count >= end + 8,
            Self.number(bytes, at: end, as: UInt64.self)
                == Self.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
        else { throw TextError.corruptAnalysis(reason: "the checksum of its head does not match") }
        // Only now is the version believed.
        let found = Int(Self.number(bytes, at: 4, as: UInt32.self))
        guard found <= Self.version else { throw TextError.newerAnalysis(found: found, supported: Self.version) }
        guard found == 2 || found == Self.version else { throw TextError.corruptAnalysis(reason: "version \(found)") }
        guard let words = Words(rawValue: bytes[8]), let folding = Folding(rawValue: bytes[9]), bytes[10] == 2,
            let marks = Marks(rawValue: bytes[11]), found > 2 || marks == .none
        else { throw TextError.corruptAnalysis(reason: "unknown settings") }
        var sections: [UInt32: Range<Int>] = [:]
        for section in 0..<count {
            let entry = Self.headLength + section * Self.entryLength
            let offset = Self.number(bytes, at: entry + 8, as: UInt64.self)
            let length = Self.number(bytes, at: entry + 16, as: UInt64.self)
            guard offset % 8 == 0, offset <= UInt64(bytes.count), length <= UInt64(bytes.count) - offset else {
                throw TextError.corruptAnalysis(reason: "a section runs over the end")
            }
            sections[Self.number(bytes, at: entry, as: UInt32.self)] = Int(offset)..<Int(offset + length)
        }
        let file = AnalysisData(bytes, owner: owner, sections: sections)
        let versions = String(decoding: try file.section(.versions), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        guard versions.count == 3 else { throw TextError.corruptAnalysis(reason: "the versions are not three") }
        self.init(
            words: words, folding: folding, marks: marks, icuVersion: String(versions[0]),
            unicodeVersion: String(versions[1]), inputs: String(versions[2]), file: file)
        // What is needed must be there, whole, before a text comes.
        if words != .breaker {
            _ = try WordDictionary(file.section(.dictionary))
            _ = try WordBreakTable(file.section(.classes))
        }
        if folding == .variants { _ = try file.section(.variants) }
    }

    private init(version1 bytes: UnsafeRawBufferPointer) throws {
        let end = bytes.count - 8
        guard
            Self.number(bytes, at: end, as: UInt64.self)
                == Self.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
        else { throw TextError.corruptAnalysis(reason: "the checksum does not match") }
        guard bytes[8..<min(12, end)].elementsEqual([1, 1, 2, 0]) else {
            throw TextError.corruptAnalysis(reason: "unknown settings")
        }
        var rest = bytes[12..<end]
        let icuVersion = try Self.takeText(from: &rest)
        let unicodeVersion = try Self.takeText(from: &rest)
        guard rest.isEmpty else { throw TextError.corruptAnalysis(reason: "\(rest.count) bytes too many") }
        self.init(
            words: .breaker, folding: .compatibility, marks: .none, icuVersion: icuVersion,
            unicodeVersion: unicodeVersion,
            inputs: "", file: nil)
    }

    /// The bytes to keep; the same for the same analysis. Empty for one of version 1, which is no longer written.
    public var serialized: [UInt8] { file.map { [UInt8]($0.bytes) } ?? [] }

    /// The bytes of an analysis with these sections.
    static func serialize(
        words: Words, folding: Folding, marks: Marks, _ sections: [(section: AnalysisData.Section, bytes: [UInt8])]
    ) -> [UInt8] {
        var head =
            magic + littleEndian(UInt64(version), count: 4) + [words.rawValue, folding.rawValue, 2, marks.rawValue]
        head += littleEndian(UInt64(sections.count), count: 4)
        var offset = headLength + sections.count * entryLength + 8
        var body: [UInt8] = []
        for (section, bytes) in sections {
            head += littleEndian(UInt64(section.tag), count: 8) + littleEndian(UInt64(offset), count: 8)
            head += littleEndian(UInt64(bytes.count), count: 8)
            let padding = (8 - bytes.count % 8) % 8
            body += bytes + [UInt8](repeating: 0, count: padding)
            offset += bytes.count + padding
        }
        let sum = head.withUnsafeBytes { checksum($0) }
        return head + littleEndian(sum, count: 8) + body
    }

    private static func takeText(from bytes: inout Slice<UnsafeRawBufferPointer>) throws -> String {
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

    private static func number<T: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer, at offset: Int, as type: T.Type
    ) -> T {
        T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
    }

    private static func littleEndian(_ value: UInt64, count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
