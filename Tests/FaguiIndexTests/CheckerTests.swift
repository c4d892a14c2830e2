import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// Damage of every kind is found, and reading a damaged index ends in an error or a wrong answer, nothing worse.
@Suite struct CheckerTests {
    private let directory = MemoryDirectory()
    private let files: [String: [UInt8]]

    /// A small index with files of every kind: two segments, deletions, an analysis.
    init() throws {
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        let writer = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
        try writer.keepAnalysis([1, 2, 3])
        try writer.add(("a", ["one two two", "one considerably"]), ("b", ["two three"]), ("c", []))
        try writer.commit()
        try writer.add(("d", ["one"]))
        try writer.delete("b")
        try writer.commit()
        writer.close()
        var files: [String: [UInt8]] = [:]
        for name in try directory.list() { files[name] = directory.content(of: name) }
        self.files = files
    }

    @Test func aSoundIndexHasNoFindings() throws {
        let report = try IndexChecker.check(directory)
        #expect(report.findings.isEmpty && report.warnings.isEmpty)
        #expect(report.generation == 3)
        #expect(report.fileCount == files.count - 1)
        #expect(report.byteCount == files.values.reduce(0) { $0 + $1.count })
        #expect(files.count == 2 * 7 + 1 + 1 + 1 + 1)
    }

    @Test func whereThereIsNoIndexNoneIsChecked() throws {
        #expect(throws: IndexError.notFound(path: "memory")) { try IndexChecker.check(MemoryDirectory()) }
    }

    @Test func everyFlippedByteIsFoundAndReadingSurvivesIt() throws {
        for (name, content) in files.sorted(by: { $0.key < $1.key }) {
            for place in content.indices {
                var damaged = content
                damaged[place] ^= place % 3 == 0 ? 0xFF : UInt8(1 << (place % 8))
                directory.put(damaged, as: name)
                let report = try IndexChecker.check(directory)
                #expect(report.findings.contains { $0.file == name }, "byte \(place) of \(name): \(report.findings)")
                read("byte \(place) of \(name)")
            }
            directory.put(content, as: name)
        }
        #expect(try IndexChecker.check(directory).findings.isEmpty)
    }

    /// Damage that its maker hid well: every byte of a body changed under checksums made to hold.
    @Test func readingSurvivesDamageThatTheChecksumsCover() throws {
        for (name, content) in files.sorted(by: { $0.key < $1.key }) where name != IndexFiles.lock {
            for place in 32..<content.count - 16 {
                for value in [content[place] ^ 0xFF, content[place] &+ 1] {
                    var damaged = content
                    damaged[place] = value
                    reseal(&damaged)
                    directory.put(damaged, as: name)
                    // The manifest knows the checksum of each file, so it must agree with the damage.
                    try putManifest(agreeingWith: damaged, name)
                    _ = try IndexChecker.check(directory)
                    read("byte \(place) of \(name) made \(value)")
                    merge("byte \(place) of \(name) made \(value)")
                }
            }
            for (name, content) in files { directory.put(content, as: name) }
        }
        #expect(try IndexChecker.check(directory).findings.isEmpty)
    }

    @Test func sourcesThatDoNotHoldAllDocumentsAreRefused() throws {
        let name = "s000001.sources"
        let content = try #require(files[name])
        // The first document of the first source, and the end of the last of three.
        for (place, value) in [(32, UInt32(64)), (32, 1), (44, 2), (44, 4)] {
            var damaged = content
            damaged.replaceSubrange(place..<place + 4, with: littleEndian(value))
            reseal(&damaged)
            directory.put(damaged, as: name)
            try putManifest(agreeingWith: damaged, name)
            #expect(throws: IndexError.self, "\(value) at \(place)") { try Snapshot.open(directory) }
        }
    }

    @Test func aFieldWithMoreTermsThanTheDictionaryIsRefused() throws {
        let name = "s000001.norms"
        var damaged = try #require(files[name])
        // The number of terms of the first field.
        damaged.replaceSubrange(40..<48, with: littleEndian(UInt64.max))
        reseal(&damaged)
        directory.put(damaged, as: name)
        try putManifest(agreeingWith: damaged, name)
        #expect(throws: IndexError.self) { try Snapshot.open(directory) }
    }

