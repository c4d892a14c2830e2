internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle

/// Answers HTTP: the API and the pages.
struct HTTPServer: Service {
    let address: ServerConfiguration.Address
    let context: ServingContext

    func run() async throws {
        let frontend = Frontend(context)
        let connection = HTTPConnection(
            responder: frontend.respond,
            tls: try context.configuration.certificate?.serverContext(protocols: ["http/1.1"]), context: context)
        let server = connection.server(
            configuration: HummingbirdCore.ServerConfiguration(address: bindAddress, backlog: 1024),
            onServerRunning: { [context, address] channel in
                context.onListening("http", address.bound(to: channel.localAddress).description)
            },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quietLogger)
        do {
            try await withGracefulShutdownHandler {
                try await server.run()
            } onGracefulShutdown: {
                frontend.stop()
            }
        } catch let error as IOError {
            throw ServerError(cannotListenOn: address, error)
        }
    }

    /// What Hummingbird says of itself matters to nobody but who looks for faults.
    private var quietLogger: Logger {
        var logger = context.logger
        if logger.logLevel == .info { logger.logLevel = .notice }
        return logger
    }

    private var bindAddress: BindAddress {
        switch address {
        case .tcp(let host, let port): .hostname(host, port: port)
        case .unix(let path): .unixDomainSocket(path: path)
        }
    }
}
