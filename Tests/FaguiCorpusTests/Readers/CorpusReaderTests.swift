import FaguiTestSupport
import FaguiUnicode
import Testing

@testable import FaguiCorpus

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct CorpusReaderTests {
    private let folder = TemporaryFolder()

    private func fault(_ path: String) -> CorpusError? {
        let file = SourceFile(path: path, id: "a.txt", format: .plainText, sizeInBytes: 0)
        do {
            _ = try CorpusReader().read(file, isUnchanged: { _, _ in false }) { _, _ in }
            return nil
        } catch {
            return error as? CorpusError
        }
    }

    @Test func emptyFilesAreNamed() throws {
        for (number, text) in ["", " \n\t\r\n", "\u{FEFF}\n"].enumerated() {
            let path = try write(text, to: "\(number).txt", in: folder)
            #expect(fault(path) == CorpusError(.malformed, path: path, reason: "the file is empty"))
        }
    }

    @Test func whatIsNoFileIsNamed() throws {
        #expect(fault("\(folder.path)/none.txt")?.kind == .notFound)
        #expect(fault(folder.path)?.kind == .unreadable)
        let pipe = "\(folder.path)/pipe.txt"
        try #require(mkfifo(pipe, 0o644) == 0)
        #expect(fault(pipe)?.kind == .unreadable)
    }

    @Test func aFileBeyondTwoGigabytesIsNotRead() throws {
        let path = try write("质", to: "large.txt", in: folder)
        try #require(truncate(path, 1 << 31) == 0)
        #expect(fault(path)?.reason.contains("2 GB") == true)
    }

    @Test func anUnchangedFileIsNotRead() throws {
        let path = try write("质量法\n第一条 甲。\n", to: "a.txt", in: folder)
        let file = SourceFile(path: path, id: "x/a.txt", format: .plainText, sizeInBytes: 1)
        var asked: [String] = []
        let report = try CorpusReader().read(
            file,
            isUnchanged: { id, bytes in
                asked.append("\(id) \(bytes.count)")
                return true
            },
            body: { _, _ in Issue.record("read although unchanged") })
        #expect(asked == ["x/a.txt 27"])
        #expect(report.sourceIDs == ["x/a.txt"])
        #expect(report.byteCount == 27)
    }

    @Test func anEndlessLineIsOnePassage() {
        let line = String(repeating: "质量和安全年", count: 500_000)
        let text = source(line)
        #expect(text.passages.map(\.range) == [0..<line.utf8.count])
    }

    @Test func aHeadWithoutABodyIsFoundByItsTitle() {
        var warnings: [CorpusError] = []
        let text = source(
            "# 条例\n\n2022年5月30日 施行\n\n<!-- INFO END -->\n\n", .markdown, path: "a.md", warnings: &warnings)
        #expect(text.texts == ["条例"])
        #expect(warnings.count == 1)
    }
}
