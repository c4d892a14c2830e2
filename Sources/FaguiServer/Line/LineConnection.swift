internal import Fagui
internal import Logging
internal import NIOCore

/// One connection of lines: reads requests, has them answered, and writes the answers in the order of asking.
///
/// Lives on the event loop of its channel; answers come from the work pool by one hop.
final class LineConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How far the connection is.
    enum Phase {
        /// Requests are read.
        case open
        /// No more requests are read; it is closed when the last answer was written.
        case ending
        /// All is written, and the client is told so; what it still sends is thrown away, for closing over bytes that
        /// were not read would take the last answers from it.
        case lingering
        case closed
    }

    /// Work that is under way for an answer.
    struct Work {
        var task: Task<Void, Never>
        var timer: Scheduled<Void>?
        var name: String
        var start: ContinuousClock.Instant
        /// Whether it was answered already, since its time was up.
        var isLate = false
    }

    let server: ServingContext
    let unsent: UnsentBytes
    let peer: Peer

    var phase = Phase.open
    var framer: LineFramer
    var answers = AnswerQueue()
    var work: [Int: Work] = [:]
    var holder: AccessKeys.Holder?
    var handlerContext: ChannelHandlerContext?
    var isInputClosed = false
    var isReadHeld = false
    var isWorking = false
    /// Whether the beginning of the next answer was sent before the answer was there.
    var hasBegun = false
    var lingeredBytes = 0
    /// Bytes that were handed to the channel and not taken by the system.
    var writtenBytes = 0
    var clock: LineClock
    var timer: Scheduled<Void>?

    /// Bytes of finished answers behind which no more requests are begun.
    private static let readyLimit = 256 << 10
    /// Bytes that are thrown away before the connection is closed over them.
    private static let lingerLimit = 8 << 20

    init(server: ServingContext, unsent: UnsentBytes, peer: Peer) {
        self.server = server
        self.unsent = unsent
        self.peer = peer
        framer = LineFramer(limit: server.limits.lineBytes)
        clock = LineClock(server.limits, now: .now())
    }

    /// Requests of one connection that are worked at together: enough to keep all threads at it, and not so many that one
    /// client takes all places of the pool.
    var workLimit: Int { 2 * server.runner.pool.threadCount }

    var mayBegin: Bool {
        answers.count < server.limits.pipelinedRequests && work.count < workLimit && mayHoldMore
            && answers.readyBytes < Self.readyLimit && handlerContext?.channel.isWritable == true
    }

    /// Whether its answers leave room for those of others.
    var mayHoldMore: Bool { answers.readyBytes + writtenBytes <= server.limits.unsentBytes / 16 }

    func handlerAdded(context: ChannelHandlerContext) {
        handlerContext = context
        setTimer(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        handlerContext = nil
        timer?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        switch phase {
        case .open: framer.append(bytes)
        case .lingering:
            lingeredBytes += bytes.readableBytes
            if lingeredBytes > Self.lingerLimit { context.close(promise: nil) }
        case .ending, .closed: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        goOn(context)
        context.fireChannelReadComplete()
    }

    /// Bytes are asked for only when those that are there are worked at: a client that asks faster than it is answered
    /// is slowed down by TCP.
    func read(context: ChannelHandlerContext) {
        if phase == .lingering || (phase == .open && !framer.hasFrame) {
            context.read()
        } else {
            isReadHeld = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        goOn(context)
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            isInputClosed = true
            if phase == .lingering {
                context.close(promise: nil)
            } else {
                goOn(context)
                beginAnswer(context)
            }
        case is Stop:
            end()
            goOn(context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        phase = .closed
        framer.breakOff()
        for (_, work) in work {
            work.task.cancel()
            work.timer?.cancel()
            if !work.isLate { server.metrics.abandon() }
        }
        work = [:]
        unsent.subtract(answers.readyBytes)
        answers = AnswerQueue()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Clients vanish, and what they send as TLS may be none: nothing that operators should be told of.
        server.logger.debug("a connection failed", metadata: ["error": "\(error)"])
        context.close(promise: nil)
    }

    /// Tells a connection that the server stops.
    struct Stop {}

    /// Begins what may be begun, writes what is ready, and asks for more bytes.
    func goOn(_ context: ChannelHandlerContext) {
        // A write may call back within itself.
        guard phase != .closed, !isWorking else { return }
        isWorking = true
        var tookLine = false
        // What is written makes room for more, and what is refused is ready at once.
        repeat {
            writeAnswers(context)
            while phase == .open, mayBegin, takeLine(context) { tookLine = true }
        } while answers.isFirstReady
        if phase == .open, isInputClosed, !framer.hasFrame, !framer.hasHalfLine { end() }
        clock.note(halfLine: phase == .open && framer.hasHalfLine, tookLine: tookLine, now: .now())
        isWorking = false
        if phase == .ending, answers.isEmpty, writtenBytes == 0 {
            linger(context)
        } else if isReadHeld, phase == .lingering || (phase == .open && !framer.hasFrame) {
            isReadHeld = false
            context.read()
        }
    }
}
