import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// A disk that fills up, at any write.
@Suite struct FullDiskTests {
    private static let noSpace: Int32 = 28
    private let directory = MemoryDirectory()

    @Test func aFullDiskIsToldWithTheFileAndWhatToDo() throws {
        let writer = try writerWithOneCommit()
        fillDisk { $0.hasSuffix(".terms") }
        try writer.add(("b", ["two"]))
        let error = try #require(#expect(throws: IndexError.self) { try writer.commit() })
        #expect(error == .io(operation: "write to", path: "memory/s000002.terms", code: Self.noSpace))
        #expect(
            "\(error)" == "Could not write to memory/s000002.terms: No space left on device. "
                + "Free some space and try again; what was committed before is safe.")
    }

    @Test(arguments: ["s000002.postings", "s000002.sources", "manifest.tmp"])
    func theLastCommitIsUntouchedAndTheWriterGoesOnAfterARollback(name: String) throws {
        let writer = try writerWithOneCommit()
        let before = try directory.list()
        fillDisk { $0 == name }
        try writer.add(("a", ["replaced"]), ("b", ["two"]))
        #expect(throws: IndexError.self) { try writer.commit() }
        #expect(try Texts.contents(of: directory) == ["a": ["one"]])
        #expect(try IndexChecker.check(directory).findings.isEmpty)
        for call in [
            { try writer.commit() }, { UInt64(try writer.delete("a")) },
            {
                try writer.add(("c", [])); return 0
            },
        ] {
            let again = try #require(#expect(throws: IndexError.self) { _ = try call() })
            #expect("\(again)".contains("No space left on device") && "\(again)".contains("roll back"))
        }
        // Rolling back needs no room, and gives back what the failed commit took.
        try writer.rollback()
        #expect(try directory.list() == before)
        directory.setFaults(nil)
        try writer.add(("b", ["two"]))
        try writer.commit()
        #expect(try Texts.contents(of: directory) == ["a": ["one"], "b": ["two"]])
        writer.close()
        let report = try IndexChecker.check(directory)
        #expect(report.findings.isEmpty && report.warnings.isEmpty)
    }

    @Test func deletingOnAFullDiskLeavesTheSourcesAlive() throws {
        let writer = try writerWithOneCommit()
        try writer.add(("b", ["two"]), ("c", ["three"]))
        try writer.commit()
        fillDisk { $0.contains("deletions") }
        try writer.delete("b")
        #expect(throws: IndexError.self) { try writer.commit() }
        #expect(try Texts.contents(of: directory).count == 3)
        directory.setFaults(nil)
        try writer.rollback()
        try writer.delete("b")
        try writer.commit()
        #expect(try Texts.contents(of: directory).keys.sorted() == ["a", "c"])
    }

    @Test func aDiskWithoutRoomForAnIndexMakesNone() throws {
        fillDisk { _ in true }
        #expect(throws: IndexError.self) { try IndexWriter(directory: directory, schema: Texts.schema) }
        #expect(throws: IndexError.notFound(path: "memory")) { try Snapshot.open(directory) }
        directory.setFaults(nil)
        try IndexWriter(directory: directory, schema: Texts.schema).close()
        #expect(try directory.list() == ["manifest", "write.lock"])
    }

    private func writerWithOneCommit() throws -> IndexWriter {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        try writer.add(("a", ["one"]))
        try writer.commit()
        return writer
    }

    private func fillDisk(_ isFull: @escaping @Sendable (String) -> Bool) {
        directory.setFaults { operation, _ in
            guard case .write(let name) = operation else { return nil }
            return isFull(name) ? .cut : nil
        }
    }
}
