internal import NIOCore

/// Tells when a connection has taken too long: idle, with half a line, or with answers that it does not take.
struct LineClock {
    /// What the connection does.
    enum State {
        /// Nothing is asked.
        case waiting
        /// Answers are worked at.
        case working
        /// Answers are being taken by the client.
        case writing
        /// The last answer was written.
        case lingering
    }

    /// What to do.
    enum Verdict {
        case fine
        /// The line that was begun is late.
        case halfLine
        /// Close the connection.
        case over
    }

    private let idleTime: TimeAmount
    private let transferTime: TimeAmount
    private let lingerTime: TimeAmount
    private var active: NIODeadline
    private var halfLineSince: NIODeadline?
    private var sending: SendingClock
    /// When the last answer was written.
    private var lingeringSince: NIODeadline

    init(_ limits: ServerLimits, now: NIODeadline) {
        idleTime = TimeAmount(limits.idleTime)
        transferTime = TimeAmount(limits.transferTime)
        lingerTime = min(.seconds(1), TimeAmount(limits.transferTime))
        active = now
        sending = SendingClock(transferTime, now: now)
        lingeringSince = now
    }

    /// Something was read, answered or written.
    ///
    /// - Parameters:
    ///   - halfLine: Whether half a line is there.
    ///   - tookLine: Whether a whole one was before it.
    ///   - now: The time.
    mutating func note(halfLine: Bool, tookLine: Bool, now: NIODeadline) {
        active = now
        if tookLine || !halfLine { halfLineSince = nil }
        if halfLine, halfLineSince == nil { halfLineSince = now }
    }

    /// Bytes are handed on.
    ///
    /// - Parameters:
    ///   - unsent: These bytes and those before them that were not taken yet.
    ///   - now: The time.
    mutating func noteWriting(unsent: Int, now: NIODeadline) {
        sending.noteWriting(unsent: unsent, now: now)
    }

    /// What was handed on first was taken.
    mutating func noteWritten(now: NIODeadline) {
        sending.noteWritten(now: now)
        active = now
    }

    /// All was written, and the client is told so.
    mutating func noteLingering(now: NIODeadline) { lingeringSince = now }

    /// The client took something.
    mutating func noteProgress(now: NIODeadline) {
        sending.noteProgress(now: now)
        active = now
    }

    /// So many bytes wait to be taken.
    mutating func noteBuffered(_ count: Int, now: NIODeadline) {
        sending.noteBuffered(count, now: now)
    }

    func verdict(_ state: State, now: NIODeadline) -> Verdict {
        switch state {
        case .lingering: now >= lingeringSince + lingerTime ? .over : .fine
        case .writing: now >= sending.end ? .over : .fine
        case .working: .fine
        case .waiting:
            if let halfLineSince {
                now >= halfLineSince + transferTime ? .halfLine : .fine
            } else {
                now >= active + idleTime ? .over : .fine
            }
        }
    }

    /// When to look again. Never later than the shortest time from now: what begins after now cannot be up before.
    func nextLook(_ state: State, now: NIODeadline) -> NIODeadline {
        let latest = now + min(idleTime, transferTime)
        let end =
            switch state {
            case .lingering: lingeringSince + lingerTime
            case .writing: sending.end
            case .working: latest
            case .waiting: halfLineSince.map { $0 + transferTime } ?? active + idleTime
            }
        // Not at once again, whatever happens: a timer that is always due would take a core.
        return max(min(end, latest), now + .milliseconds(10))
    }
}
