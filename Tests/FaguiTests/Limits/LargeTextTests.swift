import FaguiCorpus
import FaguiTestSupport
import FaguiText
import Testing

@testable import Fagui

/// Texts that take more memory than there is: left out with a reason, or read by themselves; the others go on.
@Suite struct LargeTextTests {
    private let folder = TemporaryFolder()
    private var index: String { folder.path + "/index" }

    private func indexed() async throws -> (Library, IndexingReport) {
        let library = try await Library.create(at: index)
        var options = IndexingOptions(jobs: 2)
        options.memory = MemoryPlan.minimum
        return (library, try await library.index(paths: [folder.path + "/c"], options: options))
    }

    private static func text(_ bytes: Int) -> String {
        let line = "第九条 生产者应当对其生产的产品质量负责，不得掺杂、掺假，以假充真。\n"
        return String(repeating: line, count: bytes / line.utf8.count)
    }

    @Test func aTextThatIsTooLargeIsLeftOutAndNamesTheFlagAndTheOthersGoOn() async throws {
        try folder.write("c/a.txt", "第一条 起重机械。\n")
        try folder.write("c/b.txt", Self.text(12 << 20))
        try folder.write("c/d.txt", "第一条 压力容器。\n")
        let (library, report) = try await indexed()
        #expect(report.added == 2)
        #expect(report.skipped.map(\.path) == [folder.path + "/c/b.txt"])
        #expect(report.skipped[0].reason.contains("--memory"))
        #expect(try await library.count("起重机械") == 1)
        #expect(try await library.count("压力容器") == 1)
    }

    @Test func theEarlierVersionOfATextThatBecameTooLargeStays() async throws {
        try folder.write("c/b.txt", "第一条 起重机械。\n")
        var (library, report) = try await indexed()
        #expect(report.added == 1)
        await library.close()
        try folder.write("c/b.txt", Self.text(12 << 20))
        (library, report) = try await indexed()
        #expect(report.skipped.count == 1)
        #expect(try await library.count("起重机械") == 1)
    }

