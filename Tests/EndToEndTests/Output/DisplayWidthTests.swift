import Testing

@testable import fagui

@Suite struct DisplayWidthTests {
    @Test func countsColumnsOfEachKind() {
        #expect(DisplayWidth.of("GB/T 19001") == 10)
        #expect(DisplayWidth.of("质量") == 4)
        #expect(DisplayWidth.of("，（第３２条）") == 14)
        #expect(DisplayWidth.of("e\u{301}") == 1)
        #expect(DisplayWidth.of("가각") == 4)
        #expect(DisplayWidth.of("\u{20000}\u{9FFF}\u{3400}") == 6)
        #expect(DisplayWidth.of("\u{200B}\u{FEFF}\u{1B}\n") == 0)
        #expect(DisplayWidth.of("“”…—") == 4)
        #expect(DisplayWidth.of("😀") == 2)
    }

    /// The table is the annex's for what texts are made of; the reference is a list of blocks, written down apart.
    @Test(
        arguments: [
            ("hiragana", 0x3041...0x3096, 2), ("katakana", 0x30A1...0x30FA, 2),
            ("halfwidth katakana", 0xFF66...0xFF9D, 1),
            ("fullwidth letters", 0xFF21...0xFF3A, 2), ("CJK punctuation", 0x3001...0x3003, 2),
            ("extension B", 0x20000...0x2A6DF, 2), ("extension G", 0x30000...0x3134A, 2),
            ("bopomofo", 0x3105...0x312F, 2),
            ("enclosed ideographs", 0x3280...0x32B0, 2), ("box drawing", 0x2500...0x257F, 1),
            ("Greek", 0x3B1...0x3C9, 1),
            ("Cyrillic", 0x410...0x44F, 1), ("circled digits", 0x2460...0x2473, 1),
            ("variation selectors", 0xFE00...0xFE0F, 0),
            ("combining marks", 0x300...0x36F, 0), ("Hangul syllables", 0xAC00...0xD7A3, 2), ("Yi", 0xA000...0xA48C, 2),
            ("compatibility ideographs", 0xF900...0xFA6D, 2), ("vertical forms", 0xFE30...0xFE52, 2),
        ] as [(String, ClosedRange<UInt32>, Int)])
    func hasTheWidthOfEachBlock(name: String, block: ClosedRange<UInt32>, width: Int) {
        for value in block {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(DisplayWidth.of(scalar) == width, "\(name) U+\(String(value, radix: 16))")
        }
    }
}
