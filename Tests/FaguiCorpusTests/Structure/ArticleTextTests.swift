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
