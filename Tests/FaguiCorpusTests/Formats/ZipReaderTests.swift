import CArchive
import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct ZipReaderTests {
    private typealias Entry = StoredZip.Entry

    private let folder = TemporaryFolder()

    private func file(_ bytes: [UInt8]) throws -> SourceFile {
        let path = try write(bytes, to: "a.zip", in: folder)
        return SourceFile(path: path, id: "c/a.zip", format: .zip, sizeInBytes: bytes.count)
    }

    private struct Found: Equatable {
        var asked: [String] = []
        var places: [CorpusReader.RowPlace?] = []
        var texts: [SourceText] = []
        var report = CorpusReader.Report()
    }

    private func read(_ bytes: [UInt8], partSize: Int? = nil) throws -> Found {
        let file = try file(bytes)
        let reader = CorpusReader()
        var found = Found()
        for part in partSize.map({ reader.parts(of: file, size: $0) }) ?? [SourcePart(file)] {
            let report = try reader.read(
                part,
                isUnchanged: { id, place, _ in
                    found.asked.append(id)
                    found.places.append(place)
                    return false
                }, body: { found.texts.append($0) })
            found.report.problems += report.problems
            found.report.warnings += report.warnings
            found.report.leftOut += report.leftOut
            found.report.byteCount += report.byteCount
            found.report.otherTypes.merge(report.otherTypes, uniquingKeysWith: +)
        }
        return found
    }

    private func problems(_ found: Found) -> [String] {
        found.report.problems.map { "\($0.kind) \($0.path.dropFirst(folder.path.utf8.count + 1)): \($0.reason)" }
    }

    @Test func filesAreReadAsTheirFormatsAre() throws {
        let found = try read(
            StoredZip.make([
                Entry("法规/甲.txt", "甲法\n第一条 子。"), Entry("法规/乙.md", "# 乙法\n\n第一条 丑。"),
                Entry("c.htm", "<p>丙</p>"), Entry("d.docx", WordDocument(WordDocument.paragraph("丁。")).bytes),
                Entry("r.jsonl", "{\"id\":\"1\",\"text\":\"戊\"}\n{\"id\":\"2\",\"text\":\"己\"}\n"), Entry("e.xls", "x"),
                Entry("目录/", ""), Entry(".DS_Store", "x"), Entry("__MACOSX/法规/甲.txt", "x"), Entry("readme", "x"),
                Entry("f.TXT", "庚"),
            ]))
        let ids = ["法规/甲.txt", "法规/乙.md", "c.htm", "d.docx", "r.jsonl#1", "r.jsonl#2", "f.TXT"].map { "c/a.zip/" + $0 }
        #expect(found.asked == ids)
        #expect(found.places.map { $0?.line } == [nil, nil, nil, nil, 1, 2, nil])
        #expect(found.texts.map(\.title) == ["甲法", "乙法", "丙", "d", "1", "2", "庚"])
        #expect(found.texts.map { $0.texts.joined() } == ["第一条 子。", "第一条 丑。", "丙", "丁。", "戊", "己", "庚"])
        #expect(found.report.otherTypes == ["xls": 1, "": 1])
        #expect(found.report.problems == [])
    }

    @Test func namesOfOtherEncodingsAreDecoded() throws {
        // 质量.txt in GB18030 and Big5, without a word of it.
        let found = try read(
            StoredZip.make([
                Entry(name: [0xD6, 0xCA, 0xC1, 0xBF] + Array(".txt".utf8), Array("甲".utf8)),
                Entry(name: Array("乙/丙.txt".utf8), Array("乙".utf8)),
                Entry(name: [0xFF, 0xFF] + Array(".txt".utf8), Array("丙".utf8)),
            ]))
        #expect(found.asked == ["c/a.zip/质量.txt", "c/a.zip/乙/丙.txt"])
        #expect(found.report.problems.map(\.kind) == [.unreadable])
    }

    @Test func pathsStayInsideTheArchive() throws {
        let found = try read(
            StoredZip.make(
                ["../../etc/a.txt", "/abs/b.txt", "./x//c.txt", "d\\e.txt", "x/../../../f.txt"].map { Entry($0, "甲") }))
        #expect(found.asked == ["etc/a.txt", "abs/b.txt", "x/c.txt", "d/e.txt", "x/f.txt"].map { "c/a.zip/" + $0 })
        #expect(found.report.warnings.count == 3)
    }

    @Test func aSecondFileOfANameIsAProblem() throws {
        for size in [nil, 1] {
            let found = try read(
                StoredZip.make([Entry("a.txt", "甲"), Entry("b.txt", "乙"), Entry("../a.txt", "丙")]), partSize: size)
            #expect(found.texts.flatMap(\.texts) == ["甲", "乙"])
            #expect(problems(found) == ["malformed a.zip/a.txt: a second file of this name in the archive"])
        }
    }

    @Test func badFilesAreLeftOutAndTheOthersRead() throws {
        let found = try read(
            StoredZip.make([
                Entry("a.txt", "甲"), Entry("b.txt", Array("乙".utf8), flags: 0x801), Entry("c.txt", [0, 1, 2, 0]),
                Entry("d.txt", ""),
                Entry("e.txt", Array("丙".utf8), isDamaged: true), Entry("f.docx", "丁"), Entry("g.txt", "戊"),
            ]))
        #expect(found.texts.flatMap(\.texts) == ["甲", "戊"])
        #expect(found.report.leftOut == ["b.txt", "c.txt", "d.txt", "e.txt", "f.docx"].map { "c/a.zip/" + $0 })
        #expect(found.report.problems.map(\.kind) == [.encrypted, .decoding, .malformed, .malformed, .malformed])
        #expect(found.report.problems.map { $0.path.suffix(6) } == ["/b.txt", "/c.txt", "/d.txt", "/e.txt", "f.docx"])
    }

    @Test func archivesInArchivesAreReadUpToADepth() throws {
        var bytes = StoredZip.make([Entry("a.txt", "甲")])
        for level in 1..<ZipLimits.depth {
            bytes = StoredZip.make([Entry("\(level).zip", bytes), Entry("\(level).txt", "乙")])
        }
        #expect(try read(bytes).asked == ["c/a.zip/2.zip/1.zip/a.txt", "c/a.zip/2.zip/1.txt", "c/a.zip/2.txt"])
        let found = try read(StoredZip.make([Entry("3.zip", bytes), Entry("b.txt", "乙")]))
        #expect(found.asked == ["c/a.zip/3.zip/2.zip/1.txt", "c/a.zip/3.zip/2.txt", "c/a.zip/b.txt"])
        #expect(found.report.problems.map(\.kind) == [.tooLarge])
    }

    @Test func partsReadAsTheWholeDoes() throws {
        for seed in RandomTests.seeds(10) {
            var random = SeededGenerator(seed: seed)
            let entries = (0..<40).map { number in
                let text = String(repeating: "质量。\n", count: Int.random(in: 0..<200, using: &random))
                return Entry("\(number).\(["txt", "md", "xls", "docx"].randomElement(using: &random) ?? "")", text)
            }
            let bytes = StoredZip.make(entries)
            let whole = try read(bytes)
            let size = Int.random(in: 1..<20_000, using: &random)
            #expect(try read(bytes, partSize: size) == whole, "seed \(seed)")
        }
    }

    // MARK: Bombs and damage

    /// An archive with compressed files of zeros, made by libarchive.
    private func compressed(_ files: [(String, Int)]) throws -> [UInt8] {
        let path = folder.path + "/made.zip"
        let writer = try #require(archive_write_new())
        archive_write_set_format_zip(writer)
        try #require(archive_write_open_filename(writer, path) == ARCHIVE_OK)
        let zeros = [UInt8](repeating: 0x20, count: 1 << 20)
        for (name, size) in files {
            let entry = try #require(archive_entry_new())
            archive_entry_set_pathname(entry, name)
            archive_entry_set_size(entry, Int64(size))
            archive_entry_set_filetype(entry, 0o100000)
            archive_entry_set_perm(entry, 0o644)
            archive_write_header(writer, entry)
            var rest = size
            while rest > 0 {
                rest -= archive_write_data(writer, zeros, min(rest, zeros.count))
            }
            archive_entry_free(entry)
        }
        archive_write_close(writer)
        archive_write_free(writer)
        let source = try OpenSource(path: path)
        let bytes = try source.bytes(0..<source.size)
        return Array(bytes.view)
    }

    @Test func aBombIsRefusedBeforeItIsUnpacked() throws {
        let bomb = try compressed([("a.txt", 100 << 20)])
        #expect(bomb.count < 200_000)
        let error = #expect(throws: CorpusError.self) { try read(bomb) }
        #expect(error?.kind == .tooLarge)
        #expect(error?.path == folder.path + "/a.zip")
        #expect(throws: CorpusError.self) { try read(bomb, partSize: 1 << 20) }
        var document = try compressed([("word/document.xml", 100 << 20)])
        #expect(document.refusal("docx")?.kind == .tooLarge)
        document = StoredZip.make([Entry("b.docx", document)])
        #expect(try read(document).report.problems.map(\.kind) == [.tooLarge])
    }

    @Test func aBombThatLiesOfItsSizeIsRefused() throws {
        let bomb = StoredZip.make([
            Entry("a.txt", Array(repeating: 0x41, count: 1 << 20), statedSize: 9), Entry("b.txt", Array("乙".utf8)),
        ])
        let found = try read(bomb)
        #expect(found.texts.map(\.texts) == [["乙"]])
        #expect(found.report.problems.map { $0.path.suffix(6) } == ["/a.txt"])
        #expect(found.report.byteCount < 1_000)
    }

    @Test func aBombWhoseFilesShareTheirBytesIsRefused() throws {
        // 2.6 GB in 122 KB.
        let bomb = OverlappingZip.make(count: 1_000, repeats: 10_000)
        #expect(bomb.count < 130_000)
        for size in [nil, 1 << 20] {
            let error = #expect(throws: CorpusError.self) { try read(bomb, partSize: size) }
            #expect(error?.kind == .tooLarge && error?.path == folder.path + "/a.zip")
            #expect(error?.reason.contains("unpacks to 2599481500 bytes") == true, "\(String(describing: error))")
        }
    }

    /// In an archive nobody adds up its sizes before it is unpacked, and with a wrong checksum none of it is of use.
    @Test func oneInAnArchiveIsUnpackedNoFurtherThanAllMayBe() throws {
        let bomb = OverlappingZip.make(count: 1_000, repeats: 10_000)
        let found = try read(StoredZip.make([Entry("inner.zip", bomb), Entry("b.txt", "乙")]))
        #expect(found.texts.isEmpty && found.report.leftOut.last == "c/a.zip")
        let error = found.report.problems.last
        #expect(error?.kind == .tooLarge && error?.path == folder.path + "/a.zip", "\(String(describing: error))")
    }

    @Test func oneThatLiesOfItsSizesIsReadNoFurtherThanItSays() throws {
        let found = try read(OverlappingZip.make(count: 1_000, repeats: 10_000) { _ in 9 })
        #expect(found.texts.isEmpty && found.report.byteCount == 0)
        #expect(found.report.problems.first?.path == folder.path + "/a.zip/00000.txt")
        #expect(found.report.leftOut.count == found.report.problems.count)
    }

    /// That the test's archives are what they say: a small one is within the limits.
    @Test func filesThatShareBytesWithinTheLimitsAreUnpacked() throws {
        let archive = OverlappingZip.make(count: 3, repeats: 2)
        let path = try write(archive, to: "b.zip", in: folder)
        let opened = try ZipArchive(try OpenSource(path: path))
        var sizes: [Int?] = []
        while let entry = try opened.next() { sizes.append(entry.size) }
        #expect(sizes == [595, 556, 517])
    }

    @Test func bombsInArchivesShareTheirLimit() throws {
        let inner = try compressed([("a.txt", 10 << 20)])
        let outer = StoredZip.make((1...9).map { Entry("\($0).zip", inner) })
        let report = try read(outer).report
        #expect(report.problems.last?.kind == .tooLarge && report.problems.last?.path == folder.path + "/a.zip")
        #expect(report.leftOut.last == "c/a.zip")
    }

    @Test func whatIsNoArchiveIsRefused() throws {
        for bytes in [Array("no archive at all, but a text".utf8), [0x50, 0x4B, 3, 4, 9, 9, 9, 9, 9, 9, 9, 9], []] {
            let error = #expect(throws: CorpusError.self) { try read(bytes) }
            #expect(error?.kind == .malformed)
        }
        #expect(try read(StoredZip.make([])).asked == [])
    }

    @Test func anArchiveThatIsCutOffIsReadAsFarAsItGoes() throws {
        let bytes = StoredZip.make([Entry("a.txt", "甲甲甲甲"), Entry("b.txt", "乙乙乙乙")])
        for length in stride(from: 1, to: bytes.count, by: 3) {
            var found = Found()
            let file = try file(Array(bytes[..<length]))
            var failure: CorpusError?
            do {
                found.report = try CorpusReader().read(SourcePart(file), isUnchanged: { _, _, _ in false }) {
                    found.texts.append($0)
                }
            } catch { failure = error as? CorpusError }
            if found.texts.count < 2 { #expect(failure != nil || !found.report.problems.isEmpty, "\(length)") }
        }
    }

    @Test func anyBytesAreReadOrRefused() throws {
        for seed in RandomTests.seeds(30) {
            var random = SeededGenerator(seed: seed)
            var document = WordDocument(WordDocument.paragraph("第一条 甲。", WordDocument.number(1)))
            document.numbering = WordDocument.list(1, [WordDocument.level(0, "decimal", "%1.")])
            document.styles = "<w:style/>"
            for kind in ["docx", "html", "htm", "zip", "pdf"] {
                var bytes: [UInt8]
                switch (kind, Bool.random(using: &random)) {
                case ("docx", true): bytes = document.bytes
                case ("zip", true):
                    bytes = StoredZip.make([
                        Entry("a.docx", document.bytes), Entry("b.txt", "乙"), Entry("c.html", "<p>丙"),
                    ])
                case ("html", true):
                    bytes = Array("<meta charset=utf-8><table><tr><td><ol><li>甲<nav><pre>乙</nav></table>&amp;&#1;".utf8)
                default:
                    bytes = (0..<Int.random(in: 0..<600, using: &random)).map { _ in
                        UInt8.random(in: 0...255, using: &random)
                    }
                }
                for _ in 0..<Int.random(in: 0..<6, using: &random) where !bytes.isEmpty {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                if kind == "zip" {
                    do { _ = try read(bytes, partSize: 10) } catch { #expect(error is CorpusError, "seed \(seed)") }
                } else {
                    do { _ = try bytes.read(kind) } catch { #expect(error is CorpusError, "seed \(seed) \(kind)") }
                }
            }
        }
    }
}
