internal import NIOCore

/// Since when a connection does what it does; its two watches share it. Used on the connection's event loop alone.
final class ConnectionTimes {
    /// Of the request that arrives, the first byte; nil between requests.
    var requestStart: NIODeadline?
    /// Bytes of the request's first line, as far as it has come.
    var lineLength = 0
    /// Whether the first line has ended.
    var lineHasEnded = false
    /// Requests whose heads have arrived and whose answers were not sent to their ends.
    var openRequests = 0
    /// Whether a head has come, and its body not to its end.
    var isInBody = false
    /// While more waits to be taken by the client than is kept for it: until when it must have taken some.
    private var sending: SendingClock?
    /// Whether the last answer was given: nothing more is taken or answered.
    var isEnding = false
    /// Until when what still comes is thrown away, before the connection is closed; nil before the last answer is sent.
    var drainEnd: NIODeadline?
    /// Bytes that are thrown away before it is closed all the same.
    var drainBytes = 1 << 20
    /// When something arrived or was sent.
    var lastMove = NIODeadline.now()

    private let idleTime: TimeAmount
    private let transferTime: TimeAmount

    init(_ limits: ServerLimits) {
        idleTime = TimeAmount(limits.idleTime)
        transferTime = TimeAmount(limits.transferTime)
    }

    /// How often it is looked whether a time is up: often enough that nobody gets half as much again.
    var interval: TimeAmount {
        .nanoseconds(max(5_000_000, min(transferTime.nanoseconds, idleTime.nanoseconds) / 4))
    }

    /// Whether the connection has had its time.
    func isOver(at now: NIODeadline) -> Bool {
        if let drainEnd { return now >= drainEnd }
        if let sending, now >= sending.end { return true }
        // The rest of the last answer is less than what a stall is noticed by.
        if isEnding { return sending == nil && now - lastMove >= transferTime }
        if isInBody || openRequests == 0 {
            if let requestStart { return now - requestStart >= transferTime }
            return !isInBody && now - lastMove >= idleTime
        }
        return false
    }

    /// Whether more waits to be taken by the client than is kept for it.
    var isStalled: Bool { sending != nil }

    /// More waits to be taken by the client than is kept for it.
    ///
    /// - Parameters:
    ///   - bytes: All that waits.
    ///   - now: The time.
    func startStall(_ bytes: Int, now: NIODeadline) {
        var clock = SendingClock(transferTime, now: now)
        clock.noteBuffered(bytes, now: now)
        clock.noteWriting(unsent: bytes, now: now)
        sending = clock
    }

    /// So many bytes wait to be taken now.
    func noteBuffered(_ bytes: Int, now: NIODeadline) { sending?.noteBuffered(bytes, now: now) }

    /// What was too much was taken.
    func endStall(now: NIODeadline) {
        sending = nil
        lastMove = now
    }

    /// The request has arrived.
    func endRequest() {
        requestStart = nil
        lineLength = 0
        lineHasEnded = false
        isInBody = false
    }

    /// Lets the client read what was sent: closing at once, with bytes of it unread, would take it away from it.
    func startDraining() {
        if drainEnd == nil { drainEnd = .now() + min(.seconds(2), transferTime) }
    }
}
