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
        ("\"质量 安全\"~3 年", "{\"质量 安全\"~3 [年]}"),
        ("\"质量\"~0", "\"质量\""),
        ("“质量”~3", "{“质量” [~3]}"),
        ("质量 NEAR/5 安全", "(NEAR/5 [质量] [安全])"),
        ("甲 质量 NEAR/5 \"安全\" 乙", "{[甲] (NEAR/5 [质量] \"安全\") [乙]}"),
        ("甲 BEFORE/0 乙 SENTENCE (丙 OR 丁)", "(SENTENCE (BEFORE/0 [甲] [乙]) (or [丙] [丁]))"),
        ("-甲 PARAGRAPH 乙", "-(PARAGRAPH [甲] [乙])"),
        ("title:甲 NEAR/2 乙", "title:(NEAR/2 [甲] [乙])"),
        ("甲 NEAR/2 乙 AND 丙", "(and (NEAR/2 [甲] [乙]) [丙])"),
        ("产*法 PD17*", "{<产*法> <PD17*>}"),
        ("*", "*"),
        ("* -甲 issuer:乙", "{* -[甲] issuer:[乙]}"),
        ("(*) AND 甲", "(and * [甲])"),
        ("{甲 乙 丙}~2", "(2 of [甲 乙 丙])"),
        ("+{甲 (乙 丙) \"丁\"}~2^3", "+(2 of {[甲 乙 丙] \"丁\"})^3.0"),
        ("质量^2 \"安全\"~3^0.5 (甲 乙)^10", "{[质量]^2.0 \"安全\"~3^0.5 [甲 乙]^10.0}"),
        ("heading:章 headings:章", "{headings:[章] headings:[章]}"),
        ("issuer:国务院 number:国发(2009)1号", "{issuer:[国务院] number:[国发(2009)1号]}"),
        ("issued:[2009 TO 2012-06]", "issued:[2009 TO 2012-06]"),
        ("issued:{2009 TO 2012-06}", "issued:{2009 TO 2012-06}"),
        ("effective:>=2020 year:<2009 issued:2009年6月", "{effective:>=2020 year:<2009 issued:2009年6月}"),
        ("issued:* effective:(2009 OR 2010)", "{issued:* effective:(or [2009] [2010])}"),
        ("filter:(甲 乙) 丙", "{filter:[甲 乙] [丙]}"),
        ("filter:title:甲 乙", "{filter:title:[甲] [乙]}"),
        ("-filter:heading:\"甲\"", "-filter:headings:\"甲\""),
        ("filter:issued:>=2009 甲", "{filter:issued:>=2009 [甲]}"),
        ("filter:issuer:(甲 乙)", "filter:issuer:[甲 乙]"),
        ("filter:title:甲 NEAR/2 乙", "filter:title:(NEAR/2 [甲] [乙])"),
        ("filter:罚款>=5 甲", "{filter:<罚款>=5> [甲]}"),
        ("罚款>=100000 甲", "{<罚款>=100000> [甲]}"),
        ("+期限<=15日 -拘留>十日", "{+<期限<=15日> -<拘留>十日>}"),
        ("(罚款=1万元 OR 倍数<3) 比例>5%", "{(or <罚款=1万元> <倍数<3>) <比例>5%>}"),
        ("{罚款>=5万 甲}~1", "(1 of {<罚款>=5万> [甲]})"),
        ("* amount>=1.5万元", "{* <amount>=1.5万元>}"),
        ("NOT 罚款>=５万元", "-<罚款>=５万元>"),
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
        ("甲 NEAR/5", "[甲 NEAR/5]"),
        ("NEAR/5 甲", "[NEAR/5 甲]"),
        ("甲 NEAR/5 -乙", "{[甲 NEAR/5] -[乙]}"),
        ("甲 NEAR/5 (乙 AND 丙)", "(and [甲] (and [乙] [丙]))"),
        ("甲 NEAR/99999 乙", "[甲 NEAR/99999 乙]"),
        ("甲 SENTENCE", "[甲 SENTENCE]"),
        ("甲 * 乙", "[甲 * 乙]"),
        ("**甲** *乙 3*5 甲**乙 甲*，乙", "[**甲** *乙 3*5 甲**乙 甲*，乙]"),
        ("10^3 x^2+y 质量^ 质量^x 质量^0 质量^1000", "[10^3 x^2+y 质量^ 质量^x 质量^0 质量^1000]"),
        ("甲~2 \"乙\"~x", "{[甲~2] \"乙\" [~x]}"),
        ("{甲 乙} {丙", "[{甲 乙} {丙]"),
        ("{甲 {乙}~2 丙}~3", "{(2 of [甲 {乙]) [丙}~3]}"),
        ("{(甲 乙}~2 丙)", "{(2 of [甲 乙]) [丙]}"),
        ("issued:昨天 issued:[2009 issued:[2009 TO", "[issued:昨天 issued:[2009 issued:[2009 TO]"),
        ("foo:甲 http://甲 issuer: 甲", "[foo:甲 http://甲 issuer: 甲]"),
        ("title:body:甲 filter:title:issuer:甲", "{title:[body:甲] filter:title:[issuer:甲]}"),
        ("filter:filter:甲 filter:filter:filter:甲", "{filter:filter:[甲] filter:filter:[filter:甲]}"),
        ("filter:foo:甲 filter:title: 甲", "{filter:[foo:甲] filter:[title:] [甲]}"),
        ("issued:[2012 TO 2009]", "issued:[2012 TO 2009]"),
        ("罚款>= 5 罚款 >=5 >=5 罚款>=", "[罚款>= 5 罚款 >=5 >=5 罚款>=]"),
        ("罚款>=5日 罚款>=五 罚款>=1-3 罚款=>5", "{[罚款>=5日] <罚款>=五> [罚款>=1-3 罚款=>5]}"),
        ("罚款≥5 罚款＞5 a<b E=5 title:罚款>=5", "{[罚款≥5 罚款＞5 a<b E=5] title:[罚款>=5]}"),
        ("罚款>=5^2 罚款>=\"5\"", "{[罚款>=5]^2.0 [罚款>=] \"5\"}"),
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
        "{", "}", "{甲}~2 ", "{甲 ", "}~2", "甲 NEAR/3 ", "\"甲\"~3", "甲^2 ", "甲*", "* ", "issued:[2009 TO ", "issued:>",
        "(甲 NEAR/3 ", "filter:", "filter:title:", "+filter:(", "甲^", "~3", "罚款>=", "罚款>=5 ", "罚", "一", "期限<=", "=",
    ])
    func hugeRepetitionsParse(unit: String) {
        let text = String(repeating: unit, count: 100_000)
        #expect(ParsedQuery(text).source == text)
    }

    @Test func anyBytesParse() throws {
        for seed in RandomTests.seeds(8) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let alphabet: [String] = [
                "质", "量", " ", "\"", "“", "”", "(", ")", "+", "-", "AND", "OR", "NOT", "title:", "a", "。", "\u{301}",
                "*", "~3", "^2", "{", "}~2", "}", " NEAR/3 ", " SENTENCE ", "issued:", "[2009 TO 2010]", ">=2009",
                "issuer:",
                "filter:", "3", "罚款>=", "期限<", "日", "=",
            ]
            for _ in 0..<300 {
                let length = Int.random(in: 0..<60, using: &random)
                let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
                let typed = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
                for text in [String(decoding: bytes, as: UTF8.self), typed.joined()] {
                    let query = ParsedQuery(text)
                    #expect(query == ParsedQuery(text), "seed \(seed)")
                    // A fault lies in the text, and there is none where strict reading takes it.
                    let length = text.unicodeScalars.count
                    if let fault = query.fault {
                        #expect((0...length).contains(fault.position), "seed \(seed): \(text)")
                    } else {
                        #expect(try ParsedQuery(strict: text).root == query.root, "seed \(seed)")
                    }
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

    @Test func distancesInsideOneAnotherEndAtTheLimit() {
        let chain = (0..<200).map { "甲\($0)" }.joined(separator: " NEAR/2 ")
        let query = ParsedQuery(chain)
        #expect(query.notes.texts.count == 1 && query.fault != nil)
        #expect(nestingDepth(query.root) < 600)
        #expect(ParsedQuery((0..<32).map { "甲\($0)" }.joined(separator: " NEAR/2 ")).notes.texts.isEmpty)
    }

    @Test func minimumMatchTakesTheLooseText() {
        func tree(_ text: String) -> String { ParsedQuery(text).requiring(atLeast: 2).root?.description ?? "nothing" }
        #expect(tree("甲 乙") == "(2 of [甲 乙])")
        #expect(tree("甲 -乙 丙") == "{(2 of [甲 丙]) -[乙]}")
        #expect(tree("甲 AND 乙") == "(and [甲] [乙])" && tree("\"甲\"") == "\"甲\"" && tree("") == "nothing")
    }

    private func nestingDepth(_ node: QueryNode?) -> Int {
        switch node {
        case nil: 0
        case .text, .phrase, .sloppy, .wildcard, .all, .range, .quantity: 1
        case .near(let a, let b, _): 1 + max(nestingDepth(a), nestingDepth(b))
        case .must(let inner), .mustNot(let inner), .field(_, let inner), .boost(let inner, _), .atLeast(_, let inner):
            1 + nestingDepth(inner)
        case .sequence(let nodes), .and(let nodes), .or(let nodes): 1 + (nodes.map { nestingDepth($0) }.max() ?? 0)
        }
    }
}
