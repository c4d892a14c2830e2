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
    private struct Work {
        var task: Task<Void, Never>
        var timer: Scheduled<Void>?
    }

    let server: ServingContext
    private let unsent: UnsentBytes
    /// What rates are counted by where there are no keys; nil where they are not.
    private let rateName: String?

    private(set) var phase = Phase.open
    private var framer: LineFramer
    private var answers = AnswerQueue()
    private var work: [Int: Work] = [:]
    private var holder: AccessKeys.Holder?
    private var handlerContext: ChannelHandlerContext?
    private var isInputClosed = false
    private var isReadHeld = false
    private var isWorking = false
    private var lingeredBytes = 0
    /// Bytes that were handed to the channel and not taken by the system.
    private var writtenBytes = 0
    var clock: LineClock
    private var timer: Scheduled<Void>?

    /// Bytes of finished answers behind which no more requests are begun.
    private static let readyLimit = 256 << 10
    /// Bytes that are thrown away before the connection is closed over them.
    private static let lingerLimit = 8 << 20

    init(server: ServingContext, unsent: UnsentBytes, rateName: String?) {
        self.server = server
        self.unsent = unsent
        self.rateName = rateName
        framer = LineFramer(limit: server.limits.lineBytes)
        clock = LineClock(server.limits, now: .now())
    }

    /// Requests of one connection that are worked at together: enough to keep all threads at it, and not so many that one
    /// client takes all places of the pool.
    private var workLimit: Int { 2 * server.runner.pool.threadCount }

    private var mayBegin: Bool {
        answers.count < server.limits.pipelinedRequests && work.count < workLimit
            && answers.readyBytes < Self.readyLimit && handlerContext?.channel.isWritable == true
    }

    // MARK: Events

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
            if phase == .lingering { context.close(promise: nil) } else { goOn(context) }
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

    // MARK: Requests

    /// Begins what may be begun, writes what is ready, and asks for more bytes.
    private func goOn(_ context: ChannelHandlerContext) {
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

    /// Takes a line, if one is there; what stands before the end of the stream is one.
    private func takeLine(_ context: ChannelHandlerContext) -> Bool {
        let limits = server.limits
        let read = { (frame: LineFramer.Frame) -> LineRequest? in
            if case .line(let bytes) = frame { LineRequest(bytes, limits: limits) } else { nil }
        }
        guard let taken = framer.take(read) ?? (isInputClosed ? framer.takeRest(read) : nil) else { return false }
        if let request = taken {
            answer(request, context)
        } else {
            refuse(
                RequestError(
                    .tooLarge, "The line has more than \(limits.lineBytes) bytes.",
                    advice: "Send less in a line. The connection is closed."))
        }
        return true
    }

    private func answer(_ request: LineRequest, _ context: ChannelHandlerContext) {
        let number = answers.open()
        do throws(RequestError) {
            let asked = try request.asked.get()
            let holder = try permit(request, asked)
            switch asked {
            case .authentication:
                self.holder = holder
                put(number, LineAnswer.line(request.id, holder))
            case .operation(let operation, let values):
                try unsent.check()
                try begin(number, operation, values, request.id, context)
            }
        } catch {
            put(number, LineAnswer.line(request.id, error))
        }
    }

    /// Sees whether a request may be made.
    private func permit(
        _ request: LineRequest, _ asked: LineRequest.Asked
    ) throws(RequestError) -> AccessKeys.Holder? {
        guard let keys = server.configuration.keys else {
            if let rateName { try server.rates.take(rateName) }
            return nil
        }
        let known = request.key.map { keys.holder(of: $0) } ?? holder
        guard let known else {
            // So that keys cannot be tried out fast.
            if let rateName { try server.rates.take(rateName) }
            throw RequestError(
                .unauthorized, request.key == nil ? "A key is needed." : "The key is none of the server's.",
                advice: "Send {\"op\":\"auth\",\"key\":…} first, or a member key with each request.", parameter: "key")
        }
        try server.rates.take(known.name)
        guard known.scopes.contains(.read) else {
            throw RequestError(.forbidden, "The key does not allow reading.", parameter: "key")
        }
        return known
    }

    private func begin(
        _ number: Int, _ operation: Operation, _ values: ParameterValues, _ id: [UInt8],
        _ context: ChannelHandlerContext
    ) throws(RequestError) {
        let loop = context.eventLoop
        let connection = NIOLoopBound(self, eventLoop: loop)
        let logger = server.logger
        let task = try server.runner.begin(operation, values) { result in
            let line = LineAnswer.line(
                id,
                result.mapError { error in
                    let failure = RequestError(error)
                    if failure.code == RequestError.Code.inner.rawValue {
                        logger.error("a request failed", metadata: ["op": "\(operation.name)", "error": "\(error)"])
                    }
                    return failure
                })
            loop.execute { connection.value.take(number, line) }
        }
        var timer: Scheduled<Void>?
        if !operation.keepsTime {
            timer = loop.scheduleTask(in: TimeAmount(server.limits.queryTime)) {
                connection.value.giveUp(number, id)
            }
        }
        work[number] = Work(task: task, timer: timer)
    }

    /// An answer is ready.
    private func take(_ number: Int, _ line: ByteBuffer) {
        guard let done = work.removeValue(forKey: number), let handlerContext else { return }
        done.timer?.cancel()
        put(number, line)
        goOn(handlerContext)
    }

    /// The time for an answer is up. Its work goes on to count as work of this connection until it heeds that.
    private func giveUp(_ number: Int, _ id: [UInt8]) {
        guard let late = work[number], let handlerContext else { return }
        late.task.cancel()
        put(
            number,
            LineAnswer.line(
                id, RequestError(.timeout, "The answer was not ready in time.", advice: "Ask for less.")))
        goOn(handlerContext)
    }

    private func put(_ number: Int, _ line: ByteBuffer) {
        if answers.fill(number, line) { unsent.add(line.readableBytes) }
    }

    /// Answers with an error, and takes no more requests.
    private func refuse(_ error: RequestError) {
        put(answers.open(), LineAnswer.line(Array("null".utf8), error))
        end()
    }

    private func end() {
        if phase == .open { phase = .ending }
        framer.breakOff()
    }

    // MARK: Writing

    private func writeAnswers(_ context: ChannelHandlerContext) {
        var count = 0
        var last: ByteBuffer?
        while let line = answers.next() {
            if let last { context.write(wrapOutboundOut(last), promise: nil) }
            last = line
            count += line.readableBytes
        }
        guard let last else { return }
        if writtenBytes == 0 { clock.noteProgress(now: .now()) }
        writtenBytes += count
        let written = context.eventLoop.makePromise(of: Void.self)
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        written.futureResult.whenComplete { [unsent, count] _ in
            unsent.subtract(count)
            connection.value.wereWritten(count)
        }
        context.writeAndFlush(wrapOutboundOut(last), promise: written)
    }

    private func wereWritten(_ count: Int) {
        writtenBytes -= count
        clock.noteProgress(now: .now())
        if phase == .ending, let handlerContext { goOn(handlerContext) }
    }

    /// Closes the connection such that the last answers arrive.
    private func linger(_ context: ChannelHandlerContext) {
        guard !isInputClosed else {
            phase = .lingering
            context.close(promise: nil)
            return
        }
        phase = .lingering
        clock.noteProgress(now: .now())
        setTimer(context)
        context.close(mode: .output, promise: nil)
        isReadHeld = false
        context.read()
    }

    // MARK: Time

    /// Looks at the time again when some of it may be up.
    private func setTimer(_ context: ChannelHandlerContext) {
        timer?.cancel()
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: clock.nextLook(clockState, now: .now())) {
            connection.value.look()
        }
    }

    private var clockState: LineClock.State {
        if phase == .lingering { return .lingering }
        if writtenBytes > 0 { return .writing }
        return answers.isEmpty ? .waiting : .working
    }

    private func look() {
        guard phase != .closed, let handlerContext else { return }
        if writtenBytes > 0, let options = handlerContext.channel.syncOptions {
            // Part of an answer that was taken is progress as well.
            let buffered = (try? options.getOption(.bufferedWritableBytes)) ?? 0
            clock.noteBuffered(buffered, now: .now())
        }
        switch clock.verdict(clockState, now: .now()) {
        case .fine: break
        case .halfLine:
            refuse(
                RequestError(
                    .timeout, "The line was not complete in time.", advice: "Send lines as a whole."))
            goOn(handlerContext)
        case .over:
            handlerContext.close(promise: nil)
            return
        }
        setTimer(handlerContext)
    }
}
