internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// Sets up the connections of the HTTP server: lets them in or turns them away, and watches over their times and sizes.
struct HTTPConnection: ServerChildChannel {
    /// A connection that was accepted by the system.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        /// What moves its requests; nil for a connection that is turned away.
        fileprivate let http: HTTP1Channel.Value?
    }

    private let http: HTTP1Channel
    private let tls: NIOSSLContext?
    private let context: ServingContext

    init(responder: @escaping HTTPChannelHandler.Responder, tls: NIOSSLContext?, context: ServingContext) {
        let bytes = context.limits.headerBytes
        http = HTTP1Channel(
            responder: responder,
            configuration: .init(
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: bytes, maxHeaderListSize: bytes, maxHeaderFieldCount: 256)))
        self.tls = tls
        self.context = context
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let peer = Peer(channel)
        guard context.gate.enter(peer.name) else {
            context.metrics.refused(.connections)
            return channel.eventLoop.makeSucceededFuture(Value(channel: channel, http: nil))
        }
        channel.closeFuture.whenComplete { [gate = context.gate] _ in gate.leave(peer.name) }
        return http.setup(channel: channel, logger: logger).flatMapThrowing { [context, tls] value in
            let times = ConnectionTimes(context.limits)
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(
                RequestWatch(
                    times, unsent: context.unsent, bodyBytes: context.limits.bodyBytes,
                    headerBytes: context.limits.headerBytes),
                position: .after(decoder.handler))
            if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls), position: .first) }
            // Before TLS, so that a handshake counts as the beginning of a request.
            try pipeline.addHandler(ByteWatch(times), position: .first)
            return Value(channel: channel, http: value)
        }
    }

    func handle(value: Value, logger: Logger) async {
        if let http = value.http {
            // Cancelled when the connection is closed: what a client that is gone has asked is not worked at any longer.
            let requests = Task { await self.http.handle(value: http, logger: logger) }
            value.channel.closeFuture.whenComplete { _ in requests.cancel() }
            await withTaskCancellationHandler {
                await requests.value
            } onCancel: {
                requests.cancel()
            }
        } else {
            // With TLS a client would not understand.
            if tls == nil {
                let refusal = """
                    HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n
                    """
                try? await value.channel.writeAndFlush(ByteBuffer(string: refusal))
            }
            try? await value.channel.close()
        }
    }
}
