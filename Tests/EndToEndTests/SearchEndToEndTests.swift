import Foundation
import Testing

@Suite struct SearchEndToEndTests {
    private let folder: SampleFolder
    private var command: Command { folder.command }

    init() throws { folder = try SampleFolder.indexed() }

    /// The ids of the hits of a query.
    private func ids(_ arguments: String...) throws -> [String] {
        let run = try command.run(["search", "--json"] + arguments)
        let hits = try #require(try run.json()["hits"] as? [[String: Any]])
        #expect(run.exitCode == (hits.isEmpty ? 1 : 0))
        return hits.compactMap { $0["id"] as? String }
    }

    /// The names that are written, and those of the example that may be missing.
    private func expectShape(_ heading: String, _ run: Command.Outcome, optional: Set<String> = []) throws {
        let documented = try DocumentedShapes.keys(heading)
        let written = KeyPaths.of(try run.json())
        #expect(written.isSubset(of: documented), "not documented: \(written.subtracting(documented))")
        let missing = documented.subtracting(written).subtracting(optional)
        #expect(missing.isEmpty, "not written: \(missing)")
    }

    @Test func showsHitsForPeople() throws {
        let run = try command.run("search", "缺陷", "召回")
        #expect(run.exitCode == 0)
        #expect(run.errors.isEmpty)
        let lines = run.lines
        #expect(lines.first?.contains("passage") == true)
        #expect(lines.first?.hasSuffix("ms)") == true)
        #expect(lines.contains { $0.hasPrefix("  1 ") && $0.contains("第三条") })
        #expect(lines.contains { $0.contains("第二章 召回") })
        #expect(lines.contains { $0.contains("also at: ") && $0.contains("条例.txt#第三条") })
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test func asksTheLawsWordsBesideWhatIsTyped() throws {
        try folder.write("texts/婚姻.txt", "第一条 配偶有相互扶养的义务。")
        _ = try command.run("index", "texts")
        let run = try command.run("search", "老公", "--explain")
        #expect(run.lines.dropFirst().first?.hasPrefix("老公: also 配偶") == true)
        #expect(run.output.contains("for 老公"))
        #expect(try ids("老公") == ["texts/婚姻.txt#第一条"])
        #expect(try ids("老公", "--expand", "none").isEmpty)
        #expect(try ids("老公", "--expand", "synonyms").isEmpty)
        #expect(try command.run("count", "老公").output == "1\n")
        #expect(try command.run("count", "老公", "--expand", "none").output == "0\n")
    }

    @Test func takesVocabularyFiles() throws {
        try folder.write("th.txt", "# 自己的\n毛病\t缺陷\n")
        try folder.write("syn.txt", "企业 = 厂家\n")
        #expect(try ids("毛病").isEmpty)
        #expect(try !ids("毛病", "--thesaurus", "th.txt").isEmpty)
        #expect(try !ids("+厂家", "--synonyms", "syn.txt").isEmpty)
        try folder.write("th.txt", "毛病 缺陷\n")
        let run = try command.run("search", "毛病", "--thesaurus", "th.txt")
        #expect(run.exitCode == 2)
        #expect(
            run.errors
                == "fagui: Line 1 of th.txt has no tab. A line is a word, a tab, and the law's words with spaces "
                + "between.\n")
    }

    @Test func marksMatchesInColorWhereAsked() throws {
        let run = try command.run("search", "召回", "--color", "always")
        #expect(run.output.contains("\u{1B}[1;31m召回\u{1B}[0m"))
    }

    @Test func saysWhereNothingMatches() throws {
        let run = try command.run("search", "\"量子纠缠\"")
        #expect(run.exitCode == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("No passage matches"))
        let json = try command.run("search", "\"量子纠缠\"", "--json")
        #expect(json.exitCode == 1)
        #expect((try json.json()["hits"] as? [Any])?.isEmpty == true)
        #expect(json.errors.isEmpty)
    }

    @Test func excludesWithADashBeforeHanText() throws {
        let with = try ids("质量", "-n", "50")
        let without = try ids("质量", "-食品", "-n", "50")
        #expect(with.contains { $0.hasPrefix("texts/通知.md#") })
        #expect(!without.contains { $0.hasPrefix("texts/通知.md#") })
        #expect(!without.isEmpty)
        #expect(try ids("-n", "50", "--", "质量", "-食品") == without)
    }

