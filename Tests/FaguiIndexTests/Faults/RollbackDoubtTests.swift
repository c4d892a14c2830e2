import FaguiTestSupport
import Synchronization
import Testing

@testable import FaguiIndex

/// A commit whose last step failed: it may be the newest after the next start or not.
@Suite struct RollbackDoubtTests {
    /// A writer whose last commit put its manifest in place and failed to make that durable.
    private func writerInDoubt(_ directory: MemoryDirectory) throws -> IndexWriter {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        try writer.add(("a", ["old"]))
        try writer.commit()
        try writer.add(("a", ["new"]))
        let hasRenamed = Atomic(false)
        directory.setFaults { call, _ in
            if case .rename = call { hasRenamed.store(true, ordering: .relaxed) }
            return call == .synchronizeFolder && hasRenamed.load(ordering: .relaxed) ? .error(5) : nil
        }
        #expect(throws: IndexError.self) { try writer.commit() }
        #expect(try Texts.contents(of: directory) == ["a": ["new"]])
        #expect(try Texts.contents(of: directory.afterPowerLoss()) == ["a": ["old"]])
        return writer
    }

    @Test func whatARollbackLeadsToStaysAfterThePowerGoes() throws {
        let directory = MemoryDirectory()
        let writer = try writerInDoubt(directory)
        directory.setFaults(nil)
        try writer.rollback()
        // Nothing is left to commit, so this writes nothing, and still answers for what is there.
        try writer.commit()
        #expect(try Texts.contents(of: directory.afterPowerLoss()) == ["a": ["new"]])
        writer.close()
        #expect(try IndexChecker.check(directory).warnings.isEmpty)
    }

    @Test func aRollbackThatCannotSettleItFails() throws {
        let directory = MemoryDirectory()
        let writer = try writerInDoubt(directory)
        directory.setFaults { call, _ in call == .synchronizeFolder ? .error(5) : nil }
        #expect(throws: IndexError.io(operation: "make durable", path: "memory", code: 5)) { try writer.rollback() }
        #expect(throws: IndexError.self) { try writer.commit() }
        writer.close()
        for left in [directory.afterKill(), directory.afterPowerLoss()] {
            #expect(try IndexChecker.check(left).findings.isEmpty)
        }
    }

    @Test func aMergeThatFailedTheWriterIsNotToldAgainAfterARollback() throws {
        let directory = MemoryDirectory()
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        let writer = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
        for id in ["a", "b"] {
            try writer.add((id, ["x"]))
            try writer.commit()
        }
        directory.setFaults { call, _ in call == .write("manifest.tmp") ? .cut : nil }
        #expect(throws: IndexError.self) { try writer.mergeAll() }
        directory.setFaults(nil)
        try writer.rollback()
        try writer.waitForMerges()
        try writer.mergeAll()
        #expect(try Snapshot.open(directory).segments.count == 1)
        #expect(try Texts.contents(of: directory) == ["a": ["x"], "b": ["x"]])
    }
}
