import Foundation
import Testing

@testable import Fagui
@testable import fagui

/// The shapes written, every optional part present, have the names that docs/json.md has.
@Suite struct JSONShapesTests {
    private static let law = LawReference(
        id: "法规/条例.md", title: "条例", path: "法规/条例.md",
        metadata: [
            MetadataEntry(key: "issued", value: "2023-06-01", origin: .inferred),
            MetadataEntry(key: "issued", value: "2024-01-01"),
        ], status: .amended, wordingNote: "later")

    private static let hit = Hit(
        rank: 1, score: 1.5, id: "法规/条例.md#第二条", law: law, locator: "第二条", headings: ["第一章 总则"],
        snippet: Snippet(text: "产品质量", highlights: [2..<4], isCutBefore: true, isCutAfter: true),
        duplicates: ["a#第二条"],
        explanation: ScoreExplanation(
            value: 1.5, label: "score", operation: .sum,
            parts: [ScoreExplanation(value: 1.5, label: "质量", operation: .value, parts: [])]),
        othersInLaw: 3, nearDuplicates: [.init(id: "b#p4", similarity: 0.96)])

    private static let reference = LawReferences.Outgoing(
        from: "a#第二条", text: "前款", title: "条例", place: "第二条第一款", ids: ["a#第二条"], status: .inForce, state: .found)

    private static let passage = StoredPassage(
        id: "a#第二条", law: law, locator: "第二条", headings: ["第一章 总则"], text: "第二条　内容。")

    private static let wording = LawWording(
        law: law, ids: ["a"], date: .today, effective: .today, repealed: .today, status: .repealed, articleCount: 2)

    @Test func writesWordingsAsDocumented() throws {
        try expect("history") {
            $0.write(
                LawHistory(
                    title: "条例", wordings: [.init(wording: Self.wording, changes: [.added: 1])], missing: [.today],
                    notes: ["taken"]))
        }
        try expect("diff") {
            $0.write(
                LawComparison(
                    old: Self.wording, new: Self.wording,
                    articles: [
                        .init(
                            kind: .changed, old: Self.passage, new: Self.passage,
                            pieces: [.init(kind: .deleted, text: "一年")])
                    ], notes: ["taken"]))
        }
    }

    @Test func writesReferencesAsDocumented() throws {
        try expect("refs") {
            $0.write(
                LawReferences(
                    passages: [Self.passage], cites: [Self.reference],
                    citedBy: [.init(id: "b", law: Self.law, locator: "第一条", text: "依照第二条")], citedByCount: 1,
                    hiddenCount: 1,
                    failures: [
                        CitedPassages(
                            citation: "《条例》第九条", place: "第九条", law: nil, passages: [],
                            failure: CitationFailure(reason: .noSuchPlace, message: "none", candidates: [Self.law]),
                            notes: [])
                    ], notes: ["taken"]))
        }
    }

    @Test func writesCheckedCitationsAsDocumented() throws {
        let check = CitationCheck(
            line: 1, citation: "《条例》第二条", place: "第二条", title: "条例", quotation: "内容", verdict: .superseded,
            message: "older", ids: ["a#第二条"])
        try expect("cite") {
            $0.write(
                [CitationReport(id: "d", title: "决定", checks: [check], uncheckedCount: 3)],
                [.init(path: "p", reason: "r", code: "unreadable_source")])
        }
    }

    private static func results(_ hits: [Hit], notes: [String] = []) -> SearchResults {
        SearchResults(
            query: "质量", total: TotalHits(value: hits.count, relation: .equal), hits: hits, notes: notes, snapshot: 7,
            tookMicroseconds: 412)
    }

    private func written(_ write: (inout JSONWriter) -> Void) throws -> [String: Any] {
        var json = JSONWriter()
        write(&json)
        return try #require(try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any])
    }

    private func expect(_ heading: String, _ write: (inout JSONWriter) -> Void) throws {
        let keys = KeyPaths.of(try written(write))
        #expect(keys == (try DocumentedShapes.keys(heading)))
    }

