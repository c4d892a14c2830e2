internal import Fagui

extension Operation {
    /// Ranked search; the answer has the shape that `fagui search --json` prints.
    static let search = Operation(
        name: "search", summary: "Search for passages, best first.",
        parameters: [
            Parameter(
                "query", .text, isRequired: true, alias: "q", "The query, as docs/query-language.md describes it."),
            Parameter("n", .count(\.hits), "Hits wanted; 10 where nothing is said."),
            Parameter("offset", .count(\.offset), "Hits to pass over first."),
            Parameter("after", .text, "Go on behind a page: its `next`."),
            Parameter("sort", .choice(SearchSort.allCases.map(\.rawValue)), "What comes first."),
            Parameter(
                "facets", .choices(FacetColumn.allCases.map(\.rawValue)), "Count all matches by these columns."),
            Parameter("facet_limit", .count(\.hits), "Values wanted of each facet; 10 where nothing is said."),
            Parameter("collapse", .flag, "Show passages with the same text once; true where nothing is said."),
            Parameter("collapse_laws", .flag, "Show of each law only its best passage."),
            Parameter("snippets", .flag, "Cut a snippet from each passage; true where nothing is said."),
            Parameter("snippet_length", .number(0...2000), "Length of a snippet, in characters."),
            Parameter("exact_total", .flag, "Count all that matches; true where nothing is said."),
            Parameter("explain", .flag, "Say how each score came about."),
            Parameter("references", .flag, "Say at each hit what it cites; true where nothing is said."),
            Parameter(
                "citations", .flag, "Give the articles where the query is a citation; true where nothing is said."),
            Parameter("timeout_ms", .number(1...3_600_000), "Return what was found after so many milliseconds."),
            .strict, .minMatch, .expand, .asOf, .allVersions,
        ],
        keepsTime: true
    ) { values, library, limits in
        let options = try searchOptions(values, limits)
        let results = try await library.search(values.required("query"), options: options)
        var answer = Answer(isEmpty: options.limit == 0 ? results.total.value == 0 : results.hits.isEmpty) {
            $0.write(results)
        }
        answer.isPartial = results.isPartial
        return answer
    }

    /// What the parameters of a search ask for.
    static func searchOptions(_ values: ParameterValues, _ limits: ServerLimits) throws -> SearchOptions {
        var options = SearchOptions(
            limit: values.number("n") ?? min(10, limits.hits), offset: values.number("offset") ?? 0,
            exactTotal: values.flag("exact_total") ?? true, collapsesDuplicates: values.flag("collapse") ?? true,
            explains: values.flag("explain") ?? false, makesSnippets: values.flag("snippets") ?? true,
            snippetLength: values.number("snippet_length") ?? 120)
        options.after = values.text("after")
        options.sort = values.text("sort").flatMap(SearchSort.init) ?? .score
        options.facets = (values.words("facets") ?? []).compactMap(FacetColumn.init)
        options.facetLimit = values.number("facet_limit") ?? 10
        options.collapsesLaws = values.flag("collapse_laws") ?? false
        options.findsReferences = values.flag("references") ?? true
        options.readsCitations = values.flag("citations") ?? true
        options.timeout = min(
            limits.queryTime, values.number("timeout_ms").map { .milliseconds($0) } ?? limits.queryTime)
        try readQueryOptions(values, &options)
        return options
    }

    /// What the parameters say of how a query is read, and of what is asked.
    static func readQueryOptions(_ values: ParameterValues, _ options: inout SearchOptions) throws {
        options.isStrict = values.flag("strict") ?? false
        options.minimumMatch = values.number("min_match") ?? 0
        options.expansion = values.text("expand").flatMap(QueryExpanding.init) ?? .all
        options.validity = try values.validity()
    }

    /// How many passages match.
    static let count = Operation(
        name: "count", summary: "Count the passages that match a query.",
        parameters: [
            Parameter("query", .text, isRequired: true, alias: "q", "The query."), .strict, .minMatch, .expand, .asOf,
            .allVersions,
        ]
    ) { values, library, _ in
        var options = SearchOptions()
        try readQueryOptions(values, &options)
        let query = try values.required("query")
        let count = try await library.count(query, options: options)
        return Answer(isEmpty: count == 0) { json in
            json.object { json in
                json.member("query", query)
                json.member("count", count)
            }
        }
    }

    /// Completions of what is typed.
    static let suggest = Operation(
        name: "suggest", summary: "Complete what is typed: characters, pinyin or initials.",
        parameters: [
            Parameter("typed", .text, isRequired: true, alias: "q", "What was typed so far."),
            Parameter("n", .count(\.hits), "Suggestions wanted; 10 where nothing is said."),
        ]
    ) { values, library, limits in
        let typed = try values.required("typed")
        let found = try await library.suggest(typed, limit: values.number("n") ?? min(10, limits.hits))
        return Answer(isEmpty: found.isEmpty) { $0.write(typed, found) }
    }

    /// The terms of a text.
    static let analyze = Operation(
        name: "analyze", summary: "Show the terms that a text is cut into.",
        parameters: [Parameter("text", .text, isRequired: true, "The text.")]
    ) { values, library, _ in
        let text = try values.required("text")
        let terms = try await library.analyze(text)
        return Answer { $0.write(text, terms) }
    }

    /// What the index holds.
    static let stats = Operation(
        name: "stats", summary: "Show what the index holds and what its parts take.", parameters: []
    ) { _, library, _ in
        var statistics = try await library.statistics()
        // Where the index is on the machine is nobody's business.
        statistics.path = ""
        return Answer { [statistics] json in json.write(statistics) }
    }

    /// Whether the server answers.
    static let ping = Operation(name: "ping", summary: "Answer, and name the commit that is searched.", parameters: [])
    {
        _, library, _ in
        Answer { json in
            json.object { json in
                json.member("ok", true)
                json.member("snapshot", library.generation)
            }
        }
    }
}
