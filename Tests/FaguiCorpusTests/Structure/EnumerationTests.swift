import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct EnumerationTests {
    /// Members by their lead.
    private func members(_ text: SourceText, under lead: String) -> [String] {
        zip(text.passages, text.texts).filter { $0.0.headings.last == lead }.map(\.1)
    }

    @Test func aSentenceThatCountsHeadsItsMembers() {
        let text = source(
            """
            平安校园活动通报
            取得成效
            落实3项责任。学校负责日常管理;部门负责监督检查;家长负责教育引导。其他事项另行通知。
            开展四大行动。排查消防隐患。检查食堂卫生，严防“三无”食品。整治周边环境。培训安保人员。
            建立二项制度：一是值班制度；二是报告制度。
            """)
        #expect(
            text.locators == [
                "p1第（一）项", "p1第（二）项", "p1第（三）项", "p1第二款", "p2第（一）项", "p2第（二）项", "p2第（三）项", "p2第（四）项",
                "p3第（一）项", "p3第（二）项",
            ])
        #expect(members(text, under: "落实3项责任。") == ["学校负责日常管理;", "部门负责监督检查;", "家长负责教育引导。"])
        #expect(text.passages[0].headings == ["取得成效", "落实3项责任。"])
        #expect(text.passages[3].headings == ["取得成效"])
        #expect(members(text, under: "建立二项制度：") == ["一是值班制度；", "二是报告制度。"])
    }

    @Test func membersMayHaveLinesOfTheirOwn() {
        let text = source("通报\n要抓好以下三项工作：\n一是健全制度，落实责任。\n二是加强检查，消除隐患。\n三是广泛宣传，营造氛围。\n以上请遵照执行。\n")
        #expect(members(text, under: "要抓好以下三项工作：").count == 3)
        #expect(text.passages.last?.headings == [])
        #expect(text.locators == ["p2", "p3", "p4", "p5"])
    }

    @Test(arguments: [
        "开展3项行动。检查食品;检查农资。", "依照第三条规定办理。甲;乙;丙。", "在三个月内完成。甲;乙;丙。", "二类口岸：由省批准。报国务院备案。",
    ])
    func otherParagraphsStayWhole(paragraph: String) {
        #expect(source("通报\n\(paragraph)\n").texts == [paragraph])
    }

    @Test(.enabled(if: LawCorpus.isThere, "skipped: no law corpus beside the repository"))
    func theCampaignReportsFiveEnumerationsAreFound() throws {
        let file = try #require(CorpusWalker.walk([LawCorpus.path + "/campaign"]).files.first)
        let content = try SourceBytes(SourcePart(file))
        let bytes = Array(content.view)
        let text = source(String(decoding: bytes, as: UTF8.self))
        let expected = [
            ("营造3种社会质量氛围。", 3), ("执行7个监管措施。", 7), ("组织开展8个专项行动。", 8), ("做好4项质量服务。", 4), ("着力5个基础工作。", 5),
        ]
        for (lead, count) in expected {
            for kind in [Passage.Kind.body, .repeated] {
                let members = text.passages.filter { $0.headings.last == lead && $0.kind == kind }
                #expect(members.count == count, "\(lead) \(kind)")
                #expect(members.allSatisfy { $0.headings == ["活动初见成效", lead] })
            }
        }
        #expect(text.passages.suffix(5).allSatisfy { $0.kind == .links })
        #expect(text.passages.filter { $0.kind == .links }.count == 5)
    }
}
