internal import Fagui

/// A search as the command line asks for it.
struct SearchRequest: Equatable {
    var query = ""
    /// The file of queries, where there is one.
    var queries: String?
    var limit = 10
    var offset = 0
    var format = HitFormat.text
    var explains = false
    var collapses = true
    var makesSnippets = true
    var snippetLength = 120
    var countsExactly = true
    var isStrict = false
    var minimumMatch = 0
    var expansion = QueryExpanding.all
    var vocabulary = VocabularyFiles()
    var color = ColorMode.auto
    var sort = SearchSort.score
    var after: String?
    var collapsesLaws = false
    var facets: [FacetColumn] = []
    var facetLimit = 10
    var timeout: Duration?
    var validity = Validity.today
    /// Threads; 0 = one a core.
    var threads = 0
    /// The folder of the index.
    var index: String
    /// The server that is asked instead, as the command line names it.
    var server: String?
    /// What is shown to the server.
    var key: String?

    /// Searches, and writes what is found.
    func run(_ console: Console) throws -> ExitStatus {
        let remote = try server.map { try remoteAddress($0) }
        let batch = try queries.map { try QueryBatch(InputBytes.read($0), path: $0) }
        var options = options
        options.vocabulary = try vocabulary.read()
        options.isStrict = isStrict
        options.minimumMatch = minimumMatch
        let style = Style(color, console.outputTerminal)
        var printer = HitPrinter(
            format: format, console: console, style: style, isBatch: batch != nil, limit: limit, offset: offset,
            explains: explains, isContinued: after != nil)
        if let remote {
            let entries = batch?.entries ?? [QueryBatch.Entry(id: "1", query: query)]
            try RemoteSearch(remote, key: key).results(
                of: entries.map(\.query), { writeParameters(&$0, options) },
                { printer.write($1, queryID: entries[$0].id) })
        } else {
            let library = try Library.opened(at: index)
            if let entries = batch?.entries {
                // So many at a time that threads seldom wait for the last of them, and results do not pile up.
                for first in stride(from: 0, to: entries.count, by: Self.batchSize) {
                    let part = entries[first..<min(first + Self.batchSize, entries.count)]
                    let results = try library.results(of: part.map(\.query), options: options, threads: threads)
                    for (entry, results) in zip(part, results) { printer.write(results, queryID: entry.id) }
                }
            } else {
                // A run file needs an id of the query.
                printer.write(try library.results(of: query, options: options), queryID: "1")
            }
        }
        printer.finish()
        // Who wants no hits asks whether there are any.
        if limit == 0 ? printer.hasMatches : printer.hasHits { return .fine }
        if format != .json { console.complain(printer.emptiness) }
        return .nothing
    }

    /// Queries whose results are held at once.
    private static var batchSize: Int { 256 }

    private var options: SearchOptions {
        let isRun = format == .trec
        var options = SearchOptions(
            limit: limit, offset: offset, exactTotal: countsExactly && !isRun && format != .jsonl,
            collapsesDuplicates: collapses && !isRun, explains: explains && !isRun,
            makesSnippets: makesSnippets && !isRun,
            snippetLength: snippetLength, suggestsCorrections: format == .text || format == .json,
            expansion: expansion)
        options.sort = sort
        options.after = after
        options.collapsesLaws = collapsesLaws && !isRun
        options.facets = facets
        options.facetLimit = facetLimit
        options.timeout = timeout
        options.threads = threads
        // A run file is compared with judgements, which know nothing of what is in force.
        options.readsCitations = !isRun
        options.findsReferences = format == .json
        options.validity = isRun ? .all : validity
        return options
    }
}
