import Dispatch
import FaguiSearch
import Foundation

/// Asks queries again and again, and keeps each one's best time.
struct QueryTimer {
    let searcher: Searcher
    let limit: Int
    let exactTotal: Bool

    /// The best time of each query in microseconds.
    func times(_ queries: [TimedQuery], repeats: Int, threads: Int) throws -> [Double] {
        threads == 1
            ? try measure(queries, repeats: repeats) : try measure(queries, repeats: repeats, threads: threads)
    }

    private func measure(_ queries: [TimedQuery], repeats: Int) throws -> [Double] {
        var best = [Double](repeating: .infinity, count: queries.count)
        let clock = ContinuousClock()
        for _ in 0..<repeats {
            for (number, query) in queries.enumerated() {
                let start = clock.now
                _ = try searcher.search(query.query, limit: limit, exactTotal: exactTotal)
                best[number] = min(best[number], (clock.now - start) / .microseconds(1))
            }
        }
        return best
    }

    /// Every thread asks its share of the queries; the times then include what the others cost.
    private func measure(_ queries: [TimedQuery], repeats: Int, threads: Int) throws -> [Double] {
        var results = [Result<[Double], any Error>?](repeating: nil, count: threads)
        let clock = ContinuousClock()
        let start = clock.now
        results.withUnsafeMutableBufferPointer { results in
            // Each thread writes its own place.
            nonisolated(unsafe) let results = results
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                results[thread] = Result {
                    try measure(queries.indices.filter { $0 % threads == thread }.map { queries[$0] }, repeats: repeats)
                }
            }
        }
        let seconds = (clock.now - start) / .seconds(1)
        let rate = Double(queries.count * repeats) / seconds
        FileHandle.standardError.write(Data(String(format: "%.0f queries a second\n", rate).utf8))
        var best = [Double](repeating: 0, count: queries.count)
        for (thread, result) in results.enumerated() {
            guard let times = try result?.get() else { continue }
            for (place, time) in times.enumerated() { best[place * threads + thread] = time }
        }
        return best
    }
}
