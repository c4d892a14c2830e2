import FaguiTestSupport
import FaguiText
import Testing

@Suite struct GramTests {
    private let analyzer: Analyzer

    init() throws { analyzer = try Analyzer(.current) }

    @Test func everyCharacterCarriesOneGramAtItsPosition() {
        let expected = [
            Term(text: "质量", position: 0, source: "质量"), Term(text: "量 ", position: 1, source: "量"),
            Term(text: "安全", position: 3, source: "安全"), Term(text: "全 ", position: 4, source: "全"),
        ]
        #expect(analyzer.terms("质量，安全").grams == expected)
    }

    @Test func whiteSpaceTakesNoPositionButEndsARun() {
        #expect(analyzer.gramsByPosition("质 量\n\u{3000}安") == [0: "质 ", 1: "量 ", 2: "安 "])
    }

    @Test func gramsAreFoldedAndPointToTheOriginal() {
        let expected = [
            Term(text: "gb", position: 0, source: "ＧB"), Term(text: "b ", position: 1, source: "B"),
            Term(text: "kg", position: 3, source: "㎏"), Term(text: "g ", position: 4, source: "㎏"),
        ]
        #expect(analyzer.terms("ＧB/㎏").grams == expected)
    }

    @Test func twoCharactersBeyondTheBMPGoToTheArena() {
        #expect(analyzer.gramsByPosition("𠀀𠀁𠀂质") == [0: "𠀀𠀁", 1: "𠀁𠀂", 2: "𠀂质", 3: "质 "])
    }

    @Test func textWithoutCharactersHasNoTerms() {
        for text in ["", " \n", "，。！", "\u{200B}"] {
            #expect(analyzer.terms(text).grams.isEmpty && analyzer.terms(text).words.isEmpty)
        }
    }

    @Test func buffersAreEmptiedFirst() {
        #expect(analyzer.gramsByPosition("安全") == [0: "安全", 1: "全 "])
        var words = TermBuffer()
        var grams = TermBuffer()
        for _ in 0..<2 {
            Array("𠀀𠀁".utf8).withUnsafeBufferPointer { analyzer.analyze($0, words: &words, grams: &grams) }
        }
        #expect(grams.terms.count == 2 && grams.arena.count == 8 && grams.starts.isEmpty)
    }

    @Test func gramsAreThoseOfTheFoldedText() throws {
        for seed in RandomTests.seeds(100) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let text = RandomText.make(pieces: Int.random(in: 0...40, using: &random), &random)
            let scalars = Array(ICUOracle.fold(text).unicodeScalars)
            var expected: [UInt32: String] = [:]
            var position: UInt32 = 0
            for (index, scalar) in scalars.enumerated() where !scalar.properties.isWhitespace {
                if ICUOracle.carriesGram(scalar) {
                    let next = index + 1 < scalars.count ? scalars[index + 1] : " "
                    expected[position] = "\(scalar)\(ICUOracle.carriesGram(next) ? next : " ")"
                }
                position += 1
            }
            #expect(analyzer.gramsByPosition(text) == expected, "seed \(seed)")
        }
    }
}
