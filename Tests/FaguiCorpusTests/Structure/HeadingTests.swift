import Testing

@testable import FaguiCorpus

@Suite struct HeadingTests {
    @Test func structureMakesThePathOutermostFirst() {
        let text = source(
            "民法典\n第一编 总则\n第一分编 通则\n第一章 基本规定\n第一条 甲。\n第二章 自然人\n第一节 能力\n第二条 乙。\n第二编 物权\n第三条 丙。\n附则\n第四条 丁。\n")
        #expect(
            text.paths == [
                "第一编 总则 > 第一分编 通则 > 第一章 基本规定", "第一编 总则 > 第一分编 通则 > 第二章 自然人 > 第一节 能力", "第二编 物权",
                "第二编 物权 > 附则",
            ])
    }

    @Test func markdownMarksAreNotInThePath() {
        let text = source("# 法\n\n## **第一章 总则** ##\n\n### 一般规定\n\n第一条 甲。\n", .markdown)
        #expect(text.paths == ["第一章 总则 > 一般规定"])
    }

    @Test func structureCountsMoreThanTheNumberOfHashes() {
        let text = source("# 法\n## 第一编 总则\n## 第一章 规定\n第一条 甲。\n## 第二章 其他\n第二条 乙。\n", .markdown)
        #expect(text.paths == ["第一编 总则 > 第一章 规定", "第一编 总则 > 第二章 其他"])
    }

    @Test func aBareMarkTakesItsNameFromTheNextLine() {
        let text = source("质量法\n第一章\n总则\n第一条 甲。\n第二章\n法律责任\n第二条 乙。\n")
        #expect(text.paths == ["第一章 总则", "第二章 法律责任"])
    }

    @Test func aShortLineBetweenArticlesIsAHeading() {
        let text = source("质量法\n第一章 总则\n第一条 甲。\n监督管理\n第二条 乙。\n法律责任\n第三条 丙。\n")
        #expect(text.paths == ["第一章 总则", "监督管理", "法律责任"])
        #expect(text.texts == ["第一条 甲。", "第二条 乙。", "第三条 丙。"])
    }

    @Test func aSentenceThatBeginsWithAMarkIsText() {
        let text = source("决定\n第一条 甲：\n第七节相应改为第八节，条文序号作相应调整。\n附件一所列法律的决定。\n")
        #expect(text.locators == ["第一条"])
    }

    @Test func shortLinesHeadTheParagraphsBelow() {
        let text = source("活动掠影\n一次“特殊”的动员大会\n会议在北京召开。\n局长讲话。\n活动初见成效\n成效明显。\n")
        #expect(text.title == "活动掠影")
        #expect(text.paths == ["一次“特殊”的动员大会", "一次“特殊”的动员大会", "活动初见成效"])
        #expect(text.locators == ["p1", "p2", "p3"])
    }

    @Test func numberedHeadingsNest() {
        let text = source("通知\n一、总体要求\n（一）指导思想\n坚持质量第一。\n（二）目标\n提高质量。\n二、措施\n加强监管。\n")
        #expect(text.paths == ["一、总体要求 > （一）指导思想", "一、总体要求 > （二）目标", "二、措施"])
    }

    @Test func itemsOfAListAreFoundThemselves() {
        let headlines = ["零跑汽车第50万台整车下线", "五粮液向世界讲述美好故事", "零跑战略发布会于巴黎举行"]
        let text = source("质量新闻\n活动开展以来成效明显。\n" + headlines.joined(separator: "\n") + "\n")
        #expect(text.texts == ["活动开展以来成效明显。"] + headlines)
        let bullets = source("质量新闻\n- 甲企业下线\n- 乙企业发布了一篇长得多的消息,内容是全国质量月的质量诚信倡议企业名单与活动安排\n- 丙企业\n")
        #expect(bullets.passages.count == 3)
        #expect(bullets.paths == ["", "", ""])
    }

    @Test func aNumberedListIsNoHeadingOfItsLastItem() {
        let text = source("目录\n附表\n第一类\n1．硫酸\n2．盐酸\n说明：\n以上物质纳入管制。\n")
        #expect(text.texts.contains("2．盐酸"))
        #expect(!text.paths.joined().contains("盐酸"))
    }

    @Test func whoSignedIsNoHeadingOfTheDate() {
        let text = source("通知\n一、要求\n加强监管。\n质检总局　农业部\n2010年2月24日\n")
        #expect(text.texts == ["加强监管。", "质检总局　农业部", "2010年2月24日"])
        #expect(text.paths == ["一、要求", "一、要求", "一、要求"])
    }

    @Test func whatAnItemStandsOnHeadsNoOtherItem() {
        let text = source(
            "免罚清单\n一、登记\n1．未悬挂营业执照，及时改正的。\n依据：《查处办法》第二条\n2．未办理备案，及时改正的。\n责任单位：市场监管局\n《登记条例》第四十七条\n3．未公示的。\n处罚依据：《公示条例》第三条\n以上从轻处罚。\n"
        )
        #expect(Set(text.paths) == ["一、登记"])
        #expect(text.passages.count == 8)
        #expect(source("办法\n第一条 甲。\n依据：《乙法》第二条\n第二条 丙。\n").locators == ["第一条", "第二条"])
    }

    @Test func groupsOfAListThatIsCountedThroughAreHeadings() {
        let text = source("目录\n甲类物质\n1．硫酸属于甲类。\n乙类物质\n2．盐酸属于乙类。\n")
        #expect(text.paths == ["甲类物质", "乙类物质"])
    }

    @Test(arguments: [
        "一、对3部修改。（附件1）\n二、对5部予以废止。（附件2）", "一、废止《甲办法》（1999年令第1号）\n二、《乙办法》（2000年令第110号）",
    ])
    func theEndOfADecisionStandsBesideItsItems(items: String) {
        let text = source("决定\n\(items)\n本决定自公布之日起施行。\n")
        #expect(text.passages.count == 3)
        #expect(text.paths.last == "")
    }

    @Test func itemsStandBesideAPreface() {
        let text = source("报告\n引言\n开展调查。\n一、情况\n良好。\n二、建议\n加强监管。\n")
        #expect(text.paths == ["引言", "一、情况", "二、建议"])
    }

    @Test func attributesOfAMarkdownHeadingAreNoText() {
        #expect(source("# 标准\n\n## 范围 {#scope}\n\n甲。\n\n## {x}\n\n乙。\n", .markdown).paths == ["范围", "{x}"])
    }

    @Test func annexesOfStandardsHaveLetters() {
        let text = source("标准\n甲。\n附录A\n检验方法\n乙。\n附录 B 资料\n丙。\n附件C级企业名单\n丁。\n")
        #expect(text.paths.prefix(3) == ["", "附录A 检验方法", "附录 B 资料"])
        #expect(text.passages[1].headings.count == 1)
    }

    @Test func aListOfDocumentsIsNoHeadingOfWhatFollows() {
        let text = source("决定\n废止下列文件：\n一、《甲办法》\n二、《乙办法》\n三、《丙办法》\n本决定自公布之日起施行。\n")
        #expect(text.passages.count == 5)
        #expect(Set(text.paths) == [""])
    }

    @Test func aHeadingWithNothingBelowIsAPassage() {
        let text = source("# 通知\n\n## 一、要求\n\n## 二、措施\n\n加强监管。\n\n## 三、完\n", .markdown)
        #expect(text.texts == ["一、要求", "加强监管。", "三、完"])
        #expect(text.paths == ["", "二、措施", ""])
    }

    @Test func aListMayHaveMarksOnSomeItemsOnly() {
        let text = source("# 附件\n\n四、国旗的决议\n\n## 五、国籍法\n\n六、外交特权条例\n\n七、领海法\n", .markdown)
        #expect(text.texts == ["四、国旗的决议", "五、国籍法", "六、外交特权条例", "七、领海法"])
    }

    @Test func aTableOfContentsDoesNotStandAboveTheLaw() {
        let text = source("质量法\n目 录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n")
        #expect(text.texts == ["目 录", "第一章 总则", "第二章 附则", "第一条 甲。", "第二条 乙。"])
        #expect(text.paths == ["", "", "", "第一章 总则", "第二章 附则"])
    }

    @Test func theTitleOfAnAnnexStaysAboveItsChapters() {
        let text = source("通知\n现将办法印发。\n附件\n质量管理办法\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n")
        #expect(text.paths.last == "附件 质量管理办法 > 第二章 附则")
    }
}
