import FaguiTestSupport
import FaguiText
import Testing

@Suite struct PhraseTests {
    private let analyzer: Analyzer

    init() throws { analyzer = try Analyzer(.current) }

    private func describe(_ phrase: String) -> [String] {
        analyzer.phrase(phrase).elements.map {
            "\(String(decoding: $0.term, as: UTF8.self))@\($0.offset)\($0.isPrefix ? "*" : "")"
        }
    }

    @Test func aPhraseIsItsGramsWithOffsets() {
        #expect(describe("质量安全") == ["质量@0", "量安@1", "安全@2"])
        #expect(describe("质量，安全") == ["质量@0", "量 @1", "安全@3"])
        #expect(describe("质量，安") == ["质量@0", "量 @1", "安@3*"])
        #expect(describe("质 量") == ["质 @0", "量@1*"])
        #expect(describe("质") == ["质@0*"])
        #expect(describe("质量。") == ["质量@0", "量 @1"])
        #expect(describe("ＧＢ/T") == ["gb@0", "b @1", "t@3*"])
    }

    @Test func offsetsCountFromTheFirstGram() {
        #expect(describe("“质量") == ["质量@0"])
        #expect(describe(" \n质量 ") == ["质量@0"])
        #expect(describe("，。").isEmpty)
    }

    /// Positions where the grams of a text hold a phrase.
    private func matches(_ phrase: String, in text: String) -> Set<UInt32> {
        let grams = analyzer.gramsByPosition(text)
        let elements = analyzer.phrase(phrase).elements
        guard !elements.isEmpty else { return [] }
        return Set(
            grams.keys.filter { start in
                elements.allSatisfy { element in
                    guard let gram = grams[start + element.offset] else { return false }
                    return element.isPrefix
                        ? Array(gram.utf8).starts(with: element.term) : Array(gram.utf8) == element.term
                }
            })
    }

    /// A character that takes a position, and whether the next one follows in the same run.
    private struct Place: Equatable {
        var scalar: Unicode.Scalar
        var isText: Bool
        var goesOn = false
    }

    private func places(_ folded: String) -> [Place] {
        let scalars = Array(folded.unicodeScalars)
        var places: [Place] = []
        for (index, scalar) in scalars.enumerated() where !scalar.properties.isWhitespace {
            var place = Place(scalar: scalar, isText: ICUOracle.carriesGram(scalar))
            if index + 1 < scalars.count { place.goesOn = place.isText && ICUOracle.carriesGram(scalars[index + 1]) }
            places.append(place)
        }
        return places
    }

    /// Positions where a text says a phrase, by comparing characters: each letter is the same, and a run goes on or
    /// ends where the phrase's does, unless the phrase ends there.
    private func occurrences(of phrase: String, in text: String) -> Set<UInt32> {
        var asked = places(phrase)
        // White space at its end was dropped; a last character that nothing follows may be followed by anything.
        let isOpen = asked.last?.isText ?? false
        guard let first = asked.firstIndex(where: { $0.isText }) else { return [] }
        asked.removeFirst(first)
        let places = places(text)
        var found: Set<UInt32> = []
        for start in places.indices where places[start].isText {
            let isHere = asked.indices.allSatisfy { offset in
                let want = asked[offset]
                guard want.isText else { return true }
                guard start + offset < places.count else { return false }
                let have = places[start + offset]
                guard have.scalar == want.scalar else { return false }
                return isOpen && offset == asked.count - 1 || have.goesOn == want.goesOn
            }
            if isHere { found.insert(UInt32(start)) }
        }
        return found
    }

    @Test func aPhraseIsFoundWhereTheTextSaysIt() {
        for seed in RandomTests.seeds(300) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let text = RandomText.dense(length: Int.random(in: 1...60, using: &random), &random)
            let phrase = RandomText.dense(length: Int.random(in: 1...4, using: &random), &random)
            let found = matches(phrase, in: text)
            #expect(found == occurrences(of: phrase, in: text), "seed \(seed): \(phrase) in \(text)")
        }
    }

    @Test func anySubstringOfTheFoldedTextIsFound() {
        for seed in RandomTests.seeds(300) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let text = RandomText.make(pieces: Int.random(in: 1...30, using: &random), &random)
            let folded = Array(ICUOracle.fold(text).unicodeScalars)
            guard !folded.isEmpty else { continue }
            let start = Int.random(in: folded.indices, using: &random)
            let end = Int.random(in: start + 1...min(folded.count, start + 12), using: &random)
            let before = folded[..<start].filter { !$0.properties.isWhitespace }.count
            let part = folded[start..<end]
            guard let first = part.firstIndex(where: { ICUOracle.carriesGram($0) }) else { continue }
            let lead = folded[start..<first].filter { !$0.properties.isWhitespace }.count
            var view = String.UnicodeScalarView()
            view.append(contentsOf: part)
            let found = matches(String(view), in: text)
            #expect(found.contains(UInt32(before + lead)), "seed \(seed): \(String(view)) in \(text)")
        }
    }
}
