internal import FaguiTestSupport
import Testing

@testable import FaguiText

/// Compares with ICU's own breaker, break by break and word by word.
@Suite struct LatticeSegmenterTests {
    private func expectAsICU(_ text: String, seed: UInt64 = 0) throws {
        let units = Array(text.utf16)
        guard !units.isEmpty else { return }
        let data = try #require(Self.data)
        var segmenter = LatticeSegmenter(dictionary: try data.dictionary, table: try data.table)
        let breaker = try WordBreaker()
        defer { breaker.close() }
        units.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let count = segmenter.segment(base, count: units.count)
            let ours = (0..<count).map { segmenter.breaks[$0] }
            var theirs: [UInt64] = []
            #expect(breaker.begin(base, count: units.count))
            while let end = breaker.next() { theirs.append(UInt64(end) << 1 | (breaker.isWord ? 1 : 0)) }
            let scalars = text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")
            #expect(ours == theirs, "seed \(seed), text \(text.debugDescription) \(scalars)")
        }
    }

    private struct Data {
        let dictionaryBytes: [UInt8]
        let tableBytes: [UInt8]
        var dictionary: WordDictionary { get throws { try dictionaryBytes.withUnsafeBytes { try WordDictionary($0) } } }
        var table: WordBreakTable { get throws { try tableBytes.withUnsafeBytes { try WordBreakTable($0) } } }
    }

    private static let data: Data? = {
        var builder = DictionaryBuilder()
        guard ICUDictionary.forEachWord({ builder.add($0, cost: $1) }) else { return nil }
        return Data(dictionaryBytes: builder.build(), tableBytes: WordBreakTable.build())
    }()

    @Test(arguments: [
        "质量", "产品质量监督检验检疫总局", "为了加强对产品质量的监督管理，提高产品质量水平，明确产品质量责任，制定本法。",
        "第三十二条 GB/T 19001-2016，3.15 万里行 1,234.5", "a_b __ _ can't l'a 12'3 3a a3", "カタカナとひらがな漢字", "ー", "한국어 중국",
        "👨‍👩‍👧 🇨🇳🇯🇵🇰 ☎️", "e\u{301}a\u{301}", "\u{301}\u{200D}☎", "אב\"ג א' ב", "ภาษาไทย中文", "𠀀𠀁中", "㐀㐁", "々〇〆",
        "\r\n\n\r  \t", "user@example.com", "中\u{FE0F}文", "一\u{E0100}二", "⼀⺀⺀", "ガ゛ー",
    ])
    func dividesAsICUDoes(_ text: String) throws { try expectAsICU(ICUOracle.fold(text)) }

    @Test func dividesRandomTextsAsICUDoes() throws {
        let alphabets: [[UInt32]] = [
            Array(0x4E00...0x4E80) + [0x3002, 0xFF0C, 0x20, 0x31, 0x61],
            [0x41, 0x61, 0x5F, 0x27, 0x22, 0x2E, 0x2C, 0x3A, 0x3B, 0x31, 0x32, 0x20, 0x40, 0xB7, 0x2019, 0x2D],
            [0x5D0, 0x5D1, 0x27, 0x22, 0x61, 0x31, 0x301, 0x200D, 0xAD, 0x2E, 0x5F],
            [0x1F1E8, 0x1F1F3, 0x1F468, 0x200D, 0x2695, 0xFE0F, 0x1F3FB, 0x20, 0x301, 0xA9],
            Array(0x30A1...0x30FF) + Array(0x3041...0x3060) + [0x4E2D, 0x65E5, 0x672C, 0x3099, 0x5F],
            [0xAC00, 0xD55C, 0x1100, 0x61, 0x4E2D, 0x301, 0x31],
            [0xD, 0xA, 0x85, 0x2028, 0x20, 0x3000, 0x61, 0x301, 0x200D, 0xA0],
            [0x20000, 0x20001, 0x4E2D, 0x3400, 0x3005, 0x3007, 0x2E80, 0xF900, 0x17000, 0x61, 0xE0100, 0xE000],
        ]
        for seed in RandomTests.seeds(4) {
            var generator = SeededGenerator(seed: seed)
            for _ in 0..<1000 {
                let alphabet = alphabets.randomElement(using: &generator) ?? []
                var text = String.UnicodeScalarView()
                for _ in 0..<Int.random(in: 1...24, using: &generator) {
                    let any = Unicode.Scalar(UInt32.random(in: 0...0x3FFFF, using: &generator))
                    let one = alphabet.randomElement(using: &generator).flatMap { Unicode.Scalar($0) }
                    if let scalar = Int.random(in: 0..<12, using: &generator) == 0 ? any : one { text.append(scalar) }
                }
                // As the segmenter gets texts: ICU normalises runs by itself otherwise.
                try expectAsICU(ICUOracle.fold(String(text)), seed: seed)
            }
        }
    }
}
