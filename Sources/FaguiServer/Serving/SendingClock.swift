internal import NIOCore

/// Tells until when a client must have taken what is sent to it: it may take nothing for the time of a transfer, and all
/// of it has that time and what a slow line would need.
struct SendingClock {
    /// What a client takes in a second, at least: less would hold answers in memory for as long as it likes.
    private static let leastRate = 64 << 10

    private let transferTime: TimeAmount
    private var progress: NIODeadline
    private var buffered = 0
    /// Until when each of the writes that are under way must be taken.
    private var writeEnds = CircularBuffer<NIODeadline>()

    init(_ transferTime: TimeAmount, now: NIODeadline) {
        self.transferTime = transferTime
        progress = now
    }

    /// When what is being written must have been taken, or more of it.
    var end: NIODeadline {
        let end = progress + transferTime
        return writeEnds.first.map { min($0, end) } ?? end
    }

    /// Bytes are handed on.
    ///
    /// - Parameters:
    ///   - unsent: These bytes and those before them that were not taken yet.
    ///   - now: The time.
    mutating func noteWriting(unsent: Int, now: NIODeadline) {
        let nanoseconds = Int64(unsent) * (1_000_000_000 / Int64(Self.leastRate))
        writeEnds.append(now + transferTime + .nanoseconds(nanoseconds))
    }

    /// What was handed on first was taken.
    mutating func noteWritten(now: NIODeadline) {
        _ = writeEnds.popFirst()
        progress = now
    }

    /// The client took something.
    mutating func noteProgress(now: NIODeadline) { progress = now }

    /// So many bytes wait to be taken.
    mutating func noteBuffered(_ count: Int, now: NIODeadline) {
        if count != buffered { progress = now }
        buffered = count
    }
}

extension ChannelHandlerContext {
    /// Bytes that were written to the channel, and that the system has not taken.
    var bufferedBytes: Int { (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0 }
}
