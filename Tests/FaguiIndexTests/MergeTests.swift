import Dispatch
import FaguiTestSupport
import Synchronization
import Testing

@testable import FaguiIndex

/// Merging beside everything else that a writer does.
@Suite struct MergeTests {
    /// As many small segments as bring a merge about.
    private static let dueCount = 10
    private let memory = MemoryDirectory()
    private let directory: InterceptedDirectory

    init() { directory = InterceptedDirectory(memory) }

    @Test func manySmallSegmentsAreMergedInTheBackground() throws {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        let expected = try commitSegments(30, to: writer)
        try writer.waitForMerges()
        let snapshot = try Snapshot.open(directory)
        #expect(snapshot.segments.count <= 8)
        #expect(try Texts.find("x", in: snapshot) == expected)
        #expect(try IndexChecker.check(directory).findings.isEmpty)
        writer.close()
        #expect(try IndexChecker.check(directory).warnings.isEmpty)
    }

    @Test func withoutMergesInTheBackgroundWaitingMergesWhatIsDue() throws {
        let writer = try quietWriter()
        let expected = try commitSegments(12, to: writer)
        #expect(try Snapshot.open(directory).segments.count == 12)
        try writer.waitForMerges()
        #expect(try Snapshot.open(directory).segments.count <= 8)
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == expected)
    }

    @Test func mergingAllLeavesOneSegmentWithoutDeletions() throws {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        _ = try commitSegments(5, to: writer)
        try writer.delete("s1", "s3")
        try writer.add(("s0", ["x replaced"]))
        try writer.mergeAll()
        let snapshot = try Snapshot.open(directory)
        #expect(snapshot.segments.count == 1 && snapshot.documentCount == 8)
        #expect(try Texts.find("x", in: snapshot) == ["x 2", "x 4", "x replaced"])
        let generation = snapshot.generation
        try writer.mergeAll()
        #expect(try Snapshot.open(directory).generation == generation, "one segment without deletions is left alone")
        try writer.delete("s2")
        try writer.mergeAll()
        #expect(try Snapshot.open(directory).documentCount == 7)
        for number in 0..<5 { try writer.delete("s\(number)", "s\(number) twin") }
        try writer.mergeAll()
        #expect(try Snapshot.open(directory).segments.isEmpty)
        #expect(try memory.list() == ["manifest", "write.lock"])
    }

    @Test func segmentsOfOneAnalysisAreMergedAndOthersKeptApart() throws {
        let writer = try quietWriter()
        for (number, analysis) in [1, 1, 2, 1, 1].enumerated() {
            try writer.keepAnalysis([UInt8(analysis)])
            try writer.add(("s\(number)", ["x \(number)"]))
            try writer.commit()
        }
        let names = try Snapshot.open(directory).segments.map(\.analysis)
        try writer.mergeAll()
        let snapshot = try Snapshot.open(directory)
        #expect(snapshot.segments.map(\.documentCount) == [2, 1, 2])
        #expect(snapshot.segments.map(\.analysis) == [names[0], names[2], names[0]])
        #expect(try Texts.find("x", in: snapshot) == (0..<5).map { "x \($0)" })
    }

    @Test(.timeLimit(.minutes(1))) func noMergeBeginsWhileSegmentsWaitForAnotherAnalysis() throws {
        let writer = try quietWriter()
        try writer.keepAnalysis([1])
        let expected = try commitSegments(12, to: writer)
        try writer.keepAnalysis([2])
        try writer.adoptAnalysis(segments: names())
        // One would be given up and begun again without end.
        try writer.waitForMerges()
        #expect(try names().count == 12)
        try writer.commit()
        try writer.waitForMerges()
        #expect(try names().count <= 8)
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == expected)
    }

    @Test func theAnalysisOfWhatIsNotCommittedYetIsNotRemovedAtTheEndOfAMerge() throws {
        let writer = try quietWriter()
        try writer.keepAnalysis([1])
        _ = try commitSegments(12, to: writer)
        let awaited = try writer.keepAnalysis([2])
        try writer.add(("new", ["x new"]))
        // The batch becomes a segment, since those to come have another analysis.
        try writer.keepAnalysis([3])
        try writer.waitForMerges()
        try writer.commit()
        let snapshot = try Snapshot.open(directory)
        #expect(snapshot.segments.last?.analysis == awaited)
        #expect(try snapshot.analysis(named: awaited) == [2])
    }

    @Test func anAnalysisThatSegmentsWaitForIsNotRemovedAtTheEndOfAMerge() throws {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        try writer.keepAnalysis([1])
        let gate = holdFirstMerge()
        let expected = try commitSegments(Self.dueCount, to: writer)
        try #require(gate.waitUntilReached())
        let awaited = try writer.keepAnalysis([2])
        try writer.adoptAnalysis(segments: names())
        try writer.keepAnalysis([3])
        gate.open()
        try writer.waitForMerges()
        try writer.commit()
        let snapshot = try Snapshot.open(directory)
        #expect(Set(snapshot.segments.map(\.analysis)) == [awaited])
        #expect(try snapshot.analysis(named: awaited) == [2])
        #expect(try Texts.find("x", in: snapshot) == expected)
    }

    @Test func sourcesDeletedWhileTheyAreMergedStayDeleted() throws {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        let gate = holdFirstMerge()
        _ = try commitSegments(Self.dueCount, to: writer)
        try #require(gate.waitUntilReached())
        // One deleted and committed, one replaced and committed, one segment gone as a whole, one not yet committed.
        try writer.delete("s1")
        try writer.add(("s2", ["x replaced"]))
        try writer.commit()
        try writer.delete("s3", "s3 twin")
        try writer.commit()
        try writer.delete("s4")
        gate.open()
        try writer.waitForMerges()
        let merged = try Snapshot.open(directory)
        let kept = ([0] + Array(4..<Self.dueCount)).map { "x \($0)" } + ["x replaced"]
        #expect(merged.segments.count < Self.dueCount)
        #expect(try Texts.find("x", in: merged) == kept, "what is not committed is not deleted yet")
        #expect(try IndexChecker.check(directory).findings.isEmpty)
        try writer.commit()
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == kept.filter { $0 != "x 4" })
        try writer.delete("s5")
        try writer.commit()
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == kept.filter { $0 != "x 4" && $0 != "x 5" })
        #expect(try IndexChecker.check(directory).findings.isEmpty)
    }

    @Test func everythingDeletedWhileItIsMergedIsGone() throws {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        let gate = holdFirstMerge()
        _ = try commitSegments(Self.dueCount, to: writer)
        try #require(gate.waitUntilReached())
        for number in 0..<Self.dueCount { try writer.delete("s\(number)", "s\(number) twin") }
        try writer.commit()
        gate.open()
        try writer.waitForMerges()
        #expect(try Snapshot.open(directory).segments.isEmpty)
        #expect(try memory.list() == ["manifest", "write.lock"])
    }

    @Test func aRollbackWhileSegmentsAreMergedKeepsTheDeletionsOut() throws {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        let gate = holdFirstMerge()
        let expected = try commitSegments(Self.dueCount, to: writer)
        try #require(gate.waitUntilReached())
        try writer.delete("s1")
        try writer.rollback()
        gate.open()
        try writer.waitForMerges()
        try writer.commit()
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == expected)
        #expect(try Snapshot.open(directory).segments.count < Self.dueCount)
    }

    @Test func closingDoesNotWaitForTheEndOfAMergeAndLeavesNothingOfIt() throws {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        let gate = holdFirstMerge()
        let expected = try commitSegments(Self.dueCount, to: writer)
        try #require(gate.waitUntilReached())
        let closing = DispatchGroup()
        DispatchQueue.global().async(group: closing) { writer.close() }
        gate.open()
        #expect(closing.wait(timeout: .now() + .seconds(60)) == .success)
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == expected)
        let report = try IndexChecker.check(directory)
        #expect(report.findings.isEmpty && report.warnings.isEmpty)
    }

    @Test func theWriterIsFreeWhileSegmentsAreMerged() throws {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        let gate = holdFirstMerge()
        let expected = try commitSegments(Self.dueCount, to: writer)
        try #require(gate.waitUntilReached())
        try writer.add(("more", ["x more"]))
        try writer.commit()
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == expected + ["x more"])
        gate.open()
        try writer.waitForMerges()
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == expected + ["x more"])
    }

    @Test func aMergeThatFailsIsReportedOnceAndLeavesTheIndexAsItWas() throws {
        let writer = try quietWriter()
        let expected = try commitSegments(Self.dueCount, to: writer)
        memory.setFaults { operation, _ in
            guard case .write(let name) = operation else { return nil }
            return name.hasSuffix(".postings") ? .cut : nil
        }
        #expect(throws: IndexError.self) { try writer.waitForMerges() }
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == expected)
        #expect(throws: IndexError.self) { try writer.mergeAll() }
        memory.setFaults(nil)
        try writer.waitForMerges()
        #expect(try Snapshot.open(directory).segments.count < Self.dueCount)
        #expect(try Texts.find("x", in: Snapshot.open(directory)) == expected)
        writer.close()
        #expect(try IndexChecker.check(directory).warnings.isEmpty)
    }

    @Test func aDamagedSegmentIsNotMergedIntoASoundOne() throws {
        for part in SegmentPart.allCases {
            let memory = MemoryDirectory()
            var options = IndexWriter.Options()
            options.mergesInBackground = false
            let writer = try IndexWriter(directory: memory, schema: Texts.schema, options: options)
            _ = try commitSegments(Self.dueCount, to: writer)
            writer.close()
            let name = part.fileName(of: "s000001")
            var content = try #require(memory.content(of: name))
            content[32] ^= 0x01
            memory.put(content, as: name)
            // What opening finds already needs no merge to be found.
            guard let writer = try? IndexWriter(directory: memory, schema: Texts.schema, options: options) else {
                continue
            }
            #expect(throws: IndexError.self, "\(name)") { try writer.waitForMerges() }
            #expect(throws: IndexError.self, "\(name)") { try writer.mergeAll() }
            writer.close()
            #expect(try IndexChecker.check(memory).findings.map(\.file) == [name])
        }
    }

    @Test func damagedDeletionsAreNotWrittenAnew() throws {
        let writer = try quietWriter()
        _ = try commitSegments(4, to: writer)
        try writer.add(("a", ["x a"]), ("b", ["x b"]), ("c", ["x c"]))
        try writer.commit()
        try writer.delete("b")
        try writer.commit()
        writer.close()
        let name = try #require(try memory.list().first { $0.contains("deletions") })
        var content = try #require(memory.content(of: name))
        // Source 0 in the place of source 1, both of one document.
        content[36] = 0
        memory.put(content, as: name)
        #expect(throws: IndexError.self) { try quietWriter().delete("c") }
        #expect(try IndexChecker.check(directory).findings.map(\.file) == [name])
    }

    @Test func theNextCommitTriesAFailedMergeAgain() throws {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        let gate = holdFirstMerge()
        _ = try commitSegments(Self.dueCount, to: writer)
        try #require(gate.waitUntilReached())
        let cleared = DispatchSemaphore(value: 0)
        memory.setFaults { operation, _ in
            switch operation {
            case .write(let name): return name.hasSuffix(".postings") ? .cut : nil
            case .remove(let name):
                // What the failed merge has written is removed when its failure is taken in.
                if name.hasSuffix(".postings") { cleared.signal() }
                return nil
            default: return nil
            }
        }
        gate.open()
        try #require(cleared.wait(timeout: .now() + .seconds(60)) == .success)
        memory.setFaults(nil)
        try writer.add(("last", ["x last"]))
        try writer.commit()
        try writer.waitForMerges()
        #expect(try Snapshot.open(directory).segments.count < Self.dueCount)
    }

    @Test func mergingFromManyThreadsAtOnceEnds() throws {
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        let failures = Mutex<[any Error]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            do {
                for number in 0..<12 {
                    try writer.add(("t\(thread) \(number)", ["x \(thread)"]), ("same", ["x same"]))
                    if number % 3 == 0 { try writer.commit() }
                    if number == 6 { try writer.mergeAll() }
                    if number == 8 { try writer.waitForMerges() }
                    if number > 8 { try writer.delete("t\(thread) \(number - 9)") }
                }
            } catch {
                failures.withLock { $0.append(error) }
            }
        }
        #expect(failures.withLock { $0.isEmpty })
        try writer.mergeAll()
        let contents = try Texts.contents(of: directory)
        let expected = (0..<4).flatMap { thread in (3..<12).map { "t\(thread) \($0)" } } + ["same"]
        #expect(Set(contents.keys) == Set(expected))
        #expect(try IndexChecker.check(directory).findings.isEmpty)
    }

    /// Commits segments s0, s1…; every third has a second source.
    private func commitSegments(_ count: Int, to writer: IndexWriter) throws -> [String] {
        for number in 0..<count {
            try writer.add(("s\(number)", ["x \(number)"]), ("s\(number) twin", ["twin"]))
            try writer.commit()
        }
        return (0..<count).map { "x \($0)" }
    }

    /// The names of the segments of the newest commit.
    private func names() throws -> Set<String> { Set(try Snapshot.open(directory).segments.map(\.info.name)) }

    private func quietWriter() throws -> IndexWriter {
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        return try IndexWriter(directory: directory, schema: Texts.schema, options: options)
    }

    /// Holds the first merge: as many segments as make one due come before it.
    private func holdFirstMerge() -> Gate {
        let gate = Gate()
        let count = Atomic<Int>(0)
        directory.beforeCreating { name in
            guard name.hasSuffix(".postings") else { return }
            if count.wrappingAdd(1, ordering: .relaxed).oldValue == Self.dueCount { gate.pass() }
        }
        return gate
    }
}
