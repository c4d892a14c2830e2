import ArgumentParser
import Fagui

/// Searches inside one process, warm.
struct MeasureQueries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queries", abstract: "Searches inside one process, warm.")

    @Argument(help: "The queries.")
    var queries = ["质量", "质量 安全", "产品质量监督检查", "\"缺陷产品\"", "消费者的权利有哪些", "+质量 -食品", "国"]

    @Option(help: "The index.", completion: .directory)
    var index = "/tmp/fagui-measure"

    @Option(help: "How many times each.")
    var runs = 200

    func run() async throws {
        let library = try await Library.open(at: index)
        let clock = ContinuousClock()
        for query in queries {
            for isBare in [false, true] {
                // Bare: no snippets, no duplicates, no exact total: what the engine itself takes.
                let options = SearchOptions(
                    exactTotal: !isBare, collapsesDuplicates: !isBare, makesSnippets: !isBare)
                var times: [Double] = []
                for _ in 0..<max(2, runs) {
                    let start = clock.now
                    _ = try await library.search(query, options: options)
                    times.append((clock.now - start) / .microseconds(1))
                }
                times.sort()
                print(
                    "\(query) \(isBare ? "(bare)" : ""): median \(rounded(times[times.count / 2])) µs,",
                    "99th percentile \(rounded(times[times.count * 99 / 100])) µs")
            }
        }
    }
}
