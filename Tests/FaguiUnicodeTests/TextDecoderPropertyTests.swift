import FaguiTestSupport
import FaguiUnicode
import Testing

@Suite struct TextDecoderPropertyTests {
    private func decode(_ bytes: [UInt8], _ encoding: TextEncoding?, isLossy: Bool = false) throws -> DecodedText {
        try bytes.withUnsafeBytes { try TextDecoder(encoding: encoding, isLossy: isLossy).decode($0) }
    }

    @Test func mendsRandomBytesAsTheStandardLibraryDoes() throws {
        let pieces: [[UInt8]] =
            ["质", "a", "é", "𠀀", "abcdefghijklmnopqrst", "安全生产"].map { Array($0.utf8) }
            + [
                [0x80], [0xC3], [0xE8, 0xB4], [0xED, 0xA0], [0xF0, 0x9F], [0xF4, 0x90], [0xC0], [0xFF], [0xE0, 0x80],
            ]
        for seed in RandomTests.seeds(200) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                // Mostly good, so that long well-formed stretches occur.
                let isAny = Int.random(in: 0..<8, using: &random) == 0
                bytes += pieces[Int.random(in: 0..<(isAny ? pieces.count : 6), using: &random)]
            }
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            let mended = try decode(bytes, .utf8, isLossy: true)
            #expect(mended.text == Array(String(decoding: bytes, as: UTF8.self).utf8), "seed \(seed)")
            #expect((mended.replacementCount == 0) == isValid, "seed \(seed)")
            do {
                let strict = try decode(bytes, .utf8)
                #expect(isValid && strict.text == bytes, "seed \(seed)")
            } catch DecodingError.malformed(.utf8, let offset) {
                #expect(!isValid, "seed \(seed)")
                #expect(String(validating: bytes[..<offset], as: UTF8.self) != nil, "seed \(seed)")
                let isBad = (offset + 1...min(offset + 4, bytes.count)).allSatisfy {
                    String(validating: bytes[offset..<$0], as: UTF8.self) == nil
                }
                #expect(isBad, "seed \(seed)")
            }
        }
    }

    @Test func readsWhatICUWrote() throws {
        let converters: [(TextEncoding, String)] = [
            (.gb18030, "GB18030"), (.big5, "Big5"), (.utf16LittleEndian, "UTF-16LE"), (.utf16BigEndian, "UTF-16BE"),
            (.utf8, "UTF-8"),
        ]
        for seed in RandomTests.seeds(20) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            // More than a chunk of the converters' loops, so that pairs fall on its edge.
            let text = RandomText.make(length: Int.random(in: 1...20000, using: &random), &random)
            // Characters that Big5 has and gives back unchanged.
            let stock = Array("為了加強質量安全監督管理根據有關法律制定本辦法第一條規定abc123，。\n")
            let inBig5 = String(
                (0..<text.utf8.count / 3).map { _ in stock[Int.random(in: stock.indices, using: &random)] })
            for (encoding, name) in converters {
                let able = encoding == .big5 ? inBig5 : text
                let bytes = try #require(ICUOracle.encode(able, name), "seed \(seed)")
                let decoded = try decode(bytes, encoding)
                #expect(decoded.text == Array(able.utf8), "seed \(seed), \(name)")
                #expect(decoded.replacementCount == 0)
            }
        }
    }
}
