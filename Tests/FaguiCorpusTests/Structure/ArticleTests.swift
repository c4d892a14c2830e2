import Testing

@testable import FaguiCorpus

@Suite struct ArticleTests {
    @Test func everyWayToWriteAnArticleGivesTheSameLocator() {
        for heading in [
            "第三十二条 企业", "第32条 企业", "第３２条　企业", "**第三十二条** 企业", "**第三十二条 企业**应当", "第 三十二 条 企业",
            "\u{3000}\u{3000}第三十二条\u{3000}企业", "### 第三十二条 企业", "第三十二条【目的】企业",
        ] {
            let text = source("# 法\n\n\(heading)应当保证质量。\n", .markdown)
            #expect(text.locators == ["第三十二条"], "\(heading)")
        }
    }

    @Test func anArticleMayStandAboveItsText() {
        #expect(source("法\n第一条\n企业应当负责。\n").texts == ["第一条\n企业应当负责。"])
    }

    @Test func insertedArticlesKeepTheirSuffix() {
        let text = source("法\n第一百二十条 甲。\n第一百二十条之一 乙。\n第120条之2　丙。\n")
        #expect(text.locators == ["第一百二十条", "第一百二十条之一", "第一百二十条之二"])
    }

    @Test func anArticleRunsToTheNextArticleOrHeading() {
        let text = source("质量法\n第一条 甲：\n（一）乙；\n（二）丙。\n\n第二条 丁。\n第二章 监督\n第三条 戊。\n")
        #expect(text.texts == ["第一条 甲：\n（一）乙；\n（二）丙。", "第二条 丁。", "第三条 戊。"])
        #expect(text.paths == ["", "", "第二章 监督"])
    }

    @Test func boldMarksStayInTheText() {
        let text = source("# 法\n\n**第一条** 甲。\n\n**第二条** 乙。\n", .markdown)
        #expect(text.texts == ["**第一条** 甲。", "**第二条** 乙。"])
    }

    @Test func aCitationAtALineStartHeadsNothing() {
        let text = source(
            "法\n第一条 甲。\n第二条 乙：\n第三条规定的行为；\n第一条、第二条所列的行为。\n第三条 丙，依照\n第二条 的规定处罚。\n第四条 丁。\n")
        #expect(text.locators == ["第一条", "第二条", "第三条", "第四条"])
        #expect(text.texts[1] == "第二条 乙：\n第三条规定的行为；\n第一条、第二条所列的行为。")
        #expect(text.texts[2] == "第三条 丙，依照\n第二条 的规定处罚。")
    }

    @Test func aSentenceThatBreaksOffGoesOnWithACitation() {
        let text = source(
            "解释\n第一条　甲。\n第二条　刑法\n第二百九十一条之一 规定的“虚假恐怖信息”，包括乙。\n第三条 丙，依照\n第三十条 处罚。\n丁。\n第九十条 所列的戊。\n第四条 己。\n")
        #expect(text.locators == ["第一条", "第二条", "第三条", "第四条"])
    }

    @Test func captionsBelowOneAnotherAreNoBrokenSentences() {
        #expect(source("法（节选）\n第二条 范围\n第五条 期间\n第九条 附则\n").locators == ["第二条", "第五条", "第九条"])
    }

    @Test func aNumberMayHaveAPunctuationMarkBehind() {
        let text = source("办法\n第五条：甲。\n第六条、乙。\n第七条.丙：\n第八条、第九条规定的；\n第八条、丁，依照\n第九条、附件二处罚。\n")
        #expect(text.locators == ["第五条", "第六条", "第七条", "第八条"])
        #expect(source("办法\n第一条、甲。\n第二条、乙。\n").locators == ["第一条", "第二条"])
    }

    @Test func headingsGluedToTheirTextCountInOrderOnly() {
        let text = source("法\n第一条为了保证质量，制定本法。\n第二条本法适用于企业。\n第九条本法有误。\n第三条企业应当负责。\n")
        #expect(text.locators == ["第一条", "第二条", "第三条"])
        #expect(text.texts[1] == "第二条本法适用于企业。\n第九条本法有误。")
    }

