import FaguiIndex
import FaguiTestSupport
import Testing

@testable import Fagui

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Lost texts come from what the index stores, from their files, or are named.
@Suite struct LibraryRepairTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/index" }
    private var texts: String { folder.path + "/texts" }

    /// An index of two segments: two texts and an archive of rows, then one text more.
    private func make() async throws {
        try folder.write("texts/a.txt", "第一条 产品质量由生产者负责。")
        try folder.write("texts/below/b.md", "# 乙\n\n电梯应当定期检验。")
        try folder.write("texts/rows.jsonl", "{\"id\":\"r1\",\"title\":\"问\",\"text\":\"起重机械应当检验。\"}\n")
        let library = try await Library.create(at: path)
        _ = try await library.index(paths: [texts])
        try folder.write("texts/c.txt", "缺陷产品应当召回。")
        _ = try await library.index(paths: [texts])
        #expect(try await library.statistics().segments.map(\.name) == ["s000001", "s000002"])
        await library.close()
    }

    private func flip(_ name: String) throws {
        let directory = try FileSystemDirectory(path: path)
        let file = try directory.map(name)
        var bytes = withExtendedLifetime(file) { Array(file.bytes) }
        bytes[bytes.count / 2] ^= 1
        try folder.write("index/\(name)", bytes: bytes)
    }

    private func remove(where isMeant: (String) -> Bool) throws {
        for name in try FileSystemDirectory(path: path).list() where isMeant(name) {
            try folder.remove("index/\(name)")
        }
    }

    private func hits() async throws -> [String] {
        let library = try await Library.open(at: path)
        var found: [String] = []
        for query in ["质量", "电梯", "检验", "召回"] {
            found += try await library.search(query, limit: 9).hits.map { "\(query) \($0.id) \($0.snippet.text)" }
        }
        return found.sorted()
    }

    /// Whether indexing the folder again finds nothing to do.
    private func expectNothingToIndex() async throws {
        let library = try await Library.open(at: path)
        let report = try await library.index(paths: [texts])
        #expect(report.added + report.updated + report.removed == 0 && report.unchanged == 4, "\(report)")
        await library.close()
    }

    @Test(arguments: ["postings", "terms", "positions", "norms"])
    func textsOfASegmentThatCannotBeSearchedComeFromWhatIsStored(part: String) async throws {
        try await make()
        let before = try await hits()
        try flip("s000001.\(part)")
        let report = try await Library.repair(at: path)
        #expect(report.restored == 3 && report.kept == 1 && report.isWhole && report.setAside.count == 7)
        #expect(try await hits() == before)
        #expect(try await Library.verify(at: path).isSound)
        try await expectNothingToIndex()
        #expect(try await Library.repair(at: path).wasSound)
    }

    @Test func withoutWhatIsStoredTheyComeFromTheirFiles() async throws {
        try await make()
        let before = try await hits()
        try flip("s000001.stored")
        // The other segment tells where texts were found.
        let report = try await Library.repair(at: path)
        #expect(report.reread == 3 && report.restored == 0 && report.isWhole, "\(report)")
        #expect(try await hits() == before)
        try await expectNothingToIndex()
    }

    @Test func withoutIdsTheirPathsTellWhatTheyAre() async throws {
        try await make()
        let before = try await hits()
        try flip("s000001.sources")
        let report = try await Library.repair(at: path)
        #expect(report.reread == 3 && report.isWhole, "\(report)")
        #expect(try await hits() == before)
    }

    @Test func whatNoFileHasIsNamed() async throws {
        try await make()
        try flip("s000001.stored")
        try flip("s000002.stored")
        try folder.remove("texts/a.txt")
        // Where files are nothing tells any more, but the caller does.
        let report = try await Library.repair(at: path, paths: [texts])
        #expect(report.reread == 3 && report.missing.map(\.id) == ["texts/a.txt"], "\(report)")
        #expect(report.missing.first?.segment == "s000001")
        #expect(try await Library.verify(at: path).isSound)
        let list = try FileSystemDirectory(path: path).map("lost-texts.damaged-\(report.snapshot)")
        let line = withExtendedLifetime(list) { String(decoding: list.bytes, as: UTF8.self) }
        #expect(line == "{\"state\":\"missing\",\"id\":\"texts/a.txt\",\"segment\":\"s000001\"}\n")
    }

    @Test func textsOfNoFileAreNamedToo() async throws {
        let library = try await Library.create(at: path)
        try await library.add(id: "note-1", title: "通知", text: "电梯检验。")
        try await library.commit()
        await library.close()
        try flip("s000001.sources")
        let report = try await Library.repair(at: path)
        #expect(report.missing == [.init(id: "note-1", path: "note-1", title: "通知", segment: "s000001")])
    }

    @Test func withoutTheManifestAllStaysAsItWas() async throws {
        try await make()
        let before = try await hits()
        try remove { $0 == "manifest" }
        let report = try await Library.repair(at: path)
        #expect(report.kept == 4 && report.isWhole && report.restored == 0, "\(report)")
        #expect(try await hits() == before)
        try await expectNothingToIndex()
    }

    @Test func anAnalysisIsMadeAgainOrMadeUpFor() async throws {
        try await make()
        let before = try await hits()
        try remove { $0.hasPrefix("analysis-") }
        let report = try await Library.repair(at: path)
        #expect(report.kept == 4 && report.isWhole && !report.lexiconMayBeLost, "\(report)")
        #expect(try await hits() == before)
        let library = try await Library.open(at: path)
        try await library.useLexicon("缺陷产品召回\n")
        try await library.add(id: "d", title: "丁", text: "缺陷产品召回制度。")
        try await library.commit()
        await library.close()
        let newest = try #require(try await Library.open(at: path).statistics().segments.last?.analysis)
        try flip(newest)
        let second = try await Library.repair(at: path)
        #expect(second.restored == 1 && second.kept == 4 && second.isWhole && second.lexiconMayBeLost, "\(second)")
        #expect(try await Library.open(at: path).count("\"召回\"") == 2)
    }

    @Test func aWrongAnalysisIsNotTakenForTheRightOne() async throws {
        try await make()
        let before = try await hits()
        let directory = try FileSystemDirectory(path: path)
        try remove { $0 == "manifest" || $0.hasPrefix("analysis-") }
        // What would be there if the file of another index had been copied in: words by ICU alone, no marks.
        var bytes: [UInt8] = Array("FGAN".utf8) + [1, 0, 0, 0, 1, 1, 2, 0, 4] + Array("72.1".utf8)
        bytes += [4] + Array("15.0".utf8)
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: sum >> UInt64(8 * $0)) }
        let other = TemporaryFolder()
        let writer = try IndexWriter(
            directory: FileSystemDirectory(path: other.path), schema: LibrarySchema.schema)
        let name = try writer.keepAnalysis(bytes)
        let file = try FileSystemDirectory(path: other.path).map(name)
        try withExtendedLifetime(file) { try folder.write("index/\(name)", bytes: Array(file.bytes)) }
        writer.close()
        let report = try await Library.repair(at: path)
        #expect(report.isWhole && report.kept + report.restored == 4, "\(report)")
        #expect(try await hits() == before)
        withExtendedLifetime(directory) {}
    }

    @Test func aDoubtfulTextIsReadAgainWhereItsFileIs() async throws {
        try await make()
        let library = try await Library.open(at: path)
        _ = try await library.remove(ids: ["texts/a.txt"])
        await library.close()
        let deletions = try #require(
            try FileSystemDirectory(path: path).list().first { $0.hasPrefix("s000001.deletions-") })
        try flip(deletions)
        try folder.remove("texts/below/b.md")
        let report = try await Library.repair(at: path)
        // Removed or not, nothing tells: what has a file is as indexing would have it, what has none is named.
        #expect(report.doubtful.map(\.id) == ["texts/below/b.md"] && report.reread == 2, "\(report)")
        #expect(report.returned.compactMap(\.id).sorted() == ["texts/a.txt", "texts/rows.jsonl#r1"])
        #expect(try await Library.verify(at: path).isSound)
        let list = try FileSystemDirectory(path: path).map("lost-texts.damaged-\(report.snapshot)")
        let lines = withExtendedLifetime(list) { String(decoding: list.bytes, as: UTF8.self) }
        #expect(lines.contains("{\"state\":\"returned\",\"id\":\"texts/a.txt\","))
    }

    /// A text that was removed while its file stayed is back after a repair, as it is after indexing: that leaves the index
    /// whole, but is said.
    @Test func aRemovedTextWhoseFileIsThereReturnsAsItDoesByIndexing() async throws {
        try await make()
        var library = try await Library.open(at: path)
        _ = try await library.remove(ids: ["texts/a.txt"])
        await library.close()
        let deletions = try #require(
            try FileSystemDirectory(path: path).list().first { $0.hasPrefix("s000001.deletions-") })
        try flip(deletions)
        let report = try await Library.repair(at: path)
        #expect(report.isWhole && report.returned.contains { $0.id == "texts/a.txt" }, "\(report)")
        try await expectNothingToIndex()
        library = try await Library.open(at: path)
        _ = try await library.remove(ids: ["texts/a.txt"])
        #expect(try await library.index(paths: [texts]).added == 1)
        await library.close()
    }

    @Test func withoutManifestAndDeletionsItIsSaidThatRemovedTextsMayBeBack() async throws {
        try await make()
        let library = try await Library.open(at: path)
        _ = try await library.remove(ids: ["texts/a.txt"])
        await library.close()
        try folder.remove("texts/a.txt")
        #expect(try await !hits().contains { $0.contains("texts/a.txt") })
        try remove { $0 == "manifest" || $0.contains(".deletions-") }
        let report = try await Library.repair(at: path)
        #expect(report.removedMayBeBack && report.kept == 4, "\(report)")
        let found = try await hits()
        #expect(
            found.contains { $0.hasPrefix("质量 texts/a.txt") }, "nothing tells that it was removed: \(found)")
        // What the advice says: indexing takes out again what has no file.
        let mended = try await Library.open(at: path)
        #expect(try await mended.index(paths: [texts]).removed == 1)
        await mended.close()
        try flip("s000001.postings")
        #expect(try await !Library.repair(at: path).removedMayBeBack)
    }

    // MARK: Links

    private func link(_ target: String, _ name: String) throws {
        try #require(symlink(target, "\(folder.path)/\(name)") == 0)
    }

    @Test func lostTextsAreLookedForBehindTheLinksThatIndexingFollowed() async throws {
        try folder.write("texts/a.txt", "第一条 产品质量由生产者负责。")
        try folder.write("outside/b.txt", "电梯应当定期检验。")
        try link("../outside", "texts/link")
        var options = IndexingOptions()
        options.followsLinks = true
        let library = try await Library.create(at: path)
        #expect(try await library.index(paths: [texts], options: options).added == 2)
        await library.close()
        try flip("s000001.stored")
        let copy = TemporaryFolder()
        for name in try FileSystemDirectory(path: path).list() {
            let file = try FileSystemDirectory(path: path).map(name)
            try withExtendedLifetime(file) { try copy.write(name, bytes: Array(file.bytes)) }
        }
        let without = try await Library.repair(at: copy.path, paths: [texts])
        #expect(without.missing.map(\.id) == ["texts/link/b.txt"] && without.reread == 1, "\(without)")
        let report = try await Library.repair(at: path, paths: [texts], options: options)
        #expect(report.reread == 2 && report.isWhole, "\(report)")
    }

    @Test func linksFromOneFolderIntoAnotherAreFollowedAsByIndexing() async throws {
        try folder.write("one/a.txt", "第一条 产品质量由生产者负责。")
        try folder.write("two/b.txt", "电梯应当定期检验。")
        try link("../two/b.txt", "one/b.txt")
        let paths = ["one", "two"].map { "\(folder.path)/\($0)" }
        let library = try await Library.create(at: path)
        #expect(try await library.index(paths: paths).added == 3)
        await library.close()
        try flip("s000001.stored")
        let report = try await Library.repair(at: path, paths: paths)
        #expect(report.reread == 3 && report.isWhole, "\(report)")
    }

    @Test(
        arguments: [
            ("/u/reg/a/b.txt", "/u/reg", "reg/a/b.txt"), ("reg/a/b.txt", "/u/reg", "reg/a/b.txt"),
            ("../reg/b.txt", "/u/reg", "reg/b.txt"), ("reg/reg/b.txt", "/u/reg", "reg/reg/b.txt"),
            ("/u/notice.txt", "/u/notice.txt", "notice.txt"), ("linked/b.txt", "/u/reg", nil), ("n-1", "", "n-1"),
        ] as [(String, String, String?)])
    func pathsTellIds(path: String, root: String, id: String?) {
        #expect(SourceRoots.id(ofPath: path, below: root, rowID: nil).map { String(decoding: $0, as: UTF8.self) } == id)
    }
}
