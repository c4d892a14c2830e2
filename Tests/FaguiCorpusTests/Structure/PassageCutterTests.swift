import Testing

@testable import FaguiCorpus

@Suite struct PassageCutterTests {
    @Test func everyLineOfAPlainTextIsAParagraph() {
        let text = source("质量月活动通报\r\n第一段，说明情况。\r\n\r\n第二段，说明结果。\r第三段。")
        #expect(text.texts == ["第一段，说明情况。", "第二段，说明结果。", "第三段。"])
        #expect(text.locators == ["p1", "p2", "p3"])
    }

    @Test func wrappedLinesOfMarkdownBelongTogether() {
        let text = source(
            "# 通报\n\n质量和安全年活动开展以来，各级质检部门认真贯彻落实国务院的部署，扎实开展各项工作，取得了\n明显成效，得到了社会各界的肯定。\n下一步继续努力。\n\n- 甲\n- 乙\n",
            .markdown)
        #expect(text.passages.count == 4)
        #expect(text.texts[0].hasSuffix("得到了社会各界的肯定。"))
        #expect(text.texts[1] == "下一步继续努力。")
    }

    @Test func rowsOfATableAreOnePassage() {
        let text = source("# 罪名\n\n规定如下：\n\n| 条文 | 罪名 |\n|---|---|\n| 第114条 | 投放危险物质罪 |\n\n完毕。\n", .markdown)
        #expect(text.passages.count == 3)
        #expect(text.texts[1].hasSuffix("投放危险物质罪 |"))
    }

    @Test func commentsAreNoText() {
        let text = source("# 法\n\n<!-- FORCE BREAK -->\n\n甲。\n\n<!-- 一\n二 -->\n\n乙。\n\n<!-- 没有结尾。\n\n丙。\n", .markdown)
        #expect(text.texts == ["甲。", "乙。", "<!-- 没有结尾。", "丙。"])
    }

    @Test func commentsAreTextInPlainFiles() {
        #expect(source("通知\n<!-- 甲。 -->\n乙。\n").paths == ["<!-- 甲。 -->"])
    }

    @Test func invisibleCharactersDoNotMakeALine() {
        let text = source("# 法\n\n\u{200B}\n\n\u{3000}\u{FEFF}\n\n第一条 甲。\n\n\u{200B}\n", .markdown)
        #expect(text.texts == ["第一条 甲。"])
    }

    @Test func numbersAndDatesAreNoHeadings() {
        let text = source("关于开展质量和安全年活动的通知\n国质检质〔2009〕12号\n各省局：\n现通知如下。\n2009年2月26日\n")
        #expect(text.texts == ["国质检质〔2009〕12号", "各省局：", "现通知如下。", "2009年2月26日"])
        #expect(Set(text.paths) == [""])
        #expect(text.values("number") == ["国质检质〔2009〕12号"])
    }

    @Test func aTextThatIsOnlyATitleIsFoundByIt() {
        let text = source("质量和安全年\n")
        #expect(text.title == "质量和安全年")
        #expect(text.texts == ["质量和安全年"])
    }

    @Test func aTextWithoutATitleHasItsFilesName() {
        let text = source("现将有关情况通报如下，请认真贯彻执行。\n", path: "corpus/关于质量的通报(2009-02-26).txt")
        #expect(text.title == "关于质量的通报")
        #expect(text.values("version") == ["2009-02-26"])
        #expect(text.passages.count == 1)
    }

    @Test func aTitleMayStandInTwoLines() {
        let text = source("北京市人民政府办公厅\n关于开展质量月活动的通知\n各区人民政府：\n")
        #expect(text.title == "北京市人民政府办公厅关于开展质量月活动的通知")
        #expect(text.texts == ["各区人民政府："])
    }

    @Test func headingsSurviveHostileNesting() {
        let marks = ["第一编 甲", "第一章 乙", "附件1", "一、丙", "（一）丁", "戊", "# 己", "###### 庚", "第二节 辛"]
        var lines: [String] = []
        for index in 0..<20_000 { lines.append(marks[index * 7 % 9]) }
        let text = source(lines.joined(separator: "\n"), .markdown)
        #expect(text.passages.allSatisfy { $0.headings.count < 20 })
    }
}
