import FaguiTestSupport
import Testing

@testable import Fagui
@testable import fagui

@Suite struct ExplanationTreeTests {
    private static func value(_ value: Float, _ label: String) -> ScoreExplanation {
        ScoreExplanation(value: value, label: label, operation: .value, parts: [])
    }

    @Test func drawsBranches() {
        let term = ScoreExplanation(
            value: 1.5, label: "质量", operation: .product,
            parts: [Self.value(0.5, "weight"), Self.value(3, "idf")])
        let tree = ScoreExplanation(value: 2, label: "score", operation: .sum, parts: [term, Self.value(0.5, "安全")])
        #expect(
            ExplanationTree.lines(of: tree) == [
                "2.000  score",
                "├─ 1.500  质量",
                "│  ├─ 0.5  weight",
                "│  └─ 3  idf",
                "└─ 0.500  安全",
            ])
    }

    @Test func writesFactorsWithSevenDigits() {
        let tree = ScoreExplanation(
            value: 0.012345, label: "p", operation: .product,
            parts: [Self.value(0.00012345678, "a"), Self.value(148_626, "b"), Self.value(6.7279763, "c")])
        #expect(
            ExplanationTree.lines(of: tree).dropFirst() == ["├─ 0.0001234568  a", "├─ 148,626  b", "└─ 6.727976  c"])
    }

    @Test(arguments: RandomTests.seeds(4))
    func sharesAddUpAndAreAtMostAUnitAway(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let values = (0..<Int.random(in: 1...60, using: &random)).map { _ in
                Float.random(in: 0...([0.001, 0.1, 30].randomElement(using: &random) ?? 1), using: &random)
            }
            let total = Int((Double(values.reduce(0, +)) * 1000).rounded())
            let shares = ExplanationTree.shares(of: total, values, 3)
            #expect(shares.reduce(0, +) == total, "seed \(seed)")
            for (share, value) in zip(shares, values) {
                #expect(abs(Double(share) - Double(value) * 1000) <= 1.001, "seed \(seed)")
            }
        }
        #expect(ExplanationTree.shares(of: 0, [], 3).isEmpty)
    }
}

@Suite struct TimeLimitTests {
    @Test(arguments: [
        ("200ms", Duration.milliseconds(200)), ("2s", .seconds(2)), ("1.5s", .milliseconds(1500)), ("0ms", .zero),
        ("10m", .seconds(600)),
    ])
    func readsTimes(text: String, expected: Duration) throws {
        #expect(try TimeLimit(parsing: text).duration == expected)
    }

    @Test(arguments: ["", "5", "ms", "s", "-1s", "1e3s", "1h", "99999m", "一s", "1.s.", "infs"])
    func refusesWhatIsNone(text: String) {
        #expect(throws: (any Error).self) { try TimeLimit(parsing: text) }
    }
}

@Suite struct FacetNamesTests {
    @Test func readsColumnsOnce() {
        #expect(FacetNames(argument: "year,issuer,year")?.columns == [.year, .issuer])
        #expect(FacetNames(argument: "year,") == nil)
        #expect(FacetNames(argument: "") == nil)
    }
}

@Suite struct MatchReportTextTests {
    private static func report(_ failure: MatchReport.Failure?, _ terms: [MatchReport.Term]) -> MatchReport {
        let other = MatchReport.Neighbour(rank: 1, score: 2.5, id: "b#第一条")
        return MatchReport(
            query: "q", id: "a#第二条", law: LawReference(id: "a", title: "条例", path: "a", metadata: []), locator: "第二条",
            failure: failure,
            standing: failure == nil ? .init(rank: 2, score: 1.5, before: [other], shownAs: nil) : nil, total: 3,
            terms: terms, passageTerms: [.init(text: "生产", frequency: 2, idf: 3)], notes: [], snapshot: 1)
    }

    @Test func tellsWhereTheTermsOfAPassageStand() {
        func term(_ text: String, _ field: String, _ frequency: Int, passages: Int = 9) -> MatchReport.Term {
            MatchReport.Term(
                text: text, field: field, role: .optional, weight: 1, idf: passages == 0 ? 0 : 2, passages: passages,
                frequency: frequency, score: frequency == 0 ? 0 : 0.5)
        }
        let terms = [
            term("质量", "body.words", 2), term("质量", "title.words", 1), term("质量", "body.grams", 2),
            term("安全", "body.words", 0),
            term("房东", "body.words", 0, passages: 0), term("issued:>=2020", "", 1),
        ]
        #expect(
            MatchReportText.lines(of: Self.report(nil, terms)) == [
                "条例  第二条",
                "matches: rank 2 of 3, score 1.500",
                "before it:",
                "  1  2.500  b#第一条",
                "",
                "term of the query  part      weight   idf  score  in the passage",
                "质量               optional    1.00  2.00  1.500  body 2×, title 1×",
                "安全               optional    1.00  2.00         no",
                "房东               optional    1.00               no, nor has any other",
                "issued:>=2020      optional                0.500  yes",
                "",
                "other words of the passage  times   idf",
                "生产                            2  3.00",
            ])
    }

    @Test func saysWhatFails() {
        func verdict(_ failure: MatchReport.Failure) -> String {
            MatchReportText.lines(of: Self.report(failure, []))[1]
        }
        #expect(
            verdict(.missing("\"缺陷\" in body"))
                == "does not match: it lacks what is required, \"缺陷\" in body. 3 passages match.")
        #expect(verdict(.excluded("x")) == "does not match: it has what is excluded, x. 3 passages match.")
        #expect(verdict(.nothing) == "does not match: it has none of the query's terms. 3 passages match.")
    }
}