    @Test func pagesThroughHits() throws {
        let all = try ids("质量", "-n", "50")
        try #require(all.count >= 3)
        #expect(try ids("质量", "-n", "2") == Array(all.prefix(2)))
        #expect(try ids("质量", "-n", "2", "--offset", "1") == Array(all[1...2]))
        #expect(try ids("质量", "--offset", "1000").isEmpty)
    }

    @Test func takesNumbersOfAnySize() throws {
        let most = "\(Int.max)"
        let all = try ids("质量", "-n", "50")
        #expect(try ids("质量", "-n", most, "--facet-limit", most, "--facets", "year") == all)
        #expect(try ids("质量", "-n", "50", "--snippet-length", most) == all)
        #expect(try ids("质量", "-n", "50", "--min-match", most).count <= all.count)
        let first = try command.run("search", "质量", "-n", "1", "--json").json()
        let next = try #require(first["next"] as? String)
        for arguments in [["--offset", most], ["--offset", most, "-n", most], ["--offset", most, "--after", next]] {
            let run = try command.run(["search", "质量"] + arguments)
            #expect(run.exitCode == 1 && run.output.isEmpty && run.errors.hasPrefix("fagui: "), "\(arguments): \(run)")
        }
    }

    @Test func namesWhatIsNoId() throws {
        for arguments in [["show", ""], ["show", "a", " "], ["like", ""], ["why-not", "质量", ""]] {
            let run = try command.run(arguments)
            #expect(run.exitCode == 2 && run.errors.contains("is empty."), "\(arguments): \(run)")
            #expect(run.errors.contains("Hits of 'fagui search' have the ids."), "\(arguments): \(run)")
        }
        for arguments in [["like", "no#1"], ["why-not", "质量", "no#1"]] {
            let run = try command.run(arguments)
            #expect(run.exitCode == 1 && run.errors.contains("no#1"), "\(arguments): \(run)")
        }
        #expect(try command.run("why-not", "", "no#1").exitCode == 1)
        #expect(try command.run("count", "").output == "0\n")
    }

    @Test func saysThatAllMatchesWerePassedOver() throws {
        let total = try #require(Int(try command.run("count", "质量").output.dropLast()))
        let run = try command.run("search", "质量", "--offset", "1000")
        #expect(run.exitCode == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors == "fagui: \(total) passages; none from 1,001 on.\n")
        let batch = try command.run("search", "--queries", "-", "--offset", "1000", input: "q\t质量\n")
        #expect(batch.lines == ["q  质量", "\(total) passages; none from 1,001 on."])
        #expect(batch.errors == "fagui: No query matches 1,001 passages or more.\n")
    }

    @Test func showsTheTotalAloneWhereNoHitsAreWanted() throws {
        for offset in ["0", "1000"] {
            let run = try command.run("search", "质量", "-n", "0", "--offset", offset)
            #expect(run.exitCode == 0)
            #expect(run.lines.count == 1 && run.lines.first?.contains(" passages (") == true, "\(run.output)")
            #expect(try command.run("search", "质量", "-n", "0", "--offset", offset, "--json").exitCode == 0)
        }
        let none = try command.run("search", "\"量子纠缠\"", "-n", "0")
        #expect(none.exitCode == 1 && none.errors.contains("No passage matches"))
        #expect(try command.run("search", "\"量子纠缠\"", "-n", "0", "--json").exitCode == 1)
    }

    @Test func leavesOutTheLocatorOfARow() throws {
        let found = try command.run("search", "起重机械")
        #expect(found.lines.contains { $0.hasPrefix("  1 问答一  ") && !$0.contains("问答一   ") })
        #expect(try command.run("show", "row-1").lines.contains("row-1"))
    }

    @Test func showsEqualTextsOnceUnlessToldNotTo() throws {
        let collapsed = try ids("掺杂", "-n", "50")
        let all = try ids("掺杂", "-n", "50", "--no-collapse")
        #expect(all.count > collapsed.count)
    }

