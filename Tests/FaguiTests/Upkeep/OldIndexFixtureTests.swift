import FaguiCorpus
import FaguiTestSupport
import FaguiText
import Testing

@testable import Fagui
@testable import FaguiIndex

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A whole index as the first version left it is searched, checked, backed up, repaired and brought up to date.
///
/// `Fixtures/library-1` has the fields, columns and records of that version, an analysis of version 1 and postings of
/// version 1. At this size the lists of versions 1 and 2 have the same bytes (FORMAT.md › Postings: neither rows nor
/// bitmaps), so that the fixture could be written by today's writer, with the older number in the header:
/// `FAGUI_WRITE_FIXTURES=1 swift test --filter OldIndexFixtureTests` writes it again.
@Suite struct OldIndexFixtureTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/index" }

    private static var fixture: String {
        "\(#filePath)".split(separator: "/").dropLast(2).map { "/\($0)" }.joined() + "/Fixtures/library-1"
    }

    /// Puts the fixture where it can be written to.
    private func copy() throws {
        let files = try FileSystemDirectory(path: Self.fixture)
        for name in try files.list() where !name.hasPrefix(".") {
            let file = try files.map(name)
            try withExtendedLifetime(file) { try folder.write("index/\(name)", bytes: Array(file.bytes)) }
        }
    }

    @Test func isSearchedAndSound() async throws {
        try copy()
        #expect(try await Library.verify(at: path).isSound)
        let library = try await Library.open(at: path)
        #expect(
            try await library.search("电梯 检验", limit: 9).hits.map(\.id).sorted() == ["old/条例.txt#p1", "old/电梯.txt#p1"])
        #expect(try await library.passages(withID: "old/条例.txt").map(\.text) == ["电梯应当定期检验，不合格的不得使用。"])
        // It was made before columns.
        #expect(try await library.search("issuer:质检总局", limit: 9).hits.isEmpty)
    }

    @Test func isUpgradedOnce() async throws {
        try copy()
        let library = try await Library.open(at: path)
        let old = try #require(try await library.statistics().segments.first)
        #expect(old.hasOlderFormat && old.formats.count == 7)
        #expect(old.formats.filter { $0.version < $0.newest } == [.init(part: "postings", version: 1, newest: 2)])
        let report = try await library.upgrade()
        #expect(try await library.statistics().segments.allSatisfy { !$0.hasOlderFormat && $0.formats.count == 7 })
        #expect(report.examined == 3 && report.changedTexts == 3 && !report.wasUpToDate, "\(report)")
        #expect(try await library.search("issuer:质检总局", limit: 9).total.value == 1)
        #expect(try await library.search("\"定期檢驗\"", limit: 9).total.value == 2)
        let again = try await library.upgrade()
        #expect(again.wasUpToDate && again.snapshot == report.snapshot)
        await library.close()
        let check = try await Library.verify(at: path)
        #expect(check.isSound && check.warnings.isEmpty)
        try expectNewestFormats()
    }

    @Test func theFormatAloneIsBroughtUpToDateToo() throws {
        try copy()
        let directory = try FileSystemDirectory(path: path)
        let schema = try Snapshot.open(directory).schema
        #expect(try Snapshot.open(directory).segments.allSatisfy(\.hasOlderFormat))
        let writer = try IndexWriter(directory: directory, schema: schema)
        #expect(try writer.rewriteOlderFormats() == 2)
        #expect(try writer.rewriteOlderFormats() == 0)
        writer.close()
        let snapshot = try Snapshot.open(directory)
        #expect(snapshot.segments.count == 2 && snapshot.segments.reduce(0) { $0 + $1.liveDocumentCount } == 3)
        try expectNewestFormats()
    }

    @Test func isBackedUpAndRepaired() async throws {
        try copy()
        let backup = folder.path + "/backup"
        try await Library.backup(at: path, to: backup)
        #expect(try await Library.verify(at: backup).isSound)
        try folder.remove("index/manifest")
        let report = try await Library.repair(at: path)
        #expect(report.isWhole && report.kept + report.restored == 3, "\(report)")
        #expect(try await Library.open(at: path).search("电梯 检验", limit: 9).hits.count == 2)
    }

    private func expectNewestFormats() throws {
        let directory = try FileSystemDirectory(path: path)
        for name in try directory.list() where IndexFiles.isSegmentFile(name) {
            let file = try EnvelopeFile(directory.map(name))
            let kind = try #require(FileEnvelope.Kind(rawValue: file.kindCode))
            #expect(file.version == FileEnvelope.version(of: kind), "\(name)")
        }
    }

    // MARK: Writing the fixture

    @Test(.enabled(if: TestEnvironment.has("FAGUI_WRITE_FIXTURES"))) func writeTheFixture() throws {
        let scratch = TemporaryFolder()
        var bytes: [UInt8] = Array("FGAN".utf8) + [1, 0, 0, 0, 1, 1, 2, 0, 4] + Array("72.1".utf8)
        bytes += [4] + Array("15.0".utf8)
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: sum >> UInt64(8 * $0)) }
        let schema = Schema(
            fields: Array(LibrarySchema.schema.fields.prefix(7)), columns: Array(LibrarySchema.schema.columns.prefix(2))
        )
        let directory = try FileSystemDirectory(path: scratch.path)
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        let writer = try IndexWriter(directory: directory, schema: schema, options: options)
        try writer.keepAnalysis(bytes)
        let indexer = try SourceIndexer(Analysis(serialized: bytes), schema: schema)
        for batch in [
            [("old/条例.txt", "电梯应当定期检验，不合格的不得使用。"), ("old/删.txt", "已经删除的电梯检验办法。")],
            [("old/电梯.txt", "電梯應當定期檢驗。电梯检验机构。"), ("old/特种.txt", "特种设备使用单位应当登记。")],
        ] {
            for (id, text) in batch {
                var source = StoredSourceTests.source(id: id, text: text)
                source.fields = id.hasSuffix("条例.txt") ? [.init(key: "issuer", value: "质检总局")] : []
                try indexer.add(source, contentHash: 1, root: "/old")
            }
            // Safe: the indexer begins another one, and keeps nothing of a batch that it hands over.
            nonisolated(unsafe) let full = indexer.takeBatch()
            try writer.add(full)
            try writer.commit()
        }
        try writer.delete(sourceIDs: [Array("old/删.txt".utf8)])
        try writer.commit()
        writer.close()
        let fixture = try FileSystemDirectory(path: Self.fixture, creating: true)
        for name in try directory.list() {
            let file = try directory.map(name)
            var content = withExtendedLifetime(file) { Array(file.bytes) }
            if name.hasSuffix(".postings") { content = Self.renumbered(content) }
            if name == "manifest" || name == "write.lock" { continue }
            try Self.write(content, as: name, to: fixture)
        }
        // The manifest last, with the checksums of the changed files.
        var point = try #require(try CommitPoint.read(from: directory))
        for segment in point.segments.indices {
            for file in point.segments[segment].files.indices
            where point.segments[segment].files[file].part == "postings" {
                let opened = try EnvelopeFile(fixture.map("\(point.segments[segment].name).postings"))
                point.segments[segment].files[file].checksum = opened.checksum
            }
        }
        try point.write(to: fixture) {}
    }

    /// The same file with version 1 in its header, and the checksums that follow from it.
    private static func renumbered(_ file: [UInt8]) -> [UInt8] {
        var header = Array(file.prefix(28))
        header[12] = 1
        let headerChecksum = Checksum.crc32(header)
        header.appendLittleEndian(headerChecksum)
        let body = Array(file[32..<(file.count - 16)])
        let checksum = body.withUnsafeBytes { Checksum.crc32($0, continuing: headerChecksum) }
        return header + body + FileEnvelope.footer(length: UInt64(file.count), checksum: checksum)
    }

    private static func write(_ bytes: [UInt8], as name: String, to directory: FileSystemDirectory) throws {
        let output = try directory.create(name)
        try bytes.withUnsafeBytes { try output.write($0) }
        try output.close()
    }
}

private enum TestEnvironment {
    static func has(_ name: String) -> Bool { getenv(name) != nil }
}
