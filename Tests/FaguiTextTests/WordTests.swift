import FaguiTestSupport
import Testing

@testable import FaguiText

@Suite struct WordTests {
    private let analyzer: Analyzer

    init() throws { analyzer = try Analyzer(.current) }

    private func isASCII(_ word: String) -> Bool { word.utf8.allSatisfy { $0 < 0x80 } }

    private func words(_ text: String) -> [String] { analyzer.terms(text).words.map(\.text) }

    @Test func wordsPointToTheOriginal() {
        let expected = [Term(text: "质量", source: "质量"), Term(text: "quality", source: "Ｑuality")]
        #expect(analyzer.terms("质量，Ｑuality！").words == expected)
    }

    @Test(arguments: [
        ("GB/T 19001-2016", ["gb/t19001-2016", "gb/t19001", "gb19001", "gb", "t", "19001", "2016"]),
        ("PD1728", ["pd1728", "pd", "1728"]),
        ("3.15", ["3.15", "3", "15"]), ("ISO 9001", ["iso9001", "iso", "9001"]), ("2009", ["2009"]),
        ("GB 1-2 3", ["gb1-2", "gb", "1", "2", "3"]), ("1，000", ["1", "1,000", "000", "1000"]),
        ("and/or", ["and", "or"]), ("quality 9", ["quality", "9"]), ("a--1", ["a", "1"]), ("café2", ["café2"]),
        ("ＴＳＧ　Ｄ0001—2009", ["tsgd0001-2009", "tsgd0001", "d0001", "tsg", "d", "0001", "2009"]),
    ])
    func identifiersAreWordsWholeAndInParts(_ text: String, _ expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test(arguments: [
        ("GB/T 19001-2016", "GB19001"), ("PD1728_A_1", "PD1728"), ("JJG 162—2019", "jjg162"), ("GB/T19001", "GB 19001"),
    ])
    func identifiersAreFoundByTheirShorterNames(_ text: String, _ query: String) {
        let sought = words(query).filter { $0.contains { $0.isNumber } && $0.contains { $0.isLetter } }
        #expect(!sought.isEmpty && Set(words(text)).isSuperset(of: sought), "\(words(text)) \(sought)")
    }

    @Test func anIdentifierPointsToAllOfItself() {
        let found = analyzer.terms("按GB/T 19001执行").words.first { $0.text == "gb/t19001" }
        #expect(found?.source == "GB/T 19001")
    }

    @Test func plainChineseWordsAreThoseOfICU() throws {
        let plain = try Analyzer(.plain)
        for seed in RandomTests.seeds(200) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let text = RandomText.make(pieces: Int.random(in: 1...60, using: &random), &random)
            let folded = ICUOracle.fold(text)
            // Words of ASCII alone may be parts of identifiers, which have a test of their own.
            let expected = ICUOracle.words(folded).filter { !isASCII($0) }
            #expect(plain.terms(text).words.map(\.text).filter { !isASCII($0) } == expected, "seed \(seed): \(text)")
        }
    }

    @Test func wordsOfALongTextAreThoseOfItsSentences() {
        for seed in RandomTests.seeds(3) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let sentences = (0..<300).map { _ in
                "为" + RandomText.make(pieces: Int.random(in: 1...40, using: &random), &random) + "。\n"
            }
            #expect(words(sentences.joined()) == sentences.flatMap { words($0) }, "seed \(seed)")
        }
    }

    @Test func aVeryLongWordIsLeftToItsGrams() {
        let long = String(repeating: "a", count: 10_000)
        #expect(words("质量 \(long) 安全") == ["质量", "安全"])
        #expect(words(String(repeating: "a1", count: 3000)).allSatisfy { $0.utf8.count <= 255 })
        #expect(words(String(repeating: "a", count: 255)) == [String(repeating: "a", count: 255)])
        #expect(analyzer.gramsByPosition(long).count == 10_000)
    }

    @Test func textWithoutPunctuationIsCutIntoPieces() throws {
        let word = "质量安全监督管理特种设备食品生产许可"
        let text = String(repeating: word, count: 10_000)
        let plain = try Analyzer(.plain)
        func words(_ text: String) -> [String] { plain.terms(text).words.map(\.text) }
        let found = words(text)
        #expect(found.joined() == text)
        // A cut in the middle makes no word that the text's other places do not have.
        let once = Set(words(String(repeating: word, count: 3)))
        #expect(found.filter { !once.contains($0) }.isEmpty)
    }
}
