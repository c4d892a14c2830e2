import FaguiTestSupport
import Synchronization
import Testing

@testable import FaguiIndex

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A copy is one commit, sound, and brings only what is new.
@Suite struct IndexCopyTests {
    private func copy(
        _ source: any Directory, _ destination: any Directory, replacing: Bool = true, linking: Bool = true
    ) throws -> IndexCopy.Report {
        try IndexCopy.copy(from: source, to: destination, replacing: replacing, linking: linking)
    }

    private func expectSound(_ directory: any Directory, has contents: [String: [String]], _ what: String = "") throws {
        let report = try IndexChecker.check(directory)
        #expect(report.findings.isEmpty && report.warnings.isEmpty, "\(what): \(report)")
        #expect(try Texts.contents(of: directory) == contents, "\(what)")
    }

    private func writer(_ directory: any Directory) throws -> IndexWriter {
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        return try IndexWriter(directory: directory, schema: Texts.schema, options: options)
    }

    @Test func aSecondCopyBringsOnlyWhatIsNew() throws {
        let index = try DamagedIndex()
        let backup = MemoryDirectory()
        let first = try copy(index.directory, backup)
        let count = try index.files.count - 1
        #expect(first.keptFiles == 0 && first.copiedFiles == count && !first.isUnchanged)
        try expectSound(backup, has: index.contents)
        let again = try copy(index.directory, backup)
        #expect(again.isUnchanged && again.copiedFiles == 0 && again.keptFiles == first.copiedFiles)
        let writer = try writer(index.directory)
        try writer.add(("a", ["new"]))
        try writer.commit()
        let third = try copy(index.directory, backup)
        // A segment and the deletions of the one that had "a".
        #expect(third.copiedFiles == 8 && third.generation == again.generation + 1)
        var contents = index.contents
        contents["a"] = ["new"]
        try expectSound(backup, has: contents)
        try writer.mergeAll()
        writer.close()
        _ = try copy(index.directory, backup)
        try expectSound(backup, has: contents)
        #expect(try backup.list() == index.directory.list())
    }

    @Test func aDamagedIndexIsRefusedAndTheBackupStays() throws {
        for name in try DamagedIndex().files {
            let index = try DamagedIndex()
            let backup = MemoryDirectory()
            _ = try copy(index.directory, backup)
            try FileDamage.flipped.strike(name, in: index.directory)
            let error = #expect(throws: IndexError.self, "\(name)") { try copy(index.directory, backup) }
            guard case .corrupt(name, _, _) = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
            try expectSound(backup, has: index.contents, name)
        }
    }

    @Test(arguments: FileDamage.allCases) func aDamagedFileOfTheBackupIsBroughtAgain(damage: FileDamage) throws {
        let index = try DamagedIndex()
        for name in try index.files {
            let backup = MemoryDirectory()
            _ = try copy(index.directory, backup)
            try damage.strike(name, in: backup)
            _ = try copy(index.directory, backup)
            try expectSound(backup, has: index.contents, "\(name) \(damage)")
        }
    }

    @Test func anIndexThatIsNotToBeReplacedStays() throws {
        let index = try DamagedIndex()
        let other = MemoryDirectory()
        let writer = try writer(other)
        try writer.add(("z", ["own"]))
        try writer.commit()
        writer.close()
        #expect(throws: IndexError.alreadyExists(path: "memory")) { try copy(index.directory, other, replacing: false) }
        try expectSound(other, has: ["z": ["own"]])
    }

    @Test func anotherIndexOfTheSameNamesIsReplaced() throws {
        let index = try DamagedIndex()
        let other = MemoryDirectory()
        let writer = try writer(other)
        for number in 0..<6 {
            try writer.add(("z\(number)", ["own"]))
            try writer.commit()
        }
        writer.close()
        let before = try Snapshot.open(other)
        _ = try copy(index.directory, other)
        try expectSound(other, has: index.contents)
        let after = try Snapshot.open(other, reusing: before)
        // Whoever searches sees that there is another commit, and opens its segments.
        #expect(after.generation > before.generation)
        #expect(try Texts.contents(after) == index.contents)
        #expect(try Texts.contents(before).count == 6)
    }

