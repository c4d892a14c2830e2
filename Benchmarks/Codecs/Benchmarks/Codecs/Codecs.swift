import Benchmark
import FaguiIndex
import Foundation

/// What the readers of postings cost, named `module.operation.dataset`. The datasets are lists of one segment of 200,000
/// documents: *dense* in most blocks, *long* with impacts and rows, *short* without.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .throughput], warmupIterations: 3, scalingFactor: .kilo, maxDuration: .seconds(2))
    guard let segment = try? Dataset.segment() else {
        // The closure can neither throw nor end the run with a status.
        fatalError("The index for the benchmarks cannot be written to the temporary folder.")
    }
    for list in Dataset.lists {
        guard let info = try? list.term.withUnsafeBytes({ try segment.term($0, in: 0) }) else { continue }
        Benchmark("index.term.\(list.name)") { benchmark in
            for _ in benchmark.scaledIterations {
                blackHole(try list.term.withUnsafeBytes { try segment.term($0, in: 0) })
            }
        }
        Benchmark("index.open.\(list.name)") { benchmark in
            for _ in benchmark.scaledIterations { blackHole(try Dataset.open(info, segment)) }
        }
        Benchmark("index.presence.\(list.name)") { benchmark in
            var opened = try Dataset.open(info, segment)
            benchmark.startMeasurement()
            var random: UInt64 = 1
            for _ in benchmark.scaledIterations {
                // A block after the other, some left out, as a search visits them.
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                opened.step(by: 1 + Int(random >> 62))
                blackHole(try opened.presence())
            }
        }
        Benchmark("index.frequencies.\(list.name)") { benchmark in
            var opened = try Dataset.open(info, segment)
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations {
                opened.step(by: 1)
                blackHole(try opened.sumOfFrequencies())
            }
        }
        Benchmark("index.positions.\(list.name)") { benchmark in
            var opened = try Dataset.open(info, segment)
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations {
                opened.step(by: 3)
                blackHole(try opened.sumOfPositions())
            }
        }
    }
}
