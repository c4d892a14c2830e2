import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// Adding, replacing, deleting, committing, rolling back.
@Suite struct WriterTests {
    private let directory = MemoryDirectory()

    @Test func aNewIndexIsEmptyAndCommitted() throws {
        let writer = try writer()
        #expect(try Snapshot.open(directory).generation == 1)
        #expect(try Texts.contents(of: directory).isEmpty)
        #expect(try writer.commit() == 1, "nothing changed")
    }

    @Test func nothingIsSeenBeforeItsCommit() throws {
        let writer = try writer()
        try writer.add(("a", ["one"]))
        #expect(try Texts.contents(of: directory).isEmpty)
        #expect(try writer.commit() == 2)
        #expect(try Texts.contents(of: directory) == ["a": ["one"]])
        #expect(try Snapshot.newestGeneration(directory) == 2)
    }

    @Test func aSourceReplacesTheEarlierOneOfItsID() throws {
        let writer = try writer()
        try writer.add(("a", ["one", "two"]), ("b", ["one"]), ("a", ["three"]))
        try writer.add(("b", ["four"]))
        try writer.commit()
        #expect(try Texts.contents(of: directory) == ["a": ["three"], "b": ["four"]])
        try writer.add(("a", ["five"]))
        try writer.commit()
        let snapshot = try Snapshot.open(directory)
        #expect(try Texts.contents(snapshot) == ["a": ["five"], "b": ["four"]])
        #expect(try Texts.find("one", in: snapshot).isEmpty && Texts.find("three", in: snapshot).isEmpty)
        #expect(try Texts.find("five", in: snapshot) == ["five"])
    }

    @Test func deletingCountsWhatWasThere() throws {
        let writer = try writer()
        try writer.add(("committed", ["x"]), ("kept", ["x"]))
        try writer.commit()
        try writer.add(("pending", ["x"]))
        #expect(try writer.delete("committed", "pending", "nowhere", "committed") == 2)
        #expect(try writer.delete("committed", "pending") == 0)
        try writer.commit()
        #expect(try Texts.contents(of: directory) == ["kept": ["x"]])
    }

    @Test func aSourceCanComeBackAfterItWasDeleted() throws {
        let writer = try writer()
        try writer.add(("a", ["one"]))
        #expect(try writer.delete("a") == 1)
        try writer.add(("a", ["two"]))
        try writer.commit()
        #expect(try Texts.contents(of: directory) == ["a": ["two"]])
        #expect(try writer.delete("a") == 1)
        try writer.add(("a", ["three"]))
        try writer.commit()
        #expect(try Texts.contents(of: directory) == ["a": ["three"]])
    }

    @Test func theSameHoldsAcrossSegmentsThatAreNotYetCommitted() throws {
        var options = options
        options.memoryBudget = 1
        let writer = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
        try writer.add(("a", ["one"]), ("b", ["one"]))
        try writer.add(("a", ["two"]))
        try writer.add(("c", ["two"]))
        #expect(try writer.delete("b", "c") == 2)
        try writer.add(("c", ["three"]))
        #expect(try Texts.contents(of: directory).isEmpty)
        try writer.commit()
        #expect(try Texts.contents(of: directory) == ["a": ["two"], "c": ["three"]])
        // The first two segments hold nothing alive and are gone; nothing is left of files written on the way.
        let snapshot = try Snapshot.open(directory)
        #expect(snapshot.segments.count == 2)
        #expect(try IndexChecker.check(directory).warnings.isEmpty)
    }

    @Test func deletionsOfAFlushedSegmentLeaveNoOlderFileBehind() throws {
        let writer = try writer()
        try writer.add(("a", ["one"]), ("b", ["one"]), ("c", ["one"]), ("a", ["two"]))
        // Another analysis makes the writer write the segment, with a file of deletions.
        try writer.keepAnalysis([1])
        #expect(try directory.list().contains { $0.contains("deletions") })
        try writer.delete("b")
        try writer.commit()
        #expect(try directory.list().filter { $0.contains("deletions") }.count == 1)
        #expect(try Texts.contents(of: directory) == ["a": ["two"], "c": ["one"]])
    }

