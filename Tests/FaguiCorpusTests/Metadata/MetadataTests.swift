import Testing

@testable import FaguiCorpus

@Suite struct MetadataTests {
    private static let head = """
        # 中华人民共和国民法典

        # 合同编

        2020年5月28日 第十三届全国人民代表大会第三次会议通过

        2021年1月1日 施行

        <!-- INFO END -->

        第四百六十三条 本编调整合同关系。
        """

    @Test func theHeadGivesTitleAndDates() {
        let text = source(Self.head, .markdown)
        #expect(text.title == "中华人民共和国民法典 合同编")
        #expect(text.values("issued") == ["2020-05-28"])
        #expect(text.values("effective") == ["2021-01-01"])
        #expect(text.values("issuer") == ["全国人民代表大会"])
        #expect(text.locators == ["第四百六十三条"])
        #expect(text.text == Array(Self.head.utf8))
    }

    @Test func whatALineSaysOfADateIsItsKey() {
        let text = source(
            """
            # 条例
            2005年8月26日 国务院令第445号公布
            2008年11月27日 青岛市人民代表大会常务委员会公告公布自2009年1月1日施行
            2014年7月29日 《国务院关于修改2013年1月1日施行的部分行政法规的决定》第一次修订
            这一行什么日期也没有
            <!-- INFO END -->
            第一条 甲。
            """, .markdown)
        #expect(text.values("published") == ["2005-08-26", "2008-11-27"])
        #expect(text.values("effective", .stated) == ["2009-01-01"])
        #expect(text.values("effective") == ["2014-07-29", "2009-01-01"], "the amended wording is in force later")
        #expect(text.values("revised") == ["2014-07-29"])
        #expect(text.values("number") == ["国务院令第445号"])
        #expect(text.values("issuer") == ["国务院"])
        #expect(text.values("note") == ["这一行什么日期也没有"])
    }

    @Test(arguments: [
        ("2003年6月18日 国务院第12次常务会议通过", "国务院"), ("1998年12月26日 最高人民法院审判委员会第1745次会议", "最高人民法院"),
        ("2006年6月27日 深圳市第四届人民代表大会常务委员会第七次会议通过", "深圳市人民代表大会常务委员会"), ("2001年1月1日 交通部令2001年第9号发布", "交通部"),
        ("1984年1月7日 国务院发布", "国务院"), ("1984年1月7日 国务院", "国务院"),
        ("2002年1月2日 北京市第九届人大常委会第三十一次会议通过", "北京市人民代表大会常务委员会"),
        ("2021年11月16日 国家互联网信息办公室2021年第20次室务会议审议通过", "国家互联网信息办公室"),
        ("2008年7月17日 经人力资源和社会保障部第6次部务会议通过", "人力资源和社会保障部"),
        ("2012年12月3日 公安部部长办公会议通过", "公安部"), ("2022年6月6日 中华人民共和国国家安全部令第2号公布", "国家安全部"),
    ])
    func whoActedIsTheIssuer(line: String, issuer: String) {
        #expect(source("# 法\n\(line)\n<!-- INFO END -->\n第一条 甲。\n", .markdown).values("issuer") == [issuer])
    }

    @Test func severalBodiesAreSeveralIssuers() {
        let joint = source("# 令\n1993年1月1日 中华人民共和国国务院、中华人民共和国中央军事委员会令第71号公布\n<!-- INFO END -->\n第一条 甲。\n", .markdown)
        #expect(joint.values("issuer") == ["国务院", "中央军事委员会"])
        let judges = source(
            "# 解释\n2018年9月3日 最高人民法院审判委员会第1747次会议、2018年12月12日最高人民检察院第十三届检察委员会第十一次会议通过\n"
                + "<!-- INFO END -->\n第一条 甲。\n", .markdown)
        #expect(judges.values("issuer") == ["最高人民法院", "最高人民检察院"])
        #expect(judges.values("issued") == ["2018-09-03", "2018-12-12"])
        #expect(judges.values("version") == ["2018-12-12"])
    }

