import FaguiTestSupport
import FaguiUnicode
import Testing

@testable import FaguiCorpus

@Suite struct PassageIDTests {
    @Test func whiteSpaceIsEncodedAndComesBack() {
        let id = PassageID.make(source: "laws/新冠  决定\u{3000}(2020).md", locator: "第一条")
        #expect(id == "laws/新冠%20%20决定%E3%80%80(2020).md#第一条")
        #expect(PassageID.unescape(id) == "laws/新冠  决定\u{3000}(2020).md#第一条")
    }

    @Test func nothingThatControlsATerminalIsLeft() {
        for scalar in (0...0x1_0FFF).compactMap(Unicode.Scalar.init) {
            let id = PassageID.escape("甲\(scalar)乙")
            if id.unicodeScalars.contains(where: \.controlsTerminal) { Issue.record("U+\(scalar.value)") }
            if !PassageID.unescape(id).utf8.elementsEqual("甲\(scalar)乙".utf8) { Issue.record("U+\(scalar.value)") }
        }
        #expect(PassageID.escape("甲\u{FFFA}（乙）") == "甲%EF%BF%BA（乙）")
    }

    @Test func aRowIsCalledByItsIDAlone() {
        #expect(PassageID.make(source: "rows.jsonl#7", locator: "") == "rows.jsonl#7")
    }

    @Test func whatIsNoEncodedSpaceStays() {
        for text in ["100%", "%41", "%zz", "%E3%80", "%+9", "%2 5", "%"] { #expect(PassageID.unescape(text) == text) }
    }

    @Test func whatLooksEncodedIsToldFromWhatIs() {
        #expect(PassageID.escape("a%20b 100%.txt") == "a%2520b%20100%.txt")
        #expect(PassageID.unescape("a%2520b%20100%.txt") == "a%20b 100%.txt")
        #expect(PassageID.unescape("%2525") == "%25")
        for (source, told) in [("a b", "a b"), ("a%20b", "a%2520b"), ("a%41 b", "a%41 b"), ("100%", "100%")] {
            #expect(PassageID.told(source: source) == told)
            #expect(PassageID.readings(of: told).first == source)
        }
    }

    @Test func everyTextComesBackAndHasAnIDOfItsOwn() {
        let pieces = [
            "%", "%", "%25", "2", "0", "5", "e", "3", "8", "E3", "80", "F", "+", " ", "\t", "\u{3000}", "\u{85}", "质",
        ]
        for seed in RandomTests.seeds(20) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            // By bytes: `String` takes texts for one that only look alike.
            var textOfID: [[UInt8]: [UInt8]] = [:]
            for _ in 0..<500 {
                let length = Int.random(in: 0...6, using: &random)
                let text = (0..<length).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
                let id = PassageID.escape(text)
                #expect(!id.unicodeScalars.contains { $0.properties.isWhitespace }, "seed \(seed): \(text)")
                #expect(Array(PassageID.unescape(id).utf8) == Array(text.utf8), "seed \(seed): \(text)")
                let other = textOfID.updateValue(Array(text.utf8), forKey: Array(id.utf8))
                #expect(other == nil || other == Array(text.utf8), "seed \(seed): \(text)")
            }
        }
    }
}
