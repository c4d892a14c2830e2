internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A socket with TLS. The server's certificate must be one that the system trusts, or one of FAGUI_CA_FILE.
final class TLSStream: ByteStream {
    private let channel: any Channel
    private let received: ReceivedBytes

    /// Connects.
    ///
    /// - Parameters:
    ///   - host: The server's name, which its certificate must have.
    ///   - port: Its port.
    init(host: String, port: Int) throws(StreamFailure) {
        let received = ReceivedBytes()
        self.received = received
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            if let file = getenv("FAGUI_CA_FILE"), file.pointee != 0 {
                configuration.trustRoots = .file(String(cString: file))
            }
            let context = try NIOSSLContext(configuration: configuration)
            let isNumber = (try? SocketAddress(ipAddress: host, port: port)) != nil
            channel = try ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.seconds(60))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        try pipeline.addHandler(
                            NIOSSLClientHandler(context: context, serverHostname: isNumber ? nil : host))
                        try pipeline.addHandler(received)
                    }
                }
                .connect(host: host, port: port).wait()
        } catch {
            throw StreamFailure(reason: "\(error)")
        }
    }

    deinit { channel.close(promise: nil) }

    func write(_ bytes: [UInt8]) throws(StreamFailure) {
        do {
            try channel.writeAndFlush(ByteBuffer(bytes: bytes)).wait()
        } catch {
            // Why the handshake failed says more than that writing did.
            throw received.failure ?? StreamFailure(reason: "\(error)")
        }
    }

    func read() throws(StreamFailure) -> [UInt8] {
        let promise = channel.eventLoop.makePromise(of: [UInt8].self)
        received.next(promise)
        let late = channel.eventLoop.scheduleTask(in: .seconds(60)) {
            promise.fail(ChannelError.connectTimeout(.seconds(60)))
        }
        defer { late.cancel() }
        do {
            return try promise.futureResult.wait()
        } catch {
            throw error as? StreamFailure ?? StreamFailure(reason: "it is silent")
        }
    }
}

/// Bytes that have come, for who waits for them on another thread.
private final class ReceivedBytes: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private struct State {
        var bytes: [UInt8] = []
        var isAtEnd = false
        var failure: StreamFailure?
        var waiting: EventLoopPromise<[UInt8]>?
    }

    private let state = Mutex(State())

    /// Why the connection broke, if it did.
    var failure: StreamFailure? { state.withLock { $0.failure } }

    /// Fulfils the promise with what comes next.
    func next(_ promise: EventLoopPromise<[UInt8]>) {
        state.withLock { $0.waiting = promise }
        deliver()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        state.withLock { $0.bytes.append(contentsOf: buffer.readableBytesView) }
        deliver()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Servers that close without a farewell are common; that answers are whole is seen by their length.
        if case .uncleanShutdown? = error as? NIOSSLError {
        } else {
            state.withLock { $0.failure = $0.failure ?? StreamFailure(reason: "\(error)") }
        }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        state.withLock { $0.isAtEnd = true }
        deliver()
    }

    private func deliver() {
        let (promise, result): (EventLoopPromise<[UInt8]>?, Result<[UInt8], StreamFailure>) = state.withLock { state in
            guard state.waiting != nil, !state.bytes.isEmpty || state.isAtEnd else { return (nil, .success([])) }
            defer {
                state.bytes = []
                state.waiting = nil
            }
            if let failure = state.failure, state.bytes.isEmpty { return (state.waiting, .failure(failure)) }
            return (state.waiting, .success(state.bytes))
        }
        switch result {
        case .success(let bytes): promise?.succeed(bytes)
        case .failure(let failure): promise?.fail(failure)
        }
    }
}
