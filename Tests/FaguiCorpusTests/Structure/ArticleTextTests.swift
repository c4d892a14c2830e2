import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct ArticleTextTests {
    private static let article = """
        第三十二条　【责任】甲有下列情形之一的：
        （一）乙；
        （二）丙：
        1.丁；
        2.戊。
        前款己。

        （一）不是目录；
        | 表 | 格 |
        庚。
        """

    @Test func listsBelongToTheParagraphThatLeadsThem() {
        #expect(
            outline(Self.article) == [
                "甲有下列情形之一的：… [1 （一）乙； | 2 （二）丙：… {1 1.丁； | 2 2.戊。}]", "前款己。… [1 （一）不是目录；…]", "庚。",
            ])
    }

    @Test(arguments: [
        ("第一条 甲：（一）乙；（二）丙。", ["甲：（一）乙；（二）丙。 [1 （一）乙； | 2 （二）丙。]"]),
        ("第一条 甲，适用第（一）项、（二）项。", ["甲，适用第（一）项、（二）项。"]),
        ("第一条 甲\n一、乙\n（一）丙\n二、丁", ["甲… [1 一、乙… {1 （一）丙} | 2 二、丁]"]),
        ("第一条 甲\n1.乙\n2.丙", ["甲… [1 1.乙 | 2 2.丙]"]),
        ("第一条 甲\n（三之一）乙", ["甲… [3 （三之一）乙]"]),
        ("第一条 甲：\n（一）乙\n丙\n（二）丁\n戊", ["甲：… [1 （一）乙… | 2 （二）丁]", "戊"]),
        ("第一条 甲：\n（一）乙\n丙：\n（一）丁", ["甲：… [1 （一）乙]", "丙：… [1 （一）丁]"]),
        ("第一条\n\n甲\n乙", ["甲", "乙"]), ("**第一条** 甲", ["甲"]), ("甲\n乙", ["甲", "乙"]), ("第一条", []),
        ("第一条 价格为3.15元，增长1、2倍。", ["价格为3.15元，增长1、2倍。"]),
        ("第一条 甲：\n（一）乙；（二）丙；\n（三）丁。", ["甲：… [1 （一）乙； | 2 （二）丙； | 3 （三）丁。]"]),
        // Bullets before the marks, and what stands between the list and the next paragraph.
        (
            "第一条 甲：\n\n- （一）乙；\n* （二）丙；\n\n1. 丁；\n2. 戊。\n\n己。",
            ["甲：… [1 （一）乙； | 2 （二）丙；… {1 1. 丁； | 2 2. 戊。}]", "己。"]
        ),
        ("第一条 甲：\n- **（一）** 乙；\n- 丙；\n+ （二）丁。", ["甲：… [1 **（一）** 乙；… | 2 （二）丁。]"]),
        // ① and a), also below （一）; a footnote is no entry.
        ("第一条 甲：\n① 乙；\n② 丙。\n前款丁。", ["甲：… [1 ① 乙； | 2 ② 丙。]", "前款丁。"]),
        ("第一条 甲：\n（一）乙：\n①丙；\n②丁。\n（二）戊", ["甲：… [1 （一）乙：… {1 ①丙； | 2 ②丁。} | 2 （二）戊]"]),
        ("第一条 甲：\na) 乙；\nb）丙。\n丁。", ["甲：… [1 a) 乙； | 2 b）丙。]", "丁。"]),
        ("第一条 甲：①乙；②丙。", ["甲：①乙；②丙。 [1 ①乙； | 2 ②丙。]"]),
        ("第一条 甲：\n㈠乙：\n⒈丙；\n⒉丁。", ["甲：… [1 ㈠乙：… {1 ⒈丙； | 2 ⒉丁。}]"]),
        ("第一条 甲①。\n① 乙。", ["甲①。", "① 乙。"]), ("第一条 甲：\n② 乙。\nb) 丙。", ["甲：", "② 乙。", "b) 丙。"]),
        // Marks behind the number, and captions.
        ("第一条：甲。", ["甲。"]), ("第一条、甲。", ["甲。"]), ("第一条. 甲。", ["甲。"]), ("第一条 [经费] 甲。", ["甲。"]),
        ("第一条 （主管部门） 甲。", ["甲。"]), ("第一条（主管部门）\n甲。", ["甲。"]), ("第一条 （市）区甲。", ["（市）区甲。"]),
        ("第一条 （删除）", ["（删除）"]), ("第一条 （一）甲；（二）乙。", ["（一）甲；（二）乙。 [1 （一）甲； | 2 （二）乙。]"]),
        ("第一条 规则的适用\n甲。\n乙。", ["甲。", "乙。"]), ("第一条 管辖\n甲：\n（一）乙。", ["甲：… [1 （一）乙。]"]),
        ("第一条 刑法\n第二条 规定的甲。\n乙。", ["刑法…", "乙。"]), ("第一条 企业应当负责\n甲。", ["企业应当负责", "甲。"]),
        ("第一条 名称\n（一）甲。", ["名称… [1 （一）甲。]"]),
        // The number of a page in the middle of a sentence, and elsewhere.
        ("第一条 收运企业应当取得相应许可，未经许可，\n4\n任何单位不得收运。\n甲。", ["收运企业应当取得相应许可，未经许可，…", "甲。"]),
        ("第一条 收运企业应当\n— 4 —\n取得许可。", ["收运企业应当…"]), ("第一条 甲。\n· 4 ·\n乙。", ["甲。", "乙。"]),
        ("第一条 数量：\n4\n乙。", ["数量：", "4", "乙。"]), ("第一条 甲。\n\n---\n\n乙。", ["甲。", "乙。"]),
    ])
    func articlesAreTakenApart(_ text: String, _ expected: [String]) {
        #expect(outline(text) == expected)
    }

    @Test(
        arguments: [
            (LawPlace(paragraph: 2), "前款己。\n\n（一）不是目录；\n| 表 | 格 |"), (LawPlace(paragraph: 3), "庚。"),
            (LawPlace(paragraph: 1, subparagraph: 1), "（一）乙；"), (LawPlace(subparagraph: 2, item: 2), "2.戊。"),
            (LawPlace(paragraph: 2, subparagraph: 1), "（一）不是目录；\n| 表 | 格 |"), (LawPlace(paragraph: 4), nil),
            (LawPlace(subparagraph: 3), nil), (LawPlace(paragraph: 0), nil), (LawPlace(subparagraph: 2, item: 3), nil),
        ] as [(LawPlace, String?)])
    func slicesAreFound(_ place: LawPlace, _ expected: String?) {
        let slice = withBytes(Self.article) { text in
            ArticleText(text, in: 0..<text.count).slice(for: place).map { text.string($0) }
        }
        #expect(slice == expected)
    }

    @Test func placesComeBackFromTheirBytes() {
        withBytes(Self.article) { text in
            let article = ArticleText(text, in: 0..<text.count)
            for (number, paragraph) in article.paragraphs.enumerated() {
                #expect(article.place(at: paragraph.range.lowerBound).paragraph == number + 1)
                for subparagraph in paragraph.subparagraphs {
                    let place = article.place(at: subparagraph.range.lowerBound)
                    #expect(place.subparagraph == subparagraph.number)
                    #expect(article.slice(for: place) == subparagraph.range)
                    for item in subparagraph.items {
                        #expect(article.slice(for: article.place(at: item.range.lowerBound)) == item.range)
                    }
                }
            }
        }
    }

    @Test func partsOfRandomTextsLieInEachOtherInOrder() {
        let pieces = [
            "第一条", "甲", "（一）", "（二）", "1.", "2、", "一、", "：", "；", "。", "\n", "\n\n", " ", "| ", "- ", "【", "】", "#",
            "①", "②", "a)", "**", "4", "---", "\n第二条 规定的",
        ]
        for seed in RandomTests.seeds(300) {
            var generator = SeededGenerator(seed: seed)
            let text = (0..<60).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            withBytes(text) { bytes in
                var end = 0
                for paragraph in ArticleText(bytes, in: 0..<bytes.count).paragraphs {
                    #expect(
                        paragraph.range.lowerBound >= end && paragraph.range.upperBound <= bytes.count, "seed \(seed)")
                    end = paragraph.range.lowerBound
                    for subparagraph in paragraph.subparagraphs {
                        #expect(subparagraph.range.lowerBound >= end, "seed \(seed)")
                        #expect(subparagraph.range.upperBound <= paragraph.range.upperBound, "seed \(seed)")
                        end = subparagraph.range.upperBound
                    }
                    end = max(end, paragraph.range.upperBound)
                }
            }
        }
    }

    /// Each paragraph: its first line (… where more follow), then `[number text | …]` and `{…}` for what is inside.
    private func outline(_ string: String) -> [String] {
        withBytes(string) { text in
            func first(_ range: Range<Int>) -> String {
                let lines = text.string(range).split(separator: "\n", omittingEmptySubsequences: false)
                return String(lines[0]) + (lines.count > 1 ? "…" : "")
            }
            return ArticleText(text, in: 0..<text.count).paragraphs.map { paragraph in
                let list = paragraph.subparagraphs.map { subparagraph in
                    let items = subparagraph.items.map { "\($0.number) \(first($0.range))" }.joined(separator: " | ")
                    return "\(subparagraph.number) \(first(subparagraph.range))" + (items.isEmpty ? "" : " {\(items)}")
                }
                return first(paragraph.range) + (list.isEmpty ? "" : " [\(list.joined(separator: " | "))]")
            }
        }
    }
}
