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
            _ = try CorpusReader().read(SourcePart(file), isUnchanged: { _, _, _ in false }) { _ in }
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
            SourcePart(file),
            isUnchanged: { id, _, bytes in
                asked.append("\(id) \(bytes.count)")
                return true
            },
            body: { _ in Issue.record("read although unchanged") })
        #expect(asked == ["x/a.txt 27"])
        #expect(report.byteCount == 27)
    }

    private func read(_ bytes: [UInt8], _ decoder: TextDecoder) throws -> (
        text: SourceText?, report: CorpusReader.Report
    ) {
        let path = try write(bytes, to: "law.txt", in: folder)
        let file = SourceFile(path: path, id: "law.txt", format: .plainText, sizeInBytes: bytes.count)
        var text: SourceText?
        let report = try CorpusReader(decoder: decoder).read(SourcePart(file), isUnchanged: { _, _, _ in false }) {
            source in
            text = source
        }
        return (text, report)
    }

    @Test func otherEncodingsAreDecoded() throws {
        // 质量 in GB18030.
        let (text, _) = try read([0xD6, 0xCA, 0xC1, 0xBF], TextDecoder(encoding: .gb18030))
        #expect(text?.texts == ["质量"])
    }

    @Test func malformedBytesAreNamedOrReplaced() throws {
        let bytes = Array("质量法\n第一条 甲".utf8) + [0xFF, 0xFE, 0x41]
        let error = #expect(throws: CorpusError.self) { try read(bytes, TextDecoder(encoding: .utf8)) }
        #expect(error?.kind == .decoding)
        #expect(error?.byteOffset == bytes.count - 3)
        let (text, report) = try read(bytes, TextDecoder(encoding: .utf8, isLossy: true))
        #expect(text?.locators == ["第一条"])
        #expect(report.warnings.map(\.kind) == [.decoding])
    }

    @Test func aBinaryFileIsNamed() throws {
        let error = #expect(throws: CorpusError.self) {
            try read([0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 2], TextDecoder())
        }
        #expect(error?.reason.contains("binary") == true)
        #expect(error?.byteOffset == 4)
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
