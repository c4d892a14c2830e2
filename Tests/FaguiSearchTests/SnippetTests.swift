import FaguiTestSupport
import Testing

@testable import FaguiSearch

@Suite struct SnippetTests {
    private func cut(_ text: String, _ words: [String], length: Int) -> (text: String, matches: [String]) {
        let bytes = Array(text.utf8)
        let cut = SnippetCutter.cut(bytes, matches: occurrences(of: words, in: bytes), length: length)
        return (
            String(decoding: bytes[cut.range], as: UTF8.self),
            cut.matches.map { String(decoding: bytes[$0], as: UTF8.self) }
        )
    }

    private func occurrences(of words: [String], in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var place = 0
        while place < bytes.count {
            if let word = words.first(where: { bytes[place...].starts(with: $0.utf8) }) {
                found.append(place..<place + word.utf8.count)
                place += word.utf8.count
            } else {
                place += 1
            }
        }
        return found
    }

    @Test func withoutMatchesTheBeginningIsShown() {
        #expect(cut("　 质量和安全年活动。下一句", [], length: 5).text == "质量和安全")
        #expect(cut("短", [], length: 100).text == "短")
    }

    @Test func shortTextIsShownWhole() {
        let shown = cut("第一句。开展质量抽查。", ["质量", "抽查"], length: 50)
        #expect(shown.text == "第一句。开展质量抽查。")
        #expect(shown.matches == ["质量", "抽查"])
    }

    @Test func beginsWithTheSentenceOfTheMatch() {
        let filling = String(repeating: "无关的话，", count: 20)
        let shown = cut(filling + "他说：“好。”各地开展质量抽查，" + filling, ["抽查"], length: 20)
        #expect(shown.text.hasPrefix("各地开展质量抽查"))
        #expect(shown.text.count == 20)
    }

    @Test func distinctMatchesBeatRepetitions() {
        let gap = String(repeating: "，无关", count: 20)
        let shown = cut("质量质量质量" + gap + "质量和安全" + gap, ["质量", "安全"], length: 12)
        #expect(shown.matches == ["质量", "安全"])
    }

    @Test func matchAtTheEndGetsWhatStandsBefore() {
        let shown = cut(String(repeating: "前文", count: 50) + "质量", ["质量"], length: 10)
        #expect(shown.text == "前文前文前文前文质量")
    }

    @Test func matchLongerThanTheSnippetIsCut() {
        let shown = cut("前" + String(repeating: "质", count: 30) + "后", [String(repeating: "质", count: 30)], length: 10)
        #expect(shown.text == String(repeating: "质", count: 10))
        #expect(shown.matches == [shown.text])
    }

    @Test func combinedCharactersStayWhole() {
        let flag = "🇨🇳", family = "👨‍👩‍👧"
        #expect(cut(flag + flag + flag, [], length: 5).text == flag + flag)
        #expect(cut("e\u{301}e\u{301}", [], length: 3).text == "e\u{301}")
        #expect(cut("质量" + family, ["质量"], length: 6).text == "质量")
    }

    @Test func oddInputsGiveAnEmptyOrBoundedCut() {
        #expect(SnippetCutter.cut([], matches: [], length: 10) == .init(range: 0..<0, matches: []))
        #expect(SnippetCutter.cut([65], matches: [0..<1], length: 0) == .init(range: 0..<0, matches: []))
        #expect(SnippetCutter.cut([65], matches: [0..<1], length: .max) == .init(range: 0..<1, matches: [0..<1]))
        #expect(cut(" \n\u{3000}", [], length: 10).text.isEmpty)
        let broken: [UInt8] = [0xE8, 0xB4, 0x80, 0xFF, 0x80, 65, 0xF0, 0x9F]
        #expect(SnippetCutter.cut(broken, matches: [5..<6], length: 3).range.contains(5))
    }

    @Test func longTextIsCutInTime() {
        let text = Array(String(repeating: "质量安全", count: 500_000).utf8)
        let matches = stride(from: 0, to: text.count, by: 12).map { $0..<$0 + 6 }
        let cut = SnippetCutter.cut(text, matches: matches, length: 20)
        #expect(cut.range == 0..<60)
        #expect(SnippetCutter.cut(text, matches: [0..<text.count], length: 20).range == 0..<60)
    }

    @Test func anyCutKeepsItsPromises() {
        let alphabet = [
            "质", "量", "。", "\n", " ", "a", "e\u{301}", "🇨🇳", "👨‍👩‍👧", "；", "”", "，", "\u{3000}", "葛\u{E0100}", "\r\n",
        ]
        for seed in RandomTests.seeds(1_000) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let count = Int.random(in: 0..<80, using: &random)
            let characters = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
            let text = characters.joined()
            let bytes = Array(text.utf8)
            let boundaries = characterBoundaries(of: text)
            var matches: [Range<Int>] = []
            var next = 0
            while next + 1 < boundaries.count {
                let end = min(next + Int.random(in: 1...6, using: &random), boundaries.count - 1)
                if Int.random(in: 0..<4, using: &random) == 0, text[characterRange(next, end, text)].contains("质") {
                    matches.append(boundaries[next]..<boundaries[end])
                    next = end + 1
                } else {
                    next += 1
                }
            }
            let length = Int.random(in: 1...40, using: &random)
            let cut = SnippetCutter.cut(bytes, matches: matches, length: length)
            check(cut, matches: matches, bytes: bytes, boundaries: Set(boundaries), length: length, seed: seed)
        }
    }

    private func check(
        _ cut: SnippetCutter.Cut, matches: [Range<Int>], bytes: [UInt8], boundaries: Set<Int>, length: Int, seed: UInt64
    ) {
        let shown = String(decoding: bytes[cut.range], as: UTF8.self)
        #expect(shown.unicodeScalars.count <= length, "seed \(seed)")
        let longest = matches.map { String(decoding: bytes[$0], as: UTF8.self).unicodeScalars.count }.max() ?? 0
        // The longest character of the alphabet has five scalars.
        guard length >= 5, longest <= length else { return }
        #expect(boundaries.contains(cut.range.lowerBound) && boundaries.contains(cut.range.upperBound), "seed \(seed)")
        #expect(matches.isEmpty || !cut.matches.isEmpty, "seed \(seed)")
        let inside = matches.filter { $0.overlaps(cut.range) }
        #expect(cut.matches == inside, "seed \(seed)")
        if matches.isEmpty { #expect(shown.first?.isWhitespace != true && shown.last?.isWhitespace != true) }
    }

    private func characterBoundaries(of text: String) -> [Int] {
        var boundaries = [0]
        for character in text { boundaries.append((boundaries.last ?? 0) + character.utf8.count) }
        return boundaries
    }

    private func characterRange(_ start: Int, _ end: Int, _ text: String) -> Range<String.Index> {
        text.index(text.startIndex, offsetBy: start)..<text.index(text.startIndex, offsetBy: end)
    }
}