    @Test func writesSearchesAsDocumented() throws {
        var results = Self.results([Self.hit], notes: ["cut"])
        results.corrections = ["\"质量\""]
        results.expansions = [.init(typed: "质检总局", targets: ["质"], source: "synonyms", weight: 0.5)]
        results.facets = [
            SearchFacet(column: .issuer, values: [.init(text: "国务院", count: 1)], valueCount: 1, missing: 1)
        ]
        results.isPartial = true
        results.hidden = [.init(status: .repealed, count: 2)]
        results.citations = ["《条例》第二条"]
        results.hits[0].references = [Self.reference]
        results.next = "AQ"
        try expect("search") { $0.write(results) }
    }

    @Test func writesSingleHitsAsDocumented() throws {
        try expect("search --jsonl") { $0.write(Self.hit, queryID: "q1") }
    }

    @Test func writesBatchesAsDocumented() throws {
        var console = Console()
        console.output = Output(.memory)
        console.errors = Output(.memory)
        var printer = HitPrinter(format: .json, console: console, style: Style(isOn: false), isBatch: true)
        printer.write(Self.results([]), queryID: "q1")
        printer.write(Self.results([Self.hit]), queryID: "q2")
        printer.finish()
        let object = try JSONSerialization.jsonObject(with: Data(console.output.bytes)) as? [String: Any]
        let queries = try #require(object?["queries"] as? [[String: Any]])
        #expect(queries.compactMap { $0["qid"] as? String } == ["q1", "q2"])
        #expect(KeyPaths.of(["queries": [queries[0]]]) == (try DocumentedShapes.keys("search --queries")))
    }

    @Test func writesPassagesAsDocumented() throws {
        let passage = StoredPassage(
            id: "法规/条例.md#第二条", law: Self.law, locator: "第二条", headings: ["第一章 总则"], text: "第二条")
        var shown = ShownPassages()
        shown.passages = [passage]
        shown.missing = ["x"]
        shown.notes = ["note"]
        shown.failures = [
            CitedPassages(
                citation: "《条例》第九条", place: "第九条", passages: [],
                failure: CitationFailure(reason: .noSuchPlace, message: "none", candidates: [Self.law]))
        ]
        try expect("show") { $0.write(shown) }
    }

    @Test func writesWhatIsLikeAPassageAsDocumented() throws {
        var results = Self.results([])
        results.isPartial = false
        let found = LikeResults(
            id: "法规/条例.md#第二条", law: Self.law, locator: "第二条", terms: [.init(text: "缺陷", frequency: 2, idf: 3)],
            results: results)
        try expect("like") { $0.write(found) }
    }

    @Test func writesWhyAPassageMatchesOrNotAsDocumented() throws {
        let other = MatchReport.Neighbour(rank: 1, score: 2, id: "a#第二条")
        var report = MatchReport(
            query: "质量", id: "法规/条例.md#第二条", law: Self.law, locator: "第二条", failure: .missing("\"缺陷\" in body"),
            standing: .init(rank: 2, score: 1, before: [other], shownAs: other), total: 1,
            terms: [
                .init(
                    text: "质量", field: "body.words", role: .required, weight: 1, idf: 2, passages: 1, frequency: 1,
                    score: 1)
            ], passageTerms: [.init(text: "生产", frequency: 1, idf: 2)], notes: ["cut"], snapshot: 7)
        try expect("why-not") { $0.write(report) }
        report.failure = .nothing
        let failure = try #require(try written { $0.write(report) }["failure"] as? [String: Any])
        #expect(failure as? [String: String] == ["reason": "nothing"])
    }

    @Test func writesIndexingAsDocumented() throws {
        var report = IndexingReport()
        report.skipped = [IndexingReport.Problem(path: "a", reason: "b", code: "io", byteOffset: 3, line: 2)]
        report.otherTypes = ["pdf": 1]
        try expect("index") { $0.write(report) }
        report.moreSkippedFiles = 2
        report.moreSkippedRows = 3
        report.moreWarnings = 4
        let counts = try written { $0.write(report) }
        #expect(counts["more_skipped"] as? Int == 5 && counts["more_warnings"] as? Int == 4)
    }

