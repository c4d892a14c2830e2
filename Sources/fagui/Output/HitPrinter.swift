internal import Fagui

/// Writes the results of one query after another, in the form asked for.
struct HitPrinter {
    let format: HitFormat
    let console: Console
    let text: HitText
    /// Whether there may be several queries, each with an id that its results carry.
    let isBatch: Bool
    /// Hits wanted of each query.
    let limit: Int
    /// Hits that are passed over.
    let offset: Int
    /// Whether it is told how the results came about.
    let explains: Bool
    /// Whether the hits follow those of an earlier page.
    let isContinued: Bool
    /// Whether any query had hits.
    private(set) var hasHits = false
    /// Whether any query had matches, be they hits or passed over.
    var hasMatches: Bool { matched != nil }
    private var matched: TotalHits?
    private var isPartial = false
    /// A document of several queries, held back so that an error on the way leaves no half of it.
    private let document = Output(.memory)
    private var count = 0

    init(
        format: HitFormat, console: Console, style: Style, isBatch: Bool, limit: Int = 10, offset: Int = 0,
        explains: Bool = false, isContinued: Bool = false
    ) {
        self.format = format
        self.console = console
        self.isBatch = isBatch
        self.limit = limit
        self.offset = offset
        self.explains = explains
        self.isContinued = isContinued
        text = HitText(style: style, width: console.outputTerminal.width)
    }

    /// Writes the results of one query; `queryID` is used in a batch.
    mutating func write(_ results: SearchResults, queryID: String) {
        if !results.hits.isEmpty { hasHits = true }
        if results.total.value > 0 { matched = results.total }
        let queryIDOrNone = isBatch ? queryID : nil
        switch format {
        case .text: writeText(results, queryIDOrNone)
        case .trec:
            for hit in results.hits { console.output.write(line: TRECLine.of(hit, queryID: queryID)) }
        case .jsonl:
            for hit in results.hits {
                var json = JSONWriter()
                json.write(hit, queryID: queryIDOrNone)
                console.output.write(json)
            }
        case .json:
            var json = JSONWriter()
            json.write(results, queryID: queryIDOrNone)
            if isBatch && count > 0 { document.write(",") }
            document.write(json)
        }
        if format == .trec || format == .jsonl { for note in text.notes(on: results) { console.complain(note) } }
        isPartial = isPartial || results.isPartial
        count += 1
    }

    /// Why there are no hits at all.
    var emptiness: String {
        if isPartial { return "Nothing was found before the time was up." }
        guard let matched else { return "No passage matches." }
        if isContinued { return "No more passages." }
        return isBatch
            ? "No query matches \(HitText.first(behind: offset)) passages or more."
            : text.emptiness(of: matched, from: offset)
    }

    /// Writes what stands at the end.
    func finish() {
        guard format == .json else { return }
        if isBatch { console.output.write("{\"queries\":[") }
        console.output.write(document)
        if isBatch { console.output.write(line: "]}") }
    }

    private func writeText(_ results: SearchResults, _ queryID: String?) {
        let output = console.output
        if let queryID {
            if count > 0 { output.write("\n") }
            output.write(line: Terminal.sanitized("\(queryID)  \(results.query)"))
        }
        if results.hits.isEmpty && (results.total.value == 0 || limit > 0) {
            if queryID != nil {
                let isPassed = results.total.value > 0
                output.write(line: isPassed ? text.emptiness(of: results.total, from: offset) : "no hits")
            }
        } else {
            output.write(line: text.summary(of: results))
            if explains {
                for expansion in results.expansions { output.write(line: text.line(of: expansion)) }
            }
            text.write(results, to: output)
        }
        for note in text.notes(on: results) { console.complain(note) }
        if !results.corrections.isEmpty {
            console.complain("Did you mean \(results.corrections.joined(separator: " or "))?")
        }
    }
}

/// The lines of a run file of the Text Retrieval Conference: `qid Q0 id rank score fagui`.
enum TRECLine {
    static func of(_ hit: Hit, queryID: String) -> String {
        "\(Terminal.sanitized(queryID)) Q0 \(hit.id) \(hit.rank) \(hit.score) fagui"
    }
}
