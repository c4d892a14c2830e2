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

    @Test func phraseKeepsItsDistances() {
        #expect(matches("\"质量，安全\"", "质量，，安全，质量 安全，质量、安全") == ["质量、安全"])
        #expect(matches("\"质量，安\"", "质量——安，质量。安") == ["质量。安"])
        #expect(matches("\"质量 安全\"", "质量安全，质量\n安全") == ["质量\n安全"])
    }

    @Test func raisingPhraseShowsItsWords() {
        #expect(matches("“质量安全”", "质量，安全") == ["质量", "安全"])
    }

    @Test func characterAloneShowsWherever() {
        #expect(matches("法", "法律、方法、法") == ["法", "法", "法"])
        #expect(matches("\"法\"", "依法办。") == ["法"])
        #expect(matches("g", "㎏ 与 Ｇ") == ["㎏", "Ｇ"])
    }

    @Test func whatIsNearShowsWhereItIs() {
        let text = "质量和安全。质量监督检验机构的安全"
        #expect(matches("质量 NEAR/2 安全", text) == ["质量", "安全", "质量"])
        #expect(matches("质量 BEFORE/2 安全", text) == ["质量", "安全"])
        #expect(matches("质量 NEAR/9 安全", text).count == 4)
        #expect(matches("安全 BEFORE/2 质量", text) == ["安全", "质量"])
        #expect(matches("质量 BEFORE/0 安全", text) == [])
        #expect(matches("质量 SENTENCE 机构", text) == ["质量", "机构"])
        #expect(matches("和 SENTENCE 机构", text) == [])
        #expect(matches("\"质安\"~2", text) == ["质", "安"])
        #expect(matches("\"质量 安全\"~1 检验", text) == ["质量", "安全", "检验"])
        #expect(matches("(质量 OR 检验) NEAR/0 (监督 OR 机构)", text) == ["质量监督检验机构"])
        #expect(matches("title:(质量 NEAR/2 安全)", text) == [])
    }

    @Test func formsShowTheirPieces() {
        #expect(matches("质*检", "质量监督检验，质量，检验") == ["质", "检"])
        #expect(matches("GB*16 质*", "GB/T19001-2016 iso9001") == ["GB/T19001-2016"])
        #expect(matches("pd17* ", "PD1728_A_1，PD1628") == ["PD1728_A_1"])
    }

    @Test func countedPiecesAndFiltersShow() {
        #expect(matches("{质量 安全 检验}~2", "质量和安全") == ["质量", "安全"])
        #expect(matches("{电梯罚款}~1", "罚款，电梯") == ["罚款", "电梯"])
        #expect(matches("filter:质量 安全^2", "质量和安全") == ["质量", "安全"])
        #expect(matches("issuer:质量 issued:2009 *", "质量2009") == [])
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
                let occurrences = occurrences(of: Array(characters[core]), in: characters)
                #expect(found.allSatisfy { covers(occurrences, $0) }, "seed \(seed) \(phrase)")
            }
        }
    }

    /// What is left without punctuation and white space at the ends.
    private func lettersCore(_ characters: [Character], _ range: ClosedRange<Int>) -> ClosedRange<Int>? {
        guard let first = range.first(where: { isText(characters[$0]) }),
            let last = range.last(where: { isText(characters[$0]) })
        else { return nil }
        return first...last
    }

    /// One character as positions count them.
    private struct Counted {
        /// The letter or digit; all punctuation is alike.
        var symbol: Character
        /// Whether a letter or digit follows at once.
        var isJoined: Bool
        var index: Int
    }

    private func counted(_ characters: [Character]) -> [Counted] {
        characters.indices.filter { !characters[$0].isWhitespace }.map { index in
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            return Counted(
                symbol: isText(characters[index]) ? characters[index] : "，",
                isJoined: isText(characters[index]) && isText(next), index: index)
        }
    }

    private func isText(_ character: Character) -> Bool { character.isLetter || character.isNumber }

    /// Bytes of every place that looks like the phrase to whoever counts characters without white space.
    private func occurrences(of phrase: [Character], in characters: [Character]) -> [Range<Int>] {
        let sought = counted(phrase)
        let text = counted(characters)
        return text.indices.filter { start in
            start + sought.count <= text.count
                && sought.indices.allSatisfy {
                    let place = text[start + $0]
                    return place.symbol == sought[$0].symbol
                        && ($0 == sought.count - 1 || place.isJoined == sought[$0].isJoined)
                }
        }.map { start in
            let first = text[start].index, last = text[start + sought.count - 1].index
            let byte = String(characters[..<first]).utf8.count
            return byte..<byte + String(characters[first...last]).utf8.count
        }
    }

    private func covers(_ occurrences: [Range<Int>], _ range: Range<Int>) -> Bool {
        range.allSatisfy { byte in occurrences.contains { $0.contains(byte) } }
    }
}
