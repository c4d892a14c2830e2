import ArgumentParser

/// A whole search from the start of the process to its end, with files in the page cache.
struct MeasureStart: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "A whole search, from the start of the process to its end.")

    @Argument(help: "The queries.")
    var queries = ["质量 安全", "产品质量监督检查", "\"缺陷产品\"", "消费者的权利有哪些"]

    @Option(help: "The command.", completion: .file())
    var fagui = ".build/release/fagui"

    @Option(help: "The index.", completion: .directory)
    var index = "/tmp/fagui-measure"

    @Option(help: "How many times each.")
    var runs = 50

    func run() throws {
        let empty = times(["/bin/true"])
        print("an empty program: median \(rounded(empty.median)) ms")
        for query in queries {
            let result = times([fagui, "search", "--index", index, "--", query])
            print(
                "\(query): median \(rounded(result.median)) ms, 90th percentile \(rounded(result.p90)) ms,",
                "least \(rounded(result.least)) ms")
        }
    }

    private func times(_ command: [String]) -> (median: Double, p90: Double, least: Double) {
        for _ in 0..<3 { _ = Child.run(command) }
        let times = (0..<max(1, runs)).map { _ in Child.run(command).milliseconds }.sorted()
        return (times[times.count / 2], times[times.count * 9 / 10], times[0])
    }
}
