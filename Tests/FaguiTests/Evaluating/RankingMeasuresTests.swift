import Testing

@testable import Fagui

@Suite struct RankingMeasuresTests {
    @Test func gainsAreDiscountedByTheLogarithmOfTheRank() {
        let measures = RankingMeasures(ranking: ["x", "a", "y", "b"], grades: ["a": 1, "b": 2, "c": 0])
        // 1/log2(3) + 2/log2(5) over 2/log2(2) + 1/log2(3).
        #expect(abs(measures.ndcg10 - (0.6309297536 + 0.8613531161) / 2.6309297536) < 1e-9)
        #expect(measures.reciprocalRank10 == 0.5)
        #expect(measures.recall10 == 1)
    }

    @Test func whatIsBehindTheTenthCountsForTheLongRecallAlone() {
        let ranking = (0..<120).map { "d\($0)" }
        let measures = RankingMeasures(ranking: ranking, grades: ["d10": 1, "d99": 1, "d100": 1, "z": 1])
        #expect(measures.ndcg10 == 0)
        #expect(measures.reciprocalRank10 == 0)
        #expect(measures.recall10 == 0)
        #expect(measures.recall100 == 0.5)
    }

    @Test func theBestOrderOfMoreThanTenIsPerfect() {
        let ranking = (0..<12).map { "d\($0)" }
        let measures = RankingMeasures(
            ranking: ranking, grades: Dictionary(uniqueKeysWithValues: ranking.map { ($0, 1) }))
        #expect(measures.ndcg10 == 1)
        #expect(abs(measures.recall10 - 10.0 / 12) < 1e-12)
    }

    @Test func gradesBelowZeroAreNotRelevant() {
        let measures = RankingMeasures(ranking: ["a", "b"], grades: ["a": -1, "b": 1])
        #expect(measures.reciprocalRank10 == 0.5)
        #expect(RankingMeasures(ranking: ["a"], grades: ["a": 0]) == RankingMeasures())
    }

    @Test func aQueryWithoutAnswersLowersTheMean() {
        var run = RankedRun()
        run.add([.init(id: "a", score: 1)], for: "1")
        let judgements = RelevanceJudgements(grades: ["1": ["a": 1], "2": ["b": 1]])
        #expect(RankingMeasures(run, judgements, queries: ["1", "2"]).ndcg10 == 0.5)
        #expect(RankingMeasures(run, judgements, queries: ["1"]).ndcg10 == 1)
        #expect(RankingMeasures(run, judgements, queries: []) == RankingMeasures())
    }

    @Test func equalScoresAreOrderedByTheGreaterId() throws {
        let run = try RankedRun(run: Array("1 Q0 a 1 2 x\n1 Q0 b 2 2.0 x\r\n\n1\tQ0  c 9 1e1 x\n".utf8))
        #expect(run.rankings["1"]?.map(\.id) == ["c", "b", "a"])
        #expect(
            run.lines(of: ["1", "2"], name: "s") == ["1 Q0 c 1 10.0 s", "1 Q0 b 2 2.0 s", "1 Q0 a 3 2.0 s"])
    }

    @Test func scoresAreOfSinglePrecision() throws {
        // As 64 bits the first is greater; as 32 they tie.
        let run = try RankedRun(run: Array("1 Q0 a 1 1.00000001 x\n1 Q0 b 2 1 x\n".utf8))
        #expect(run.rankings["1"]?.map(\.id) == ["b", "a"])
    }

    @Test func readsJudgements() throws {
        let read = try RelevanceJudgements(qrels: Array("1 0 a 1\n1 0 b 0\n2 0 a 2\n".utf8))
        #expect(read.grades == ["1": ["a": 1, "b": 0], "2": ["a": 2]])
    }

    @Test(arguments: [
        ("1 0 a 1\n1 0 a", 2, 8, "has 3 columns instead of 4"),
        ("1 0 a x", 1, 0, "has the grade 'x', which is no whole number"),
        ("1 0 a 1\n\n1 0 a 0", 3, 9, "judges a for 1 again"),
    ])
    func namesTheLineOfQrelsThatCannotBeRead(text: String, line: Int, offset: Int, reason: String) {
        #expect(throws: EvaluationError(line: line, byteOffset: offset, reason: reason)) {
            try RelevanceJudgements(qrels: Array(text.utf8))
        }
    }

    @Test(arguments: [
        ("1 Q0 a 1 nan x", "has the score 'nan', which is no number"),
        ("1 Q0 a 1 1 x\n1 Q0 a 2 1 x", "has a for 1 again"),
        ("1 Q0 a 1 1", "has 5 columns instead of 6"),
    ])
    func namesTheLineOfARunThatCannotBeRead(text: String, reason: String) {
        let line = text.contains("\n") ? 2 : 1
        #expect(throws: EvaluationError(line: line, byteOffset: line == 2 ? 13 : 0, reason: reason)) {
            try RankedRun(run: Array(text.utf8))
        }
    }

    @Test func bytesThatAreNoUTF8AreAnError() {
        #expect(throws: EvaluationError(line: 1, byteOffset: 0, reason: "is not valid UTF-8")) {
            try RankedRun(run: [0x31, 0xFF])
        }
    }

    @Test func eachPartIsLeftOutOnceAndAllAreAdded() throws {
        let systems = EvaluatedSystem.ablation
        let names = EvaluatedSystem.partNames
        #expect(systems.count == 1 + 2 * names.count)
        #expect(systems.last?.parts == systems.first?.parts)
        let first = try #require(names.first)
        #expect(try #require(EvaluatedSystem(without: [first])) == systems[1])
        #expect(EvaluatedSystem(without: ["luck"]) == nil)
    }
}
