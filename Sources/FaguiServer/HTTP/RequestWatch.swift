internal import NIOCore
internal import NIOHTTP1

/// Watches the requests of a connection, where their heads still stand as they came: refuses what the parser does not
/// take, asks for bodies, finds out whether who ends sending is gone, counts the bytes of answers until they are taken,
/// and ends the connection behind an answer that says so.
final class RequestWatch: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let times: ConnectionTimes
    private let unsent: UnsentBytes
    private let bodyBytes: Int
    private let headerBytes: Int
    /// Whether the last request wants no other behind it.
    private var isLast = false
    /// Whether the answer that is sent ends the connection.
    private var closes = false
    /// Whether the head of an answer was sent, and not its end.
    private var isAnswering = false
    /// Whether the client knows of answers that others follow (HTTP/1.1).
    private var takesInterim = false
    /// Answers that were given to their ends and not taken by the system to theirs.
    private var unwritten = 0
    /// Bytes of the answer whose end was not given yet.
    private var answerBytes = 0

    init(_ times: ConnectionTimes, unsent: UnsentBytes, bodyBytes: Int, headerBytes: Int) {
        self.times = times
        self.unsent = unsent
        self.bodyBytes = bodyBytes
        self.headerBytes = headerBytes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !times.isEnding else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            guard !isLast else { return }
            let hosts = head.headers[canonicalForm: "host"]
            guard hosts.count == 1 || (hosts.isEmpty && head.version.minor == 0) else {
                refuse(.init(.malformed, "A request names one host."), context)
                return
            }
            times.openRequests += 1
            times.isInBody = true
            takesInterim = head.version.minor > 0
            if !head.isKeepAlive {
                isLast = true
                var last = head
                // The rest of the pipeline knows one spelling.
                last.headers.replaceOrAdd(name: "Connection", value: "close")
                context.fireChannelRead(wrapInboundOut(.head(last)))
                return
            }
            if times.openRequests == 1, head.headers.first(name: "Expect")?.lowercased() == "100-continue",
                (head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0) <= bodyBytes
            {
                sayContinue(context)
            }
        case .body: break
        case .end: times.endRequest()
        }
        context.fireChannelRead(data)
    }

    /// A client that ends sending may wait for answers, or be gone: the system tells these apart when something is sent,
    /// and closes the connection of who is gone.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed, takesInterim, times.openRequests > 0,
            !times.isInBody, !isAnswering, !times.isEnding
        {
            sayContinue(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func sayContinue(_ context: ChannelHandlerContext) {
        context.writeAndFlush(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else {
            context.fireErrorCaught(error)
            return
        }
        guard !times.isEnding else { return }
        if error == .headerOverflow {
            if times.lineLength > headerBytes {
                refuse(
                    .init(
                        .uriTooLong, "The address has more than \(headerBytes) bytes.",
                        advice: "Send a long query in the body of a POST."), context)
            } else {
                refuse(
                    .init(.headersTooLarge, "The headers have more than \(headerBytes) bytes, or are too many."),
                    context)
            }
        } else {
            refuse(.init(.malformed, "The request is no HTTP."), context)
        }
    }

    /// Answers a failure and ends the connection; behind other requests, whose answers are still due, there is no place
    /// for one.
    private func refuse(_ error: RequestError, _ context: ChannelHandlerContext) {
        guard times.openRequests == 0 else {
            context.fireErrorCaught(HTTPParserError.unknown)
            return
        }
        let document = Problem.document(error, id: "")
        let headers: HTTPHeaders = [
            "Content-Type": "application/problem+json", "Content-Length": "\(document.count)", "Connection": "close",
            "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
        ]
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: error.httpStatus), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: document)))), promise: nil)
        writeEnd(wrapOutboundOut(.end(nil)), context, promise: nil, isLast: true)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // Behind the last answer there is nothing to say.
        guard !times.isEnding else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            isAnswering = true
            if isLast, times.openRequests == 1, !head.headers.contains(name: "Connection") {
                head.headers.add(name: "Connection", value: "close")
                closes = true
                context.write(wrapOutboundOut(.head(head)), promise: promise)
                return
            }
            if head.headers.first(name: "Connection") == "close" { closes = true }
            context.write(data, promise: promise)
        case .body(let body):
            answerBytes += body.readableBytes
            unsent.add(body.readableBytes)
            context.write(data, promise: promise)
        case .end:
            isAnswering = false
            times.openRequests = max(0, times.openRequests - 1)
            times.lastMove = .now()
            writeEnd(data, context, promise: promise, isLast: closes)
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .input || (unwritten == 0 && !times.isEnding) {
            context.close(mode: mode, promise: promise)
        } else if unwritten > 0 {
            // What was answered is sent first; the times are watched meanwhile.
            end()
            context.channel.closeFuture.cascade(to: promise)
        } else if mode == .all {
            // The client still reads; the connection is closed when it has, or had its time.
            context.channel.closeFuture.cascade(to: promise)
        } else {
            promise?.succeed()
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        unsent.subtract(answerBytes)
        answerBytes = 0
        context.fireChannelInactive()
    }

    /// Writes the end of an answer.
    private func writeEnd(
        _ end: NIOAny, _ context: ChannelHandlerContext, promise: EventLoopPromise<Void>?, isLast: Bool
    ) {
        let bytes = answerBytes
        answerBytes = 0
        unwritten += 1
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.cascade(to: promise)
        written.futureResult.assumeIsolated().whenComplete { [self] _ in
            unwritten -= 1
            unsent.subtract(bytes)
            if times.isEnding, unwritten == 0 { drain(context) }
        }
        if isLast {
            self.end()
            context.writeAndFlush(end, promise: written)
        } else {
            context.write(end, promise: written)
        }
    }

    /// Takes and answers nothing more.
    private func end() {
        guard !times.isEnding else { return }
        times.isEnding = true
        times.lastMove = .now()
    }

    /// All is written: tells the client so, and lets it read. Any sooner, answers would be cut: of a client that sends no
    /// more, ending the output closes all.
    private func drain(_ context: ChannelHandlerContext) {
        times.startDraining()
        context.close(mode: .output, promise: nil)
    }
}