    @Test func aWriterOfTheDestinationKeepsCopiesOut() throws {
        let (index, other) = (try DamagedIndex(), MemoryDirectory())
        let writer = try writer(other)
        #expect(throws: IndexError.locked(path: "memory")) { try copy(index.directory, other) }
        writer.close()
    }

    @Test func aNewerCommitMayComeAtAnyCall() throws {
        // A directory whose index is merged away right before each mapping in turn.
        var step = 0
        while true {
            let index = try DamagedIndex()
            let source = ChangingDirectory(index.directory, at: step)
            let backup = MemoryDirectory()
            _ = try copy(source, backup)
            let contents = try Texts.contents(of: backup)
            var later = index.contents
            later["g"] = ["new"]
            #expect(contents == index.contents || contents == later, "step \(step)")
            try expectSound(backup, has: contents, "step \(step)")
            guard source.hasChanged else { break }
            step += 1
        }
        #expect(step > 10)
    }

    @Test func linkedFilesAreTheSameAndCopiesAreNot() throws {
        let folder = TemporaryFolder()
        let index = try FileSystemDirectory(path: folder.path + "/index", creating: true)
        let writer = try writer(index)
        try writer.add(("a", ["one"]))
        try writer.commit()
        let linked = try FileSystemDirectory(path: folder.path + "/linked", creating: true)
        let copied = try FileSystemDirectory(path: folder.path + "/copied", creating: true)
        #expect(try copy(index, linked).linkedFiles == 7)
        #expect(try copy(index, copied, linking: false).copiedFiles == 7)
        let name = "s000001.terms"
        #expect(try inode(folder.path + "/index/" + name) == inode(folder.path + "/linked/" + name))
        #expect(try inode(folder.path + "/index/" + name) != inode(folder.path + "/copied/" + name))
        // Files are never changed in place: what becomes of the index is not seen in its links.
        try writer.add(("a", ["two"]))
        try writer.mergeAll()
        writer.close()
        for directory in [linked, copied] { try expectSound(directory, has: ["a": ["one"]]) }
        #expect(index.isSame(as: try FileSystemDirectory(path: folder.path + "/linked/../index")))
        #expect(!index.isSame(as: linked))
    }

    private func inode(_ path: String) throws -> UInt64 {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return UInt64(status.st_ino)
    }

