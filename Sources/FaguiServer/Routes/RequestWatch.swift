internal import NIOCore
internal import NIOHTTP1

/// Watches the requests of a connection, where their heads still stand as they came: refuses what the parser does not
/// take, asks for bodies, and ends the connection behind an answer that says so.
final class RequestWatch: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let times: ConnectionTimes
    private let bodyBytes: Int
    private let headerBytes: Int
    /// Whether the last request wants no other behind it.
    private var isLast = false
    /// Whether the answer that is sent ends the connection.
    private var closes = false

    init(_ times: ConnectionTimes, bodyBytes: Int, headerBytes: Int) {
        self.times = times
        self.bodyBytes = bodyBytes
        self.headerBytes = headerBytes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard times.drainEnd == nil else { return }
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
                context.writeAndFlush(
                    wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
            }
        case .body: break
        case .end: times.endRequest()
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else {
            context.fireErrorCaught(error)
            return
        }
        guard times.drainEnd == nil else { return }
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
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        end(context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // Behind the last answer there is nothing to say.
        guard times.drainEnd == nil else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if isLast, times.openRequests == 1, !head.headers.contains(name: "Connection") {
                head.headers.add(name: "Connection", value: "close")
                closes = true
                context.write(wrapOutboundOut(.head(head)), promise: promise)
                return
            }
            if head.headers.first(name: "Connection") == "close" { closes = true }
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            times.openRequests = max(0, times.openRequests - 1)
            times.lastMove = .now()
            guard closes else {
                context.write(data, promise: promise)
                return
            }
            context.writeAndFlush(data, promise: promise)
            end(context)
        }
    }

    private func end(_ context: ChannelHandlerContext) {
        times.startDraining()
        context.close(mode: .output, promise: nil)
    }
}
