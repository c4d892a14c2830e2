internal import Fagui

/// The shapes of answers: docs/json.md as schemas.
enum AnswerSchemas {
    /// The shape of an operation's answer.
    static func schema(of operation: Operation) -> Schema { .named(names[operation.name] ?? "Answer") }

    /// Shapes by their names, in the order in which the document has them.
    static let all: [(name: String, schema: Schema)] = [
        ("Law", law), ("Passage", passage), ("Reference", reference), ("Candidate", candidate), ("Failure", failure),
        ("Explanation", explanation), ("Hit", hit), ("SearchResults", searchResults),
        ("Count", .object([.always("query", .text), .always("count", .integer)])),
        ("Shown", shown), ("LawListing", lawListing), ("Wording", wording), ("LawDetails", lawDetails),
        ("Counts", .map(.integer)), ("History", history), ("Comparison", comparison), ("References", references),
        ("Citations", citations), ("CitationReports", citationReports), ("Suggestions", suggestions),
        ("Terms", terms), ("Statistics", statistics), ("TextWritten", textWritten), ("Problem", problem),
    ]

    private static let names = [
        "search": "SearchResults", "count": "Count", "show": "Shown", "laws": "LawListing", "law": "LawDetails",
        "article": "Shown", "history": "History", "cite_resolve": "Citations", "cite_check": "CitationReports",
        "diff": "Comparison", "refs": "References", "suggest": "Suggestions", "analyze": "Terms", "stats": "Statistics",
    ]

    private static let status = Schema.words(LegalStatus.allCases.map(\.rawValue))
    private static let texts = Schema.list(.text)

    private static let law = Schema.object([
        .always("id", .text), .always("title", .text), .always("path", .text), .maybe("status", status),
        .maybe("wording_note", .text), .maybe("metadata", .map(.text)), .maybe("origins", .map(.text)),
    ])

    private static let passage = Schema.object([
        .always("id", .text), .always("law", .named("Law")), .always("locator", .text), .always("headings", texts),
        .always("text", .text), .maybe("status", status),
    ])

    private static let reference = Schema.object([
        .always("from", .text), .always("text", .text), .always("title", .text), .always("place", .text),
        .always("ids", texts), .maybe("status", status), .always("state", .text),
    ])

    private static let candidate = Schema.object([
        .always("id", .text), .always("title", .text), .maybe("status", status),
    ])

    private static let failure = Schema.object([
        .always("citation", .text), .maybe("reason", .text), .maybe("message", .text),
        .maybe("candidates", .list(.named("Candidate"))),
    ])

    private static let explanation = Schema.object([
        .always("value", .number), .always("label", .text), .maybe("operation", .text),
        .always("parts", .list(.named("Explanation"))),
    ])

    private static let hit = Schema.object([
        .always("rank", .integer), .always("score", .number), .always("id", .text), .always("law", .named("Law")),
        .always("locator", .text), .always("headings", texts),
        .always(
            "snippet",
            .object([
                .always("text", .text), .always("highlights", .list(.range)), .maybe("cut_before", .flag),
                .maybe("cut_after", .flag),
            ])),
        .always("duplicates", texts),
        .maybe("near_duplicates", .list(.object([.always("id", .text), .always("similarity", .number)]))),
        .maybe("cites", .list(.named("Reference"))), .maybe("others_in_law", .integer),
        .maybe("explanation", .named("Explanation")),
    ])

    private static let searchResults = Schema.object([
        .always("query", .text),
        .always("total", .object([.always("value", .integer), .always("relation", .words(["eq", "gte"]))])),
        .always("hits", .list(.named("Hit"))), .always("snapshot", .integer), .always("took_us", .integer),
        .maybe("notes", texts),
        .maybe(
            "expansions",
            .list(
                .object([
                    .always("typed", .text), .always("targets", texts), .always("source", .text),
                    .always("weight", .number),
                ]))),
        .maybe("did_you_mean", texts),
        .maybe(
            "facets",
            .list(
                .object([
                    .always("column", .text),
                    .always("values", .list(.object([.always("value", .text), .always("count", .integer)]))),
                    .always("value_count", .integer), .always("missing", .integer),
                ]))),
        .maybe("citations", texts),
        .maybe("hidden", .list(.object([.always("status", status), .always("count", .integer)]))),
        .maybe("partial", .flag), .maybe("next", .text),
    ])

    private static let shown = Schema.object([
        .always("passages", .list(.named("Passage"))), .maybe("not_found", texts),
        .maybe("failures", .list(.named("Failure"))), .maybe("notes", texts),
    ])

    private static let lawListing = Schema.object([
        .always("total", .integer),
        .always("laws", .list(.object([.always("law", .named("Law")), .always("texts", .integer)]))),
        .always("snapshot", .integer),
    ])

