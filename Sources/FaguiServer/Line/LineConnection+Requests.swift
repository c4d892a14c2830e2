internal import Fagui
internal import Logging
internal import NIOCore

// What is asked, and by whom.
extension LineConnection {
    /// Takes a line, if one is there; what stands before the end of the stream is one.
    func takeLine(_ context: ChannelHandlerContext) -> Bool {
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

    func answer(_ request: LineRequest, _ context: ChannelHandlerContext) {
        let number = answers.open()
        let start = ContinuousClock.now
        var name = "line"
        if case .success(.operation(let operation, _)) = request.asked { name = operation.name }
        server.metrics.begin()
        do throws(RequestError) {
            // Before what is wrong with it is told: lines that are malformed count as well.
            let holder = try server.access.admit(
                key: request.key, known: holder, from: peer, to: .read,
                advice: "Send {\"op\":\"auth\",\"key\":…} first, or a member key with each request.")
            switch try request.asked.get() {
            case .authentication:
                self.holder = holder
                put(number, LineAnswer.line(request.id, holder))
                server.metrics.end(name, status: 200, duration: .now - start)
            case .operation(let operation, let values):
                try unsent.check()
                try begin(number, operation, values, request.id, start, context)
            }
        } catch {
            server.metrics.refused(error)
            put(number, LineAnswer.line(request.id, error))
            server.metrics.end(name, status: error.httpStatus, duration: .now - start)
        }
    }

    func begin(
        _ number: Int, _ operation: Operation, _ values: ParameterValues, _ id: [UInt8],
        _ start: ContinuousClock.Instant, _ context: ChannelHandlerContext
    ) throws(RequestError) {
        let loop = context.eventLoop
        let connection = NIOLoopBound(self, eventLoop: loop)
        let logger = server.logger
        let task = try server.runner.begin(operation, values) { result in
            let line = LineAnswer.line(
                id,
                result.mapError { error in
                    let failure = RequestError(error)
                    if failure.httpStatus == 500 {
                        logger.error("a request failed", metadata: ["op": "\(operation.name)", "error": "\(error)"])
                    }
                    return failure
                })
            let status = Self.status(result)
            loop.execute { connection.value.take(number, line, status: status) }
        }
        var timer: Scheduled<Void>?
        if !operation.keepsTime {
            timer = loop.scheduleTask(in: TimeAmount(server.limits.queryTime)) {
                connection.value.giveUp(number, id)
            }
        }
        work[number] = Work(task: task, timer: timer, name: operation.name, start: start)
    }

    /// What HTTP would answer with.
    private static func status(_ result: Result<Answer, any Error>) -> Int {
        switch result {
        case .success(let answer): answer.absence?.httpStatus ?? 200
        case .failure(let error): RequestError(error).httpStatus
        }
    }

    /// An answer is ready.
    func take(_ number: Int, _ line: ByteBuffer, status: Int) {
        guard let done = work.removeValue(forKey: number), let handlerContext else { return }
        done.timer?.cancel()
        if !done.isLate { server.metrics.end(done.name, status: status, duration: .now - done.start) }
        put(number, line)
        goOn(handlerContext)
    }

    /// The time for an answer is up. Its work goes on to count as work of this connection until it heeds that.
    func giveUp(_ number: Int, _ id: [UInt8]) {
        guard let late = work[number], let handlerContext else { return }
        late.task.cancel()
        work[number]?.isLate = true
        let error = RequestError(.timeout, "The answer was not ready in time.", advice: "Ask for less.")
        server.metrics.end(late.name, status: error.httpStatus, duration: .now - late.start)
        put(number, LineAnswer.line(id, error))
        goOn(handlerContext)
    }

    func put(_ number: Int, _ line: ByteBuffer) {
        if answers.fill(number, line) { unsent.add(line.readableBytes) }
    }

    /// Answers with an error, and takes no more requests.
    func refuse(_ error: RequestError) {
        put(answers.open(), LineAnswer.line(Array("null".utf8), error))
        end()
    }

    func end() {
        if phase == .open { phase = .ending }
        framer.breakOff()
    }
}
