import FaguiTestSupport
import FaguiText
import Testing

@testable import FaguiSearch

@Suite struct MatchingTests {
    private let matcher: QueryMatcher

    init() throws {
        let fields = SearchFields(texts: [
            SearchFields.Text(name: "body", words: 0, grams: 1), SearchFields.Text(name: "title", words: 2, grams: 3),
        ])
        matcher = QueryMatcher(analyzer: try Analyzer(.current), fields: fields)
    }

    private func matches(_ query: String, _ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return matcher.matches(of: ParsedQuery(query), in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test func bagShowsWordsAndGrams() {
        #expect(matches("质量 安全", "产品质量和生产安全。") == ["质量", "安全"])
        #expect(matches("质量安全", "量安，质量安全") == ["量安", "质量安全"])
    }

    @Test func latinMatchesInAnyCaseAndWidth() {
        #expect(matches("gb/t 19001-2016", "按照ＧＢ／Ｔ 19001-2016执行").first?.hasPrefix("ＧＢ") == true)
        #expect(matches("PD1728", "文件pd1728号") == ["pd1728"])
    }

    @Test func requiredPhraseShowsAsAWholeOnly() {
        #expect(matches("\"质量安全\"", "质量，安全，质量安全，质量") == ["质量安全"])
        #expect(matches("+质量安全", "质量，安全，质量安全，质量") == ["质量安全"])
        #expect(matches("\"质量，安\"", "质量安全，质量，安全") == ["质量，安"])
        #expect(matches("检查 AND 质量安全", "检查质量") == ["检查"])
    }

    @Test func raisingPhraseShowsItsWords() {
        #expect(matches("“质量安全”", "质量，安全") == ["质量", "安全"])
    }

    @Test func characterAloneShowsWherever() {
        #expect(matches("法", "法律、方法、法") == ["法", "法", "法"])
        #expect(matches("\"法\"", "依法办。") == ["法"])
        #expect(matches("g", "㎏ 与 Ｇ") == ["㎏", "Ｇ"])
    }

    @Test func exclusionsAndOtherFieldsShowNothing() {
        #expect(matches("质量 -安全", "质量安全") == ["质量"])
        #expect(matches("质量 NOT (安全 检查)", "质量安全检查") == ["质量"])
        #expect(matches("title:质量 安全", "质量安全") == ["安全"])
        #expect(matches("title:(质量 body:检查)", "质量检查") == ["检查"])
        #expect(matches("", "质量") == [])
        #expect(matches("？", "质量？") == [])
    }

    @Test func overlappingOccurrencesAreOne() {
        #expect(matches("\"安安\"", "安安安，安") == ["安安安"])
        #expect(matches("\"abab\"", "xababab") == ["ababab"])
    }

    @Test func bytesThatAreNoTextMatchNothing() {
        #expect(matcher.matches(of: ParsedQuery("质量"), in: Array("质量".utf8) + [0xFF]) == [])
        #expect(matcher.matches(of: ParsedQuery("质量"), in: []) == [])
        #expect(matcher.matches(of: ParsedQuery("a"), in: [UInt8](repeating: 0x80, count: 600_000)) == [])
    }

    @Test func longTextIsReadInPieces() {
        let line = String(repeating: "无关的话，", count: 1_000) + "质量安全。\n"
        let bytes = Array(String(repeating: line, count: 60).utf8)
        #expect(bytes.count > 3 * QueryMatcher.chunkLength)
        #expect(matcher.matches(of: ParsedQuery("\"质量安全\""), in: bytes).count == 60)
        let run = Array((String(repeating: "甲", count: 200_000) + "乙").utf8)
        #expect(matcher.matches(of: ParsedQuery("乙"), in: run) == [600_000..<600_003])
    }

    @Test func anySubstringAskedAsAPhraseIsShownWhereItOccurs() {
        let alphabet: [Character] = ["质", "量", "安", "a", "B", "1", "，", "。", " ", "\n", "𠀀", "𠀁", "é", "-"]
        for seed in RandomTests.seeds(40) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let kinds = Int.random(in: 2...alphabet.count, using: &random)
            let characters = (0..<Int.random(in: 1...60, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<kinds, using: &random)]
            }
            let bytes = Array(String(characters).utf8)
            for _ in 0..<20 {
                let from = Int.random(in: 0..<characters.count, using: &random)
                let to = Int.random(in: from..<characters.count, using: &random)
                guard let core = lettersCore(characters, from...to) else { continue }
                let phrase = String(characters[from...to])
                let found = matcher.matches(of: ParsedQuery("\"\(phrase)\""), in: bytes)
                let start = String(characters[..<core.lowerBound]).utf8.count
                let end = start + String(characters[core]).utf8.count
                // The place that was taken is shown, and nothing is shown that no occurrence covers.
                #expect(found.contains { $0.lowerBound <= start && end <= $0.upperBound }, "seed \(seed) \(phrase)")
                let occurrences = occurrences(of: Array(String(characters[core]).utf8), in: bytes)
                #expect(found.allSatisfy { covers(occurrences, $0) }, "seed \(seed) \(phrase)")
            }
        }
    }

    /// What is left without punctuation and white space at the ends.
    private func lettersCore(_ characters: [Character], _ range: ClosedRange<Int>) -> ClosedRange<Int>? {
        let isLetter = { (index: Int) in characters[index].isLetter || characters[index].isNumber }
        guard let first = range.first(where: isLetter), let last = range.last(where: isLetter) else { return nil }
        return first...last
    }

    /// Occurrences of equal length in any case, as folding sees them: white space between punctuation does not count.
    private func occurrences(of phrase: [UInt8], in bytes: [UInt8]) -> [Range<Int>] {
        (0...max(0, bytes.count - phrase.count)).compactMap { start in
            let end = start + phrase.count
            return end <= bytes.count && bytes[start..<end].elementsEqual(phrase) ? start..<end : nil
        }
    }

    private func covers(_ occurrences: [Range<Int>], _ range: Range<Int>) -> Bool {
        range.allSatisfy { byte in occurrences.contains { $0.contains(byte) } }
    }
}
