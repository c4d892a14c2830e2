internal import ArgumentParser
internal import Fagui

struct SearchCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Search for passages, best first.",
        discussion: """
            Words find passages that hold any of them. "质量安全" in ASCII quotes must occur, +质量 must occur, -食品 \
            must not. OR, AND, NOT, parentheses, title:, issuer:, issued:>=2020, 罚款>=100000, 产*法, "质量 安全"~3, NEAR/5, \
            SENTENCE and more work as well (docs/query-language.md).

              fagui search 缺陷产品 召回 -食品 -n 5
              fagui search '"质量安全" title:条例' --json
              fagui search 召回 --sort newest --collapse-laws --facets level,year
              fagui search 经营者集中 --as-of 2015-06-01
              fagui search --queries questions.tsv --format trec -n 1000 > run.txt
              fagui search 召回 --server http://127.0.0.1:7700

            Exit status: 0 hits, 1 no hits, 2 usage or files, 3 damaged index, 5 the server does not answer.
            """)

    @Argument(help: "The query; several words are joined by spaces.")
    var query: [QueryText] = []

    @Option(
        name: [.customShort("n"), .customLong("limit")],
        help: ArgumentHelp("Hits wanted; any number.", valueName: "count"))
    var limit = 10

    @Option(help: ArgumentHelp("Hits to pass over first.", valueName: "count"))
    var offset = 0

    @Option(
        help: ArgumentHelp(
            "A file of queries, a line each: id, tab, query; - is standard input.", valueName: "file"),
        completion: .file())
    var queries: QueryText?

    @OptionGroup var form: FormatOptions

    @Flag(help: "Show how each score came about.")
    var explain = false

    @Flag(inversion: .prefixedNo, help: "Show passages with the same text once.")
    var collapse = true

    @Flag(inversion: .prefixedNo, help: "Cut a snippet from each passage.")
    var snippets = true

    @Option(help: ArgumentHelp("Length of a snippet, in characters.", valueName: "count"))
    var snippetLength = 120

    @Flag(inversion: .prefixedNo, help: "Count all passages that match; else the total may be a lower bound.")
    var exactTotal = true

    @Option(
        help: ArgumentHelp(
            "Threads: queries of a file at once, or parts of a large index; 0 = one a core.", valueName: "count"))
    var threads = 0

    @OptionGroup var reading: ReadingQueryOptions
    @OptionGroup var results: ResultOptions
    @OptionGroup var validity: ValidityOptions
    @OptionGroup var expansion: ExpansionOptions
    @OptionGroup var color: ColorOption
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if query.isEmpty && queries == nil { throw ValidationError("A query is missing.") }
        if !query.isEmpty && queries != nil {
            throw ValidationError("Give a query, or a file of queries with --queries, not both.")
        }
        let numbers = [
            ("-n", limit), ("--offset", offset), ("--snippet-length", snippetLength), ("--threads", threads),
        ]
        for (name, value) in numbers where value < 0 {
            throw ValidationError("\(name) must not be negative.")
        }
        if queries != nil && results.after != nil {
            throw ValidationError("--after goes on with one query: leave --queries out.")
        }
        if remote.server != nil && location.isExplicit {
            throw ValidationError("Give --server or --index, not both.")
        }
        if form.format == .trec && results.sort != .score {
            throw ValidationError("A run file is by score: leave --sort out.")
        }
        if [.trec, .jsonl].contains(form.format) && results.facets != nil {
            throw ValidationError("--facets has no place in this form: use text or json.")
        }
    }

    func execute(_ console: Console) async throws -> ExitStatus { try request.run(console) }

    /// What the options ask for.
    var request: SearchRequest {
        var request = SearchRequest(
            query: query.joined, queries: queries?.text, limit: limit, offset: offset, format: form.format,
            explains: explain, collapses: collapse, makesSnippets: snippets, snippetLength: snippetLength,
            countsExactly: exactTotal, isStrict: reading.strict, minimumMatch: reading.minMatch,
            expansion: expansion.expand.expanding, vocabulary: expansion.vocabulary.files,
            color: color.mode, index: location.path)
        request.sort = results.sort.sort
        request.after = results.after?.text
        request.collapsesLaws = results.collapseLaws
        request.facets = results.facets?.columns ?? []
        request.facetLimit = results.facetLimit
        request.timeout = results.timeout?.duration
        request.threads = threads
        request.validity = validity.validity
        request.server = RemoteAddress.chosen(option: remote.server?.text, hasIndex: location.isExplicit)
        request.key = RemoteAddress.key(option: remote.key?.text)
        return request
    }
}