    @Test func showsNearCopiesUnderTheOriginalUnlessToldNotTo() throws {
        let folder = try SampleFolder()
        let text = "各级质量监督部门应当在三十日内对辖区生产企业逐一检查，建立档案，发现缺陷产品的，责令企业召回并向社会公布原因。"
        try folder.write("texts/a.txt", "转发关于开展检查的通知\n" + text.replacingOccurrences(of: "，", with: "、"))
        try folder.write("texts/b.txt", "关于开展检查的通知\n" + text)
        _ = try folder.command.run("index", "texts")
        let hits = try #require(try folder.command.run("search", "三十日", "--json").json()["hits"] as? [[String: Any]])
        #expect(hits.count == 1 && (hits[0]["id"] as? String)?.hasPrefix("texts/b.txt#") == true, "\(hits)")
        let copies = try #require(hits[0]["near_duplicates"] as? [[String: Any]])
        #expect(
            (copies[0]["id"] as? String)?.hasPrefix("texts/a.txt#") == true && copies[0]["similarity"] as? Double == 1)
        let shown = try folder.command.run("search", "三十日").lines
        #expect(shown.contains { $0.contains("near copies at: texts/a.txt#") && $0.hasSuffix(" (100%)") }, "\(shown)")
        #expect(try folder.command.run("search", "三十日", "--no-collapse", "--jsonl").lines.count == 2)
        #expect(try folder.command.run("search", "三十日", "--format", "trec").lines.count == 2)
    }

    @Test func highlightsScalarsOfTheSnippet() throws {
        let hits = try #require(try command.run("search", "\"缺陷\"", "--json").json()["hits"] as? [[String: Any]])
        let snippet = try #require(hits.first?["snippet"] as? [String: Any])
        let scalars = Array(try #require(snippet["text"] as? String).unicodeScalars)
        let ranges = try #require(snippet["highlights"] as? [[Int]])
        #expect(!ranges.isEmpty)
        for range in ranges {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range[0]..<range[1]])
            #expect(String(view) == "缺陷")
        }
    }

    /// What a plain search leaves out.
    private static let optionalOfSearch: Set<String> = [
        "notes", "did_you_mean", "next", "partial", "facets", "facets[].column", "facets[].values",
        "facets[].values[].value", "facets[].values[].count", "facets[].value_count", "facets[].missing",
        "hits[].others_in_law", "hits[].law.status", "hits[].law.origins",
        "hits[].law.wording_note", "citations", "hidden",
        "hidden[].status",
        "hidden[].count", "hits[].cites", "hits[].cites[].from", "hits[].cites[].text", "hits[].cites[].title",
        "hits[].cites[].place", "hits[].cites[].ids", "hits[].cites[].status", "hits[].cites[].state",
        "hits[].near_duplicates", "hits[].near_duplicates[].id", "hits[].near_duplicates[].similarity",
        "hits[].snippet.cut_before", "hits[].snippet.cut_after",
    ]

    private static let optionalOfShow: Set<String> = [
        "not_found", "passages[].status", "passages[].law.status", "passages[].law.origins",
        "passages[].law.wording_note", "notes", "failures",
        "failures[].citation", "failures[].reason", "failures[].message", "failures[].candidates",
        "failures[].candidates[].id", "failures[].candidates[].title", "failures[].candidates[].status",
    ]

    @Test func hasTheDocumentedShapes() throws {
        let hitOptional: Set<String> = ["law.metadata"]
        try expectShape(
            "search", command.run("search", "质量 老公", "--json", "--explain", "-n", "50"),
            optional: Self.optionalOfSearch)
        try expectShape("count", command.run("count", "质量", "--json"))
        try expectShape("show", command.run("show", "texts/通知.md", "--json"), optional: Self.optionalOfShow)
        try expectShape("analyze", command.run("analyze", "质量", "--json"))
        try expectShape("stats", command.run("stats", "--json"))
        try expectShape(
            "verify", command.run("verify", "--json"),
            optional: ["findings[].file", "findings[].byte_offset", "findings[].reason"])
        try folder.write("texts/bad.jsonl", "{\"id\":\n")
        try expectShape("index", command.run("index", "texts", "--json"))
        try expectShape("remove", command.run("remove", "texts/条例.txt", "--json"))
        var line = try command.run("search", "--queries", "-", "--jsonl", "--explain", "-n", "1", input: "q1\t食品\n")
        #expect(line.lines.count == 1)
        line.output = line.lines.first ?? ""
        try expectShape(
            "search --jsonl", line,
            optional: hitOptional.union([
                "law.metadata.issued", "others_in_law", "law.status", "law.origins",
                "law.wording_note", "near_duplicates", "near_duplicates[].id", "near_duplicates[].similarity",
                "snippet.cut_before", "snippet.cut_after",
            ]))
        try expectShape(
            "search --queries", command.run("search", "--queries", "-", "--json", input: "q1\t\"量子纠缠\"\n"))
    }

    @Test func writesRunFiles() throws {
        let run = try command.run("search", "质量", "--format", "trec", "-n", "1000")
        #expect(run.exitCode == 0)
        let rows = run.lines.map { $0.split(separator: " ") }
        #expect(rows.allSatisfy { $0.count == 6 && $0[0] == "1" && $0[1] == "Q0" && $0[5] == "fagui" })
        #expect(rows.map { Int($0[3]) } == (1...rows.count).map { $0 })
        let scores = rows.compactMap { Double($0[4]) }
        #expect(scores.count == rows.count && scores == scores.sorted(by: >))
        let ids = rows.map { String($0[2]) }
        #expect(ids.contains("texts/条例.txt#第二条") && ids.contains("texts/汇编/条例.txt#第二条"))
    }

    @Test func writesRunFilesWithoutSpacesInTheIdsOfRows() throws {
        try folder.write("more/rows.jsonl", #"{"id":"a b\u3000c","title":"t","text":"量子纠缠。"}"# + "\n")
        #expect(try command.run("index", "more").exitCode == 0)
        let run = try command.run("search", "\"量子纠缠\"", "--format", "trec")
        #expect(run.output.hasPrefix("1 Q0 a%20b%E3%80%80c 1 "))
    }

    @Test func answersABatchFromStandardInput() throws {
        let input = "甲\t召回\n乙\t\"量子纠缠\"\n\n丙\t起重机械\n"
        let run = try command.run("search", "--queries", "-", "--format", "trec", input: input)
        #expect(run.exitCode == 0)
        #expect(Set(run.lines.map { String($0.prefix(1)) }) == ["甲", "丙"])
        let jsonl = try command.run("search", "--queries", "-", "--jsonl", "-n", "1", input: input)
        let identifiers = try jsonl.lines.map {
            (try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])?["qid"] as? String
        }
        #expect(identifiers == ["甲", "丙"])
        let none = try command.run("search", "--queries", "-", "--format", "trec", input: "乙\t\"量子纠缠\"\n")
        #expect(none.exitCode == 1 && none.output.isEmpty && none.errors == "fagui: No passage matches.\n")
        let noText = try command.run("search", "--queries", "-", input: "乙\t\"量子纠缠\"\n")
        #expect(noText.exitCode == 1 && noText.errors == "fagui: No passage matches.\n")
        try folder.write("q.tsv", input)
        let text = try command.run("search", "--queries", "q.tsv")
        #expect(text.lines.contains("甲  召回") && text.lines.contains("no hits"))
    }

    @Test func countsExactly() throws {
        #expect(try command.run("count", "\"质量安全\"").output == "1\n")
        let none = try command.run("count", "\"量子纠缠\"")
        #expect(none.output == "0\n" && none.exitCode == 1)
        #expect(try command.run("count", "\"掺杂\"").output == "2\n")
    }

    @Test func showsPassagesAndWholeTexts() throws {
        let passage = try command.run("show", "texts/条例.txt#第二条")
        #expect(passage.exitCode == 0)
        #expect(passage.output.contains("示例产品质量条例"))
        #expect(passage.output.contains("第一章 总则"))
        #expect(passage.output.contains("不得掺杂、掺假。"))
        #expect(!passage.output.contains("召回"))
        #expect(try command.run("show", "texts/条例.txt").output.contains("实施召回。"))
        #expect(try command.run("show", "row-1").output.contains("起重机械应当定期检验。"))
    }

    @Test func saysWhichIdNothingHas() throws {
        let run = try command.run("show", "texts/none.md")
        #expect(run.exitCode == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("texts/none.md"))
        let json = try command.run("show", "texts/none.md", "--json")
        #expect(json.exitCode == 1)
        #expect((try json.json()["error"] as? [String: Any])?["code"] as? String == "not_found")
        let partly = try command.run("show", "row-1", "texts/none.md", "--json")
        #expect(partly.exitCode == 1)
        #expect(try partly.json()["not_found"] as? [String] == ["texts/none.md"])
    }

    @Test func analyzesWithAndWithoutAnIndex() throws {
        let with = try command.run("analyze", "质量，安全")
        #expect(with.exitCode == 0)
        #expect(with.lines.contains { $0.hasPrefix("word") && $0.contains("质量") })
        #expect(with.lines.contains { $0.hasPrefix("gram") && $0.contains("量␣") })
        #expect(with.output == (try command.run("analyze", "质量，安全", environment: ["FAGUI_INDEX": "none"]).output))
    }

    @Test func showsSizes() throws {
        let run = try command.run("stats")
        #expect(run.exitCode == 0)
        #expect(run.output.contains("5 texts"))
        for name in ["postings", "body.words", "body.grams"] { #expect(run.output.contains(name)) }
    }

    @Test func endsQuietlyWhenItsReaderIsGone() throws {
        let run = try command.shell("for i in 1 2 3; do $FAGUI search 质量 --no-collapse -n 100 | true; done")
        #expect(run.errors.isEmpty)
    }

    @Test(arguments: [
        "\"", "(((((", "\")\"(", "AND OR NOT", "-", "+", "title:", "\u{0}\u{1}\u{7F}", "\u{FFFF}\u{10FFFF}", "👨‍👩‍👧‍👦",
        "title:title:title:\"", "？（）：＋－", "-\"质量", "+(质量 -(安全 OR", "٣٢", "e\u{301}\u{301}\u{301}", " \t\n ",
        "*", "{", "}~3", "{}~2", "NEAR/3", "\"\"~3", "质*", "^2", "issued:[", "issuer:*", "x NEAR/2 (y SENTENCE z)",
        "(*)*",
        "filter:", "filter:*", "{质量 安全}~9", "\"，\"~2", "，*，", "质量 BEFORE/9999 安全", "year:>=0001", "-*", "-(* -质量)",
    ])
    func survivesAnyQuery(query: String) throws {
        // An argument cannot hold a null.
        let text = query.replacingOccurrences(of: "\u{0}", with: "")
        let run = try command.run("search", "--json", "--", text)
        #expect([0, 1].contains(run.exitCode), "\(run.errors)")
        #expect(try run.json()["query"] as? String == text)
    }

    @Test func strictReadingShowsTheFault() throws {
        for verb in ["search", "count"] {
            let run = try command.run(verb, "--strict", "质量 安全) 检查")
            #expect(run.exitCode == 2 && run.output.isEmpty)
            #expect(
                run.errors
                    == "fagui: This closes nothing, at character 6 of the query.\n  质量 安全) 检查\n           ^\n")
            #expect(try command.run(verb, "质量 安全) 检查").exitCode == 0)
        }
        let json = try command.run("search", "--strict", "--json", "产品 titel:质量")
        #expect(json.exitCode == 2 && json.errors.isEmpty)
        let error = try #require(try json.json()["error"] as? [String: Any])
        #expect(error["code"] as? String == "invalid_query" && error["position"] as? Int == 3)
        #expect((error["expected"] as? [String])?.contains("title:") == true)
        #expect(try command.run("search", "--strict", "\"质量\"").exitCode == 0)
    }

    @Test func loosePiecesCanBeRequired() throws {
        let any = try #require(Int(command.run("count", "质量 召回").output.dropLast()))
        let all = try #require(Int(command.run("count", "质量 召回", "--min-match", "2").output.dropLast()))
        #expect(all < any)
        #expect(try command.run("search", "质量", "--min-match", "-1").exitCode == 2)
    }

    @Test func survivesALongQuery() throws {
        let query = String(repeating: "质量安全，", count: 20_000)
        try folder.write("long.tsv", "q\t\(query)\n")
        #expect(try command.run("search", "--queries", "long.tsv", "--format", "trec").exitCode == 0)
    }
}
