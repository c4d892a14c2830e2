import Testing

@testable import FaguiUnicode

@Suite struct TextDecoderTests {
    private func decode(_ bytes: [UInt8], _ encoding: TextEncoding? = nil, isLossy: Bool = false) throws
        -> DecodedText
    {
        try bytes.withUnsafeBytes { try TextDecoder(encoding: encoding, isLossy: isLossy).decode($0) }
    }

    private func error(of bytes: [UInt8], _ encoding: TextEncoding? = nil) -> DecodingError? {
        do {
            _ = try decode(bytes, encoding)
            return nil
        } catch { return error as? DecodingError }
    }

    private static let chinese = "为了加强质量安全监督管理，根据有关法律，制定本办法。"

    @Test func decodesEmptyInputAsEmptyUTF8() throws {
        #expect(try decode([]) == DecodedText(text: [], encoding: .utf8, replacementCount: 0))
        #expect(try decode([0xEF, 0xBB, 0xBF]).text == [])
        for encoding in TextEncoding.allCases { #expect(try decode([], encoding).text == []) }
    }

    @Test func dropsTheMarkAndKeepsTheRest() throws {
        let text = Array(Self.chinese.utf8)
        #expect(try decode([0xEF, 0xBB, 0xBF] + text) == DecodedText(text: text, encoding: .utf8, replacementCount: 0))
        let little = Self.chinese.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = Self.chinese.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for encoding in [nil, TextEncoding.utf16LittleEndian] {
            let decoded = try decode([0xFF, 0xFE] + little, encoding)
            #expect(decoded == DecodedText(text: text, encoding: .utf16LittleEndian, replacementCount: 0))
        }
        for encoding in [nil, TextEncoding.utf16BigEndian] {
            let decoded = try decode([0xFE, 0xFF] + big, encoding)
            #expect(decoded == DecodedText(text: text, encoding: .utf16BigEndian, replacementCount: 0))
        }
        #expect(try decode(little, .utf16LittleEndian).text == text)
        #expect(try decode([0x84, 0x31, 0x95, 0x33, 0xD6, 0xD0]).text == Array("中".utf8))
    }

    @Test(arguments: [
        ("continuation alone", [0x80]), ("overlong of two", [0xC0, 0xAF]), ("overlong of two, C1", [0xC1, 0xBF]),
        ("overlong of three", [0xE0, 0x9F, 0xBF]), ("surrogate", [0xED, 0xA0, 0x80]),
        ("last surrogate", [0xED, 0xBF, 0xBF]), ("overlong of four", [0xF0, 0x8F, 0xBF, 0xBF]),
        ("beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80]), ("lead F5", [0xF5, 0x80, 0x80, 0x80]), ("FF", [0xFF]),
        ("cut after one", [0xE8]), ("cut after two", [0xE8, 0xB4]), ("cut four", [0xF0, 0xA0, 0x80]),
        ("second byte missing", [0xC3, 0x28]), ("third byte missing", [0xE8, 0xB4, 0x28]),
    ])
    func saysWhereUTF8IsMalformed(_ name: String, _ malformed: [UInt8]) throws {
        let before = Array("第一条 abc，质量".utf8)
        for after in [[], Array("安全。以下省略很多字，这里都是好的".utf8)] {
            let bytes = before + malformed + after
            let expected = DecodingError.malformed(encoding: .utf8, byteOffset: before.count)
            #expect(error(of: bytes, .utf8) == expected, "\(name)")
            #expect(error(of: bytes) == expected, "\(name), not told to be UTF-8")
            #expect(error(of: [0xEF, 0xBB, 0xBF] + bytes) == .malformed(encoding: .utf8, byteOffset: before.count + 3))
        }
    }

    @Test func replacesEachMaximalPartWhereLossy() throws {
        let bytes: [UInt8] = Array("质".utf8) + [0xE8, 0xB4] + Array("量".utf8) + [0xC0, 0xAF] + Array("安全".utf8)
        let decoded = try decode(bytes, isLossy: true)
        #expect(String(decoding: decoded.text, as: UTF8.self) == "质\u{FFFD}量\u{FFFD}\u{FFFD}安全")
        #expect(decoded.replacementCount == 3)
        #expect(decoded.encoding == .utf8)
    }

    @Test func saysWhereABinaryBegins() throws {
        #expect(error(of: Array("质量".utf8) + [0, 1, 2]) == .binary(byteOffset: 6))
        #expect(error(of: Array("质量".utf8) + [0], .utf8) == .binary(byteOffset: 6))
        #expect(error(of: Array("ab".utf8) + [0], .gb18030) == .binary(byteOffset: 2))
        #expect(error(of: [0x61, 0, 0, 0], .utf16LittleEndian) == .binary(byteOffset: 2))
        let header: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 3, 0, 0x3E, 0, 1, 0, 0, 0]
        #expect(error(of: header) == .binary(byteOffset: 7))
        #expect(error(of: [UInt8](repeating: 0x61, count: 20) + [1, 2, 3, 4, 5]) == .binary(byteOffset: 20))
    }

    @Test func saysWhereUTF16IsMalformed() throws {
        let good: [UInt8] = [0x2D, 0x4E, 0x87, 0x65]
        let little = TextEncoding.utf16LittleEndian
        #expect(error(of: good + [0x41], little) == .malformed(encoding: little, byteOffset: 4))
        #expect(error(of: good + [0x00, 0xDC], little) == .malformed(encoding: little, byteOffset: 4))
        #expect(error(of: good + [0x00, 0xD8] + good, little) == .malformed(encoding: little, byteOffset: 4))
        #expect(error(of: good + [0x00, 0xD8], little) == .malformed(encoding: little, byteOffset: 4))
        #expect(error(of: [0xFF, 0xFE] + good + [0x41]) == .malformed(encoding: little, byteOffset: 6))
        #expect(
            error(of: [0xFF, 0xFE], .utf16BigEndian) == .malformed(encoding: .utf16BigEndian, byteOffset: 0))
        let decoded = try decode(good + [0x00, 0xD8] + good + [0x41], little, isLossy: true)
        #expect(String(decoding: decoded.text, as: UTF8.self) == "中文\u{FFFD}中文\u{FFFD}")
        #expect(decoded.replacementCount == 2)
    }

