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
    /// - Throws: ``StreamFailure``.
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
            throw StreamFailure(tls: error)
        }
    }

    deinit { channel.close(promise: nil) }

    func write(_ bytes: [UInt8]) throws(StreamFailure) {
        do {
            try channel.writeAndFlush(ByteBuffer(bytes: bytes)).wait()
        } catch {
            // Why the handshake failed says more than that writing did.
            throw received.failure ?? StreamFailure(tls: error)
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
            state.withLock { $0.failure = $0.failure ?? StreamFailure(tls: error) }
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

extension StreamFailure {
    /// What happened, without the places in the library's source that its own errors name.
    fileprivate init(tls error: any Error) {
        if let error = error as? NIOConnectionError {
            let code = error.connectionErrors.lazy.compactMap { ($0.error as? IOError)?.errnoCode }.first
            reason = code.map { String(cString: strerror($0)) } ?? "the host has no address"
            return
        }
        let text = "\(error)"
        let inner = text.split(separator: "OPENSSL_internal:", maxSplits: 1).last.map {
            $0.prefix { $0 != " " && $0 != "]" }
        }
        switch inner {
        case "CERTIFICATE_VERIFY_FAILED"?:
            reason = "its certificate is not trusted; FAGUI_CA_FILE names certificates that are"
        case "WRONG_VERSION_NUMBER"?: reason = "it does not speak TLS"
        case let inner? where text.contains("OPENSSL_internal:"): reason = "TLS fails with \(inner)"
        default:
            // Errors of other kinds are short: the name of a case.
            reason = "TLS fails with \(text.prefix { $0 != "(" })"
        }
    }
}
