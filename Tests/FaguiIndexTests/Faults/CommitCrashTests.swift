import FaguiTestSupport
import Synchronization
import Testing

@testable import FaguiIndex

/// Whatever step of a commit fails, and whatever then becomes of the process or of its machine.
@Suite struct CommitCrashTests {
    /// Commits of one writer; what each of them makes of the index.
    private static let states: [[String: [String]]] = [
        [:],
        ["a": ["one two", "three"], "b": ["two"]],
        ["a": ["four"], "c": ["five five", "two"]],
        ["a": ["four"], "d": ["six"]],
        ["a": ["four"], "d": ["six"]],
    ]

    /// Runs the commits until one fails; gives the number of states that were reached for sure.
    private static func run(_ directory: any Directory) -> (reached: Int?, error: (any Error)?) {
        var reached: Int?
        do {
            var options = IndexWriter.Options()
            options.mergesInBackground = false
            options.threads = 1
            let writer = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
            defer { writer.close() }
            reached = 0
            try writer.keepAnalysis([1, 2, 3])
            try writer.add(("a", ["one two", "three"]), ("b", ["two"]))
            try writer.commit()
            reached = 1
            try writer.add(("a", ["four"]), ("c", ["five five", "two"]))
            try writer.delete("b")
            try writer.commit()
            reached = 2
            try writer.delete("c")
            try writer.add(("d", ["six"]))
            try writer.commit()
            reached = 3
            try writer.mergeAll()
            reached = 4
            return (reached, nil)
        } catch {
            return (reached, error)
        }
    }

    private static func callCount() -> Int {
        let directory = MemoryDirectory()
        #expect(run(directory).error == nil)
        return directory.callCount
    }

    /// How a step fails.
    enum Fault: CaseIterable {
        /// This one step fails, later ones succeed.
        case once
        /// From this step on nothing succeeds.
        case forGood
    }

    @Test(arguments: Fault.allCases) func whateverStepFailsTheIndexIsAtTheOldCommitOrTheNew(fault: Fault) throws {
        let count = Self.callCount()
        #expect(count > 100)
        for step in 0..<count {
            let directory = MemoryDirectory()
            directory.setFaults { _, number in
                (fault == .once ? number == step : number >= step) ? 5 : nil
            }
            let (reached, error) = Self.run(directory)
            if let error {
                #expect(error is IndexError, "step \(step)")
            } else {
                // Only removals may fail without a word: the next writer does them again.
                #expect(reached == Self.states.count - 1)
            }
            directory.setFaults(nil)
            var random = SeededGenerator(seed: UInt64(step))
            try expectSound(directory.afterKill(), reached, "killed at step \(step)")
            try expectSound(directory.afterPowerLoss(), reached, "power lost at step \(step)")
            for _ in 0..<2 {
                try expectSound(
                    directory.afterPowerLoss(using: &random), reached, "power lost at step \(step), partly written")
            }
        }
    }

    private func expectSound(_ directory: MemoryDirectory, _ reached: Int?, _ what: String) throws {
        let names = try directory.list()
        if reached == nil, !names.contains("manifest") {
            #expect(throws: IndexError.notFound(path: "memory"), "\(what)") { try Snapshot.open(directory) }
        } else {
            let found = try Texts.contents(of: directory)
            let possible = Self.states[(reached ?? 0)...].prefix(2)
            #expect(possible.contains(found), "\(what): \(found) after \(String(describing: reached))")
            let report = try IndexChecker.check(directory)
            #expect(report.findings.isEmpty, "\(what): \(report.findings)")
        }
        let found = try? Texts.contents(of: directory)
        try IndexWriter(directory: directory, schema: Texts.schema).close()
        #expect(try Texts.contents(of: directory) == found ?? [:], "\(what)")
        let report = try IndexChecker.check(directory)
        #expect(report.findings.isEmpty && report.warnings.isEmpty, "\(what): \(report)")
    }

