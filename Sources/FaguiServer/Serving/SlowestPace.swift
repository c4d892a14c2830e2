internal import NIOCore

/// How slowly a client may take answers: less would hold them in memory for as long as it likes.
enum SlowestPace {
    /// Bytes a second.
    private static let bytesPerSecond: Int64 = 64 << 10

    /// The time that so many bytes take at most, beside the time that every transfer has.
    static func time(for bytes: Int) -> TimeAmount {
        .nanoseconds(Int64(bytes) * (1_000_000_000 / bytesPerSecond))
    }
}
