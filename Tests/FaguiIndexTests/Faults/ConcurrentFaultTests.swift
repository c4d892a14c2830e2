import Dispatch
import FaguiTestSupport
import Synchronization
import Testing

@testable import FaguiIndex

/// A call goes wrong while several threads write and segments are merged in the background.
@Suite struct ConcurrentFaultTests {
    private static let threadCount = 3
    private static let stepCount = 24

    /// What one thread does to sources of its own, and what each step makes of them.
    private struct Script {
        enum Step {
            case add([(id: String, texts: [String])])
            case delete(String)
            case commit
        }

        var steps: [Step] = []
        /// Before the first step, and after each.
        var states: [Episode.Contents] = [[:]]

        init(thread: Int, using random: inout SeededGenerator) {
            for number in 0..<ConcurrentFaultTests.stepCount {
                var contents = states[number]
                switch Int.random(in: 0..<8, using: &random) {
                case 0..<4:
                    let sources = Episode.sources(using: &random).map { (id: "t\(thread)-\($0.id)", texts: $0.texts) }
                    for (id, texts) in sources { contents[id] = texts }
                    steps.append(.add(sources))
                case 4:
                    let id = "t\(thread)-s\(Int.random(in: 0..<12, using: &random))"
                    contents[id] = nil
                    steps.append(.delete(id))
                default: steps.append(.commit)
                }
                states.append(contents)
            }
        }

        /// Carries out the steps until one fails. Returns how many were acknowledged as durable, and how many were begun.
        func run(_ writer: IndexWriter) -> (durable: Int, begun: Int, error: (any Error)?) {
            var durable = 0
            for (number, step) in steps.enumerated() {
                do {
                    switch step {
                    case .add(let sources): try writer.add(Texts.batch(of: sources))
                    case .delete(let id): try writer.delete(id)
                    case .commit:
                        try writer.commit()
                        durable = number
                    }
                } catch {
                    return (durable, number, error)
                }
            }
            return (durable, steps.count, nil)
        }
    }

    @Test(arguments: RandomTests.seeds(20)) func everyThreadFindsItsOwnStepsInOrder(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let directory = MemoryDirectory()
        var options = IndexWriter.Options()
        options.threads = 2
        options.memoryBudget = random.pick([1, 1 << 20])
        let writer = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
        let scripts = (0..<Self.threadCount).map { Script(thread: $0, using: &random) }
        let place = Int.random(in: 0..<2500, using: &random)
        let fault = random.pick([DirectoryFault.error(5), .error(28), .error(24), .cut, .errorAfterwards(5), .stop])
        directory.setFaults { $1 == place ? fault : nil }
        let results = Mutex<[Int: (durable: Int, begun: Int)]>([:])
        DispatchQueue.concurrentPerform(iterations: Self.threadCount) { thread in
            let (durable, begun, error) = scripts[thread].run(writer)
            if let error, !(error is IndexError) { Issue.record("seed \(seed): \(error)") }
            results.withLock { $0[thread] = (durable, begun) }
        }
        let reached = results.withLock { $0 }
        for left in [directory.afterKill(), directory.afterPowerLoss(), directory.afterPowerLoss(using: &random)] {
            try expect(left, scripts, reached, "seed \(seed), \(fault) at call \(place)")
        }
        guard fault != .stop else { return }
        directory.setFaults(nil)
        // A merge may fail yet in the background, of which the next call tells.
        try? writer.waitForMerges()
        try writer.rollback()
        try expect(directory.afterPowerLoss(), scripts, reached, "seed \(seed), rolled back")
        try writer.add(("later", ["w1"]))
        try writer.mergeAll()
        writer.close()
        let contents = try Texts.contents(of: directory.afterPowerLoss())
        #expect(contents["later"] == ["w1"], "seed \(seed)")
        let report = try IndexChecker.check(directory)
        #expect(report.findings.isEmpty && report.warnings.isEmpty, "seed \(seed): \(report)")
    }

    private func expect(
        _ directory: MemoryDirectory, _ scripts: [Script], _ reached: [Int: (durable: Int, begun: Int)], _ what: String
    ) throws {
        let contents = try Texts.contents(of: directory)
        for (thread, script) in scripts.enumerated() {
            let own = contents.filter { $0.key.hasPrefix("t\(thread)-") }
            let (durable, begun) = try #require(reached[thread])
            // A step that failed may have been carried out, by a commit of its own or of another thread.
            let possible = script.states[durable...min(begun + 1, script.steps.count)]
            #expect(possible.contains(own), "\(what): thread \(thread) finds \(own) after \(durable)...\(begun)")
        }
        let report = try IndexChecker.check(directory)
        #expect(report.findings.isEmpty, "\(what): \(report.findings)")
        try IndexWriter(directory: directory, schema: Texts.schema).close()
        #expect(try IndexChecker.check(directory).warnings.isEmpty, "\(what)")
    }
}