    @Test func writesReanalysesAsDocumented() throws {
        try expect("index --reanalyze") { $0.write(ReanalysisReport()) }
    }

    @Test func writesChecksOfLexiconsAsDocumented() throws {
        try expect("lexicon") {
            $0.write(LexiconCheck(entries: 2, findings: [.init(line: 2, word: "质量", reason: "r")]))
        }
    }

    @Test func writesAnalysesAsDocumented() throws {
        let term = AnalyzedTerm(kind: .word, term: "质量", position: 0, scalars: 0..<2, bytes: 0..<6)
        try expect("analyze") { $0.write("质量", [term]) }
    }

    @Test func writesSuggestionsAsDocumented() throws {
        try expect("suggest") { $0.write("产品", [Suggestion(text: "产品质量条例", kind: .title, count: 1)]) }
    }

    @Test func writesChecksOfAnalysesAsDocumented() throws {
        try expect("analyze --check") {
            $0.write(AnalysisCheck(passages: 1, terms: 2, substrings: 3, faults: ["x"]))
        }
    }

    @Test func writesStatisticsAsDocumented() throws {
        let statistics = LibraryStatistics(
            path: "index", snapshot: 7, sources: 1, passages: 1, bytes: 2, sourceBytes: 3,
            segments: [
                .init(
                    name: "s", passages: 1, livePassages: 1, analysis: "a",
                    formats: ["terms", "postings", "positions", "norms", "stored", "columns", "sources"].map {
                        .init(part: $0, version: 1, newest: 2)
                    })
            ],
            parts: [.init(name: "postings", bytes: 1)], fields: [.init(name: "body.words", terms: 1, totalLength: 1)],
            segmenter: "ICU")
        try expect("stats") { $0.write(statistics) }
    }

    @Test func writesVerificationsAsDocumented() throws {
        let report = VerificationReport(
            findings: [.init(file: "f", byteOffset: 1, reason: "r")], warnings: [], files: 1, bytes: 1, snapshot: 1)
        try expect("verify") { $0.write(report) }
    }

    @Test func writesUpkeepAsDocumented() throws {
        var report = RepairReport()
        report.findings = [.init(file: "f", byteOffset: 1, reason: "r")]
        report.missing = [.init(id: "a", path: "p", title: "t", segment: "s")]
        report.doubtful = [.init(id: "b", path: "p", title: "t", segment: "s")]
        report.returned = [.init(id: "c", path: "p", title: "t", segment: "s")]
        report.untold = [.init(segment: "s", count: 1)]
        report.setAside = ["f.damaged-3"]
        try expect("verify --repair") { $0.write(report) }
        try expect("backup, restore") { $0.write(BackupReport()) }
        try expect("upgrade") { $0.write(UpgradeReport()) }
    }

    @Test func writesErrorsAsDocumented() throws {
        var error = LibraryError(.corruptIndex, "m", advice: "a", path: "p", byteOffset: 1)
        error.fault = LibraryError.QueryFault(query: "质量)", position: 2, expected: ["("])
        try expect("Errors") { $0.write(CommandFailure(error)) }
    }

    @Test func joinsValuesOfAKeyThatStandsTwice() throws {
        let object = try written { json in json.object { $0.member("law", Self.law) } }
        let law = try #require(object["law"] as? [String: Any])
        #expect(law["metadata"] as? [String: String] == ["issued": "2023-06-01; 2024-01-01"])
    }

    @Test func documentsEveryCodeOfTheLibrary() throws {
        let text = try String(contentsOf: DocumentedShapes.url, encoding: .utf8)
        for code in LibraryError.Code.allCases {
            let line = text.split(separator: "\n").first { $0.hasPrefix("| `\(code.rawValue)` |") }
            let status = try #require(line, "\(code.rawValue) is missing").split(separator: "|").last
            #expect(status?.trimmingCharacters(in: .whitespaces) == "\(ExitStatus(code).rawValue)")
        }
    }
}
