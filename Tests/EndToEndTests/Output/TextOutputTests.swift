import Testing

@testable import Fagui
@testable import fagui

@Suite struct NumberTextTests {
    @Test func groupsDigitsByThree() {
        #expect(
            [0, 999, 1000, 148_032, -1_234_567].map(NumberText.grouped) == [
                "0", "999", "1,000", "148,032", "-1,234,567",
            ])
    }

    @Test func roundsToFixedDecimals() {
        #expect(NumberText.fixed(12.3456, 3) == "12.346")
        #expect(NumberText.fixed(0.05, 1) == "0.1")
        #expect(NumberText.fixed(-0.004, 2) == "0.00")
        #expect(NumberText.fixed(9.999, 2) == "10.00")
        #expect(NumberText.fixed(7, 0) == "7")
        #expect(NumberText.fixed(.infinity, 2) == "inf")
    }

    @Test func givesSizesAndTimesUnits() {
        #expect(
            [812, 1500, 999_949, 999_950, 2_000_000_000].map(NumberText.size) == [
                "812 B", "1.5 kB", "999.9 kB", "1.0 MB", "2.0 GB",
            ])
        #expect(NumberText.duration(microseconds: 812) == "0.8 ms")
        #expect(NumberText.duration(microseconds: 5_100_000) == "5.1 s")
    }
}

@Suite struct TableTests {
    @Test func alignsByColumnsOfTheTerminal() {
        var table = Table(columns: [.init("term"), .init("n", .right)])
        table.add(["质量", "1"])
        table.add(["a", "12"])
        #expect(table.lines == ["term   n", "质量   1", "a     12"])
    }
}

@Suite struct StyleTests {
    private let terminal = Terminal(isTerminal: true, width: 80, wantsColor: true)

    @Test func colorsOnlyWhereWanted() {
        #expect(Style(.auto, terminal).isOn)
        #expect(!Style(.auto, .none).isOn)
        #expect(Style(.always, .none).isOn)
        #expect(!Style(.never, terminal).isOn)
    }

    @Test func leavesTextAloneWithoutColors() {
        #expect(Style(isOn: false).render("质量", .highlight) == "质量")
        #expect(Style(isOn: true).render("", .highlight).isEmpty)
    }

    @Test func removesControlCharacters() {
        #expect(Terminal.sanitized("a\u{1B}[31m\r\nb\u{9B}") == "a\u{FFFD}[31m  b\u{FFFD}")
        #expect(Terminal.sanitized("a\r\n\tb\u{7}", keepingLines: true) == "a\n\tb\u{FFFD}")
    }
}

@Suite struct HitTextTests {
    private static let snippet = Snippet(
        text: "产品质量\n安全", highlights: [2..<4, 5..<7], isCutBefore: true, isCutAfter: false)

    private static func hit(duplicates: [String] = []) -> Hit {
        Hit(
            rank: 12, score: 3.14159, id: "法规/条例.md#第二条",
            law: LawReference(
                id: "法规/条例.md", title: "产品质量条例", path: "法规/条例.md",
                metadata: [
                    MetadataEntry(key: "note", value: "示例"), MetadataEntry(key: "issued", value: "2023-06-01"),
                ]),
            locator: "第二条", headings: ["第一章 总则", "第一节 范围"], snippet: snippet, duplicates: duplicates,
            explanation: nil)
    }

