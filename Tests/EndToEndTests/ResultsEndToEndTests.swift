import Foundation
import Testing

/// Order, pages, facets, time limits, what is like a passage, and why one is not found: with the real command.
@Suite struct ResultsEndToEndTests {
    private let folder: SampleFolder
    private var command: Command { folder.command }

    init() throws {
        folder = try SampleFolder()
        for (number, (title, date, issuer)) in [
            ("质量规定", "2019-03-01", "国务院"), ("安全办法", "2023-05-04", "国务院"), ("电梯条例", "2021-01-01", "某部"),
            ("产品办法", "", ""),
        ].enumerated() {
            let stated = date.isEmpty ? "" : "issued: \(date)\nissuer: \(issuer)\n"
            try folder.write(
                "laws/l\(number).md",
                """
                ---
                title: \(title)
                \(stated)---

                第一条 特种设备的检验由检验机构负责。

                第二条 检验机构应当如实出具检验报告，第\(number)号。

                """)
        }
        _ = try command.run("index", "laws")
    }

    private func page(_ arguments: String...) throws -> (hits: [[String: Any]], object: [String: Any]) {
        let object = try command.run(["search", "--json"] + arguments).json()
        return (try #require(object["hits"] as? [[String: Any]]), object)
    }

    private func titles(_ hits: [[String: Any]]) -> [String] {
        hits.compactMap { ($0["law"] as? [String: Any])?["title"] as? String }
    }

    @Test func ordersByDateAndTitle() throws {
        let all = ["检验报告", "--collapse-laws"]
        func order(_ sort: String) throws -> [String] {
            titles(
                try #require(
                    command.run(["search", "--json", "--sort", sort] + all).json()["hits"] as? [[String: Any]]))
        }
        #expect(try order("newest") == ["安全办法", "电梯条例", "质量规定", "产品办法"])
        #expect(try order("oldest") == ["质量规定", "电梯条例", "安全办法", "产品办法"])
        #expect(try order("title") == ["安全办法", "产品办法", "电梯条例", "质量规定"])
        let wrong = try command.run("search", "检验", "--sort", "date")
        #expect(wrong.exitCode == 2 && wrong.errors.contains("newest"))
    }

    @Test func goesOnBehindAPage() throws {
        let whole = try page("检验", "-n", "50").hits.compactMap { $0["id"] as? String }
        var joined: [String] = []
        var cursor: String?
        repeat {
            var arguments = ["search", "--json", "检验", "-n", "2"]
            if let cursor { arguments += ["--after", cursor] }
            let run = try command.run(arguments)
            #expect(run.exitCode == 0)
            let object = try run.json()
            joined += (object["hits"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
            cursor = object["next"] as? String
        } while cursor != nil && joined.count <= whole.count
        #expect(joined == whole && whole.count == 5)
    }

    @Test func showsTheCursorBelowThePage() throws {
        let run = try command.run("search", "检验", "-n", "2")
        let last = try #require(run.lines.last)
        #expect(last.hasPrefix("next page: --after "))
        let cursor = String(last.dropFirst("next page: --after ".count))
        let next = try command.run("search", "检验", "-n", "2", "--after", cursor)
        #expect(next.exitCode == 0 && next.lines.contains { $0.hasPrefix("  3 ") })
        #expect(try command.run("search", "检验", "-n", "50").lines.last?.hasPrefix("next page") == false)
    }

    @Test func aCursorOfAnotherQueryOrAnOlderIndexIsAnError() throws {
        let cursor = try #require(try page("检验", "-n", "2").object["next"] as? String)
        func code(_ run: Command.Outcome) throws -> String? {
            #expect(run.exitCode == 2)
            return (try run.json()["error"] as? [String: Any])?["code"] as? String
        }
        #expect(try code(command.run("search", "报告", "--json", "--after", cursor)) == "invalid_cursor")
        #expect(try code(command.run("search", "检验", "--json", "--after", "x")) == "invalid_cursor")
        #expect(
            try code(command.run("search", "检验", "--json", "--sort", "title", "--after", cursor)) == "invalid_cursor")
        try folder.write("laws/new.txt", "第一条 检验。")
        _ = try command.run("index", "laws")
        #expect(try code(command.run("search", "检验", "--json", "--after", cursor)) == "snapshot_released")
        let text = try command.run("search", "检验", "--after", cursor)
        #expect(text.errors.hasSuffix("Search again from the first page.\n"))
        let batch = try command.run("search", "--queries", "-", "--after", cursor, input: "q\t检验\n")
        #expect(batch.exitCode == 2)
    }

    @Test func countsByColumns() throws {
        let facets = try #require(
            try page("检验", "-n", "1", "--facets", "issuer,year", "--facet-limit", "1").object["facets"]
                as? [[String: Any]])
        #expect(facets.compactMap { $0["column"] as? String } == ["issuer", "year"])
        let values = try #require(facets[0]["values"] as? [[String: Any]])
        #expect(values.count == 1 && values[0]["value"] as? String == "国务院" && values[0]["count"] as? Int == 4)
        #expect(facets[0]["value_count"] as? Int == 2 && facets[0]["missing"] as? Int == 2)
        #expect(facets[1]["value_count"] as? Int == 3)
        let run = try command.run("search", "检验", "-n", "1", "--facets", "issuer", "--facet-limit", "1")
        #expect(run.lines.contains("国务院               4"))
        #expect(run.lines.contains("(not stated)         2"))
        #expect(run.lines.contains("and 1 more value"))
        for arguments in [["--facets", "colour"], ["--facets", "issuer", "--jsonl"], ["--facet-limit", "-1"]] {
            #expect(try command.run(["search", "检验"] + arguments).exitCode == 2)
        }
    }

