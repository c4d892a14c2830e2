import FaguiTestSupport
import Synchronization
import Testing

@testable import FaguiIndex

/// Every call of a reader goes wrong: it says so, or its answer is right all the same.
@Suite struct ReadingFaultTests {
    private static let faults: [(name: String, fault: DirectoryFault)] = [
        ("EIO while reading", .error(5)), ("EACCES while reading", .error(13)), ("EMFILE while reading", .error(24)),
        ("ENOMEM while reading", .error(12)), ("cut short while reading", .cut),
    ]

    /// An index of several segments, deletions and analyses, and what it holds.
    private static func index(seed: UInt64) throws -> (directory: MemoryDirectory, contents: Episode.Contents) {
        var random = SeededGenerator(seed: seed)
        let directory = MemoryDirectory()
        var contents: Episode.Contents?
        for number in 0..<5 {
            var episode = Episode.random(number: number, stepCount: 6, using: &random)
            episode.steps = [.keepAnalysis(random.pick(Episode.analyses))] + episode.steps
            episode.steps += [.add(Episode.sources(using: &random)), .commit]
            var run = EpisodeRun(episode, in: directory, holding: contents)
            try run.run()
            contents = run.contents
        }
        return (directory, contents ?? [:])
    }

    /// Carries out `body` with each of its calls failing in each way.
    private static func injectAll(
        _ what: String, into directory: MemoryDirectory, _ counts: FaultCounts,
        _ body: (_ fault: DirectoryFault?) throws -> Void
    ) throws {
        directory.setFaults { _, _ in nil }
        try body(nil)
        let count = directory.callCount
        #expect(count > 0)
        for place in 0..<count {
            for (name, fault) in Self.faults {
                directory.setFaults { $1 == place ? fault : nil }
                counts.inject(name, "\(what), call \(place)") {
                    do { try body(fault) } catch is IndexError {}
                }
            }
        }
        directory.setFaults(nil)
    }

    private static func expect(_ contents: Episode.Contents, _ snapshot: Snapshot) throws {
        let found = try Texts.contents(snapshot)
        guard found == contents else { throw EpisodeRun.Unexpected("there is \(found), not \(contents)") }
        for name in Set(snapshot.segments.map(\.analysis)) where !name.isEmpty {
            guard try Episode.analyses.contains(snapshot.analysis(named: name)) else {
                throw EpisodeRun.Unexpected("\(name) holds something else")
            }
        }
    }

    @Test(arguments: RandomTests.seeds(2)) func aReaderGivesAnErrorOrTheRightAnswer(seed: UInt64) throws {
        print("seed \(seed)")
        let (directory, contents) = try Self.index(seed: seed)
        let counts = FaultCounts()
        try Self.injectAll("opening", into: directory, counts) { _ in
            try Self.expect(contents, Snapshot.open(directory))
        }
        let older = try Snapshot.open(directory)
        let writer = try IndexWriter(directory: directory, schema: Episode.schemas[2])
        try writer.add(Texts.batch(of: [("new", ["w1"])], schema: Episode.schemas[2]))
        try writer.commit()
        writer.close()
        let newer = contents.merging(["new": ["w1"]]) { $1 }
        try Self.injectAll("opening the next commit", into: directory, counts) { _ in
            try Self.expect(newer, Snapshot.open(directory, reusing: older))
        }
        try Self.expect(contents, older)
        let generation = try Snapshot.open(directory).generation
        try Self.injectAll("asking for the generation", into: directory, counts) { _ in
            let found = try Snapshot.newestGeneration(directory)
            guard found == generation else {
                throw EpisodeRun.Unexpected("generation \(String(describing: found))")
            }
        }
        try Self.injectAll("verifying", into: directory, counts) { fault in
            let report = try IndexChecker.check(directory)
            guard report.findings.isEmpty || fault == .cut else {
                throw EpisodeRun.Unexpected("verify calls it damage: \(report.findings)")
            }
        }
        // What a writer reads when it opens, too; a reader is not disturbed by it.
        try Self.injectAll("opening a writer", into: directory, counts) { _ in
            try IndexWriter(directory: directory, schema: Episode.schemas[2]).close()
        }
        try Self.expect(newer, Snapshot.open(directory))
        #expect(try IndexChecker.check(directory).warnings.isEmpty)
        counts.report()
    }

    @Test func aSegmentThatCannotBeReadIsNotTakenForNone() throws {
        let (directory, _) = try Self.index(seed: 1)
        let before = try directory.list()
        try directory.remove(CommitPoint.fileName)
        directory.setFaults { call, _ in
            guard case .map(let name) = call, name != CommitPoint.fileName else { return nil }
            return .error(24)
        }
        // With "no index" a writer would make an empty one, and clear away the segments.
        #expect(throws: IndexError.self) { try IndexWriter(directory: directory, schema: Texts.schema) }
        directory.setFaults(nil)
        #expect(try directory.list() == before.filter { $0 != CommitPoint.fileName })
    }

    @Test func anAnalysisThatCannotBeReadIsNotReplaced() throws {
        let directory = MemoryDirectory()
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        let name = try writer.keepAnalysis([1, 2, 3])
        try writer.add(("a", ["x"]))
        try writer.commit()
        let calls = Mutex<[DirectoryCall]>([])
        directory.setFaults { call, number in
            calls.withLock { $0.append(call) }
            return number == 0 ? .error(24) : nil
        }
        #expect(throws: IndexError.io(operation: "open", path: "memory/\(name)", code: 24)) {
            try writer.keepAnalysis([1, 2, 3])
        }
        #expect(calls.withLock { $0 } == [.map(name)])
    }
}
