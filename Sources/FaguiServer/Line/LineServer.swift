internal import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle

/// Answers lines; docs/line-protocol.md describes them.
struct LineServer: Service {
    let address: ServerConfiguration.Address
    let context: ServingContext
    /// The open connections.
    let connections = LineConnections()
    /// Bytes of answers that clients have not taken.
    let unsent: UnsentBytes

    init(address: ServerConfiguration.Address, context: ServingContext) {
        self.address = address
        self.context = context
        unsent = context.unsent
    }

    func run() async throws {
        let (channel, file) = try await listen()
        defer { file?.remove() }
        context.onListening("line", address.bound(to: channel.localAddress).description)
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                try? await channel.closeFuture.get()
                await connections.waitUntilClosed()
            } onGracefulShutdown: {
                channel.close(promise: nil)
                connections.stop()
                // Sooner than the group loses patience, so that the other services keep time to end as well.
                let time = TimeAmount(context.limits.stopTime)
                channel.eventLoop.scheduleTask(in: .nanoseconds(time.nanoseconds / 10 * 9)) { connections.close() }
            }
        } onCancel: {
            channel.close(promise: nil)
            connections.close()
        }
    }

    // MARK: Listening

    private func listen() async throws -> (any Channel, UnixSocketFile?) {
        var bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // A client may end its side and wait for answers, as nc -N does.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
        switch address {
        case .unix(let path):
            bootstrap = bootstrap.childChannelInitializer { prepare($0, tls: nil) }
            let (socket, file) = try UnixSocketFile.bind(path)
            do {
                return (try await bootstrap.withBoundSocket(socket).get(), file)
            } catch {
                file.remove()
                throw ServerError(cannotListenOn: address, error)
            }
        case .tcp(let host, let port):
            let tls = try context.configuration.certificate?.serverContext(protocols: [])
            bootstrap = bootstrap.childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { prepare($0, tls: tls) }
            do {
                return (try await bootstrap.bind(host: host, port: port).get(), nil)
            } catch {
                throw ServerError(cannotListenOn: address, error)
            }
        }
    }

    /// Puts the handlers into a new connection, or refuses it.
    private func prepare(_ channel: any Channel, tls: NIOSSLContext?) -> EventLoopFuture<Void> {
        let peer = Peer(channel)
        let gate = context.gate
        guard gate.enter(peer.name) else {
            context.metrics.refused(.connections)
            return refuse(channel, tls != nil)
        }
        channel.closeFuture.whenComplete { _ in gate.leave(peer.name) }
        guard connections.add(channel) else { return channel.close() }
        return channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
            try pipeline.addHandler(
                LineConnection(server: context, unsent: unsent, peer: peer))
        }
    }

    /// Says why, and closes. Over TLS it only closes: a handshake is what a flood would be made of.
    private func refuse(_ channel: any Channel, _ isEncrypted: Bool) -> EventLoopFuture<Void> {
        guard !isEncrypted else { return channel.close() }
        let isFull = context.gate.count >= context.limits.connections
        let error =
            isFull
            ? RequestError(.overloaded, "The server has too many connections.", retryAfter: 1)
            : RequestError(.rateLimited, "There are too many connections from this address.", retryAfter: 1)
        let line = LineAnswer.line(Array("null".utf8), error)
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(RefusedConnection(line: line))
        }
    }
}

/// A connection that gets one line and is closed.
private final class RefusedConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let line: ByteBuffer

    init(line: ByteBuffer) {
        self.line = line
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(line)).whenComplete { _ in channel.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
}
