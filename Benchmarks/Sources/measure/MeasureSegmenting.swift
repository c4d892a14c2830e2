import ArgumentParser
@_spi(Measuring) import Fagui
import Foundation

/// Divides texts into words, beside ICU's breaker in the same run, on one thread.
struct MeasureSegmenting: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segmenting", abstract: "Divides texts into words, beside ICU's breaker in the same run.")

    @Argument(help: "The folder of texts.", completion: .directory)
    var folder = "../shared/corpus/laws"

    @Option(help: "How many times each; the best counts.")
    var runs = 5

    func run() throws {
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let texts = files.filter { $0.hasSuffix(".md") || $0.hasSuffix(".txt") }.sorted().compactMap {
            FileManager.default.contents(atPath: "\(folder)/\($0)").map { [UInt8]($0) }
        }
        guard !texts.isEmpty else { throw ValidationError("There are no .md or .txt files in \(folder).") }
        let measured = try SegmentingMeasurement(texts: texts, rounds: runs)
        let megabytes = Double(measured.units) * 2 / 1e6
        print("\(texts.count) texts, \(rounded(megabytes)) MB of UTF-16, \(measured.breaks) breaks,")
        print("\(measured.differences) of them other than ICU's")
        print(
            "Fagui \(rounded(megabytes / measured.seconds)) MB/s, ICU \(rounded(megabytes / measured.secondsOfICU)) MB/s:"
        )
        print("\(rounded(measured.secondsOfICU / measured.seconds)) times as fast")
    }
}
