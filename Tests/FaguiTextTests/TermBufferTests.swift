import FaguiText
import Testing

@Suite struct TermBufferTests {
    @Test func givesBackTermsOfAnyLength() {
        var buffer = TermBuffer()
        let terms = [0, 1, 6, 7, 8, 9, 300].map { [UInt8](repeating: 0xE8, count: $0) } + [[0, 0, 1], [0xFF, 0]]
        for term in terms { buffer.append(term: term) }
        #expect(buffer.terms.indices.map { buffer.bytes(at: $0) } == terms)
        #expect(buffer.arena.count == 8 + 9 + 300)
    }

    @Test func followsTheLayout() {
        #expect(PackedTerm(Array("质量".utf8))?.rawValue == 0xE8B4_A8E9_878F_0006)
        #expect(PackedTerm([UInt8]())?.rawValue == 0)
        #expect(PackedTerm([1, 2, 3, 4, 5, 6, 7])?.rawValue == 0x0102_0304_0506_0707)
        #expect(PackedTerm([1, 2, 3, 4, 5, 6, 7, 8]) == nil)
        var buffer = TermBuffer()
        buffer.append(term: [UInt8](repeating: 1, count: 8))
        buffer.append(term: [UInt8](repeating: 1, count: 9))
        #expect(buffer.terms == [0x0000_0000_0000_08FF, 0x0000_0008_0000_09FF])
    }

    @Test func inlineTermsSortAsTheirBytes() throws {
        let terms: [[UInt8]] = [[], [0], [0, 0], [1], [1, 0], [1, 2, 3, 4, 5, 6, 7], [2], [0xFF]]
        let packed = try terms.map { try #require(PackedTerm($0)).rawValue }
        #expect(packed == packed.sorted())
    }

    @Test func gramsTellTheirFirstCharacterAndTheEndOfTheirRun() throws {
        var buffer = TermBuffer()
        let grams = ["质量", "量 ", "a1", "1 ", "é\u{301}", "𠀀 ", "𠀀a", "a𠀀", "𠀀𠀁"]
        for gram in grams { buffer.append(term: Array(gram.utf8)) }
        for (index, gram) in grams.enumerated() {
            let first = try #require(gram.unicodeScalars.first)
            #expect(buffer.firstCharacter(at: index) == PackedTerm(Array(String(first).utf8)), "\(gram)")
            #expect(PackedTerm(rawValue: buffer.terms[index]).endsRun == gram.hasSuffix(" "), "\(gram)")
            #expect(PackedTerm(rawValue: buffer.terms[index]).isInline == (gram.utf8.count <= 7), "\(gram)")
        }
        #expect(!PackedTerm(rawValue: 0).endsRun)
    }
}