    @Test func everyBackupBesideAWriterIsOneCommit() throws {
        let source = MemoryDirectory()
        var options = IndexWriter.Options()
        options.threads = 1
        let writer = try IndexWriter(directory: source, schema: Texts.schema, options: options)
        try writer.add(("n", ["0"]), ("m", ["0"]))
        try writer.commit()
        let isDone = Atomic<Bool>(false)
        let rounds = 60 * RandomTests.scale
        try Parallel.run(count: 2, threads: 2) { task in
            if task == 0 {
                defer { isDone.store(true, ordering: .releasing) }
                for round in 1...rounds {
                    // Both change with one commit, and stay behind one another at no moment.
                    try writer.add(("n", ["\(round)"]), ("m", ["\(round)"]), ("x\(round)", ["two"]))
                    if round > 3 { try writer.delete("x\(round - 3)") }
                    try writer.commit()
                    if round % 20 == 0 { try writer.mergeAll() }
                }
            } else {
                let backup = MemoryDirectory(path: "backup")
                var count = 0
                while !isDone.load(ordering: .acquiring) || count < 3 {
                    _ = try IndexCopy.copy(from: source, to: backup, replacing: true, linking: true)
                    let contents = try Texts.contents(of: backup)
                    #expect(contents["n"] == contents["m"])
                    let round = Int(contents["n"]?.first ?? "") ?? -1
                    let expected = Set((max(1, round - 2)...max(1, round)).map { "x\($0)" }).union(["n", "m"])
                    if round > 0 { #expect(Set(contents.keys) == expected) }
                    let report = try IndexChecker.check(backup)
                    #expect(report.findings.isEmpty && report.warnings.isEmpty, "\(report)")
                    count += 1
                }
            }
        }
        writer.close()
    }
}

/// Whatever step of a copy fails, the folder has the old commit or the new one.
@Suite struct IndexCopyCrashTests {
    @Test func aCrashLeavesTheOldBackupOrTheNew() throws {
        var (step, isOver) = (0, false)
        while !isOver {
            let index = try DamagedIndex()
            let backup = MemoryDirectory()
            _ = try IndexCopy.copy(from: index.directory, to: backup, replacing: false, linking: true)
            let writer = try IndexWriter(directory: index.directory, schema: Texts.schema)
            try writer.add(("a", ["new"]))
            try writer.mergeAll()
            writer.close()
            var new = index.contents
            new["a"] = ["new"]
            let failing = step
            backup.setFaults { _, number in number >= failing ? 28 : nil }
            let result = Result {
                try IndexCopy.copy(from: index.directory, to: backup, replacing: true, linking: true)
            }
            isOver = backup.callCount <= step
            backup.setFaults(nil)
            var random = SeededGenerator(seed: UInt64(step))
            var left = [backup.afterKill(), backup.afterPowerLoss()]
            for _ in 0..<3 { left.append(backup.afterPowerLoss(using: &random)) }
            for directory in left {
                let contents = try Texts.contents(of: directory)
                #expect(contents == index.contents || contents == new, "step \(step)")
                if case .success = result { #expect(contents == new, "step \(step)") }
                #expect(try IndexChecker.check(directory).findings.isEmpty, "step \(step)")
                _ = try IndexCopy.copy(from: index.directory, to: directory, replacing: true, linking: true)
                let report = try IndexChecker.check(directory)
                #expect(report.findings.isEmpty && report.warnings.isEmpty, "step \(step): \(report)")
                #expect(try Texts.contents(of: directory) == new, "step \(step)")
            }
            step += 1
        }
        #expect(step > 20)
    }

    @Test func aCrashOfAReplacementLeavesTheOtherIndexOrTheNew() throws {
        var (step, isOver) = (0, false)
        while !isOver {
            let index = try DamagedIndex()
            let other = MemoryDirectory()
            let writer = try IndexWriter(directory: other, schema: Texts.schema)
            try writer.add(("z", ["own"]))
            try writer.commit()
            writer.close()
            let failing = step
            other.setFaults { _, number in number >= failing ? 5 : nil }
            _ = try? IndexCopy.copy(from: index.directory, to: other, replacing: true, linking: false)
            isOver = other.callCount <= step
            other.setFaults(nil)
            var random = SeededGenerator(seed: UInt64(step))
            var left = [other.afterKill(), other.afterPowerLoss()]
            for _ in 0..<3 { left.append(other.afterPowerLoss(using: &random)) }
            for directory in left {
                let contents = try Texts.contents(of: directory)
                #expect(contents == ["z": ["own"]] || contents == index.contents, "step \(step)")
                #expect(try IndexChecker.check(directory).findings.isEmpty, "step \(step)")
            }
            step += 1
        }
        #expect(step > 20)
    }
}

/// A folder whose index gets a newer commit, with all segments merged, right before one call of ``map(_:)``.
private final class ChangingDirectory: Directory, Sendable {
    private let inner: MemoryDirectory
    private let moment: Int
    private let count = Mutex(0)

    init(_ inner: MemoryDirectory, at moment: Int) {
        self.inner = inner
        self.moment = moment
    }

    var path: String { inner.path }
    /// Whether the moment has come.
    var hasChanged: Bool { count.withLock { $0 > moment } }

    func map(_ name: String) throws -> FileBytes {
        let number = count.withLock { count in
            defer { count += 1 }
            return count
        }
        if number == moment {
            let writer = try IndexWriter(directory: inner, schema: Texts.schema)
            try writer.add(("g", ["new"]))
            try writer.mergeAll()
            writer.close()
        }
        return try inner.map(name)
    }

    func list() throws -> [String] { try inner.list() }
    func create(_ name: String) throws -> any FileOutput { try inner.create(name) }
    func rename(_ name: String, to newName: String) throws { try inner.rename(name, to: newName) }
    func remove(_ name: String) throws { try inner.remove(name) }
    func synchronize() throws { try inner.synchronize() }
    func lock(_ name: String) throws -> any DirectoryLock { try inner.lock(name) }
}
