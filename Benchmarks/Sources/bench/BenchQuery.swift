import ArgumentParser
import FaguiIndex
import FaguiSearch
import Foundation

/// Times the queries of a file: for each class the mean, the median and the 99th percentile, in microseconds. A query's
/// time is the best of its repeats; reading the query is left out, looking its terms up is not.
struct BenchQuery: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Time the queries of a file: class, tab, query.")

    @Argument(help: "The folder of the index.", completion: .directory)
    var directory: String

    @Argument(help: "The query file.", completion: .file())
    var queries: String

    @Option(help: "How many times each query is asked.")
    var repeats = 5

    @Option(name: .customShort("k"), help: "Hits wanted.")
    var limit = 10

    @Flag(help: "Count all that match.")
    var exactTotal = false

    @Option(help: "Check so many queries against scoring everything; exit status 1 if any hit differs.")
    var verify = 0

    @Option(help: "Threads that answer queries, each its own; more than one also prints queries a second.")
    var threads = 1

    @Flag(help: "Print the time of each query instead, slowest first.")
    var each = false

    func validate() throws {
        if repeats < 1 || limit < 0 || verify < 0 || threads < 1 {
            throw ValidationError("--repeats and --threads must be 1 at least, -k and --verify 0.")
        }
    }

    func run() throws {
        let queries = try QueryFile.read(queries)
        let searcher = Searcher(snapshot: try Snapshot.open(FileSystemDirectory(path: directory)))
        if verify > 0 { try check(queries, searcher) }
        let timer = QueryTimer(searcher: searcher, limit: limit, exactTotal: exactTotal)
        let best = try timer.times(queries, repeats: repeats, threads: threads)
        if each {
            for (query, time) in zip(queries, best).sorted(by: { $0.1 > $1.1 }) {
                print(String(format: "%.1f\t%@\t%@", time, query.kind, query.text))
            }
            return
        }
        let times = Dictionary(grouping: zip(queries, best), by: \.0.kind)
            .map { ($0.key, $0.value.map(\.1).sorted()) }
            .sorted { $0.0 < $1.0 }
        for (kind, times) in times {
            let count = times.count
            let mean = times.reduce(0, +) / Double(count)
            let line = String(
                format: "%@\t%d\t%.1f\t%.1f\t%.1f", kind, count, mean, times[count / 2],
                times[min(count - 1, Int(Double(count) * 0.99))])
            print("fagui\t\(line)")
        }
    }

    private func check(_ queries: [TimedQuery], _ searcher: Searcher) throws {
        let scorer = FullScorer(searcher.snapshot)
        var wrong = 0
        // Spread over the file, so that a few cover all classes.
        let count = min(verify, queries.count)
        for number in 0..<count {
            let query = queries[number * queries.count / count]
            let found = try searcher.search(query.query, limit: limit, exactTotal: true)
            let expected = try scorer.best(query.form, limit: limit)
            let docs = found.docs.map { FullScorer.Scored(address: $0.address, score: $0.score) }
            if docs == expected.docs && found.total == expected.total { continue }
            wrong += 1
            let place = zip(docs, expected.docs).enumerated().first { $1.0 != $1.1 }?.offset
            complain(
                "\(query.kind) \(query.text): \(found.docs.count) of \(found.total), expected \(expected.docs.count)",
                "of \(expected.total)", place.map { "; the first difference is hit \($0 + 1)" } ?? "")
        }
        complain("\(count) queries checked against scoring everything, \(wrong) differ")
        if wrong > 0 { throw ExitCode(1) }
    }

    private func complain(_ parts: String...) {
        FileHandle.standardError.write(Data((parts.joined(separator: " ") + "\n").utf8))
    }
}
