import Testing

@testable import Fagui

/// Laws as a whole: lists of them, one with its wordings, one article.
@Suite struct LawDetailsTests {
    @Test func listsEachTitleOnceWithTheTextInForce() async throws {
        let laws = try await LawFixture()
        let all = try await laws.library.laws()
        #expect(all.total == 5 && all.laws.count == 5)
        let law = try #require(all.laws.first { $0.law.title == "中华人民共和国电梯法" })
        #expect(law.law.id == "梯法2022" && law.texts == 3)
        let then = try await laws.library.laws(
            containing: "中华人民共和国电梯法", validity: .asOf(#require(CalendarDay("2010-01-01"))))
        // The title without 中华人民共和国 stands in that of the detailed rules as well.
        #expect(then.laws.map(\.law.id) == ["细则", "梯法2007"])
        #expect(try await laws.library.laws(containing: "细则").laws.map(\.law.id) == ["细则"])
        #expect(try await laws.library.laws(containing: "没有").total == 0)
    }

    @Test func pagesOfLawsJoinToTheWholeList() async throws {
        let laws = try await LawFixture()
        let all = try await laws.library.laws().laws.map(\.law.id)
        var joined: [String] = []
        for offset in stride(from: 0, to: all.count, by: 2) {
            joined += try await laws.library.laws(limit: 2, offset: offset).laws.map(\.law.id)
        }
        #expect(joined == all)
        await #expect { try await laws.library.laws(limit: -1) } throws: {
            ($0 as? LibraryError)?.code == .invalidArgument
        }
    }

    @Test func aLawHasItsWordingsAndTheTextOfTheDay() async throws {
        let laws = try await LawFixture()
        let today = try await laws.library.law("电梯法")
        #expect(today.wording.law.id == "梯法2022" && today.wordings.map(\.law.id) == ["梯法2007", "梯法2022", "梯法2999"])
        #expect(today.passages.map(\.locator) == ["第一条", "第二条", "第三条", "第四条"])
        #expect(try await laws.library.law("电梯法@2007").wording.law.id == "梯法2007")
        #expect(try await laws.library.law("无日期").wordings.count == 1)
        await #expect { try await laws.library.law("没有的法") } throws: { ($0 as? LibraryError)?.code == .notFound }
    }

    @Test(arguments: [("3", "第三条"), ("第三条第二款", "第三条第二款"), ("第三条第二款第（一）项", "第三条第二款第（一）项")])
    func anArticleIsFoundByItsNumber(article: String, locator: String) async throws {
        let laws = try await LawFixture()
        let shown = try await laws.library.article(article, ofLaw: "电梯法")
        #expect(shown.passages.map(\.locator) == [locator] && shown.failures.isEmpty)
        let missing = try await laws.library.article("99", ofLaw: "电梯法")
        #expect(missing.passages.isEmpty && missing.failures.count == 1)
    }

    @Test func anArticleOfAnOlderWordingIsFound() async throws {
        let laws = try await LawFixture()
        let shown = try await laws.library.article("3", ofLaw: "电梯法@2007")
        #expect(shown.passages.map(\.law.id) == ["梯法2007"])
        #expect(try await laws.library.article("3", ofLaw: "电梯法@1990").failures.count == 1)
    }
}