    @Test func paragraphsBeforeTheFirstArticleArePassages() {
        let text = source("质量法\n为了保证质量，制定本法。\n本法自公布之日起施行。\n第一条 甲。\n")
        #expect(text.locators == ["p1", "p2", "第一条"])
        #expect(text.title == "质量法")
    }

    @Test func articlesOfAnAnnexAreCalledByIt() {
        let text = source("办法\n第一条 甲。\n第二条 乙。\n附件1：细则\n第一条 丙。\n第二条 丁。\n附件2 目录表\n第一条 戊。\n")
        #expect(
            text.locators == ["第一条", "第二条", "附件1/第一条", "附件1/第二条", "附件2/第一条"])
        #expect(text.paths == ["", "", "附件1：细则", "附件1：细则", "附件2 目录表"])
    }

    @Test func aSecondNumberingWithoutHeadingIsNumbered() {
        let text = source("两个办法\n第一条 甲。\n第二条 乙。\n第一条 丙。\n第二条 丁。\n第一条 戊。\n")
        #expect(text.locators == ["第一条", "第二条", "第一条~2", "第二条~2", "第一条~3"])
    }

    @Test func numberingsOfEqualPartsAreToldApart() {
        let law = "第一章 总则\n第一条 甲。\n第二条 乙。\n"
        let text = source("汇编\n" + law + law + law)
        #expect(Set(text.locators).count == 6)
        #expect(text.locators[2] == "第一章/第一条")
        #expect(text.locators[4] == "第一章/第一条~2")
    }

    @Test func anAmendmentThatCitesArticlesIsNoLaw() {
        let text = source("修正案\n一、第十条修改为：“第十条 企业应当负责。\n“第十一条 企业不得推诿。”\n二、删去第二十条。\n")
        // What is quoted belongs to the item that quotes it; the next item keeps the number of its line.
        #expect(text.locators == ["p1", "p3"])
        #expect(text.texts[0] == "一、第十条修改为：“第十条 企业应当负责。\n“第十一条 企业不得推诿。”")
    }

    @Test func quotedArticlesBelongToTheArticleThatQuotesThem() {
        let text = source(
            "关于修改质量法的决定\n第一条 将第三条修改为：“第三条 企业应当负责。\n第四条 企业不得推诿。\n第二条 部门应当监督。”\n第二条 本决定自公布之日起施行。\n")
        #expect(text.locators == ["第一条", "第二条"])
        #expect(text.texts[1] == "第二条 本决定自公布之日起施行。")
    }

    @Test func itemsOfQuotedWordingEndNoItemOfTheDecision() {
        let text = source("关于修改解释的决定\n一、将第一条修改为：\n“下列案件：\n一、甲；\n二、乙；\n三、丙。”\n二、删去第二条。\n")
        #expect(text.texts.count == 2)
        #expect(text.texts[0].hasSuffix("三、丙。”"))
    }

    @Test func articlesInOneLineAreFoundWhereTheyAreMissing() {
        let text = source("法\n第一条 甲。 第二条 乙。第三条丙，依照第四条 的规定。\n第四条 丁，见第五条。\n第六条 戊。\n笫七条 己。\n")
        #expect(text.locators == ["第一条", "第二条", "第三条", "第四条", "第六条", "第七条"])
        #expect(text.texts[0] == "第一条 甲。")
    }

    @Test func oddArticlesAreWarnedOfWithTheirLines() {
        var warnings: [CorpusError] = []
        let text = source(
            "法\n\n第一条 甲。\n第三条 乙。\n第三条 丙。\n第2条 丁。\n第四条 戊。\n第九条 己。\n", path: "law.txt", warnings: &warnings)
        #expect(text.locators == ["第一条", "第三条", "第三条~2", "第二条", "第四条", "第九条"])
        #expect(
            warnings.map(\.reason) == [
                "line 4: 第三条 after 第一条: 第二条 is missing", "line 5: 第三条 stands in this numbering already",
                "line 6: 第二条 after 第三条: out of order; 2 more like it",
            ])
        #expect(warnings.allSatisfy { $0.path == "law.txt" })
    }
}
