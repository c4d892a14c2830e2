internal import FaguiServer
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

/// A connection to a server, for a thread that waits for each message.
final class RemoteChannel<Message: Sendable>: Sendable {
    private let channel: any Channel
    private let received: ReceivedMessages<Message>

    /// Connects.
    ///
    /// - Parameters:
    ///   - address: To whom.
    ///   - isEncrypted: Whether TLS is spoken. The server's certificate must be one that the system trusts, or one of
    ///     FAGUI_CA_FILE, and have the host's name.
    ///   - addHandlers: Adds what makes messages of bytes.
    /// - Throws: ``StreamFailure``.
    init(
        to address: ServerConfiguration.Address, isEncrypted: Bool = false,
        _ addHandlers: @escaping @Sendable (ChannelPipeline.SynchronousOperations) throws -> Void = { _ in }
    ) throws(StreamFailure) {
        let received = ReceivedMessages<Message>()
        self.received = received
        do {
            let context = isEncrypted ? try Self.clientContext() : nil
            let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(RemotePatience.time)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        if let context { try pipeline.addHandler(try Self.encryption(context, address)) }
                        try addHandlers(pipeline)
                        try pipeline.addHandler(received)
                    }
                }
            channel =
                switch address {
                case .unix(let path): try bootstrap.connect(unixDomainSocketPath: path).wait()
                case .tcp(let host, let port): try bootstrap.connect(host: host, port: port).wait()
                }
        } catch {
            throw StreamFailure(connection: error)
        }
    }

    deinit { channel.close(promise: nil) }

    /// Writes parts, and waits until the system has them.
    func write<Part: Sendable>(_ parts: [Part]) throws(StreamFailure) {
        guard let last = parts.last else { return }
        do {
            for part in parts.dropLast() { channel.write(part, promise: nil) }
            try channel.writeAndFlush(last).wait()
        } catch {
            // Why the connection broke says more than that writing did.
            throw received.failure ?? StreamFailure(connection: error)
        }
    }

    /// Waits for a message.
    ///
    /// - Returns: Nil at the end of the connection.
    /// - Throws: ``StreamFailure``.
    func next() throws(StreamFailure) -> Message? {
        let promise = channel.eventLoop.makePromise(of: Message?.self)
        received.next(promise)
        let late = channel.eventLoop.scheduleTask(in: RemotePatience.time) {
            promise.fail(StreamFailure(reason: "it is silent"))
        }
        defer { late.cancel() }
        do {
            return try promise.futureResult.wait()
        } catch {
            throw error as? StreamFailure ?? StreamFailure(connection: error)
        }
    }

    private static func clientContext() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let file = getenv("FAGUI_CA_FILE"), file.pointee != 0 {
            configuration.trustRoots = .file(String(cString: file))
        }
        return try NIOSSLContext(configuration: configuration)
    }

    private static func encryption(
        _ context: NIOSSLContext, _ address: ServerConfiguration.Address
    ) throws -> NIOSSLClientHandler {
        guard case .tcp(let host, let port) = address else {
            return try NIOSSLClientHandler(context: context, serverHostname: nil)
        }
        // A number is no name that could be asked for.
        let isNumber = (try? SocketAddress(ipAddress: host, port: port)) != nil
        return try NIOSSLClientHandler(context: context, serverHostname: isNumber ? nil : host)
    }
}

/// How long a server may be silent, also while it is connected to.
enum RemotePatience {
    static let time = TimeAmount.seconds(60)
}

extension RemoteChannel: ByteStream where Message == ByteBuffer {
    func write(_ bytes: [UInt8]) throws(StreamFailure) { try write([ByteBuffer(bytes: bytes)]) }

    func read() throws(StreamFailure) -> [UInt8] { try next().map { Array($0.readableBytesView) } ?? [] }
}

/// Messages that have come, for who waits for them on another thread.
private final class ReceivedMessages<Message: Sendable>: ChannelInboundHandler, Sendable {
    typealias InboundIn = Message

    private struct State {
        var messages: [Message] = []
        var isAtEnd = false
        var failure: StreamFailure?
        var waiting: EventLoopPromise<Message?>?
    }

    private let state = Mutex(State())

    /// Why the connection broke, if it did.
    var failure: StreamFailure? { state.withLock { $0.failure } }

    /// Fulfils the promise with what comes next.
    func next(_ promise: EventLoopPromise<Message?>) {
        state.withLock { $0.waiting = promise }
        deliver()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let message = unwrapInboundIn(data)
        state.withLock { $0.messages.append(message) }
        deliver()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Servers that close without a farewell are common; that answers are whole is seen by their length.
        if case .uncleanShutdown? = error as? NIOSSLError {
        } else {
            state.withLock { $0.failure = $0.failure ?? StreamFailure(connection: error) }
        }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        state.withLock { $0.isAtEnd = true }
        deliver()
    }

    private func deliver() {
        let (promise, result): (EventLoopPromise<Message?>?, Result<Message?, StreamFailure>) = state.withLock {
            state in
            guard let promise = state.waiting, !state.messages.isEmpty || state.isAtEnd else {
                return (nil, .success(nil))
            }
            state.waiting = nil
            if !state.messages.isEmpty { return (promise, .success(state.messages.removeFirst())) }
            return (promise, state.failure.map { .failure($0) } ?? .success(nil))
        }
        promise?.completeWith(result.mapError { $0 as any Error })
    }
}
