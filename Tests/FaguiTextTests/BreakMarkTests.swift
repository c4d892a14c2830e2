import FaguiTestSupport
import Testing

@testable import FaguiText

/// The marks of sentences and paragraphs.
@Suite struct BreakMarkTests {
    private let analyzer: Analyzer

    init() throws { analyzer = try Analyzer(.current) }

    /// Each mark by the position that it has: s or p.
    private func marks(_ text: String) -> [String] {
        var words = TermBuffer()
        var grams = TermBuffer()
        let count = Array(text.utf8).withUnsafeBufferPointer {
            analyzer.analyzeWithMarks($0, words: &words, grams: &grams)
        }
        let names = [BreakMark.sentence: "s", BreakMark.paragraph: "p"]
        return (0..<count).map { "\(names[grams.bytes(at: $0)] ?? "?")\(grams.positions[$0])" }
    }

    @Test(arguments: [
        ("质量，安全", []), ("质量。安全！检查？", ["s3", "s6"]), ("质量\n安全", ["p2"]), ("质量。\n安全", ["p3"]),
        ("质量，（安全）。”检查", ["s9"]), ("，质量", []), ("质量。", []), ("质量 安全", []), ("", []), ("。。。", []),
        ("3.15 活动", []), ("see it. now", ["s6"]), ("1. 质量", []), ("甲；乙：丙、丁", []),
        ("质量\r\n\r\n安全\u{2028}检查", ["p2", "p4"]), ("甲……乙", []), ("甲｡乙", ["s2"]), ("𠀀。𠀁", ["s2"]),
    ])
    func breaksAreMarkedBeforeTheNextCharacter(text: String, expected: [String]) {
        #expect(marks(text) == expected)
    }

    @Test func gramsStayAsTheyAre() {
        for text in ["质量，安全。检查\n抽查", "GB/T 19001-2016。ＩＳＯ"] {
            var words = TermBuffer(), grams = TermBuffer()
            var otherWords = TermBuffer(), otherGrams = TermBuffer()
            Array(text.utf8).withUnsafeBufferPointer { bytes in
                let count = analyzer.analyzeWithMarks(bytes, words: &words, grams: &grams)
                analyzer.analyze(bytes, words: &otherWords, grams: &otherGrams)
                #expect(grams.terms.dropFirst(count).elementsEqual(otherGrams.terms))
                #expect(grams.positions.dropFirst(count).elementsEqual(otherGrams.positions))
                #expect(words.terms == otherWords.terms && count > 0)
            }
        }
    }

    @Test func noTextHasTheBytesOfAMark() {
        let grams = analyzer.terms("甲\u{1}乙\u{2}丙\u{3}丁").grams
        #expect(!grams.contains { $0.text.utf8.first.map { $0 < 0x20 } ?? true })
        #expect(marks("甲\u{1}乙\u{2}丙").isEmpty)
    }
}
