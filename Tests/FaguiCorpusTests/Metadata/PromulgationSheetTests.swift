import Testing

@testable import FaguiCorpus

/// Texts as bodies make them known: a sheet with a number and a decree above the text, a notice with its signature before
/// what it prints.
@Suite struct PromulgationSheetTests {
    private static let decree = """
        中华人民共和国国务院令
        第722号

        《示例营商条例》已经2019年10月8日国务院第66次常务会议通过，现予公布，自2020年1月1日起施行。

        总理　李某某
        2019年10月22日

        示例营商条例

        第一章　总　则
        第一条　为了持续优化，制定本条例。
        第二条　本条例自2020年1月1日起施行。
        """

    @Test func aDecreeGivesNumberIssuerAndDaysOfTheTextBelow() {
        let text = source(Self.decree)
        #expect(text.title == "示例营商条例")
        #expect(text.values("number") == ["国务院令第722号"])
        #expect(text.values("issuer") == ["国务院"])
        #expect(text.values("issued") == ["2019-10-08"])
        #expect(text.values("published") == ["2019-10-22"])
        #expect(text.values("effective") == ["2020-01-01"])
        #expect(text.values("level") == ["行政法规"])
        // The sheet is text, and heads nothing.
        #expect(text.locators.suffix(2) == ["第一条", "第二条"])
        #expect(text.texts.contains("第722号"))
        #expect(text.paths.allSatisfy { $0.isEmpty || $0 == "第一章　总　则" || $0 == "第一章 总则" })
    }

    @Test(arguments: [
        ("示例省人民代表大会常务委员会公告", "（第25号）", "示例省人民代表大会常务委员会公告第25号"),
        ("财政部令", "第107号", "财政部令第107号"), ("中华人民共和国主席令", "第二十二号", "主席令第二十二号"),
        ("国家示例总局公告", "2023年第12号", "国家示例总局公告2023年第12号"),
    ])
    func numbersAreWrittenInManyWays(maker: String, line: String, number: String) {
        let text = source("\(maker)\n\(line)\n\n《甲办法》已通过，现予公布。\n2021年3月5日\n\n甲办法\n第一条 甲。\n第二条 乙。\n")
        #expect(text.title == "甲办法")
        #expect(text.values("number") == [number])
        #expect(text.values("published") == ["2021-03-05"])
    }

    @Test func aTitleWithinATitleIsWrittenInOtherMarks() {
        let text = source(
            """
            示例省人民政府令
            第312号
            《示例省人民政府关于修改〈甲办法〉的决定》已经省人民政府常务会议通过，现予公布。
            2021年3月20日
            示例省人民政府关于修改
            《甲办法》的决定
            一、第五条修改为：“甲。”
            本决定自2021年5月1日起施行。
            甲办法
            第一条 甲。
            第二条 本办法自2009年8月1日起施行。
            """)
        #expect(text.title == "示例省人民政府关于修改《甲办法》的决定")
        #expect(text.values("effective") == ["2021-05-01"])
    }

    @Test func anAnnouncementIsCalledByItsSubject() {
        let text = source("国家示例总局公告\n2023年第12号\n关于发布《甲目录》的公告\n现予发布，自2023年7月1日起施行。\n")
        #expect(text.title == "关于发布《甲目录》的公告")
        #expect(text.values("number") == ["国家示例总局公告2023年第12号"])
        let bare = source("国家示例总局公告\n2023年第13号\n为规范管理，公告如下。\n")
        #expect(bare.title == "国家示例总局公告2023年第13号")
        let oneLine = source("海关总署公告2020年第99号（关于甲的公告）\n现予公布。\n")
        #expect(oneLine.values("number") == ["海关总署公告2020年第99号"])
        #expect(oneLine.values("issuer") == ["海关总署"])
    }

    @Test(arguments: [
        "关于命令\n第一条 甲。\n", "口令\n第12号\n甲。\n", "国务院令\n甲乙丙。\n", "国务院令\n第722号", "国务院令", "第722号\n国务院令\n",
        "国务院令\n第722号\n《甲条例》已通过，现予公布。\n",
    ])
    func whatIsNoSheetOrBreaksOffIsRead(_ text: String) {
        let source = source(text)
        #expect(!source.passages.isEmpty)
        #expect(source.values("published").isEmpty)
    }

    @Test(arguments: [
        (["某县人民政府办公室关于印发", "某县公路养护细则的", "通　知"], "某县人民政府办公室关于印发某县公路养护细则的通知"),
        (["最高人民法院 公安部", "印发《甲意见》的通知"], "最高人民法院 公安部印发《甲意见》的通知"),
        (["某局", "关于加强管理", "的通知"], "某局关于加强管理的通知"),
        (["甲办法", "总则规定"], "甲办法"),
    ])
    func titlesTakeSeveralLines(lines: [String], title: String) {
        let text = source(lines.joined(separator: "\n") + "\n\n第一条 甲。\n第二条 乙。\n")
        #expect(text.title == title)
    }

    // MARK: Signatures

    @Test(arguments: [
        "附件：甲名单\n\n某省示例局\n2021年4月6日\n\n附件\n\n甲名单\n甲厂\n",
        "附件：1．登记表\n2．样本\n某省示例局\n2021年4月6日\n附件1\n登记表\n名称\n附件2\n样本\n样本内容。\n",
        "某省示例局\n2021年4月6日\n甲产品管理清单\n1．甲。\n2．乙。\n",
    ])
    func aSignatureMayStandBeforeWhatANoticePrints(rest: String) {
        let text = source("某省示例局关于印发甲产品管理清单的通知\n各市局：\n现印发给你们，请执行。\n\(rest)")
        #expect(text.values("issued") == ["2021-04-06"])
        #expect(text.values("issuer") == ["某省示例局"])
        // What an annex is called in a list heads nothing.
        #expect(!text.paths.contains { $0.contains("：") || $0.contains("示例局") })
    }

    @Test func whatIsInForceFromItsPrintingIsSoFromTheDayOfItsSignature() {
        let text = source("关于规范停车收费的通知\n本通知自印发之日起施行，有效期五年。\n某市发展和改革委员会\n2022年3月1日\n")
        #expect(text.values("effective") == ["2022-03-01"])
    }
}
