import FaguiTestSupport
import Synchronization
import Testing

@testable import FaguiIndex

/// One writer, merges, and readers that open and read at any moment. `scripts/check-threads` runs it under
/// ThreadSanitizer.
@Suite struct IndexConcurrencyTests {
    /// What each commit holds, by its generation.
    private final class Commits: Sendable {
        private let all = Mutex<[UInt64: [String: [String]]]>([:])

        func add(_ generation: UInt64, _ contents: [String: [String]]) { all.withLock { $0[generation] = contents } }

        /// Whether some commit holds exactly this. Merges commit too, under numbers of their own, and change nothing.
        func have(_ contents: [String: [String]]) -> Bool { all.withLock { $0.values.contains(contents) } }
    }

    @Test(arguments: RandomTests.seeds(2)) func aReaderSeesOneCommit(seed: UInt64) async throws {
        print("seed \(seed)")
        let folder = TemporaryFolder()
        let directory = try FileSystemDirectory(path: folder.path)
        let commits = Commits()
        var random = SeededGenerator(seed: seed)
        var options = IndexWriter.Options()
        options.threads = 2
        options.memoryBudget = Int.random(in: 0...1, using: &random) == 0 ? 1 : 1 << 20
        let writer = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
        commits.add(1, [:])
        let isDone = Flag()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for reader in 0..<4 {
                group.addTask {
                    var random = SeededGenerator(seed: seed &+ UInt64(reader) &+ 1)
                    // A reader has a folder of its own, as another process would.
                    let directory = try FileSystemDirectory(path: folder.path)
                    var rounds = 0
                    while !isDone.isRaised || rounds == 0 {
                        let snapshot = try Snapshot.open(directory)
                        let contents = try Texts.contents(snapshot)
                        #expect(commits.have(contents), "seed \(seed): \(contents)")
                        // Read again while commits and merges replace its files.
                        for _ in 0..<Int.random(in: 1...5, using: &random) {
                            await Task.yield()
                            #expect(try Texts.contents(snapshot) == contents, "seed \(seed)")
                            let found = try Texts.find("x", in: snapshot)
                            #expect(found.count == contents.values.reduce(0) { $0 + $1.count }, "seed \(seed)")
                        }
                        rounds += 1
                    }
                    return rounds
                }
            }
            var model: [String: [String]] = [:]
            for generation in 0..<60 * RandomTests.scale {
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let id = "s\(Int.random(in: 0..<20, using: &random))"
                    if Int.random(in: 0..<4, using: &random) == 0 {
                        try writer.delete(sourceIDs: [Array(id.utf8)])
                        model[id] = nil
                    } else {
                        let texts = (0..<Int.random(in: 1...3, using: &random)).map { "x \(generation) \($0)" }
                        try writer.add(Texts.batch(of: [(id, texts)]))
                        model[id] = texts
                    }
                }
                // Known before anybody can see it.
                commits.add(UInt64(generation) + 2, model)
                try writer.commit()
                if Int.random(in: 0..<20, using: &random) == 0 { try writer.mergeAll() }
                await Task.yield()
            }
            isDone.raise()
            var rounds = 0
            for try await count in group { rounds += count }
            #expect(rounds >= 4)
            try writer.waitForMerges()
            #expect(try Texts.contents(of: directory) == model, "seed \(seed)")
        }
        #expect(try IndexChecker.check(directory).findings.isEmpty)
    }

    @Test func callsFromManyThreadsAreCarriedOutOneAfterAnother() async throws {
        let folder = TemporaryFolder()
        let directory = try FileSystemDirectory(path: folder.path)
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    for number in 0..<20 {
                        try writer.add(Texts.batch(("s\(thread)-\(number)", ["x"])))
                        if number % 5 == thread % 5 { try writer.commit() }
                    }
                }
            }
            try await group.waitForAll()
        }
        try writer.commit()
        #expect(try Texts.contents(of: directory).count == 160)
    }
}
