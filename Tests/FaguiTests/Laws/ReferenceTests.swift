import FaguiCorpus
import FaguiTestSupport
import Testing

@testable import Fagui

@Suite struct ReferenceTests {
    @Test func tellsWhatAnArticleCitesAndWhoCitesIt() async throws {
        let laws = try await LawFixture()
        let third = try await laws.library.references(of: "《电梯法》第三条")
        #expect(third.passages.map(\.id) == ["梯法2022#第三条"])
        #expect(Set(third.citedBy.map(\.id)) == ["梯法2022#第四条", "细则#第一条", "通知1#第一条"])
        #expect(third.hiddenCount == 0)
        let fourth = try await laws.library.references(of: "梯法2022#第四条")
        #expect(fourth.cites.map(\.ids) == [["梯法2022#第三条"]])
        #expect(fourth.cites.map(\.text) == ["前条"])
    }

    @Test func namesWhatIsNotThere() async throws {
        let laws = try await LawFixture()
        let notice = try await laws.library.references(of: "通知1#第一条")
        #expect(notice.cites.map(\.state) == [.found, .notInIndex])
        #expect(notice.cites[0].ids == ["梯法2022#第三条"] && notice.cites[0].status == .inForce)
        await #expect(throws: LibraryError.self) { try await laws.library.references(of: "电梯法第九条") }
        await #expect(throws: LibraryError.self) { try await laws.library.references(of: "什么也不是 的话") }
    }

    @Test func saysWhatANameWasTakenForAndWhatThereIsNot() async throws {
        let library = try await LawFixture().library
        let part = try await library.references(of: "《电梯法实施细则》第一条")
        #expect(part.passages.map(\.id) == ["细则#第一条"] && part.failures.isEmpty)
        #expect(part.notes == ["电梯法实施细则 was taken for 某省电梯法实施细则."])
        #expect(part.notes == (try await library.show(["《电梯法实施细则》第一条"]).notes))
        for text in ["《电梯法》第三条、第九条", "《电梯法》第三条至第九条", "《电梯法》第三条、《没有的法》第一条"] {
            let found = try await library.references(of: text)
            #expect(found.passages.map(\.id).contains("梯法2022#第三条"), "\(text)")
            #expect(found.failures == (try await library.show([text]).failures) && found.failures.count == 1, "\(text)")
        }
        #expect(try await library.references(of: "《电梯法》第三条").notes.isEmpty)
        await #expect(throws: LibraryError.self) { try await library.references(of: "电梯法第八条、第九条") }
    }

    @Test func olderWordingsAreCountedApart() async throws {
        let laws = try await LawFixture()
        let second = try await laws.library.references(of: "《电梯法》第二条")
        #expect(second.citedBy.isEmpty)
        #expect(second.hiddenCount == 1, "the wording of 2007 cites its own second article")
        #expect(try await laws.library.references(of: "《电梯法》第二条", validity: .all).citedBy.map(\.id) == ["梯法2007#第三条"])
    }
}

