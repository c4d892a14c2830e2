import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct RoleTests {
    private func kinds(_ text: SourceText) -> [Passage.Kind] { text.passages.map(\.kind) }

    @Test func headlinesAtTheEndAreLinks() {
        let text = source("通报\n活动成效明显。\n- 甲企业下线投产新产品 (2024-10-17)\n- 乙企业发布战略(2024-10-16)\n")
        #expect(kinds(text) == [.body, .links, .links])
        let named = source("通报\n活动成效明显，受到社会各界的广泛好评和高度肯定，取得了圆满成功。\n相关新闻：\n甲企业下线\n乙企业发布\n")
        #expect(kinds(named) == [.body, .links, .links, .links])
    }

    @Test func aListOfGoodsAtTheEndIsText() {
        #expect(Set(kinds(source("目录\n下列物质纳入管制。\n硫酸\n盐酸\n硝酸\n"))) == [.body])
    }

    @Test(arguments: ["上一篇：甲通知", "【打印本页】", "分享到：微信", "— 12 —", "· 2 ·", "第 3 页 共 20 页", "当前位置：首页 > 政策"])
    func whatAPageHasAroundItsTextIsFurniture(line: String) {
        let text = source("\(line)\n质量法\n第一条 甲。\n第二条 乙。\n\(line)\n")
        #expect(text.title == "质量法")
        #expect(text.passages.filter { $0.kind == .furniture }.count == 2)
        #expect(text.passages.filter { $0.kind == .body }.map(\.locator) == ["第一条", "第二条"])
        #expect(text.texts.contains("第二条 乙。"))
    }

    @Test func aNumberAloneIsAPagesWhereASentenceGoesOn() {
        let sentence = "收运企业应当建立台账，如实记录餐厨垃圾的来源、种类、数量、去向等情况并保存不少于二"
        let text = source("通知\n\(sentence)\n4\n年，台账应当报送主管部门备案。\n")
        #expect(text.texts == ["\(sentence)\n4\n年，台账应当报送主管部门备案。"])
        #expect(!kinds(source("表\n项目\n4\n数量\n甲。\n")).contains(.furniture))
    }

    @Test func sentencesThatBeginLikeFurnitureAreText() {
        #expect(Set(kinds(source("办法\n打印本页的，应当保存。\n版权所有者可以要求赔偿。\n"))) == [.body])
    }

    @Test func aPageHeaderEveryFortyLinesBreaksNothing() {
        var lines = ["质量管理办法"]
        for number in 1...60 {
            lines.append("第\(ChineseNumeral.canonical(number))条 企业应当建立质量管理制度，并且对其产品的质量安全全面负责到底：")
            lines.append("（一）记录检验结果；")
            lines.append("（二）保存不少于二年。")
        }
        let plain = source(lines.joined(separator: "\n"))
        var paged: [String] = []
        for (index, line) in lines.enumerated() {
            if index > 0, index % 40 == 0 { paged.append("国务院公报质量专刊") }
            paged.append(line)
        }
        let text = source(paged.joined(separator: "\n"))
        let articles = text.passages.filter { $0.kind == .body }
        #expect(articles.map(\.locator) == plain.locators)
        #expect(articles.allSatisfy { $0.headings.isEmpty })
    }

    @Test func aTableOfContentsWithPagesHasNoArticles() {
        let text = source(
            "质量法\n目录\n第一章 总则……1\n第一条 目的……1\n第二条 范围……2\n第二章 附则……3\n第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。\n")
        #expect(kinds(text).filter { $0 == .contents }.count == 5)
        #expect(text.passages.filter { $0.kind == .body }.map(\.locator) == ["第一条", "第二条", "第三条"])
        #expect(text.paths.last == "第二章 附则")
    }

    @Test func whoSignedIsASignature() {
        let text = source("质量法\n第一条 甲。\n第二条 乙。\n质检总局　农业部\n2010年2月24日\n")
        #expect(kinds(text) == [.body, .body, .signature, .signature])
        #expect(text.texts[1] == "第二条 乙。")
    }

    @Test func aReportThatIsPrintedTwiceIsRepeated() {
        let report = (1...6).map { "第\($0)段说明质量和安全年活动的有关情况，成效明显，受到社会各界的好评。" }.joined(separator: "\n")
        let text = source("通报\n" + report + "\n中间一段。\n" + report + "\n")
        #expect(kinds(text) == Array(repeating: .body, count: 7) + Array(repeating: .repeated, count: 6))
        // A sentence that recurs by itself is none.
        #expect(Set(kinds(source("通报\n甲。\n乙。\n甲。\n"))) == [.body])
    }
}
