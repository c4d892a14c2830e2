import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct ProblemListTests {
    private static func problem(_ number: Int, line: Int? = nil, reason: String = "r") -> CorpusError {
        CorpusError(.malformed, path: "\(number)", reason: reason, line: line)
    }

    @Test func theFirstAreKeptAndTheOthersCounted() {
        var list: ProblemList = []
        for number in 0..<ProblemList.countLimit { list.append(Self.problem(number)) }
        #expect(list.count == ProblemList.countLimit && list.more == 0)
        list.append(Self.problem(-1))
        for number in 0..<3 { list.append(Self.problem(number, line: 1)) }
        #expect(list.map(\.path) == (0..<ProblemList.countLimit).map { "\($0)" })
        #expect(list.moreFiles == 1 && list.moreRows == 3)
    }

    @Test func longReasonsTakeNoMoreMemoryThanShortOnes() {
        var list: ProblemList = []
        let reason = String(repeating: "a", count: 1 << 20)
        for number in 0..<100 { list.append(Self.problem(number, reason: reason)) }
        #expect(list.sizeInBytes <= 8 << 20)
        #expect(list.count + list.more == 100 && list.count > 1)
        // A short one behind does not come before those that were not kept.
        let kept = list.count
        list.append(Self.problem(100))
        #expect(list.count == kept)
    }

    @Test func listsAreJoinedWithWhatTheyCounted() {
        var one: ProblemList = []
        var other: ProblemList = []
        for number in 0..<6_000 { one.append(Self.problem(number)) }
        for number in 0..<12_000 { other.append(Self.problem(number, line: 1)) }
        other.append(CorpusError(.needsMemory, path: "", reason: ""))
        #expect(other.needsMemory && !one.needsMemory)
        one += other
        #expect(one.count == ProblemList.countLimit)
        #expect(one.moreRows == 8_000 && one.moreFiles == 1 && one.needsMemory)
    }

    @Test func aFileOfBadRowsAloneHoldsNoMoreProblemsThanAreKept() throws {
        let folder = TemporaryFolder()
        let count = 30_000
        let path = try write(Array(String(repeating: "x\n", count: count).utf8), to: "rows.jsonl", in: folder)
        let file = SourceFile(path: path, id: "rows.jsonl", format: .jsonLines, sizeInBytes: 2 * count)
        let report = try CorpusReader().read(SourcePart(file), isUnchanged: { _, _, _ in false }, body: { _ in })
        #expect(report.problems.count == ProblemList.countLimit)
        #expect(report.problems.moreRows == count - ProblemList.countLimit)
        #expect(report.problems.last?.line == ProblemList.countLimit)
    }
}
