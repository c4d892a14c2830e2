internal import FaguiText

/// What `Benchmarks` needs of the parts that programs do not see. No promise is made for it.
@_spi(Measuring) public struct SegmentingMeasurement: Sendable {
    /// Units of UTF-16, after folding.
    public private(set) var units = 0
    /// Breaks.
    public private(set) var breaks = 0
    /// Breaks that differ from ICU's.
    public private(set) var differences = 0
    /// Seconds that our segmenter took, the best of all rounds.
    public private(set) var seconds = Double.infinity
    /// Seconds that ICU took, the best of all rounds.
    public private(set) var secondsOfICU = Double.infinity

    /// Divides texts by both, in turn.
    ///
    /// - Parameters:
    ///   - texts: UTF-8.
    ///   - rounds: How often.
    /// - Throws: ``LibraryError`` if ICU does not answer.
    public init(texts: [[UInt8]], rounds: Int) throws {
        do {
            let comparison = try SegmentingComparison(.plain)
            let folded = texts.map { comparison.fold($0) }
            units = folded.reduce(0) { $0 + $1.count }
            let clock = ContinuousClock()
            for round in 0..<max(1, rounds) {
                var count = 0
                let start = clock.now
                for text in folded { count += text.withUnsafeBufferPointer { comparison.segment($0) } }
                let middle = clock.now
                for text in folded { _ = text.withUnsafeBufferPointer { comparison.segmentByICU($0) } }
                secondsOfICU = min(secondsOfICU, (clock.now - middle) / .seconds(1))
                seconds = min(seconds, (middle - start) / .seconds(1))
                breaks = count
                guard round == 0 else { continue }
                for text in folded {
                    differences += text.withUnsafeBufferPointer { comparison.differences($0).count }
                }
            }
        } catch {
            throw LibraryError.wrap(error, index: "")
        }
    }
}