    @Test func whateverStepFailsTheWriterGoesOnAfterARollback() throws {
        let count = Self.callCount()
        for step in 0..<count {
            let directory = MemoryDirectory()
            let writer = try IndexWriter(directory: directory, schema: Texts.schema)
            try writer.add(("old", ["x"]))
            try writer.commit()
            directory.setFaults { _, number in number == step ? 5 : nil }
            do {
                try writer.keepAnalysis([9])
                try writer.add(("a", ["one"]))
                try writer.delete("old")
                try writer.commit()
                if directory.callCount <= step { return }
            } catch {
                #expect(error as? IndexError != nil, "step \(step)")
            }
            try writer.rollback()
            // The failed commit may come to be the newest or not; neither may have lost a file.
            var random = SeededGenerator(seed: UInt64(step))
            for _ in 0..<6 {
                let left = directory.afterPowerLoss(using: &random)
                let found = try Texts.contents(of: left)
                #expect(found == ["old": ["x"]] || found == ["a": ["one"]], "step \(step)")
                #expect(try IndexChecker.check(left).findings.isEmpty, "step \(step)")
            }
            try writer.keepAnalysis([9])
            try writer.add(("a", ["one"]))
            try writer.delete("old")
            try writer.commit()
            for left in [directory.afterKill(), directory.afterPowerLoss()] {
                #expect(try Texts.contents(of: left) == ["a": ["one"]], "step \(step)")
                let report = try IndexChecker.check(left)
                #expect(report.findings.isEmpty, "step \(step): \(report.findings)")
            }
            writer.close()
            #expect(try IndexChecker.check(directory).warnings.isEmpty, "step \(step)")
        }
        Issue.record("the commit took more steps than the whole story")
    }

    @Test func aFailedFsyncIsNeverTriedAgainOnTheSameFile() throws {
        let count = Self.callCount()
        for step in 0..<count {
            let directory = MemoryDirectory()
            let log = Mutex<[DirectoryCall]>([])
            directory.setFaults { operation, number in
                log.withLock { $0.append(operation) }
                if case .synchronizeFile = operation, number == step { return 5 }
                return nil
            }
            _ = Self.run(directory)
            let operations = log.withLock { $0 }
            guard case .synchronizeFile(let name) = operations[step] else { continue }
            let later = operations[(step + 1)...].prefix { $0 != .create(name) }
            #expect(!later.contains(.synchronizeFile(name)), "step \(step), \(name)")
            #expect(!later.contains(.rename(name, to: "manifest")), "step \(step), \(name)")
        }
    }

    @Test func anAnalysisWhoseFsyncFailedIsWrittenAgain() throws {
        let directory = MemoryDirectory()
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        directory.setFaults { operation, _ in
            guard case .synchronizeFile(let name) = operation else { return nil }
            return name.hasPrefix("analysis-") ? 5 : nil
        }
        #expect(throws: IndexError.self) { try writer.keepAnalysis([1, 2, 3]) }
        directory.setFaults(nil)
        let name = try writer.keepAnalysis([1, 2, 3])
        try writer.add(("a", ["x"]))
        try writer.commit()
        #expect(try Snapshot.open(directory.afterPowerLoss()).analysis(named: name) == [1, 2, 3])
    }

    @Test func filesThatOnlyLookLikeOursAreLeftAlone() throws {
        let directory = MemoryDirectory()
        let notes = Array("my notes of 2024".utf8)
        directory.put(notes, as: "s202401.txt")
        directory.put(notes, as: "letter.txt")
        directory.put(notes, as: "manifest.tmp")
        try IndexWriter(directory: directory, schema: Texts.schema).close()
        // As a crash leaves files that were being written: empty, cut short, or zeros.
        try FileEnvelopeFixture.put(as: "s000099.terms", in: directory)
        directory.put([], as: "s000098.norms")
        directory.put([0x8A, 0x46], as: "s000097.norms")
        directory.put([UInt8](repeating: 0, count: 10), as: "s000096.norms")
        try IndexWriter(directory: directory, schema: Texts.schema).close()
        #expect(try directory.list() == ["letter.txt", "manifest", "s202401.txt", "write.lock"])
    }
}

private enum FileEnvelopeFixture {
    static func put(as name: String, in directory: MemoryDirectory) throws {
        let output = try EnvelopeOutput(directory, name: name, kind: .terms, uniqueID: 1)
        _ = try output.finish()
    }
}