    @Test func aFileCutShortIsFound() throws {
        for (name, content) in files where name != IndexFiles.lock {
            for length in [0, 1, 31, 32, 47, content.count / 2, content.count - 1] {
                directory.put(Array(content.prefix(length)), as: name)
                #expect(
                    try IndexChecker.check(directory).findings.contains { $0.file == name }, "\(name) cut to \(length)")
                read("\(name) cut to \(length)")
            }
            directory.put(content + [0], as: name)
            #expect(try IndexChecker.check(directory).findings.contains { $0.file == name }, "\(name) and a byte more")
            directory.put(content, as: name)
        }
    }

    @Test func aMissingFileIsFound() throws {
        for (name, content) in files where name != IndexFiles.lock {
            try directory.remove(name)
            let report = try IndexChecker.check(directory)
            #expect(report.findings.contains { $0.file == name && $0.reason.contains("missing") }, "\(name)")
            read("\(name) is gone")
            directory.put(content, as: name)
        }
    }

    @Test func filesThatNoCommitNamesAreOddNotDamage() throws {
        directory.put([1], as: "notes.txt")
        directory.put([1], as: ".hidden")
        directory.put([1], as: "s000099.terms")
        let report = try IndexChecker.check(directory)
        #expect(report.findings.isEmpty)
        #expect(report.warnings.map(\.file) == ["notes.txt", "s000099.terms"])
    }

    @Test func withoutASoundManifestTheOtherFilesAreStillChecked() throws {
        let name = "s000001.norms"
        var damaged = try #require(files[name])
        damaged[40] ^= 1
        directory.put(damaged, as: name)
        directory.put([], as: CommitPoint.fileName)
        let report = try IndexChecker.check(directory)
        #expect(Set(report.findings.map(\.file)) == [CommitPoint.fileName, name])
        #expect(report.generation == nil && report.fileCount == files.count - 1)
    }

    @Test func aNewerFileIsToldAsNewer() throws {
        var content = try #require(files["s000001.norms"])
        content[12] = 2
        content.replaceSubrange(28..<32, with: littleEndian(slowCRC(content[..<28])))
        directory.put(content, as: "s000001.norms")
        let expected = IndexError.tooNew(file: "s000001.norms", found: 2, supported: 1)
        #expect(throws: expected) { try IndexChecker.check(directory) }
        #expect(throws: expected) { try Snapshot.open(directory) }
    }

    @Test func aSourceAliveTwiceIsFound() throws {
        var point = try #require(try CommitPoint.read(from: directory))
        // Forget the deletions, and add a segment that holds b again.
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        try writer.add(("b", ["again"]))
        try writer.commit()
        let newest = try #require(try CommitPoint.read(from: directory))
        point.segments = newest.segments
        point.segments[0].deletions = nil
        point.segments[0].deletedDocumentCount = 0
        point.nextSegmentNumber = newest.nextSegmentNumber
        try point.write(to: directory) {}
        let findings = try IndexChecker.check(directory).findings
        #expect(findings.contains { $0.file == "manifest" && $0.reason.contains("the source b is alive in both") })
    }

    /// Opens and reads all there is; only errors of the index may come of it.
    private func read(_ what: String) {
        do {
            let snapshot = try Snapshot.open(directory)
            try Texts.readEverything(snapshot)
            for name in Set(snapshot.segments.map(\.analysis)) { _ = try snapshot.analysis(named: name) }
        } catch {
            #expect(error is IndexError, "\(what): \(error)")
        }
    }

    /// Merges all segments; only errors of the index may come of it.
    private func merge(_ what: String) {
        do {
            let snapshot = try Snapshot.open(directory)
            _ = try SegmentMerger.merge(
                snapshot.segments, name: "s000009", schema: snapshot.schema, to: MemoryDirectory(), threads: 1,
                isCancelled: { false })
        } catch {
            #expect(error is IndexError, "\(what): \(error)")
        }
    }

    /// Makes the checksums of a file hold again.
    private func reseal(_ content: inout [UInt8]) {
        let footer = content.count - 16
        let covered = content[32..<footer].withUnsafeBytes {
            Checksum.crc32($0, continuing: UInt32(littleEndianBytes: content[28..<32]))
        }
        content.replaceSubrange(footer + 8..<footer + 12, with: littleEndian(covered))
        content.replaceSubrange(
            footer + 12..<footer + 16, with: littleEndian(Checksum.crc32(Array(content[footer..<footer + 12]))))
    }

    private func putManifest(agreeingWith damaged: [UInt8], _ name: String) throws {
        guard name != CommitPoint.fileName, var point = manifest else { return }
        let checksum = UInt32(littleEndianBytes: damaged[(damaged.count - 8)..<(damaged.count - 4)])
        for segment in point.segments.indices {
            for file in point.segments[segment].files.indices
            where point.segments[segment].fileName(point.segments[segment].files[file]) == name {
                point.segments[segment].files[file].checksum = checksum
            }
            if let deletions = point.segments[segment].deletions, point.segments[segment].fileName(deletions) == name {
                point.segments[segment].deletions?.checksum = checksum
            }
        }
        try point.write(to: directory) {}
    }

    private var manifest: CommitPoint? {
        guard let content = files[CommitPoint.fileName] else { return nil }
        let body = Array(content[32..<content.count - 16])
        return try? body.withUnsafeBytes { try CommitPoint(decoding: $0, generation: 3) }
    }
}

extension UInt32 {
    fileprivate init(littleEndianBytes bytes: ArraySlice<UInt8>) {
        self = bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
