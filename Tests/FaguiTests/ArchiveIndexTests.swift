import Fagui
import FaguiTestSupport
import Testing

@Suite struct ArchiveIndexTests {
    private typealias Entry = StoredZip.Entry

    private let folder = TemporaryFolder()

    private func index(_ library: Library, _ path: String = "/c") async throws -> IndexingReport {
        try await library.index(paths: [folder.path + path])
    }

    private func ids(_ library: Library) async throws -> [String] {
        try await library.search("文本", options: SearchOptions(limit: 100, collapsesDuplicates: false)).hits.map(
            \.law.id
        ).sorted()
    }

    @Test func anArchiveInAnArchiveIsReadWholeHoweverLittleMemoryThereIs() async throws {
        let library = try await Library.create(at: folder.path + "/index")
        func texts(_ numbers: Range<Int>) -> [Entry] {
            numbers.map { Entry("\($0).txt", String(repeating: "第\($0)篇文本的一行。\n", count: 1500)) }
        }
        let inner = Entry("inner.zip", StoredZip.make(texts(0..<10)))
        try folder.write("c/o.zip", bytes: StoredZip.make(texts(0..<4) + [inner] + texts(4..<14)))
        var options = IndexingOptions()
        options.memory = 128 << 20
        let report = try await library.index(paths: [folder.path + "/c"], options: options)
        #expect(report.added == 24, "\(report)")
    }

    @Test(arguments: ["/c", "/c/a.zip"]) func filesInAnArchiveComeAndGoAsFilesDo(_ path: String) async throws {
        let library = try await Library.create(at: folder.path + "/index")
        let root = path == "/c" ? "c/a.zip" : "a.zip"
        try folder.write(
            "c/a.zip",
            bytes: StoredZip.make([
                Entry("甲.txt", "甲文本。"), Entry("x/乙.md", "# 乙\n\n乙文本。"), Entry("r.jsonl", #"{"id":"1","text":"丙文本"}"#),
                Entry("y.xls", ""),
            ]))
        let first = try await index(library, path)
        #expect(first.added == 3)
        #expect(first.otherTypes == ["xls": 1])
        #expect(try await ids(library) == ["\(root)/r.jsonl#1", "\(root)/x/乙.md", "\(root)/甲.txt"])
        #expect(try await index(library, path).unchanged == 3)

        try folder.write("c/a.zip", bytes: StoredZip.make([Entry("甲.txt", "改过的文本。"), Entry("x/乙.md", "# 乙\n\n乙文本。")]))
        let second = try await index(library, path)
        #expect([second.added, second.updated, second.unchanged, second.removed] == [0, 1, 1, 1])

        // What is there and cannot be read keeps its old text.
        try folder.write(
            "c/a.zip",
            bytes: StoredZip.make([Entry("甲.txt", Array("文本".utf8), isDamaged: true), Entry("x/乙.md", "# 乙\n\n乙文本。")]))
        let third = try await index(library, path)
        #expect([third.unchanged, third.removed, third.skipped.count] == [1, 0, 1])
        #expect(try await ids(library) == ["\(root)/x/乙.md", "\(root)/甲.txt"])

        try folder.write("c/a.zip", "no archive")
        let fourth = try await index(library, path)
        #expect([fourth.removed, fourth.skipped.count] == [0, 1])

        try folder.remove("c/a.zip")
        try folder.write("c/b.txt", "丁文本。")
        let fifth = try await index(library)
        #expect(fifth.removed == (path == "/c" ? 2 : 0))
    }

    @Test func aRowInAnArchiveThatCannotBeReadKeepsItsOldText() async throws {
        let library = try await Library.create(at: folder.path + "/index")
        let rows = [#"{"id":"1","text":"甲文本"}"#, #"{"id":"2","text":"乙文本"}"#]
        try folder.write("c/a.zip", bytes: StoredZip.make([Entry("r.jsonl", rows.joined(separator: "\n"))]))
        #expect(try await index(library).added == 2)
        try folder.write("c/a.zip", bytes: StoredZip.make([Entry("r.jsonl", rows[0] + "\n{\"id\":\"2\",\"text\":\n")]))
        let report = try await index(library)
        #expect([report.unchanged, report.removed, report.skipped.count] == [1, 0, 1])
        #expect(report.skipped.first?.path == folder.path + "/c/a.zip/r.jsonl" && report.skipped.first?.line == 2)
        #expect(try await ids(library) == ["c/a.zip/r.jsonl#1", "c/a.zip/r.jsonl#2"])
    }

    @Test func whatIsReadBeforeAnArchiveBreaksOffCountsAndIsTold() async throws {
        let library = try await Library.create(at: folder.path + "/index")
        let whole = StoredZip.make([
            Entry("甲.txt", "甲文本。"), Entry("y.xls", ""), Entry("空.txt", ""), Entry("乙.txt", "乙文本。"),
        ])
        try folder.write("c/a.zip", bytes: whole)
        #expect(try await index(library).added == 2)
        try folder.write("c/a.zip", bytes: Array(whole.prefix(whole.count / 3)))
        let report = try await index(library)
        #expect(report.removed == 0 && report.skipped.map(\.path).contains(folder.path + "/c/a.zip"), "\(report)")
        #expect(report.unchanged + report.updated == 1, "\(report)")
        #expect(try await ids(library) == ["c/a.zip/乙.txt", "c/a.zip/甲.txt"])
    }

    @Test func aLargeArchiveIsReadOnSeveralThreads() async throws {
        let text = String(repeating: "质量文本。", count: 8_000)
        let entries = (0..<40).map { Entry("\($0).txt", "\($0)号\n" + text) }
        try folder.write("c/a.zip", bytes: StoredZip.make(entries))
        let library = try await Library.create(at: folder.path + "/index")
        let report = try await library.index(paths: [folder.path + "/c"], options: IndexingOptions(jobs: 4))
        #expect(report.added == 40)
        #expect(report.sourceBytes == entries.reduce(0) { $0 + $1.bytes.count })
        #expect(try await index(library).unchanged == 40)
    }
}