    @Test func showsAHitLineByLine() {
        let text = HitText(style: Style(isOn: false), width: nil)
        #expect(
            text.lines(of: Self.hit(duplicates: ["a#1", "b#2"])) == [
                " 12 产品质量条例  第二条  3.142",
                "    第一章 总则 › 第一节 范围",
                "    …产品质量 安全",
                "    issued 2023-06-01",
                "    法规/条例.md#第二条",
                "    also at: a#1, b#2",
            ])
    }

    @Test func marksWhatMatched() {
        let rendered = HitText(style: Style(isOn: true), width: nil).styled(Self.snippet).rendered(Style(isOn: true))
        #expect(rendered == "…产品\u{1B}[1;31m质量\u{1B}[0m \u{1B}[1;31m安全\u{1B}[0m")
    }

    @Test func survivesHighlightsOutsideTheText() {
        let snippet = Snippet(text: "质量", highlights: [0..<1, 1..<9, 12..<14], isCutBefore: false, isCutAfter: true)
        let styled = HitText(style: Style(isOn: false), width: nil).styled(snippet)
        #expect(styled.rendered(Style(isOn: false)) == "质量…")
    }

    @Test func namesAFewPlacesAndCountsTheRest() throws {
        let hit = Self.hit(duplicates: (1...7).map { "t#\($0)" })
        let last = try #require(HitText(style: Style(isOn: false), width: nil).lines(of: hit).last)
        #expect(last == "    also at: t#1, t#2, t#3, t#4, t#5 and 2 more places")
    }

    @Test func namesNearCopiesWithWhatTheyShare() throws {
        var hit = Self.hit(duplicates: ["a#1"])
        hit.nearDuplicates = (2...8).map { .init(id: "t#\($0)", similarity: 1 - Float($0) / 100) }
        #expect(
            HitText(style: Style(isOn: false), width: nil).lines(of: hit).suffix(2) == [
                "    also at: a#1",
                "    near copies at: t#2 (98%), t#3 (97%), t#4 (96%), t#5 (95%), t#6 (94%) and 2 more places",
            ])
    }

    @Test func keepsToTheWidth() {
        let lines = HitText(style: Style(isOn: false), width: 20).lines(of: Self.hit(duplicates: ["a#第一百二十三条"]))
        #expect(lines.count > 6)
        // 19 and 16 columns behind a margin of 4: the id stands alone, and whole.
        #expect(lines.contains("    法规/条例.md#第二条"))
        #expect(lines.contains("    a#第一百二十三条"))
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 20 || $0 == "    法规/条例.md#第二条" })
    }

    @Test func leavesOutWhatARowHasNot() {
        var hit = Self.hit()
        hit.locator = ""
        let text = HitText(style: Style(isOn: false), width: nil)
        #expect(text.lines(of: hit).first == " 12 产品质量条例  3.142")
        hit.law.title = ""
        #expect(text.lines(of: hit).first == " 12 3.142")
    }

    @Test func saysWhetherTheTotalIsALowerBound() {
        let text = HitText(style: Style(isOn: false), width: nil)
        func summary(_ value: Int, _ relation: TotalHits.Relation) -> String {
            text.summary(
                of: SearchResults(
                    query: "", total: TotalHits(value: value, relation: relation), hits: [], notes: [], snapshot: 1,
                    tookMicroseconds: 812))
        }
        #expect(summary(1234, .equal) == "1,234 passages (0.8 ms)")
        #expect(summary(1, .atLeast) == "at least 1 passage (0.8 ms)")
    }

    @Test func writesRunFileLines() {
        #expect(TRECLine.of(Self.hit(), queryID: "q7") == "q7 Q0 法规/条例.md#第二条 12 3.14159 fagui")
    }
}

@Suite struct PassageTextTests {
    private static let passage = StoredPassage(
        id: "法规/产品质量条例.md#第二条",
        law: LawReference(id: "法规/条例.md", title: "产品质量监督管理条例", path: "法规/产品质量条例.md", metadata: []),
        locator: "第二条", headings: ["第一章 总则", "第一节 范围"], text: "第二条　生产者应当\t对产品质量负责。\n\n销售者亦同。")

    private func lines(width: Int?) -> [String] {
        let output = Output(.memory)
        PassageText(style: Style(isOn: false), width: width).write([Self.passage], to: output)
        return String(decoding: output.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map { "\($0)" }
    }

    @Test func breaksATextButNoIdToTheWidth() {
        #expect(
            lines(width: 16) == [
                "产品质量监督管理", "条例", "法规/产品质量条例.md", "第一章 总则 › 第", "一节 范围", "第二条",
                "法规/产品质量条例.md#第二条", "第二条　生产者应", "当 对产品质量负", "责。", "", "销售者亦同。",
            ])
    }

    @Test func leavesLinesAsTheyAreWithoutAWidth() {
        #expect(
            lines(width: nil) == [
                "产品质量监督管理条例", "法规/产品质量条例.md", "第一章 总则 › 第一节 范围", "第二条  法规/产品质量条例.md#第二条",
                "第二条　生产者应当\t对产品质量负责。", "", "销售者亦同。",
            ])
    }
}

@Suite struct ProgressLineTests {
    private let progress = IndexingProgress(
        sourcesDone: 1234, sourcesTotal: 3373, bytesDone: 25_000_000, bytesTotal: 100_000_000)

