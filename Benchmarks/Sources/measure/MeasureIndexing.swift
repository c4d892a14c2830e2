import ArgumentParser
import Fagui

/// Speed, size and memory of indexing a corpus with the command.
struct MeasureIndexing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "indexing", abstract: "Speed, size and memory of indexing a corpus anew.")

    @Argument(help: "What to index.", completion: .directory)
    var corpus: String

    @Option(help: "The command.", completion: .file())
    var fagui = ".build/release/fagui"

    @Option(help: "Where the index goes; what is there is removed.", completion: .directory)
    var index = "/tmp/fagui-measure"

    @Option(help: "How many times.")
    var runs = 3

    func run() async throws {
        for run in 1...max(1, runs) {
            _ = Child.run(["/bin/rm", "-rf", index])
            let usage = Child.run([fagui, "index", corpus, "--index", index], isWatched: true)
            let statistics = try await Library.open(at: index).statistics()
            let megabytes = Double(statistics.sourceBytes) / 1e6
            print(
                "run \(run): exit \(usage.exitCode), \(statistics.sources) texts, \(statistics.passages) passages,",
                "\(rounded(megabytes)) MB in \(rounded(usage.milliseconds / 1000)) s:",
                "\(rounded(megabytes * 1000 / usage.milliseconds)) MB/s,",
                "anonymous memory \(usage.peakAnonymous >> 20) MiB at the peak")
            guard run == max(1, runs) else { continue }
            for part in statistics.parts { print("  \(part.name): \(rounded(Double(part.bytes) / 1e6)) MB") }
            let ratio = Double(statistics.bytes) / Double(statistics.sourceBytes)
            print("  index: \(rounded(Double(statistics.bytes) / 1e6)) MB, \(rounded(ratio)) x the source")
        }
    }
}

/// A number with two decimals.
func rounded(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
}
