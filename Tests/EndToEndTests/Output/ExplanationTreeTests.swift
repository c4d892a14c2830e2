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
