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
    func permit(
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

    func begin(
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
    func take(_ number: Int, _ line: ByteBuffer) {
        guard let done = work.removeValue(forKey: number), let handlerContext else { return }
        done.timer?.cancel()
        put(number, line)
        goOn(handlerContext)
    }

    /// The time for an answer is up. Its work goes on to count as work of this connection until it heeds that.
    func giveUp(_ number: Int, _ id: [UInt8]) {
        guard let late = work[number], let handlerContext else { return }
        late.task.cancel()
        put(
            number,
            LineAnswer.line(
                id, RequestError(.timeout, "The answer was not ready in time.", advice: "Ask for less.")))
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
