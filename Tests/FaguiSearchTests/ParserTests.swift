import FaguiTestSupport
import Testing

@testable import FaguiSearch

@Suite struct ParserTests {
    private func tree(_ text: String) -> String { ParsedQuery(text).root?.description ?? "nothing" }

    @Test(arguments: [
        ("质量 安全", "[质量 安全]"),
        ("督察组  12天", "[督察组 12天]"),
        ("质量 \"安全生产\" 年", "{[质量] \"安全生产\" [年]}"),
        ("质量“安全”", "{[质量] “安全”}"),
        ("+质量 安全 -食品", "{+[质量] [安全] -[食品]}"),
        ("-\"食品 安全\"", "-\"食品 安全\""),
        ("质量 AND 安全", "(and [质量] [安全])"),
        ("质量 安全 OR 检查 抽查", "(or [质量 安全] [检查 抽查])"),
        ("甲 OR 乙 AND 丙", "(or [甲] (and [乙] [丙]))"),
        ("(甲 OR 乙) AND 丙", "(and (or [甲] [乙]) [丙])"),
        ("甲 AND NOT 乙", "(and [甲] -[乙])"),
        ("甲 NOT 乙 丙", "{[甲] -[乙] [丙]}"),
        ("NOT NOT 甲", "[甲]"),
        ("NOT -甲", "[甲]"),
        ("NOT +甲", "-[甲]"),
        ("title:质量 安全", "{title:[质量] [安全]}"),
        ("+title:(质量 \"安全\")", "+title:{[质量] \"安全\"}"),
        ("质量(安全)", "[质量 安全]"),
    ])
    func formsOfTheLanguage(text: String, expected: String) {
        #expect(tree(text) == expected)
    }

    @Test(arguments: [
        ("", "nothing"),
        (" \t\n", "nothing"),
        ("()", "nothing"),
        ("AND", "[AND]"),
        ("OR 甲", "[OR 甲]"),
        ("甲 AND", "[甲 AND]"),
        ("甲 AND OR 乙", "(and [甲] [乙])"),
        ("甲 AND ()", "[甲]"),
        ("甲 NOT", "[甲 NOT]"),
        ("(甲 NOT) 乙", "[甲 NOT 乙]"),
        ("((甲", "[甲]"),
        ("甲)) 乙", "[甲 乙]"),
        ("NOT ()", "nothing"),
        ("+() 甲", "[甲]"),
        ("\"甲", "[\"甲]"),
        ("？", "[？]"),
    ])
    func faultsBecomeText(text: String, expected: String) {
        #expect(tree(text) == expected)
    }

    @Test func parenthesesBeyondTheLimitAreLeftOutWithANote() {
        let deep = String(repeating: "(甲 OR ", count: 70) + "乙" + String(repeating: ")", count: 70) + " 丙"
        let query = ParsedQuery(deep)
        #expect(query.notes.texts == ["Parentheses more than 64 deep were left out."])
        #expect(tree(deep).hasSuffix("[丙]}"))
        let shallow = String(repeating: "(", count: 64) + "乙" + String(repeating: ")", count: 64)
        #expect(ParsedQuery(shallow).notes.texts.isEmpty)
    }

    @Test func queryBeyondTheLimitIsReadToTheLimit() {
        let query = ParsedQuery(String(repeating: "质", count: 9_000))
        #expect(query.root == .text(String(repeating: "质", count: 8_192)))
        #expect(query.notes.texts.count == 1)
        #expect(query.source.count == 9_000)
    }

    @Test(arguments: [
        "(", ")", "\"", "“", "-", "+", "NOT ", "AND ", "甲 OR ", "title:(", "+title:(NOT ", "(甲 AND (乙 OR -",
    ])
    func hugeRepetitionsParse(unit: String) {
        let text = String(repeating: unit, count: 100_000)
        #expect(ParsedQuery(text).source == text)
    }

    @Test func anyBytesParse() {
        for seed in RandomTests.seeds(8) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let alphabet: [String] = [
                "质", "量", " ", "\"", "“", "”", "(", ")", "+", "-", "AND", "OR", "NOT", "title:", "a", "。", "\u{301}",
            ]
            for _ in 0..<300 {
                let length = Int.random(in: 0..<60, using: &random)
                let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
                let typed = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
                for text in [String(decoding: bytes, as: UTF8.self), typed.joined()] {
                    let query = ParsedQuery(text)
                    #expect(query == ParsedQuery(text), "seed \(seed)")
                    #expect(nestingDepth(query.root) <= 6 * 65, "seed \(seed)")
                }
            }
        }
    }

    @Test func tenMegabytesOfNoiseParse() {
        var random = SeededGenerator(seed: 7)
        let bytes = (0..<100_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let query = ParsedQuery(String(repeating: String(decoding: bytes, as: UTF8.self), count: 100))
        #expect(query.notes.texts.contains { $0.contains("8192") })
    }

    private func nestingDepth(_ node: QueryNode?) -> Int {
        switch node {
        case nil: 0
        case .text, .phrase, .sloppy, .wildcard, .all, .range: 1
        case .near(let a, let b, _): 1 + max(nestingDepth(a), nestingDepth(b))
        case .must(let inner), .mustNot(let inner), .field(_, let inner), .boost(let inner, _), .atLeast(_, let inner):
            1 + nestingDepth(inner)
        case .sequence(let nodes), .and(let nodes), .or(let nodes): 1 + (nodes.map { nestingDepth($0) }.max() ?? 0)
        }
    }
}