    @Test func aStatementGoesOnInTheNextLine() {
        let text = source(
            """
            # 某省选举办法
            2016年1月22日 某省第十二届人民代表大会常务委员会第十次会议《关于修改〈某省人民代表大会代表选举办法〉
            批评和意见办理的规定〉和废止部分地方性法规的决定》第一次修正
            2017年3月2
            日某省第十二届人民代表大会常务委员会第二十次会议批准
            <!-- INFO END -->
            第一条 甲。
            """, .markdown)
        #expect(text.values("revised") == ["2016-01-22"])
        #expect(text.values("issued") == ["2017-03-02"])
        #expect(text.values("note") == [])
        #expect(text.values("repealed") == [])
    }

    @Test func frontMatterGivesTitleAndFields() {
        let text = source(
            "---\ntitle: 质量通知\n文号: 国质检〔2009〕1号\ndate: 2009年2月26日\ntags: [质量, 安全]\nfrom:\n  name: 质检总局\n---\n# 质量通知\n\n各省局：\n",
            .markdown)
        #expect(text.title == "质量通知")
        #expect(text.values("number") == ["国质检〔2009〕1号"])
        #expect(text.values("issued") == ["2009-02-26"])
        #expect(text.values("tags") == ["质量", "安全"])
        #expect(text.values("from.name") == ["质检总局"])
        #expect(text.texts == ["各省局："])
    }

    @Test func brokenFrontMatterIsTextWithAWarning() {
        for broken in ["---\ntitle: [质量\n---\n各省局：\n", "---\ntitle: 质量\n各省局：\n", "---\n- 甲\n---\n各省局：\n"] {
            var warnings: [CorpusError] = []
            let text = source(broken, .markdown, path: "a.md", warnings: &warnings)
            #expect(warnings.count == 1, "\(broken)")
            #expect(warnings.first?.kind == .malformed)
            #expect(text.texts.joined().contains("各省局："))
        }
    }

    @Test func aRuleAtTheBeginningIsNoFrontMatter() {
        var warnings: [CorpusError] = []
        let text = source("---\n\n各省局：\n", .markdown, path: "a.md", warnings: &warnings)
        #expect(warnings == [])
        #expect(text.texts == ["各省局："])
    }

    @Test func anchorsThatMultiplyAreCutShort() {
        var yaml = "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        for (name, last) in zip("bcdefg", "abcdef") {
            yaml += "\(name): &\(name) [" + (0..<10).map { _ in "*\(last)" }.joined(separator: ",") + "]\n"
        }
        let text = source("---\n\(yaml)---\n甲。\n", .markdown)
        #expect(text.fields.count <= 10_000)
        #expect(text.texts == ["甲。"])
    }

    @Test(arguments: [
        ("2009年2月26日", "2009-02-26"), ("２００９年２月２６日", "2009-02-26"), ("二〇〇九年十二月三十一日", "2009-12-31"),
        ("2009-02-26", "2009-02-26"), ("2009/2/6", "2009-02-06"), ("2009 年", nil), ("2009年2月30日", nil),
        ("2009年13月1日", nil), ("2024年2月29日", "2024-02-29"), ("2023年2月29日", nil), ("2009年2月", "2009-02"),
    ])
    func datesAreISO8601(text: String, date: String?) {
        #expect(CalendarDate.parse(whole: text)?.iso8601 == date)
    }

    @Test func filesNamesGiveTitleAndVersion() {
        #expect(FileTitle(path: "a/质量法(2018-12-29).md").title == "质量法")
        #expect(FileTitle(path: "a/质量法（2018年12月29日）.md").version == "2018-12-29")
        #expect(FileTitle(path: "规则（试行）(2012-11-22).md").title == "规则（试行）")
        #expect(FileTitle(path: "规则（试行）.md").title == "规则（试行）")
        #expect(FileTitle(path: "规则（试行）.md").version == nil)
        #expect(FileTitle(path: "(2012-11-22).md").title == "(2012-11-22)")
        #expect(FileTitle(path: "dir.d/README").title == "README")
    }

    @Test func aStatedTitleIsNoHeading() {
        let text = CorpusReader.read(text: "质量 法\n第一条 甲。\n", id: "a", path: "a", title: "质量法")
        #expect(text.title == "质量法")
        #expect(text.paths == [""])
        let other = CorpusReader.read(text: "总则\n第一条 甲。\n", id: "a", path: "a", title: "质量法")
        #expect(other.paths == ["总则"])
    }
}