    @Test func saysShareRateAndRemainingTime() {
        let line = ProgressLine.text(progress, seconds: 10, width: 120)
        #expect(line.hasSuffix("25 %  1,234/3,373 texts  2.5 MB/s  0:30 left"))
        #expect(line.hasPrefix("███████░"))
    }

    @Test(arguments: 10...60)
    func keepsToTheWidth(width: Int) {
        #expect(DisplayWidth.of(ProgressLine.text(progress, seconds: 10, width: width)) <= width)
    }

    @Test func saysNoRemainingTimeBeforeTheFirstByte() {
        let start = IndexingProgress(sourcesDone: 0, sourcesTotal: 0, bytesDone: 0, bytesTotal: 0)
        #expect(ProgressLine.text(start, seconds: 1.5, width: 20) == "0 %  0/0 texts")
    }

    @Test func showsTimesInMinutes() {
        #expect([0, 6.2, 67, 3600].map(ProgressLine.clock) == ["0:00", "0:07", "1:07", "60:00"])
    }
}

@Suite struct IndexingTextTests {
    @Test func sumsUpARun() {
        var report = IndexingReport()
        report.added = 3373
        report.passages = 148_626
        report.sourceBytes = 56_100_000
        report.tookMicroseconds = 7_000_000
        report.otherTypes = ["pdf": 10, "": 2]
        #expect(
            IndexingText.lines(of: report) == [
                "3,373 texts added: 148,626 passages in 7.0 s (8.0 MB/s).",
                "Not read: 12 files of other types (pdf 10, no ending 2).",
            ])
        #expect(report.exitStatus == .fine)
    }

    @Test func tellsReplacedTextsFromNewOnesAndShortRunsHaveNoRate() {
        var report = IndexingReport()
        report.updated = 1
        report.passages = 14
        report.sourceBytes = 4711
        report.tookMicroseconds = 261_200
        #expect(IndexingText.lines(of: report) == ["1 text replaced: 14 passages in 261.2 ms."])
        report.added = 2
        report.unchanged = 3
        #expect(
            IndexingText.lines(of: report) == [
                "2 texts added, 1 replaced: 14 passages in 261.2 ms.", "Of the texts known before: 3 unchanged.",
            ])
    }

    @Test func countsRowsApartFromFiles() {
        var report = IndexingReport()
        report.added = 1
        for line in [nil, 2, 4] {
            report.skipped.append(
                .init(path: "a.jsonl", reason: "a reason", code: "unreadable_source", byteOffset: nil, line: line))
        }
        #expect(
            IndexingText.lines(of: report).last == "1 file and 2 rows left out; standard error has the reasons.")
        report.skipped.removeFirst(2)
        report.unchanged = 1
        #expect(
            IndexingText.lines(of: report).last
                == "1 row left out; standard error has the reasons. Files that are still there keep their earlier version."
        )
    }

    @Test func tellsHowManyMoreWereLeftOutThanAreListed() {
        var report = IndexingReport()
        report.added = 1
        report.skipped = [.init(path: "a", reason: "r", code: "io", byteOffset: nil)]
        report.warnings = [.init(path: "b", reason: "w", code: "warning", byteOffset: nil)]
        #expect(IndexingText.leftOutLines(of: report) == ["Left out: a: r"])
        #expect(IndexingText.warningLines(of: report) == ["Warning: b: w"])
        report.moreSkippedFiles = 2
        report.moreSkippedRows = 989_998
        report.moreWarnings = 1
        #expect(IndexingText.leftOutLines(of: report) == ["Left out: a: r", "Left out: and 990,000 more."])
        #expect(IndexingText.warningLines(of: report) == ["Warning: b: w", "Warning: and 1 more."])
        #expect(
            IndexingText.lines(of: report).last
                == "3 files and 989,998 rows left out; standard error has the reasons.")
    }

    @Test func tellsUnchangedRunsFromEmptyOnes() {
        var report = IndexingReport()
        #expect(report.exitStatus == .failure)
        report.unchanged = 2
        #expect(report.exitStatus == .fine)
        report.skipped = [.init(path: "a", reason: "r", code: "io", byteOffset: nil)]
        #expect(report.exitStatus == .nothing)
        #expect(IndexingText.lines(of: report).contains("Of the texts known before: 2 unchanged."))
    }
}
