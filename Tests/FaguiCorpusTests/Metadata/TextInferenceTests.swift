import Testing

@testable import FaguiCorpus

@Suite struct TextInferenceTests {
    @Test func aShortTitleLeavesTheStateOut() {
        #expect(source("中华人民共和国反垄断法\n第一条 甲。\n").values("short_title", .inferred) == ["反垄断法"])
        #expect(source("某省实施《中华人民共和国反垄断法》办法\n第一条 甲。\n").values("short_title") == ["某省实施反垄断法办法"])
        #expect(source("物业管理条例\n第一条 甲。\n").values("short_title") == [])
    }

    @Test func aTextNamesItself() {
        let own = "根据法律，制定《产品召回管理办法（试行）》（以下简称《召回办法》）。《中华人民共和国产品质量法》（以下简称产品质量法）适用。"
        #expect(source("产品召回管理办法（试行）\n第一条 \(own)\n").values("short_title") == ["召回办法"])
        #expect(source("产品召回管理办法（试行）\n第一条 制定《产品召回管理办法（试行）》（以下简称《办法》）。\n").values("short_title") == [])
    }

    @Test func theNoteBelowATitleIsRead() {
        let text = source(
            """
            中华人民共和国产品质量法
            （1993年2月22日第七届全国人民代表大会常务委员会第三十次会议通过　根据2000年7月8日第九届全国人民代表大会常务委员会第十六次会议《关于修改〈中华人民共和国产品质量法〉的决定》第一次修正
            根据2009年8月27日第十一届全国人民代表大会常务委员会第十次会议《关于修改部分法律的决定》第二次修正　根据2018年12月29日第十三届全国人民代表大会常务委员会第七次会议《关于修改〈中华人民共和国产品质量法〉等五部法律的决定》第三次修正）
            第一章　总　则
            第一条　为了加强监督，制定本法。
            第七十四条　本法自1993年9月1日起施行。
            """)
        #expect(text.values("issued") == ["1993-02-22"])
        #expect(text.values("revised") == ["2000-07-08", "2009-08-27", "2018-12-29"])
        #expect(text.values("issuer") == ["全国人民代表大会常务委员会"])
        #expect(text.values("version") == ["2018-12-29"])
        #expect(text.values("level") == ["法律"])
        #expect(text.values("effective", .stated) == ["1993-09-01"])
        #expect(text.first("effective") == "2018-12-29")
    }

    @Test func aDecreeTellsOfThePassing() {
        let text = source(
            "物业管理条例\n《物业管理条例》已经2003年5月28日国务院第9次常务会议通过，现予公布，自2003年9月1日起施行。\n第一条 甲。\n")
        #expect(text.values("issued") == ["2003-05-28"])
        #expect(text.values("effective") == ["2003-09-01"])
        #expect(text.values("issuer") == ["国务院"])
        #expect(text.values("level") == ["行政法规"])
    }

    @Test func whatASignatureSaysIsInferred() {
        let text = source("关于开展质量月活动的通知\n各省局：\n现通知如下。\n国家质检总局\n国务院安全生产委员会办公室\n二〇〇九年二月二十六日\n")
        #expect(text.values("issued", .inferred) == ["2009-02-26"])
        #expect(text.values("issuer", .inferred) == ["国家质检总局", "国务院安全生产委员会办公室"])
        #expect(text.values("version") == ["2009-02-26"])
        #expect(source("通知\n2009年2月26日，会议开了。\n").values("issued") == [])
    }

    @Test func theVersionIsTheLastDayOfMaking() {
        let head = "# 条例\n2005年8月26日 国务院令第445号公布\n<!-- INFO END -->\n第一条 甲。\n"
        #expect(source(head, .markdown, path: "条例(2005-08-30).md").values("version") == ["2005-08-26", "2005-08-30"])
        // The head lacks the last amendment.
        let later = source(head, .markdown, path: "条例(2019-03-02).md")
        #expect(later.values("version") == ["2019-03-02", "2005-08-26"])
        #expect(later.first("effective") == "2019-03-02")
        #expect(source("条例\n第一条 甲。\n", path: "条例(2019-03-02).txt").values("version") == ["2019-03-02"])
        #expect(source("条例（2007）\n第一条 甲。\n").values("version") == ["2007"])
    }