    @Test func batchesKeepTheirOrder() throws {
        let writer = try writer()
        for number in 0..<20 { try writer.add(("s\(number)", ["x \(number)"])) }
        try writer.commit()
        let expected = (0..<20).map { "x \($0)" }
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == expected)
        try writer.add(("s3", ["x again"]))
        try writer.commit()
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == expected.filter { $0 != "x 3" } + ["x again"])
    }

    @Test func aSourceWithoutDocumentsIsKept() throws {
        let writer = try writer()
        try writer.add(("empty", []))
        try writer.commit()
        #expect(try Texts.contents(of: directory) == ["empty": []])
        #expect(try IndexChecker.check(directory).findings.isEmpty)
        #expect(try writer.delete("empty") == 1)
        try writer.commit()
        #expect(try Snapshot.open(directory).segments.isEmpty)
    }

    @Test func anEmptyBatchIsNoChange() throws {
        let writer = try writer()
        try writer.add(DocumentBatch(schema: Texts.schema))
        #expect(try writer.commit() == 1)
    }

    @Test func rollbackDropsWhatWasNotCommitted() throws {
        let writer = try writer()
        try writer.add(("a", ["one"]))
        try writer.commit()
        try writer.add(("a", ["two"]), ("b", ["two"]))
        try writer.keepAnalysis([7])
        try writer.delete("a")
        try writer.rollback()
        #expect(try writer.commit() == 2)
        #expect(try Texts.contents(of: directory) == ["a": ["one"]])
        try writer.add(("b", ["three"]))
        try writer.commit()
        #expect(try Texts.contents(of: directory) == ["a": ["one"], "b": ["three"]])
    }

    @Test func closingDropsWhatWasNotCommittedAndLeavesNoFiles() throws {
        let writer = try writer()
        try writer.add(("a", ["one"]))
        try writer.commit()
        try writer.keepAnalysis([7])
        try writer.add(("b", ["two"]))
        writer.close()
        #expect(try Texts.contents(of: directory) == ["a": ["one"]])
        #expect(try IndexChecker.check(directory).warnings.isEmpty)
        let error = #expect(throws: IndexError.self) { try writer.commit() }
        #expect("\(try #require(error))".hasPrefix("The writer cannot go on: it was closed. "))
        #expect(throws: IndexError.self) { try writer.rollback() }
        writer.close()
    }

    @Test func theLockGoesWithTheWriter() throws {
        var writer: IndexWriter? = try writer()
        #expect(throws: IndexError.locked(path: "memory")) { try self.writer() }
        withExtendedLifetime(writer) {}
        writer = nil
        writer = try self.writer()
        writer?.close()
        #expect(throws: Never.self) { try self.writer() }
    }

    @Test func anotherSchemaIsRefusedAndGivesTheLockBack() throws {
        try writer().close()
        var other = Texts.schema
        other.fields[1].hasPositions = false
        #expect(throws: IndexError.self) { try IndexWriter(directory: directory, schema: other) }
        other = Texts.schema
        other.columns.removeLast()
        #expect(throws: IndexError.self) { try IndexWriter(directory: directory, schema: other) }
        other = Texts.schema
        // A weight is applied when a query runs, and may differ.
        other.fields[0].weight = 3
        let writer = try IndexWriter(directory: directory, schema: other)
        #expect(throws: IndexError.self) { try writer.add(DocumentBatch(schema: Schema(fields: [], columns: []))) }
    }

    @Test func anAnalysisStaysAsLongAsASegmentNamesIt() throws {
        let writer = try writer()
        let first = try writer.keepAnalysis([1, 2, 3])
        try writer.add(("a", ["one"]))
        try writer.commit()
        let second = try writer.keepAnalysis([4])
        #expect(try first != second && writer.keepAnalysis([4]) == second)
        try writer.add(("b", ["one"]))
        try writer.commit()
        let snapshot = try Snapshot.open(directory)
        #expect(snapshot.segments.map(\.analysis) == [first, second])
        #expect(try snapshot.analysis(named: first) == [1, 2, 3] && snapshot.analysis(named: second) == [4])
        try writer.delete("a")
        try writer.commit()
        #expect(try !directory.list().contains(first))
        // The old snapshot has it open.
        #expect(try snapshot.analysis(named: first) == [1, 2, 3])
    }

    @Test func aWriterGoesOnWithAnAnalysisOfItsPredecessor() throws {
        let first = try writer()
        let name = try first.keepAnalysis([1])
        try first.add(("a", ["one"]))
        try first.commit()
        first.close()
        var options = options
        options.analysis = name
        let second = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
        try second.add(("b", ["one"]))
        try second.commit()
        second.close()
        #expect(try Snapshot.open(directory).segments.map(\.analysis) == [name, name])
        options.analysis = IndexFiles.analysisName(hash: 5)
        #expect(throws: IndexError.self) {
            try IndexWriter(directory: directory, schema: Texts.schema, options: options)
        }
    }

    @Test func theLongestTermIsFoundAgain() throws {
        let longest = String(repeating: "a", count: DocumentBatch.maximumTermLength)
        let writer = try writer()
        try writer.add(("a", ["\(longest) short"]), ("b", [longest]))
        try writer.commit()
        let snapshot = try Snapshot.open(directory)
        #expect(try Texts.find(longest, in: snapshot).count == 2)
        #expect(try IndexChecker.check(directory).findings.isEmpty)
    }

    @Test func aTermBeyondTheLimitIsRefusedAndNothingElseIsLost() throws {
        let tooLong = [UInt8](repeating: 0x61, count: DocumentBatch.maximumTermLength + 1)
        let batch = try Texts.batch(("a", ["one"]))
        batch.beginSource(id: [0x62], stored: [], columns: [.int64(0)])
        Array("two".utf8).withUnsafeBytes {
            batch.beginDocument(stored: $0, columns: [.uint32(0), .keyword([0x69])])
        }
        try Texts.add([Array("two".utf8)], to: batch, field: 0)
        let error = IndexError.limit("a term of 65536 bytes is longer than 65535")
        #expect(throws: error) { try Texts.add([Array("lost".utf8), tooLong], to: batch, field: 1) }
        // Of the call nothing was kept: the field may be given once more.
        try Texts.add([Array("kept".utf8)], to: batch, field: 1)
        batch.endDocument()
        batch.endSource()
        let writer = try writer()
        try writer.add(batch)
        try writer.commit()
        let snapshot = try Snapshot.open(directory)
        #expect(try Texts.find("one", in: snapshot) == ["one"] && Texts.find("two", in: snapshot) == ["two"])
        #expect(try Texts.find("kept", field: 1, in: snapshot) == ["two"])
        #expect(try Texts.find("lost", field: 1, in: snapshot).isEmpty)
        #expect(try IndexChecker.check(directory).findings.isEmpty)
    }

    private var options: IndexWriter.Options {
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        return options
    }

    private func writer() throws -> IndexWriter {
        try IndexWriter(directory: directory, schema: Texts.schema, options: options)
    }
}
