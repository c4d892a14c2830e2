internal import CoreMetrics
internal import Synchronization

/// A count that only grows.
final class CountSeries: CounterHandler {
    private let count = Atomic<Int64>(0)

    var value: Int64 { count.load(ordering: .relaxed) }

    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }

    func reset() { count.store(0, ordering: .relaxed) }
}

/// The last value of what goes up and down.
final class GaugeSeries: RecorderHandler, MeterHandler {
    private let bits = Atomic<UInt64>(0)

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
    func increment(by amount: Double) { add(amount) }
    func decrement(by amount: Double) { add(-amount) }

    private func add(_ amount: Double) {
        var old = bits.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let (exchanged, original) = bits.compareExchange(expected: old, desired: new, ordering: .relaxed)
            if exchanged { return }
            old = original
        }
    }
}

/// How long things took: counts by fixed bounds.
final class TimeSeries: TimerHandler {
    /// The upper bounds, in nanoseconds; what took longer is counted beyond the last.
    static let bounds: [Int64] = [
        250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000, 250_000_000,
        500_000_000, 1_000_000_000, 2_500_000_000, 5_000_000_000,
    ]

    private let counts: [CountSeries]
    private let total = Atomic<Int64>(0)

    init() {
        counts = (0...Self.bounds.count).map { _ in CountSeries() }
    }

    /// How many took at most each of the bounds, and how many there are; the sum in nanoseconds.
    var value: (cumulative: [Int64], sum: Int64) {
        var sum: Int64 = 0
        let cumulative = counts.map { count in
            sum += count.value
            return sum
        }
        return (cumulative, total.load(ordering: .relaxed))
    }

    func recordNanoseconds(_ duration: Int64) {
        counts[Self.bounds.firstIndex { duration <= $0 } ?? Self.bounds.count].increment(by: 1)
        total.wrappingAdd(duration, ordering: .relaxed)
    }
}