    @Test func showsEachTextOnceWithTheNumberOfTheOthers() throws {
        let hits = try page("检验", "--collapse-laws", "--no-collapse").hits
        #expect(Set(titles(hits)).count == 4 && hits.count == 4)
        #expect(hits.allSatisfy { $0["others_in_law"] as? Int == 1 })
        let run = try command.run("search", "检验", "--collapse-laws")
        #expect(run.lines.contains { $0.hasSuffix("and 1 other passage of this text") })
    }

    @Test func explainsWithNumbersThatAddUp() throws {
        let run = try command.run("search", "检验 报告", "--explain", "-n", "1")
        let tree = run.lines.filter { $0.contains("─") || $0.hasSuffix("  score") }
        let root = try #require(tree.first?.trimmingCharacters(in: .whitespaces).split(separator: " ").first)
        func units(_ text: some StringProtocol) -> Int { Int(text.replacingOccurrences(of: ".", with: "")) ?? -1 }
        let parts = tree.filter { $0.hasPrefix("    ├─ ") || $0.hasPrefix("    └─ ") }
        #expect(parts.count >= 2)
        let sum = parts.reduce(0) { $0 + units($1.dropFirst(7).prefix { $0 != " " }) }
        #expect(sum == units(root), "\(run.output)")
        #expect(run.lines.contains { $0.hasPrefix("  1 ") && $0.hasSuffix("  \(root)") })
    }

    @Test func returnsWhatItHasWhenTheTimeIsUp() throws {
        let none = try command.run("search", "检验", "--timeout", "0ms", "--json")
        #expect(none.exitCode == 1)
        #expect(try none.json()["partial"] as? Bool == true)
        let text = try command.run("search", "检验", "--timeout", "0ms")
        #expect(text.exitCode == 1 && text.output.isEmpty)
        #expect(text.errors == "fagui: Nothing was found before the time was up.\n")
        let whole = try command.run("search", "检验", "--timeout", "10m", "--json")
        #expect(whole.exitCode == 0)
        #expect(try whole.json()["partial"] == nil)
        for wrong in ["5", "-1s", "x", "1h", ""] {
            let run = try command.run("search", "检验", "--timeout", wrong)
            #expect(run.exitCode == 2, "\(wrong)")
        }
    }

    @Test func findsWhatIsLikeAPassage() throws {
        let run = try command.run("like", "laws/l0.md#第二条", "--json")
        #expect(run.exitCode == 0)
        let object = try run.json()
        let hits = try #require((object["results"] as? [String: Any])?["hits"] as? [[String: Any]])
        #expect(!hits.isEmpty && !hits.contains { $0["id"] as? String == "laws/l0.md#第二条" })
        let documented = try DocumentedShapes.keys("like")
        let written = KeyPaths.of(object).filter { !$0.hasPrefix("results.hits") && $0 != "results.next" }
        #expect(Set(written).isSubset(of: documented))
        let others = try command.run("like", "laws/l0.md#第二条", "--other-laws", "--json").json()
        let ids = ((others["results"] as? [String: Any])?["hits"] as? [[String: Any]] ?? []).compactMap {
            $0["id"] as? String
        }
        #expect(!ids.isEmpty && !ids.contains { $0.hasPrefix("laws/l0.md") })
        let text = try command.run("like", "laws/l0.md#第二条")
        #expect(text.lines.first == "like 质量规定  第二条" && text.lines[1].hasPrefix("by "))
        let unknown = try command.run("like", "laws/none.md#第二条", "--json")
        #expect(unknown.exitCode == 1)
        #expect((try unknown.json()["error"] as? [String: Any])?["code"] as? String == "not_found")
        #expect(try command.run("like", "laws/l0.md").exitCode == 2)
    }

    @Test func tellsWhyAPassageMatchesOrNot() throws {
        let not = try command.run("why-not", "检验", "-报告", "laws/l0.md#第二条")
        #expect(not.exitCode == 1)
        #expect(not.lines.first == "质量规定  第二条")
        #expect(not.lines[1].hasPrefix("does not match: it has what is excluded, \"报告\""))
        let yes = try command.run("why-not", "检验 报告", "laws/l1.md#第二条", "--json")
        #expect(yes.exitCode == 0)
        let object = try yes.json()
        #expect(object["matches"] as? Bool == true && (object["rank"] as? Int ?? 0) >= 1)
        #expect(KeyPaths.of(object).isSubset(of: try DocumentedShapes.keys("why-not")))
        let text = try command.run("why-not", "检验 报告", "laws/l1.md#第二条")
        #expect(text.lines[1].hasPrefix("matches: rank "))
        #expect(text.lines.contains { $0.hasPrefix("检验") && $0.contains("body 2×") })
        #expect(try command.run("why-not", "检验", "laws/none.md#第二条").exitCode == 1)
        #expect(try command.run("why-not", "检验").exitCode == 2)
    }
}
