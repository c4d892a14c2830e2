import FaguiTestSupport
import Testing

@testable import FaguiIndex

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Indexes of very many segments: commits without end, and merging that was off.
@Suite(.serialized) struct ManySegmentsTests {
    private let folder = TemporaryFolder()

    private func directory() throws -> FileSystemDirectory { try FileSystemDirectory(path: folder.path) }

    /// Descriptors of this process that are open.
    private static func openFiles() throws -> Int {
        let descriptors = try FileSystemDirectory(path: "/proc/self/fd")
        return try descriptors.list().count
    }

    @Test func mergesKeepSegmentsFewThroughManyCommits() throws {
        let writer = try IndexWriter(directory: directory(), schema: Texts.schema)
        let count = 400 * RandomTests.scale
        var most = 0
        for number in 0..<count {
            try writer.add(Texts.batch(("s\(number)", ["x \(number)"])))
            try writer.commit()
            if number % 50 == 49 {
                try writer.waitForMerges()
                most = max(most, try Snapshot.open(directory()).segments.count)
            }
        }
        #expect(most <= MergePolicy().maxSegmentCount)
        #expect(try Texts.find("x", in: Snapshot.open(directory())).count == count)
    }

    /// Ten thousand with `FAGUI_TEST_ITERATIONS=20`: seven files each are more than a process may map.
    @Test func anIndexOfThousandsOfSegmentsOpensAnswersAndIsMerged() throws {
        let count = 500 * RandomTests.scale
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        options.memoryBudget = 1
        options.threads = 1
        do {
            let writer = try IndexWriter(directory: directory(), schema: Texts.schema, options: options)
            for number in 0..<count { try writer.add(Texts.batch(("s\(number)", ["x \(number)"]))) }
            try writer.commit()
        }
        #if os(Linux)
            let before = try Self.openFiles()
        #endif
        let snapshot = try Snapshot.open(directory())
        #expect(snapshot.segments.count == count)
        #expect(try Texts.find("x", in: snapshot).count == count)
        #if os(Linux)
            // Other suites open files meanwhile; this many would be one a segment.
            #expect(try Self.openFiles() - before < count / 2)
        #endif
        options.mergesInBackground = true
        let writer = try IndexWriter(directory: directory(), schema: Texts.schema, options: options)
        try writer.add(Texts.batch(("last", ["x last"])))
        try writer.commit()
        try writer.waitForMerges()
        let merged = try Snapshot.open(directory())
        #expect(merged.segments.count <= MergePolicy().maxSegmentCount)
        #expect(try Texts.find("x", in: merged).count == count + 1)
        try writer.mergeAll()
        #expect(try Snapshot.open(directory()).segments.count == 1)
        #expect(try IndexChecker.check(directory()).findings.isEmpty)
        // The snapshot that was opened first still answers from its own files.
        #expect(try Texts.find("x", in: snapshot).count == count)
    }

    @Test func aMergeThatWouldTakeMoreMemoryThanAllowedIsNotBegun() throws {
        var options = IndexWriter.Options()
        options.mergeBudget = 1
        let writer = try IndexWriter(directory: directory(), schema: Texts.schema, options: options)
        for number in 0..<100 {
            try writer.add(Texts.batch(("s\(number)", ["x \(number)"])))
            try writer.commit()
        }
        try writer.waitForMerges()
        #expect(try Snapshot.open(directory()).segments.count == 100)
        try writer.limit(pending: 1 << 20, merging: 1 << 30, threads: 1)
        try writer.add(Texts.batch(("last", ["x last"])))
        try writer.commit()
        try writer.waitForMerges()
        #expect(try Snapshot.open(directory()).segments.count <= MergePolicy().segmentsPerTier)
        #expect(try Texts.find("x", in: Snapshot.open(directory())).count == 101)
    }

    @Test func batchesThatDoNotFitTogetherAreWrittenApart() throws {
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        let batch = try Texts.batch(("a", ["x"]))
        options.memoryBudget = batch.sizeInBytes * 3 / 2
        let writer = try IndexWriter(directory: directory(), schema: Texts.schema, options: options)
        for number in 0..<3 { try writer.add(Texts.batch(("s\(number)", ["x \(number)"]))) }
        try writer.commit()
        #expect(try Snapshot.open(directory()).segments.count == 3)
    }
}