    @Test func theDayOfPublishingGivesThatOfEffect() {
        let law = "# 中华人民共和国某法\n1995年2月28日 第八届全国人民代表大会常务委员会第十二次会议通过\n<!-- INFO END -->\n第一条 自公布之日起施行。\n"
        #expect(source(law, .markdown).values("effective", .inferred) == ["1995-02-28"])
        let later = "# 条例\n2005年12月26日 国务院令第445号公布\n<!-- INFO END -->\n第一条 本条例自公布之日起30日后施行。\n"
        #expect(source(later, .markdown).values("effective", .inferred) == ["2006-01-25"])
    }

    @Test(arguments: [
        ("2023-12-31", 1, "2024-01-01"), ("2024-02-28", 1, "2024-02-29"), ("2023-02-28", 1, "2023-03-01"),
        ("2000-01-01", 366, "2001-01-01"), ("2000-01-01", 0, "2000-01-01"),
    ])
    func daysAreAdded(day: String, count: Int, sum: String) {
        #expect(CalendarDate.parse(whole: day)?.adding(days: count).iso8601 == sum)
    }

    @Test func whatATextEndsIsNamed() {
        let body = "第九条 自2019年1月1日起施行。1990年1月1日国务院公布的《旧条例》、《中华人民共和国〈老〉办法（试行）》和《新条例》同时废止。《丙规定》继续有效。"
        #expect(source("新条例\n\(body)\n").values("repeals") == ["旧条例", "中华人民共和国〈老〉办法（试行）"])
        #expect(source("决定\n一、将第九条修改为：“《旧条例》同时废止。”\n").values("repeals") == [])
    }

    @Test(arguments: [
        ("决定废止下列规章：\n一、《甲办法》（1999年1月1日发布）\n二、《乙办法》\n本决定自公布之日起施行。\n《丙办法》", ["甲办法", "乙办法"]),
        ("二、废止《甲办法》（1999年公布）、《乙办法》。", ["甲办法", "乙办法"]),
        ("1990年发布的《甲办法》自《乙条例》施行之日起废止。", ["甲办法"]), ("依照《甲法》取得的许可自吊销之日起废止。", []),
        ("违反《甲法》的，许可证自当日起失效。", []), ("《甲办法》（1999年发布）自2020年1月1日起予以废止。", ["甲办法"]), ("《甲办法》予以废止。", ["甲办法"]),
        ("废止《甲办法》第三条。", []), ("根据《关于废止〈甲办法〉的决定》制定。", []), ("废止《甲办法》的程序另行规定。", []),
        ("第三条改为：“废止《甲办法》。”", []), ("以下规章修改或者废止：\n《甲办法》\n", []), ("废止《甲办法", []),
        ("下列规定废止：\n（一）《甲办法》；\n（二）《乙办法》第三条；\n（三）《丙办法》。", ["甲办法"]),
    ])
    func repealsAreSaidInManyWays(body: String, titles: [String]) {
        #expect(source("某决定\n\(body)\n").values("repeals") == titles)
    }

    @Test func anApprovalBelongsToTheAmendmentThatItNames() {
        let text = source(
            """
            示例市停车条例
            （2018年3月28日示例市人民代表大会常务委员会通过　2018年5月30日某省人民代表大会常务委员会批准　根据2022年7月29日某省人民代表大会常务委员会批准的2022年6月24日示例市人民代表大会常务委员会《关于修改〈示例市停车条例〉的决定》修正）
            第一条 甲。
            第二条 本条例自2018年8月1日起施行。
            """)
        #expect(text.values("issued") == ["2018-03-28", "2018-05-30"])
        #expect(text.values("revised") == ["2022-07-29", "2022-06-24"])
        #expect(text.first("effective") == "2022-07-29")
    }

    @Test func aNumberMayStandBehindABracket() {
        let text = source("某解释\n（2013年9月16日最高人民法院审判委员会第1591次会议通过）法释〔2013〕24号\n第一条 甲。\n")
        #expect(text.values("number") == ["法释〔2013〕24号"])
        #expect(text.values("issued") == ["2013-09-16"])
    }

    @Test func theFirstMonthHasAName() {
        #expect(source("甲办法\n第一条 本办法自2019年元月1日起施行。\n").values("effective") == ["2019-01-01"])
    }

    @Test func aTitleMayTellOfRepeal() {
        #expect(source("物业管理办法（已废止）\n第一条 甲。\n").values("status") == ["已废止"])
        #expect(source("物业管理办法（试行）\n第一条 甲。\n").values("status") == [])
    }
}