@Suite struct CitationCheckTests {
    @Test func aPlaceThatIsCitedOftenIsToldEachTime() async throws {
        let found = try await verdicts(
            """
            《电梯法》第三条规定：“电梯不用检验”。
            依照《电梯法》第3条：“电梯不用检验”，以及《电梯法》第三条。
            《电梯法》第三条规定：“电梯不用检验”。
            """)
        #expect(
            found == [
                "1 《电梯法》第三条 text_differs", "2 《电梯法》第3条 text_differs", "2 《电梯法》第三条 ok",
                "3 《电梯法》第三条 text_differs",
            ])
    }

    @Test func whatIsNotCheckedIsCounted() async throws {
        let laws = try await LawFixture()
        let checker = try CitationChecker(laws.library.reading.current, .today)
        let text = String(repeating: "依照《电梯法》第一条处理。\n", count: 5)
        let document = CorpusReader.read(text: text, id: "d", path: "", title: "决定")
        for (limit, unchecked) in [(0, 5), (3, 2), (5, 0), (6, 0)] {
            let report = try checker.check(document, limit: limit)
            #expect(report.checks.count == 5 - unchecked && report.uncheckedCount == unchecked)
        }
    }

    @Test func cancellingEndsTheWork() async throws {
        let library = try await LawFixture().library
        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await library.checkCitations(ofText: "《电梯法》第一条") },
            { _ = try await library.compare("电梯法@2007", "电梯法@2022") },
            { _ = try await library.history(of: "电梯法") },
            { _ = try await library.law("电梯法") },
            { _ = try await library.laws() },
            { _ = try await library.references(of: "《电梯法》第一条") },
            { _ = try await library.cited("《电梯法》第一条") },
        ]
        for (number, call) in calls.enumerated() {
            try await call()
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await call()
            }
            await #expect("call \(number)") { try await task.value } throws: {
                ($0 as? LibraryError)?.code == .cancelled
            }
        }
    }

    private func verdicts(_ text: String, _ validity: Validity = .today) async throws -> [String] {
        let laws = try await LawFixture()
        let path = laws.folder.path + "/doc.txt"
        try laws.folder.write("doc.txt", text)
        let (reports, problems, _) = try await laws.library.checkCitations(in: [path], validity: validity)
        #expect(problems.isEmpty)
        return reports.flatMap(\.checks).map { "\($0.line) \($0.citation) \($0.verdict.rawValue)" }
    }

    @Test func judgesEveryCitation() async throws {
        let found = try await verdicts(
            """
            检查意见

            依照《电梯法》第一条和《电梯法》第九条处理。
            《电梯法》第三条规定：“电梯每半年检验一次”。
            《电梯法》第三条规定：“电梯不用检验”。
            《电梯法》第二条规定：“电梯每年检验一次”。
            《电梯法》第二条规定：“检验由检验机构进行”。
            依照《电梯旧办法》第一条、《没有的条例》第二条和电梯法（2007）第一条。
            """)
        #expect(
            found == [
                "3 《电梯法》第一条 ok", "3 《电梯法》第九条 no_such_article", "4 《电梯法》第三条 ok",
                "5 《电梯法》第三条 text_differs", "6 《电梯法》第二条 superseded", "7 《电梯法》第二条 superseded",
                "8 《电梯旧办法》第一条 repealed", "8 《没有的条例》第二条 not_in_corpus", "8 电梯法（2007）第一条 superseded",
            ])
    }

    @Test func theDayDecides() async throws {
        let day = try #require(CalendarDay("2009-01-01"))
        let found = try await verdicts("依照《电梯旧办法》第一条和《电梯法》第四条。", .asOf(day))
        #expect(found == ["1 《电梯旧办法》第一条 ok", "1 《电梯法》第四条 no_such_article"])
    }

    @Test func aPlaceWithoutALawIsUnclear() async throws {
        #expect(try await verdicts("检查意见\n依照第三条处理。") == ["2 第三条 ambiguous"])
        #expect(try await verdicts("第一条 甲。\n第二条 依照第一条和第九条。") == ["2 第一条和第九条 ok", "2 第一条和第九条 no_such_article"])
    }

    @Test func whatMovedIsFound() async throws {
        #expect(
            try await verdicts("《电梯法》第四条规定：“国家鼓励旧电梯更新。”") == ["1 《电梯法》第四条 renumbered"])
    }

    @Test(arguments: [
        ("电梯检验", "电梯，检验。", true), ("电梯……检验", "电梯每年检验", true), ("检验……电梯", "电梯每年检验", false),
        ("GB 7588", "ＧＢ７５８８", true), ("", "电梯", true), ("梯梯检", "梯梯梯检", true),
    ])
    func quotationsCompareByTheirLetters(_ quoted: String, _ text: String, _ stands: Bool) {
        #expect(QuotedText(quoted).stands(in: text) == stands)
    }
}
