import Fagui
import FaguiTestSupport
import Testing

@Suite struct WhyNotTests {
    private let folder = TemporaryFolder()

    private func library() async throws -> Library {
        let library = try await Library.create(at: folder.path + "/index")
        try await library.add(id: "a", title: "召回办法", text: "第一条 生产者发现缺陷产品应当实施召回。\n第二条 质量监督部门负责检查。")
        try await library.add(id: "b", title: "汇编", text: "第一条 生产者发现缺陷产品应当实施召回。")
        try await library.add(id: "c", title: "检查规定", text: "质量监督检查，质量安全检查。")
        try await library.commit()
        return library
    }

    @Test(arguments: [
        ("+食品 召回", MatchReport.Failure.missing("\"食品\" in body, title or headings")),
        ("召回 -缺陷", .excluded("\"缺陷\" in body, title or headings")),
        ("\"质量安全\"", .missing("\"质量安全\" in body, title or headings")),
        ("房东", .nothing),
        ("，", .nothing),
    ])
    func namesTheFirstClauseThatFails(query: String, failure: MatchReport.Failure) async throws {
        let report = try await library().whyNot(query, "a#第一条")
        // A phrase alone is the whole query, so that it is its terms that are missing.
        #expect(report.failure == failure || (query.hasPrefix("\"") && report.failure == .nothing), "\(report)")
        #expect(!report.isMatch && report.standing == nil)
    }

    @Test func tellsTheTermsOfBothSides() async throws {
        let report = try await library().whyNot(
            "质量 召回 无人说过", "a#第一条", options: SearchOptions(expansion: .none))
        #expect(report.isMatch)
        func term(_ text: String, _ field: String) -> MatchReport.Term? {
            report.terms.first { $0.text == text && $0.field == field }
        }
        #expect(term("召回", "body.words")?.frequency == 1)
        #expect(term("召回", "title.words")?.frequency == 1)
        #expect(term("质量", "body.words")?.frequency == 0)
        #expect(term("质量", "body.words")?.passages == 2)
        #expect(report.terms.contains { $0.passages == 0 && $0.idf == 0 })
        #expect(report.passageTerms.map(\.text).contains("缺陷"))
        #expect(!report.passageTerms.map(\.text).contains("召回"))
        #expect(report.terms.allSatisfy { $0.role == .optional })
    }

    @Test func scoresAddUpToThatOfTheSearch() async throws {
        let library = try await library()
        for query in ["质量 检查", "+质量 检查 监督", "质量 -召回"] {
            let hits = try await library.search(query, options: SearchOptions(collapsesDuplicates: false)).hits
            for hit in hits {
                let report = try await library.whyNot(query, hit.id)
                let standing = try #require(report.standing)
                #expect(standing.score == hit.score && standing.rank == hit.rank)
                #expect(report.total == hits.count)
                let sum = report.terms.reduce(0) { $0 + $1.score }
                #expect(abs(sum - hit.score) < 1e-4 * hit.score, "\(query): \(report)")
                #expect(standing.before.map(\.id) == Array(hits.prefix(hit.rank - 1).suffix(3)).map(\.id))
            }
        }
    }

    @Test func saysUnderWhichPassageTheSameTextIsShown() async throws {
        let library = try await library()
        let shown = try #require(try await library.search("召回", limit: 1).hits.first)
        #expect(shown.duplicates.count == 1)
        let hidden = try await library.whyNot("召回", shown.duplicates[0])
        #expect(hidden.standing?.shownAs?.id == shown.id)
        #expect(hidden.standing?.shownAs?.rank == 1)
        #expect(try await library.whyNot("召回", shown.id).standing?.shownAs == nil)
    }

    @Test func anIdOfNothingOrOfManyIsAnError() async throws {
        let library = try await library()
        await #expect { _ = try await library.whyNot("质量", "x#第一条") } throws: {
            ($0 as? LibraryError)?.code == .notFound
        }
        await #expect { _ = try await library.whyNot("质量", "a") } throws: {
            ($0 as? LibraryError)?.code == .invalidArgument
        }
    }

    @Test func ranksAndTotalAreThoseOfTheSearch() async throws {
        let laws = try await LawFixture()
        for validity in [Validity.today, .all, .asOf(try #require(CalendarDay("2010-06-01")))] {
            var options = SearchOptions(limit: 100)
            options.validity = validity
            options.collapsesDuplicates = false
            options.exactTotal = true
            let found = try await laws.library.search("电梯 检验", options: options)
            for hit in found.hits {
                let report = try await laws.library.whyNot("电梯 检验", hit.id, options: options)
                #expect(report.total == found.total.value)
                #expect(report.standing?.rank == hit.rank)
            }
        }
    }
}