    @Test func saysWhereGB18030AndBig5AreMalformed() throws {
        for (encoding, name) in [(TextEncoding.gb18030, "GB18030"), (.big5, "Big5")] {
            let good = try #require(ICUOracle.encode("第一條，安全", name))
            #expect(error(of: good + [0xFF] + good, encoding) == .malformed(encoding: encoding, byteOffset: good.count))
            #expect(error(of: good + [0xB0], encoding) == .malformed(encoding: encoding, byteOffset: good.count))
            let decoded = try decode(good + [0xFF] + good + [0xB0], encoding, isLossy: true)
            #expect(
                String(decoding: decoded.text, as: UTF8.self) == "第一條，安全\u{FFFD}第一條，安全\u{FFFD}")
            #expect(decoded.replacementCount == 2)
        }
        // Four bytes of which the last is none of theirs.
        let cut: [UInt8] = [0xD6, 0xD0, 0x81, 0x30, 0x81, 0x41]
        #expect(error(of: cut, .gb18030) == .malformed(encoding: .gb18030, byteOffset: 2))
    }

    /// Minutes, if after every fault all that remains is looked at.
    @Test func manyFaultsInBig5AreReplacedOneByOne() throws {
        let count = 400_000
        let bytes = [UInt8]((0..<count).flatMap { _ in [0x81, 0x20] as [UInt8] }) + [0x80, 0x41, 0xFF, 0x42]
        let decoded = try decode(bytes, .big5, isLossy: true)
        let one = try decode([0x81, 0x20], .big5, isLossy: true)
        #expect(one.replacementCount == 1)
        #expect(decoded.replacementCount == count + 2)
        #expect(decoded.text.count == count * one.text.count + 8)
        #expect(decoded.text.suffix(8) == Array("\u{FFFD}A\u{FFFD}B".utf8)[...])
    }

    @Test func readsGB18030OfFourBytes() throws {
        // U+20087, U+3402 and U+00E0.
        let bytes: [UInt8] = [0x95, 0x32, 0x90, 0x31, 0x81, 0x39, 0xEE, 0x39, 0xA8, 0xA4]
        let text = try #require(ICUOracle.encode("\u{20087}㐂à", "GB18030"))
        #expect(try decode(bytes, .gb18030).text.count == 9)
        #expect(try decode(text, .gb18030).text == Array("\u{20087}㐂à".utf8))
    }

    @Test func findsOutTheEncodingOfChinese() throws {
        let text = String(repeating: Self.chinese + "第三十二条 违反本法规定的，责令限期改正；\n", count: 8)
        let gb = try #require(ICUOracle.encode(text, "GB18030"))
        #expect(try decode(gb) == DecodedText(text: Array(text.utf8), encoding: .gb18030, replacementCount: 0))
        let traditional = String(repeating: "為了加強質量安全監督管理，根據有關法律，制定本辦法。第一條規定\n", count: 8)
        let big5 = try #require(ICUOracle.encode(traditional, "Big5"))
        #expect(try decode(big5) == DecodedText(text: Array(traditional.utf8), encoding: .big5, replacementCount: 0))
        for (name, encoding) in [("UTF-16LE", TextEncoding.utf16LittleEndian), ("UTF-16BE", .utf16BigEndian)] {
            let wide = try #require(ICUOracle.encode(text, name))
            #expect(try decode(wide).encoding == encoding)
            #expect(try decode(wide).text == Array(text.utf8))
            let latin = try #require(ICUOracle.encode("Quality and safety\n", name))
            #expect(try decode(latin).encoding == encoding)
        }
    }

    @Test func takesAFewCharactersForGB18030() throws {
        for text in ["质量", "安全生产", "第三十二条", "abc 联通"] {
            let bytes = try #require(ICUOracle.encode(text, "GB18030"))
            #expect(try decode(bytes) == DecodedText(text: Array(text.utf8), encoding: .gb18030, replacementCount: 0))
        }
    }

    @Test func blamesTheDetectedEncodingForAFault() throws {
        let text = try #require(ICUOracle.encode(String(repeating: Self.chinese, count: 20), "GB18030"))
        let bytes = text + [0xFF] + text
        #expect(error(of: bytes) == .malformed(encoding: .gb18030, byteOffset: text.count))
        #expect(try decode(bytes, isLossy: true).replacementCount == 1)
    }

    @Test func refusesWhatNoEncodingFits() throws {
        let bytes: [UInt8] = [0x61, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0x62]
        #expect(error(of: bytes) == .unknownEncoding(byteOffset: 1))
    }
}
