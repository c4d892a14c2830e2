import FaguiTestSupport
import Testing

@testable import Fagui

/// Which unit is read when, against any order in which they are finished.
@Suite struct UnitOrderTests {
    @Test(arguments: RandomTests.seeds(1))
    func everyUnitIsTakenOnceInOrderAndMemoryIsNeverPassed(seed: UInt64) {
        print("seed \(seed)")
        for run in 0..<300 { Self.check(seed &+ UInt64(run)) }
    }

    private static func check(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 0...60, using: &random)
        let jobs = Int.random(in: 1...8, using: &random)
        let memory = 1000
        // Some are larger than all memory, and of the others some turn out so when they are read.
        let shares = (0..<count).map { _ in Int.random(in: 1...1200, using: &random) }
        var order = UnitOrder<UnitResult>(count: count, jobs: jobs, memory: memory)
        var running: [Int: Int] = [:]
        var held: [Int: Int] = [:]
        var taken: [Int] = []
        var steps = 0
        while !order.isDone {
            steps += 1
            guard steps < 10_000 else {
                Issue.record("seed \(seed): no end")
                return
            }
            switch order.next({ shares[$0] }) {
            case .read(let number, let share):
                running[number] = share
                #expect(share == shares[number] && share <= memory, "seed \(seed)")
                #expect(running.count <= jobs, "seed \(seed)")
                // The one whose turn it is may begin in any case, or nothing could go on.
                let used = running.values.reduce(0, +) + held.values.reduce(0, +)
                #expect(used <= memory || number == taken.count, "seed \(seed)")
            case .wait:
                guard let number = running.keys.sorted().randomElement(using: &random) else {
                    Issue.record("seed \(seed): it waits for nothing")
                    return
                }
                running[number] = nil
                if Int.random(in: 0..<5, using: &random) == 0 {
                    order.finish(number, nil)
                } else {
                    let result = result(number)
                    held[number] = result.sizeInBytes
                    order.finish(number, result)
                }
            case .take(let result):
                held[result.bytes] = nil
                taken.append(result.bytes)
            case .readAlone(let number):
                #expect(running.isEmpty, "seed \(seed): nothing else is read")
                taken.append(number)
            }
        }
        #expect(taken == Array(0..<count), "seed \(seed)")
    }

    /// A result that says by its bytes which unit it is of.
    private static func result(_ number: Int) -> UnitResult {
        var result = UnitResult()
        result.bytes = number
        return result
    }
}
