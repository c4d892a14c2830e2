import Fagui
import Testing

@testable import FaguiServer

@Suite struct PassageLayoutTests {
    @Test(arguments: [
        ("第一条 为了安全，制定本法。", ["heading:第一条", "paragraph:为了安全，制定本法。"]),
        (
            "第二条 包括：\n（一）甲；\n（二）乙：\n1.丙；\n2.丁。\n另一款。",
            [
                "heading:第二条", "paragraph:包括：", "subparagraph:（一）甲；", "subparagraph:（二）乙：", "item:1.丙；",
                "item:2.丁。", "paragraph:另一款。",
            ]
        ),
        ("第三条 包括：（一）甲；（二）乙。", ["heading:第三条", "paragraph:包括：", "subparagraph:（一）甲；", "subparagraph:（二）乙。"]),
        ("第四条【适用】 本法适用。", ["heading:第四条【适用】", "paragraph:本法适用。"]), ("没有条号的一段。", ["paragraph:没有条号的一段。"]),
        ("第五条 一款。\n\n　　二款。\r\n", ["heading:第五条", "paragraph:一款。", "paragraph:二款。"]), ("", []), ("  \n　", []),
    ])
    func textsAreLaidOut(_ text: String, _ expected: [String]) {
        #expect(shown(text) == expected)
    }

    @Test(arguments: [
        "第一条 （一）甲（二）乙\n|表|格|\n- 条\n（三）", "第一条", "（一）\n（二）", "**第一条** 文", "第一条 e\u{301}\n𠮷", "\n\n\n一\n",
        "第一条 包括：\n（一）甲\n续行\n（二）乙\n1．丙\n（1）丁\n末款",
    ])
    func nothingButBlanksIsLeftOut(_ text: String) {
        let blocks = PassageLayout(text).blocks
        #expect(zip(blocks, blocks.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
        let kept = blocks.map { part(text, $0.range) }.joined()
        func dense(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { !$0.properties.isWhitespace } }
        #expect(dense(kept) == dense(text))
    }

    private func shown(_ text: String) -> [String] {
        PassageLayout(text).blocks.map { "\($0.kind):\(part(text, $0.range))" }
    }

    private func part(_ text: String, _ range: Range<Int>) -> String {
        String(decoding: Array(text.utf8)[range], as: UTF8.self)
    }
}
