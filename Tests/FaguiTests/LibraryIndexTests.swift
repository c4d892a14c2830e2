import Fagui
import FaguiTestSupport
import Testing

@Suite struct LibraryIndexTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/index" }

    @Test func indexingAgainAddsReplacesDropsAndLeavesTheRest() async throws {
        try folder.write("corpus/a.txt", "甲文本。")
        try folder.write("corpus/b.md", "# 乙\n\n乙文本。")
        try folder.write("corpus/c.txt", "丙文本。")
        let library = try await Library.create(at: path)
        let first = try await library.index(paths: [folder.path + "/corpus"])
        #expect(first.added == 3)
        #expect(first.passages == 3)
        #expect(first.skipped.isEmpty)

        try folder.write("corpus/b.md", "# 乙\n\n改过的文本。")
        try folder.write("corpus/d.txt", "丁文本。")
        try folder.remove("corpus/c.txt")
        let second = try await library.index(paths: [folder.path + "/corpus"])
        #expect(second.added == 1)
        #expect(second.updated == 1)
        #expect(second.unchanged == 1)
        #expect(second.removed == 1)
        #expect(
            try await library.search("\"文本\"", limit: 10).hits.map(\.law.id).sorted() == [
                "corpus/a.txt", "corpus/b.md", "corpus/d.txt",
            ])
        #expect(try await library.count("丙") == 0)
    }

    @Test func otherMetadataBesideATextChangeIt() async throws {
        try folder.write("corpus/a.txt", "甲文本。")
        try folder.write("corpus/b.txt", "乙文本。")
        try folder.write("corpus/metadata.csv", "file,issuer,effective\na.txt,质检总局,2009-02-26\n没有.txt,甲,\n")
        let library = try await Library.create(at: path)
        let first = try await library.index(paths: [folder.path + "/corpus"])
        #expect(first.added == 2)
        #expect(first.otherTypes == [:])
        #expect(first.warnings.map(\.line) == [3])
        #expect(try await library.count("文本 issuer:质检总局") == 1)

        let second = try await library.index(paths: [folder.path + "/corpus"])
        #expect(second.unchanged == 2)

        try folder.write("corpus/metadata.csv", "file,issuer\na.txt,市场监管总局\n")
        let third = try await library.index(paths: [folder.path + "/corpus"])
        #expect(third.updated == 1)
        #expect(third.unchanged == 1)
        #expect(try await library.count("文本 issuer:质检总局") == 0)
        #expect(try await library.count("文本 issuer:市场监管总局") == 1)

        try folder.remove("corpus/metadata.csv")
        let fourth = try await library.index(paths: [folder.path + "/corpus"])
        #expect(fourth.updated == 1)
        #expect(try await library.count("文本 issuer:市场监管总局") == 0)
    }

    @Test func whatLiesElsewhereStays() async throws {
        try folder.write("one/a.txt", "甲文本。")
        try folder.write("two/b.txt", "乙文本。")
        let library = try await Library.create(at: path)
        _ = try await library.index(paths: [folder.path + "/one", folder.path + "/two"])
        try folder.remove("one/a.txt")
        let report = try await library.index(paths: [folder.path + "/one"])
        #expect(report.removed == 1)
        #expect(try await library.count("文本") == 1)
    }

    @Test func aFileThatCannotBeReadIsNamedAndItsOldTextStays() async throws {
        try folder.write("corpus/a.txt", "甲文本。")
        try folder.write("corpus/b.txt", "乙文本。")
        let library = try await Library.create(at: path)
        _ = try await library.index(paths: [folder.path + "/corpus"])
        try folder.write("corpus/b.txt", bytes: Array("质量".utf8) + [0xFF, 0xC0] + Array("安全生产监督".utf8))
        let report = try await library.index(paths: [folder.path + "/corpus"])
        let problem = try #require(report.skipped.first)
        #expect(report.skipped.count == 1)
        #expect(problem.path.hasSuffix("corpus/b.txt"))
        #expect(problem.byteOffset == 6)
        #expect(report.removed == 0)
        #expect(try await library.count("乙") == 1)
    }

    @Test func theFirstOfTwoRowsOfOneIDCountsHoweverLargeTheFile() async throws {
        // White space makes the file large enough to be read in parts, of which the first holds one row.
        let space = String(repeating: " ", count: 5 << 20)
        let rows = ["{\"id\":\"1\",\(space)\"text\":\"甲文本\"}", "{\"id\":\"2\",\(space)\"text\":\"乙文本\"}"]
        try folder.write(
            "rows.jsonl", (rows + [#"{"id":"1","text":"丙文本"}"#, #"{"id":"3","text":"丁文本"}"#]).joined(separator: "\n"))
        let library = try await Library.create(at: path)
        for run in 0..<2 {
            let report = try await library.index(paths: [folder.path + "/rows.jsonl"])
            #expect(report.added == (run == 0 ? 3 : 0))
            #expect(report.updated == 0)
            #expect(report.unchanged == (run == 0 ? 0 : 3))
            #expect(report.removed == 0)
            #expect(report.skipped.map(\.reason) == ["line 3: id 1 stands in line 1 already"])
            #expect(report.skipped.map(\.byteOffset) == [rows[0].utf8.count + rows[1].utf8.count + 2])
            #expect(try await library.search("\"文本\"", limit: 10).hits.map(\.id).sorted() == ["1", "2", "3"])
            #expect(try await library.count("丙") == 0)
        }
    }

    @Test func rowsAreReplacedOneByOne() async throws {
        try folder.write(
            "corpus/r.jsonl",
            """
            {"id":"r-1","title":"一","text":"甲文本。"}
            {"id":"r-2","title":"二","text":"乙文本。"}
            """)
        let library = try await Library.create(at: path)
        _ = try await library.index(paths: [folder.path + "/corpus"])
        #expect(try await library.search("甲", limit: 1).hits.first?.id == "r-1")
        try folder.write(
            "corpus/r.jsonl",
            """
            {"id":"r-2","title":"二","text":"乙文本。"}
            {"id":"r-3","title":"三","text":"丙文本。"}
            """)
        let report = try await library.index(paths: [folder.path + "/corpus"])
        #expect(report.added == 1)
        #expect(report.unchanged == 1)
        #expect(report.removed == 1)
        #expect(try await library.passages(withID: "r-3").map(\.text) == ["丙文本。"])
        #expect(try await library.passages(withID: "r-1").isEmpty)
    }

    @Test func twoFilesOfOneIDAreAnErrorThatNamesBoth() async throws {
        try folder.write("x/corpus/a.txt", "甲。")
        try folder.write("y/corpus/a.txt", "乙。")
        let library = try await Library.create(at: path)
        let paths = [folder.path + "/x/corpus", folder.path + "/y/corpus"]
        await #expect { _ = try await library.index(paths: paths) } throws: { error in
            guard let error = error as? LibraryError else { return false }
            return error.code == .duplicateSource && error.message.contains("x/corpus/a.txt")
                && error.message.contains("y/corpus/a.txt")
        }
        #expect(try await library.statistics().sources == 0)
    }

    @Test func anUnknownEncodingIsRefusedBeforeAnythingIsRead() async throws {
        try folder.write("corpus/a.txt", "甲。")
        let library = try await Library.create(at: path)
        let paths = [folder.path + "/corpus"]
        await #expect {
            _ = try await library.index(paths: paths, options: IndexingOptions(encoding: "klingon"))
        } throws: {
            ($0 as? LibraryError)?.code == .invalidArgument
        }
    }

    @Test func theOrderOfHitsDoesNotDependOnTheNumberOfJobs() async throws {
        for number in 0..<40 { try folder.write("corpus/\(number).txt", "质量文本。\n安全\(number % 7)文本。") }
        var orders: [[String]] = []
        for jobs in [1, 4] {
            let library = try await Library.create(at: path + "\(jobs)")
            _ = try await library.index(paths: [folder.path + "/corpus"], options: IndexingOptions(jobs: jobs))
            let options = SearchOptions(limit: 100, collapsesDuplicates: false)
            orders.append(try await library.search("质量 安全", options: options).hits.map(\.id))
        }
        #expect(orders[0] == orders[1])
        #expect(orders[0].count == 80)
    }

    @Test func anotherFolderOfTheSameNameLeavesTheFirstAlone() async throws {
        try folder.write("x/laws/a.txt", "甲文本。")
        try folder.write("y/laws/b.txt", "乙文本。")
        let library = try await Library.create(at: path)
        _ = try await library.index(paths: [folder.path + "/x/laws"])
        let report = try await library.index(paths: [folder.path + "/y/laws"])
        #expect(report.added == 1)
        #expect(report.removed == 0)
        #expect(try await library.count("文本") == 2)

        try folder.write("y/laws/a.txt", "丙文本。")
        let paths = [folder.path + "/y/laws"]
        await #expect { _ = try await library.index(paths: paths) } throws: { error in
            (error as? LibraryError)?.code == .duplicateSource
        }
        #expect(try await library.passages(withID: "laws/a.txt").map(\.text) == ["甲文本。"])

        // A folder that was moved takes its texts along.
        try folder.remove("x/laws/a.txt")
        try folder.removeFolder("x/laws")
        let moved = try await library.index(paths: paths)
        #expect(moved.updated == 1)
        #expect(try await library.passages(withID: "laws/a.txt").map(\.text) == ["丙文本。"])
    }

    @Test func namesThatDifferInBytesAreDifferentTexts() async throws {
        try folder.write("corpus/caf\u{E9}.txt", "甲文本。")
        try folder.write("corpus/cafe\u{301}.txt", "乙文本。")
        try folder.write("corpus/\u{F900}.txt", "丙文本。")
        try folder.write("corpus/\u{8C48}.txt", "丁文本。")
        let library = try await Library.create(at: path)
        #expect(try await library.index(paths: [folder.path + "/corpus"]).added == 4)
        #expect(try await library.count("文本") == 4)
        try folder.remove("corpus/caf\u{E9}.txt")
        #expect(try await library.index(paths: [folder.path + "/corpus"]).removed == 1)
        #expect(try await library.count("甲") == 0)
        #expect(try await library.count("乙") == 1)
    }

    @Test func rowsOfAFileThatCannotBeReadStayWhateverItsName() async throws {
        for name in ["a#b", "c"] {
            try folder.write("corpus/\(name).jsonl", #"{"id":"\#(name)-1","title":"","text":"甲文本。"}"#)
        }
        let library = try await Library.create(at: path)
        _ = try await library.index(paths: [folder.path + "/corpus"])
        for name in ["a#b", "c"] { try folder.write("corpus/\(name).jsonl", bytes: [0, 1, 2, 0]) }
        let report = try await library.index(paths: [folder.path + "/corpus"])
        #expect(report.skipped.count == 2)
        #expect(report.removed == 0)
        #expect(try await library.count("甲") == 2)
    }

    @Test func idsAsHitsShowThemNameOneTextEach() async throws {
        try folder.write("corpus/x y.txt", "甲文本。")
        try folder.write("corpus/x%20y.txt", "乙文本。")
        try folder.write("corpus/r.jsonl", #"{"id":"a b","title":"","text":"丙文本。"}"#)
        let library = try await Library.create(at: path)
        _ = try await library.index(paths: [folder.path + "/corpus"])
        for text in ["甲文本。", "乙文本。", "丙文本。"] {
            let hit = try #require(try await library.search("\"\(text)\"", limit: 1).hits.first)
            #expect(!hit.id.contains(" "))
            #expect(try await library.passages(withID: hit.id).map(\.text) == [text])
        }
        #expect(try await library.remove(ids: ["corpus/x%20y.txt"]) == ["corpus/x%20y.txt"])
        #expect(try await library.count("甲") == 0)
        #expect(try await library.count("乙") == 1)
    }

    @Test func theIdOfALawNamesNoOtherText() async throws {
        try folder.write("corpus/x y.txt", "甲文本。")
        try folder.write("corpus/x%20y.txt", "乙文本。")
        let library = try await Library.create(at: path)
        _ = try await library.index(paths: [folder.path + "/corpus"])
        let plain = try #require(try await library.search("\"甲文本。\"", limit: 1).hits.first).law.id
        let encoded = try #require(try await library.search("\"乙文本。\"", limit: 1).hits.first).law.id
        #expect(plain == "corpus/x y.txt" && encoded == "corpus/x%2520y.txt")
        #expect(try await library.passages(withID: encoded).map(\.text) == ["乙文本。"])
        #expect(try await library.law(encoded).wording.law.id == encoded)
        #expect(try await library.remove(ids: [encoded]) == [encoded])
        #expect(try await library.count("甲") == 1)
        #expect(try await library.count("乙") == 0)
        #expect(try await library.remove(ids: [plain]) == [plain])
    }

    @Test func anyNumberOfJobsIsTaken() async throws {
        try folder.write("corpus/a.txt", "甲文本。")
        let library = try await Library.create(at: path)
        let options = IndexingOptions(jobs: Int.max)
        #expect(try await library.index(paths: [folder.path + "/corpus"], options: options).added == 1)
    }

    @Test func rowsGoByTheirIDOrWithTheirFile() async throws {
        let rows = (1...3).map { #"{"id":"r-\#($0)","title":"","text":"第\#($0)行文本。"}"# }
        try folder.write("corpus/r.jsonl", rows.joined(separator: "\n"))
        let library = try await Library.create(at: path)
        _ = try await library.index(paths: [folder.path + "/corpus"])
        #expect(try await library.passages(withID: "corpus/r.jsonl").count == 3)
        #expect(try await library.remove(ids: ["r-2", "r-9"]) == ["r-2"])
        #expect(try await library.search("文本", limit: 9).hits.map(\.id).sorted() == ["r-1", "r-3"])
        #expect(try await library.remove(ids: ["corpus/r.jsonl"]) == ["corpus/r.jsonl"])
        #expect(try await library.count("文本") == 0)
    }

    @Test func aBadRowIsNamedWithItsLine() async throws {
        try folder.write("corpus/r.jsonl", "{\"id\":\"r-1\",\"title\":\"\",\"text\":\"甲。\"}\n{\"id\":\n")
        try folder.write("corpus/empty.txt", "")
        let library = try await Library.create(at: path)
        let report = try await library.index(paths: [folder.path + "/corpus"])
        #expect(report.added == 1)
        #expect(report.skipped.map(\.line) == [nil, 2])
    }
}
