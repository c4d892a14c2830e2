import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct MetadataTableTests {
    private static let law = "质量管理办法\n第一条 甲。\n第二条 本办法自2019年1月1日起施行。\n"

    /// Walks over a folder with some texts and a table.
    private static func walk(_ table: [UInt8], files: [String] = ["甲.txt", "b/乙.md"]) throws -> CorpusWalk {
        let folder = TemporaryFolder()
        for name in files { _ = try write(law, to: "c/" + name, in: folder) }
        _ = try write(table, to: "c/metadata.csv", in: folder)
        return CorpusWalker.walk([folder.path + "/c"])
    }

    private static func walk(_ table: String, files: [String] = ["甲.txt", "b/乙.md"]) throws -> CorpusWalk {
        try walk(Array(table.utf8), files: files)
    }

    private static func said(_ walk: CorpusWalk, _ id: String) -> [String] {
        walk.files.first { $0.id == id }?.metadata.map { "\($0.key)=\($0.value)" } ?? []
    }

    @Test func aTableTakesNoMoreMemoryThanItMay() throws {
        let folder = TemporaryFolder()
        for number in 0..<20 { _ = try write(Self.law, to: "c/\(number).txt", in: folder) }
        let value = String(repeating: "号", count: 1000)
        let rows = (0..<20).map { "\($0).txt,\(value)\n" }.joined()
        _ = try write("file,number\n" + rows, to: "c/metadata.csv", in: folder)
        func said(_ memory: Int) -> (count: Int, warnings: [String], size: Int) {
            let walk = CorpusWalker.walk([folder.path + "/c"], tableMemory: memory)
            return (walk.files.count { !$0.metadata.isEmpty }, walk.warnings.map(\.reason), walk.metadataSize)
        }
        let whole = said(Int.max)
        #expect(whole.count == 20 && whole.warnings == [] && whole.size > 20 * 3000)
        // The table itself has 60 KB, and what it says takes more.
        let cut = said(61_000)
        #expect((5..<20).contains(cut.count) && cut.size <= 61_000)
        #expect(cut.warnings.count == 1 && cut.warnings[0].contains("--memory"))
        let none = said(50_000)
        #expect(none.count == 0 && none.warnings.count == 1 && none.warnings[0].contains("--memory"))
    }

    @Test func tablesShareTheMemoryThatTheyMayTake() throws {
        let folder = TemporaryFolder()
        let row = "甲.txt," + String(repeating: "号", count: 2000) + "\n"
        for name in ["a", "b", "c"] {
            _ = try write(Self.law, to: "c/\(name)/甲.txt", in: folder)
            _ = try write("file,number\n" + row, to: "c/\(name)/metadata.csv", in: folder)
        }
        let walk = CorpusWalker.walk([folder.path + "/c"], tableMemory: 14_000)
        #expect(walk.files.map { $0.metadata.count } == [1, 1, 0])
        #expect(walk.warnings.map(\.path) == ["\(folder.path)/c/c/metadata.csv"])
    }

    @Test func filesHaveWhatTheTableSays() throws {
        let walk = try Self.walk(
            "\u{FEFF}文件,标题,文号,revised,备注\n甲.txt,质量办法,国质检〔2009〕1号,2009年2月26日；2010-01-01,x\nb\\乙,,\"2,3号\",,\n")
        #expect(walk.warnings == [])
        #expect(
            Self.said(walk, "c/甲.txt") == [
                "title=质量办法", "number=国质检〔2009〕1号", "revised=2009-02-26", "revised=2010-01-01", "备注=x",
            ])
        #expect(Self.said(walk, "c/b/乙.md") == ["number=2,3号"])
        #expect(walk.files.flatMap(\.metadata).allSatisfy { $0.origin == .database })
        #expect(walk.otherTypes == [:])
    }

    @Test func aTableMayBeGB18030() throws {
        // 文件,文号 / 甲.txt,国质检 in GB18030.
        let bytes: [UInt8] =
            [0xCE, 0xC4, 0xBC, 0xFE, 0x2C, 0xCE, 0xC4, 0xBA, 0xC5, 0x0A] + [0xBC, 0xD7] + Array(".txt,".utf8)
            + [0xB9, 0xFA, 0xD6, 0xCA, 0xBC, 0xEC, 0x0A]
        #expect(Self.said(try Self.walk(bytes), "c/甲.txt") == ["number=国质检"])
    }

    @Test(arguments: [
        ("file,title\n甲.txt\n", 2, "cells"), ("file,title\n\n没有.txt,a\n", 3, "no text"),
        ("file,title\n../甲.txt,a\n", 2, "no file"),
        ("file,title\n甲.txt,a\n甲,b\n", 3, "earlier row"), ("file,issued\n甲.txt,近日\n", 2, "no date"),
        ("file,title\n甲.txt,\"a\n", 2, "quote"), ("title,number\n甲.txt,a\n", 1, "file"),
    ])
    func badRowsAreWarnings(table: String, line: Int, reason: String) throws {
        let warnings = try Self.walk(table).warnings
        #expect(warnings.count == 1)
        #expect(warnings.first?.line == line)
        #expect(warnings.first?.reason.contains(reason) == true, "\(warnings)")
        #expect(warnings.first?.path.hasSuffix("c/metadata.csv") == true)
    }

    @Test(arguments: ["", "  \n", "\0\0\0"])
    func aTableWithoutTextIsAWarning(table: String) throws {
        let walk = try Self.walk(table)
        #expect(walk.warnings.count == 1)
        #expect(walk.files.count == 2)
    }

    @Test func theTextComesBeforeTheTable() throws {
        let folder = TemporaryFolder()
        _ = try write(Self.law, to: "c/甲.txt", in: folder)
        _ = try write("file,title,effective,issuer\n甲.txt,质量办法,2020-01-01,质检总局\n", to: "c/metadata.csv", in: folder)
        let walk = CorpusWalker.walk([folder.path + "/c"])
        var texts: [SourceText] = []
        for file in walk.files {
            _ = try CorpusReader().read(SourcePart(file), isUnchanged: { _, _, _ in false }, body: { texts.append($0) })
        }
        let text = try #require(texts.first)
        #expect(text.title == "质量办法")
        #expect(text.values("effective") == ["2019-01-01", "2020-01-01"])
        #expect(text.values("effective", .database) == ["2020-01-01"])
        #expect(text.values("issuer") == ["质检总局"])
    }

    @Test func rowsOfAFileShareWhatIsSaidOfIt() throws {
        let folder = TemporaryFolder()
        _ = try write(
            "{\"id\":1,\"text\":\"甲\"}\n{\"id\":2,\"text\":\"乙\",\"issuer\":\"国务院\"}\n", to: "c/a.jsonl", in: folder)
        _ = try write("file,title,issuer\na.jsonl,表,质检总局\n", to: "c/metadata.csv", in: folder)
        var texts: [SourceText] = []
        for file in CorpusWalker.walk([folder.path + "/c"]).files {
            _ = try CorpusReader().read(SourcePart(file), isUnchanged: { _, _, _ in false }, body: { texts.append($0) })
        }
        #expect(texts.map { $0.values("issuer") } == [["质检总局"], ["国务院", "质检总局"]])
        #expect(texts.map(\.title) == ["1", "2"])
    }

    @Test func otherMetadataAreAnotherVariant() {
        var file = SourceFile(path: "a", id: "a", format: .plainText, sizeInBytes: 1)
        #expect(file.metadataVariant == 0)
        var seen: Set<UInt64> = [0]
        for fields in [[("a", "b")], [("ab", "")], [("a", "c")], [("a", "b"), ("a", "b")]] {
            file.metadata = fields.map { .init(key: $0.0, value: $0.1, origin: .database) }
            #expect(seen.insert(file.metadataVariant).inserted)
        }
    }
}
