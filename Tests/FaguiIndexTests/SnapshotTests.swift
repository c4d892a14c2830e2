import FaguiTestSupport
import Synchronization
import Testing

@testable import FaguiIndex

/// A reader sees one commit point for its whole life, whatever a writer does meanwhile.
@Suite struct SnapshotTests {
    @Test func whereThereIsNoIndexNoneIsFound() throws {
        #expect(throws: IndexError.notFound(path: "memory")) { try Snapshot.open(MemoryDirectory()) }
        #expect(try Snapshot.newestGeneration(MemoryDirectory()) == nil)
    }

    /// In a folder mapped files go on working after they are removed.
    @Test func anOpenSnapshotOutlivesItsFiles() throws {
        let folder = TemporaryFolder()
        let directory = try FileSystemDirectory(path: folder.path)
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        for number in 0..<4 {
            try writer.keepAnalysis([1, 2])
            try writer.add(("s\(number)", ["x \(number)", "y"]))
            try writer.commit()
        }
        try writer.delete("s2")
        try writer.commit()
        let snapshot = try Snapshot.open(directory)
        let before = try Texts.contents(snapshot)
        let files = Set(try directory.list())
        try writer.keepAnalysis([3])
        for number in 0..<4 { try writer.add(("s\(number)", ["z"])) }
        try writer.mergeAll()
        #expect(try files.intersection(directory.list()) == ["manifest", "write.lock"])
        #expect(try Texts.contents(snapshot) == before && before.count == 3)
        #expect(try Texts.find("x", in: snapshot) == ["x 0", "x 1", "x 3"])
        try Texts.readEverything(snapshot)
        let name = try #require(snapshot.segments.first?.analysis)
        #expect(try snapshot.analysis(named: name) == [1, 2])
        #expect(try Texts.find("z", in: Snapshot.open(directory)).count == 4)
    }

    @Test func openingStartsOverWhenFilesVanishUnderIt() throws {
        let directory = InterceptedDirectory(MemoryDirectory())
        let writer = try quietWriter(directory)
        for number in 0..<3 {
            try writer.add(("s\(number)", ["x \(number)"]))
            try writer.commit()
        }
        let merges = Mutex(0)
        directory.afterMapping { name in
            // Right after the manifest was read, the first two times, all that it names goes.
            guard name == "manifest", merges.withLock({ $0 < 2 }) else { return }
            merges.withLock { $0 += 1 }
            let count = merges.withLock { $0 }
            #expect(throws: Never.self) {
                try writer.add(("later \(count)", ["x later \(count)"]))
                try writer.mergeAll()
            }
        }
        let snapshot = try Snapshot.open(directory)
        #expect(merges.withLock { $0 } == 2)
        let found = try Texts.find("x", in: snapshot)
        #expect(found == ["x 0", "x 1", "x 2", "x later 1", "x later 2"])
        #expect(snapshot.generation == (try Snapshot.newestGeneration(directory)))
    }

    @Test func checkingStartsOverWhenFilesVanishUnderIt() throws {
        let directory = InterceptedDirectory(MemoryDirectory())
        let writer = try quietWriter(directory)
        for number in 0..<3 {
            try writer.add(("s\(number)", ["x \(number)"]))
            try writer.commit()
        }
        let isMerged = Mutex(false)
        directory.afterMapping { name in
            guard name == "s000002.terms", !isMerged.withLock({ $0 }) else { return }
            isMerged.withLock { $0 = true }
            #expect(throws: Never.self) { try writer.mergeAll() }
        }
        let report = try IndexChecker.check(directory)
        #expect(isMerged.withLock { $0 } && report.findings.isEmpty && report.warnings.isEmpty)
        #expect(report.generation == (try Snapshot.newestGeneration(directory)))
    }

    @Test func aFileThatNobodyHadARightToRemoveIsDamage() throws {
        let directory = MemoryDirectory()
        let writer = try quietWriter(directory)
        try writer.add(("a", ["x"]))
        try writer.commit()
        writer.close()
        try directory.remove("s000001.norms")
        let error = #expect(throws: IndexError.self) { try Snapshot.open(directory) }
        guard case .corrupt("s000001.norms", _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func whatIsStillLiveIsTakenOverFromAnEarlierSnapshot() throws {
        let directory = InterceptedDirectory(MemoryDirectory())
        let writer = try quietWriter(directory)
        try writer.keepAnalysis([1])
        try writer.add(("a", ["x a"]), ("b", ["x b"]))
        try writer.commit()
        let first = try Snapshot.open(directory)
        try writer.add(("c", ["x c"]))
        try writer.delete("a")
        try writer.commit()
        let mapped = Mutex<[String]>([])
        directory.afterMapping { name in mapped.withLock { $0.append(name) } }
        let second = try Snapshot.open(directory, reusing: first)
        #expect(mapped.withLock { $0 }.allSatisfy { !$0.hasPrefix("s000001.") || $0.contains("deletions") })
        #expect(try Texts.find("x", in: second) == ["x b", "x c"])
        #expect(try Texts.find("x", in: first) == ["x a", "x b"])
        mapped.withLock { $0 = [] }
        let third = try Snapshot.open(directory, reusing: second)
        #expect(mapped.withLock { $0 } == ["manifest"])
        #expect(third.generation == second.generation)
    }

    @Test func aSegmentOfTheSameNameInAnotherIndexIsOpenedAnew() throws {
        let first = MemoryDirectory(), second = MemoryDirectory()
        for (directory, text) in [(first, "x first"), (second, "x other")] {
            let writer = try quietWriter(directory)
            try writer.add(("a", [text]))
            try writer.commit()
        }
        let opened = try Snapshot.open(second, reusing: Snapshot.open(first))
        #expect(try Texts.find("x", in: opened) == ["x other"])
    }

    @Test func aFileOfAnotherSegmentIsNoticed() throws {
        let directories = [MemoryDirectory(), MemoryDirectory()]
        for directory in directories {
            let writer = try quietWriter(directory)
            try writer.add(("a", ["x"]))
            try writer.commit()
            writer.close()
        }
        for name in try directories[0].list() where IndexFiles.isSegmentFile(name) {
            let own = try #require(directories[0].content(of: name))
            directories[0].put(try #require(directories[1].content(of: name)), as: name)
            #expect(throws: IndexError.self, "\(name)") { try Snapshot.open(directories[0]) }
            #expect(try !IndexChecker.check(directories[0]).findings.isEmpty, "\(name)")
            directories[0].put(own, as: name)
        }
    }

    @Test func statisticsCountDeletedDocumentsUntilTheyAreMergedAway() throws {
        let directory = MemoryDirectory()
        let writer = try quietWriter(directory)
        try writer.add(("a", ["one two three", "one"]), ("b", ["two two"]))
        try writer.commit()
        try writer.delete("b")
        try writer.commit()
        var statistics = try Snapshot.open(directory).statistics(of: 0)
        #expect(statistics.documentCount == 3 && statistics.totalLength == 6)
        try writer.mergeAll()
        statistics = try Snapshot.open(directory).statistics(of: 0)
        #expect(statistics == FieldStatistics(documentCount: 2, totalLength: 4, termCount: 3))
    }

    private func quietWriter(_ directory: any Directory) throws -> IndexWriter {
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        return try IndexWriter(directory: directory, schema: Texts.schema, options: options)
    }
}
