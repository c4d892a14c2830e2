internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// Answers HTTP: the API and the pages.
struct HTTPServer: Service {
    let address: ServerConfiguration.Address
    let context: ServingContext

    func run() async throws {
        // Pages read who asks by `AccessControl.principal(request.headers)`; they are answered only for GET, HEAD and POST.
        let router = Router(context: HTTPContext.self, options: .autoGenerateHeadEndpoints)
        // The pages go here: WebRoutes.add(to: router, context: context)
        router.get("/healthz") { _, _ in "ok\n" }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: bindAddress, serverName: "fagui"),
            onServerRunning: { [context, address] channel in
                let port = channel.localAddress?.port
                if case .tcp(let host, _) = address, let port {
                    context.onListening("http", ServerConfiguration.Address.tcp(host: host, port: port).description)
                } else {
                    context.onListening("http", address.description)
                }
            },
            logger: context.logger)
        try await application.run()
    }

    private var bindAddress: BindAddress {
        switch address {
        case .tcp(let host, let port): .hostname(host, port: port)
        case .unix(let path): .unixDomainSocket(path: path)
        }
    }
}
