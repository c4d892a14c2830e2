import FaguiTestSupport
import Testing

@testable import FaguiText

/// One text gives the same terms whatever was analysed before it, wherever it was cut, and on any number of threads.
@Suite struct SameTermsTests {
    private struct Terms: Equatable {
        var words: [[UInt8]] = []
        var grams: [[UInt8]] = []
        var wordBytes: [Range<UInt32>] = []
    }

    private static func terms(_ text: String, _ analyzer: Analyzer) -> Terms {
        var words = TermBuffer(keepsOffsets: true)
        var grams = TermBuffer(keepsOffsets: true)
        var text = text
        text.withUTF8 { analyzer.analyze($0, words: &words, grams: &grams) }
        return Terms(
            words: words.terms.indices.map { words.bytes(at: $0) },
            grams: grams.terms.indices.map { grams.bytes(at: $0) },
            wordBytes: words.terms.indices.map { words.starts[$0]..<max(words.starts[$0], words.ends[$0]) })
    }

    private static let pieces = [
        "第三十二条", "国家质量监督检验检疫总局", "产品质量", "二〇〇九年", "一百万元", "GB/T 19001-2016", "、", "。", "，", "（", "）",
        "PD1728_A_1", "國發〔2021〕5號", "著作权", "消费者", "召回", "的", "应当", " ", "ｶﾀｶﾅ", "café", "한국어", "𠀀", "〇", "中", "１２３",
        "%",
        "3.15", "a", "É", "e\u{301}", "十", "亿",
    ]

    private static func text(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...40, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }

    @Test func whatWasAnalysedBeforeDoesNotMatter() throws {
        let used = try Analyzer(.current)
        for seed in RandomTests.seeds(3) {
            var random = SeededGenerator(seed: seed)
            for _ in 0..<60 {
                let text = Self.text(&random)
                let fresh = try Analyzer(.current)
                #expect(Self.terms(text, used) == Self.terms(text, fresh), "seed \(seed): \(text)")
            }
        }
    }

    @Test func linesMayBeAnalysedAloneOrTogether() throws {
        let analyzer = try Analyzer(.current)
        for seed in RandomTests.seeds(3) {
            var random = SeededGenerator(seed: seed)
            for _ in 0..<200 {
                let lines = (0..<3).map { _ in Self.text(&random) }
                var alone = Terms()
                var start: UInt32 = 0
                for line in lines {
                    let terms = Self.terms(line, analyzer)
                    alone.words += terms.words
                    alone.grams += terms.grams
                    alone.wordBytes += terms.wordBytes.map { $0.lowerBound + start..<$0.upperBound + start }
                    start += UInt32(line.utf8.count) + 1
                }
                #expect(Self.terms(lines.joined(separator: "\n"), analyzer) == alone, "seed \(seed): \(lines)")
            }
        }
    }

    @Test func threadsDoNotMatter() async throws {
        let seed = try #require(RandomTests.seeds(1).first)
        var random = SeededGenerator(seed: seed)
        let texts = (0..<200).map { _ in Self.text(&random) }
        let one = try Analyzer(.current)
        let expected = texts.map { Self.terms($0, one) }
        try await withThrowingTaskGroup(of: [Terms].self) { group in
            for thread in 0..<8 {
                group.addTask {
                    let analyzer = try Analyzer(.current)
                    // Each in another order.
                    let order = texts.indices.map { ($0 * 7 + thread * 25) % texts.count }
                    var found = texts.map { _ in Terms() }
                    for index in order { found[index] = Self.terms(texts[index], analyzer) }
                    return found
                }
            }
            for try await found in group { #expect(found == expected, "seed \(seed)") }
        }
    }
}