    @Test func aRowThatIsTooLargeIsLeftOutWithItsLineAndTheOthersAreRead() async throws {
        let large = #"{"id":"b","title":"乙","text":""# + Self.text(9 << 20).replacing("\n", with: " ") + #""}"#
        var rows = (0..<2000).map { #"{"id":"a\#($0)","title":"甲","text":"起重机械第\#($0)号。"}"# }
        rows[700] = large
        try folder.write("c/rows.jsonl", rows.joined(separator: "\n") + "\n")
        let (library, report) = try await indexed()
        #expect(report.added == 1999)
        #expect(report.skipped.map(\.line) == [701])
        #expect(report.skipped.first?.reason.contains("--memory") == true)
        #expect(try await library.count("起重机械") == 1999)
    }

    @Test func aRowOfManyValuesIsLeftOutToo() async throws {
        let values = String(repeating: #""a","#, count: 400_000) + #""b""#
        let rows = [
            #"{"id":"a","title":"甲","text":"起重机械。"}"#,
            #"{"id":"b","title":"乙","text":"压力容器。","issuer":[\#(values)]}"#,
        ]
        try folder.write("c/rows.jsonl", rows.joined(separator: "\n"))
        let (_, report) = try await indexed()
        #expect(report.added == 1)
        #expect(report.skipped.map(\.line) == [2])
    }

    @Test func aFileInAnArchiveThatIsTooLargeIsLeftOutByItself() async throws {
        try folder.write(
            "c/a.zip",
            bytes: StoredZip.make([
                StoredZip.Entry("a.txt", "第一条 起重机械。"), StoredZip.Entry("b.txt", Self.text(12 << 20)),
                StoredZip.Entry("d.txt", "第一条 压力容器。"),
            ]))
        let (_, report) = try await indexed()
        #expect(report.added == 2)
        #expect(report.skipped.map(\.path) == [folder.path + "/c/a.zip/b.txt"])
        #expect(report.skipped.first?.reason.contains("--memory") == true)
    }

    /// Sections whose paths of headings are each many times longer than their texts: five headings as long as headings
    /// may be above each.
    private static func headings(_ count: Int) -> String {
        let long = String(repeating: "产品质量监督管理", count: 24)
        let above = (1...5).map { String(repeating: "#", count: $0) + " \($0) \(long)\n\n" }.joined()
        return above + (0..<count).map { "###### 第\($0)类\n\n质量\($0)号。\n\n" }.joined()
    }

    @Test func aTextWhoseHeadingsTakeTooMuchIsLeftOutAndTheOthersGoOn() async throws {
        // In one archive, so that they are read one after another into a batch that has others.
        let archive = StoredZip.make([
            StoredZip.Entry("a.txt", "第一条 起重机械。\n"), StoredZip.Entry("b.md", Self.headings(12_000)),
            StoredZip.Entry("d.txt", "第一条 压力容器。\n"),
        ])
        try folder.write("c/a.zip", bytes: archive)
        let (library, report) = try await indexed()
        #expect(report.added == 2)
        #expect(report.skipped.map(\.path) == [folder.path + "/c/a.zip/b.md"])
        #expect(report.skipped.first?.reason.contains("--memory") == true)
        #expect(try await library.count("起重机械") == 1)
        #expect(try await library.count("压力容器") == 1)
        #expect(try await library.count("质量") == 0)
        #expect(try await Library.verify(at: index).isSound)
    }

    @Test func aTextOfThousandsOfHeadingsIsRead() async throws {
        let sections = (0..<20_000).map { "## 第\($0)类\n\n质量\($0)号。\n\n" }.joined()
        try folder.write("c/a.md", "# 总则\n\n" + sections)
        let (library, report) = try await indexed()
        #expect(report.added == 1 && report.skipped.isEmpty)
        #expect(try await library.count(#"heading:"第19999类""#) == 1)
    }

    @Test func textsOfAnArchiveThatIsReadAloneComeBatchAfterBatch() async throws {
        var random = SeededGenerator(seed: 13)
        let texts = (0..<60).map { number in
            let lines = (0..<400).map { "第\($0 + 1)条 第\(Int.random(in: 0..<10_000, using: &random))号产品质量。\n" }
            return StoredZip.Entry("\(number).txt", lines.joined())
        }
        let bytes = StoredZip.make(texts)
        try folder.write("c/a.zip", bytes: bytes)
        let file = SourceFile(path: folder.path + "/c/a.zip", id: "c/a.zip", format: .zip, sizeInBytes: bytes.count)
        let library = try await Library.create(at: index)
        let known = KnownSources(library.reading.current.snapshot)
        let limit = 16 << 20
        var handed: [(sources: Int, size: Int)] = []
        let reader = try UnitReader(
            IndexerPool(.current, keptSize: 0), #require(ReadingOptions(encodingName: nil, isLossy: false)), known,
            ProgressCounter(nil))
        try reader.readAlone(SourceRoots.PlacedPart(part: SourcePart(file), root: ""), memory: limit) {
            handed.append(($0.sources.count, $0.sizeInBytes))
        }
        #expect(handed.reduce(0) { $0 + $1.sources } == 60)
        #expect(handed.count > 2)
        #expect(handed.allSatisfy { $0.size <= limit / 2 }, "\(handed)")
    }

    @Test func badRowsAreListedAsFarAsTenThousandAndCounted() async throws {
        let bad = 25_000
        var rows = [String](repeating: "x", count: bad)
        rows.insert(#"{"id":"a","title":"甲","text":"起重机械。"}"#, at: 12_000)
        try folder.write("c/rows.jsonl", rows.joined(separator: "\n") + "\n")
        try folder.write("c/z.txt", "")
        let (library, report) = try await indexed()
        #expect(report.added == 1)
        #expect(report.skipped.count == 10_000)
        #expect(report.moreSkippedRows == bad - 10_000 && report.moreSkippedFiles == 1)
        // What cannot be read, listed or not, stays as it was.
        await library.close()
        try folder.write("c/z.txt", "第一条 压力容器。")
        _ = try await indexed()
        try folder.write("c/z.txt", "")
        let (again, _) = try await indexed()
        #expect(try await again.count("压力容器") == 1)
        #expect(try await again.count("起重机械") == 1)
    }

    @Test func analysingAnewStaysInItsMemoryAndRefusesWhatDoesNotFit() async throws {
        for number in 0..<40 { try folder.write("c/\(number).txt", Self.text(100 << 10) + "海带晾晒机\(number)。") }
        try folder.write("c/large.txt", Self.text(8 << 20))
        let library = try await Library.create(at: index)
        var options = IndexingOptions()
        options.memory = 1 << 30
        #expect(try await library.index(paths: [folder.path + "/c"], options: options).added == 41)
        try await library.useLexicon("海带晾晒机\n起重机械\n生产者应当\n")
        let error = await #expect(throws: LibraryError.self) {
            try await library.reanalyze(memory: MemoryPlan.minimum)
        }
        #expect(error?.code == .limit && error?.advice.contains("--memory") == true)
        #expect(try await library.count("海带晾晒机") == 40)
        let report = try await library.reanalyze(memory: 1 << 30)
        #expect(report.changedTexts == 41)
        #expect(try await library.count("海带晾晒机") == 40)
    }

    @Test func aTextOfNothingButDifferentTermsIsReadByItself() async throws {
        // Any two neighbouring characters stand together once only: no text has more terms for its size.
        var random = SeededGenerator(seed: 7)
        for name in ["a", "b", "c"] {
            let scalars = (0..<150_000).map { _ in
                Unicode.Scalar(UInt32.random(in: 0x4E00...0x9FA5, using: &random)) ?? "一"
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            try folder.write("c/\(name).txt", String(text) + "起重机械")
        }
        let (library, report) = try await indexed()
        #expect(report.skipped.isEmpty)
        #expect(report.added == 3)
        #expect(try await library.count("起重机械") == 3)
    }

    @Test func whatMemoryAndThreadsThereAreDoesNotChangeWhatIsFound() async throws {
        var random = SeededGenerator(seed: 11)
        for number in 0..<60 {
            let count = Int.random(in: 1...400, using: &random)
            let lines = (0..<count).map { "第\($0 + 1)条 第\(Int.random(in: 0..<50, using: &random))号产品质量。" }
            try folder.write("c/\(number).txt", lines.joined(separator: "\n"))
        }
        var answers: [[String]] = []
        for (memory, jobs) in [(MemoryPlan.minimum, 1), (MemoryPlan.minimum, 7), (1 << 30, 3)] {
            let library = try await Library.create(at: "\(index)-\(memory)-\(jobs)")
            var options = IndexingOptions(jobs: jobs)
            options.memory = memory
            let report = try await library.index(paths: [folder.path + "/c"], options: options)
            #expect(report.added == 60 && report.skipped.isEmpty)
            answers.append(try await library.search("7号 产品", options: SearchOptions(limit: 200)).hits.map(\.id))
        }
        #expect(answers[0] == answers[1] && answers[1] == answers[2])
        #expect(!answers[0].isEmpty)
    }

    @Test func tooLittleMemoryIsRefusedAtOnce() async throws {
        try folder.write("c/a.txt", "质量")
        let library = try await Library.create(at: index)
        var options = IndexingOptions()
        options.memory = 1 << 20
        await #expect(throws: LibraryError.self) {
            try await library.index(paths: [folder.path + "/c"], options: options)
        }
    }
}