    private static let wordingMembers: [Schema.Member] = [
        .always("law", .named("Law")), .always("ids", texts), .maybe("date", .text), .maybe("effective", .text),
        .maybe("repealed", .text), .always("status", status), .always("articles", .integer),
    ]

    private static let wording = Schema.object(wordingMembers)

    private static let lawDetails = Schema.object([
        .always("wording", .named("Wording")), .always("wordings", .list(.named("Wording"))),
        .always(
            "articles",
            .list(
                .object([
                    .always("id", .text), .always("locator", .text), .always("headings", texts), .maybe("text", .text),
                ]))),
        .always("snapshot", .integer),
    ])

    private static let history = Schema.object([
        .always("title", .text),
        .always("wordings", .list(.object(wordingMembers + [.maybe("changes", .named("Counts"))]))),
        .maybe("missing", texts), .maybe("notes", texts),
    ])

    private static let side = Schema.object([
        .always("id", .text), .always("locator", .text), .always("headings", texts),
    ])

    private static let comparison = Schema.object([
        .always("old", .named("Wording")), .always("new", .named("Wording")), .always("counts", .named("Counts")),
        .always(
            "articles",
            .list(
                .object([
                    .always("kind", .text), .maybe("old", side), .maybe("new", side),
                    .always("pieces", .list(.object([.always("kind", .text), .always("text", .text)]))),
                ]))),
        .maybe("notes", texts),
    ])

    private static let references = Schema.object([
        .always("passages", .list(.named("Passage"))), .always("cites", .list(.named("Reference"))),
        .always(
            "cited_by",
            .list(
                .object([
                    .always("id", .text), .always("law", .named("Law")), .always("locator", .text),
                    .always("text", .text),
                ]))),
        .always("cited_by_count", .integer), .always("hidden", .integer),
        .maybe("failures", .list(.named("Failure"))), .maybe("notes", texts),
    ])

    private static let citations = Schema.object([
        .always(
            "citations",
            .list(
                .object([
                    .always("citation", .text), .always("place", .text), .maybe("law", .named("Law")),
                    .always("ids", texts), .maybe("notes", texts),
                ]))),
        .always("passages", .list(.named("Passage"))), .maybe("failures", .list(.named("Failure"))),
    ])

    private static let citationReports = Schema.object([
        .always(
            "documents",
            .list(
                .object([
                    .always("id", .text), .always("title", .text), .always("findings", .integer),
                    .maybe("unchecked", .integer),
                    .always(
                        "citations",
                        .list(
                            .object([
                                .always("line", .integer), .always("citation", .text), .always("title", .text),
                                .always("place", .text), .always("verdict", .text), .maybe("message", .text),
                                .maybe("quotation", .text), .always("ids", texts),
                            ]))),
                ])))
    ])

    private static let suggestions = Schema.object([
        .always("typed", .text),
        .always(
            "suggestions",
            .list(.object([.always("text", .text), .always("kind", .text), .always("count", .integer)]))),
    ])

    private static let terms = Schema.object([
        .always("text", .text),
        .always(
            "terms",
            .list(
                .object([
                    .always("kind", .text), .always("term", .text), .always("position", .integer),
                    .always("scalars", .range), .always("bytes", .range),
                ]))),
    ])

    private static let formats = Schema.object([
        .always("terms", .integer), .always("postings", .integer), .always("positions", .integer),
        .always("norms", .integer), .always("stored", .integer), .always("columns", .integer),
        .always("sources", .integer),
    ])

    private static let statistics = Schema.object([
        .always("path", .text), .always("snapshot", .integer), .always("sources", .integer),
        .always("passages", .integer), .always("bytes", .integer), .always("source_bytes", .integer),
        .always("segmenter", .text),
        .always(
            "segments",
            .list(
                .object([
                    .always("name", .text), .always("passages", .integer), .always("live_passages", .integer),
                    .always("analysis", .text), .always("formats", formats), .always("older_format", .flag),
                ]))),
        .always("parts", .list(.object([.always("name", .text), .always("bytes", .integer)]))),
        .always(
            "fields",
            .list(.object([.always("name", .text), .always("terms", .integer), .always("total_length", .integer)]))),
    ])

    private static let textWritten = Schema.object([.always("id", .text), .always("snapshot", .integer)])

    private static let problem = Schema.object([
        .always("type", .text), .always("title", .text), .always("status", .integer), .always("detail", .text),
        .always("instance", .text), .always("code", .text), .maybe("advice", .text), .maybe("parameter", .text),
        .maybe("query", .text), .maybe("position", .integer), .maybe("expected", texts),
        .maybe("failures", .list(.named("Failure"))), .maybe("retry_after", .integer),
    ])
}
