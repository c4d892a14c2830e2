import Fagui
import FaguiTestSupport
import Foundation
import Logging
import ServiceLifecycle
import Synchronization

@testable import FaguiServer

/// A server of HTTP over a small index, on a port of its own.
final class TestServer: Sendable {
    let folder: TemporaryFolder
    let context: ServingContext
    let log: LogLines
    private let group: ServiceGroup
    let port: Int

    private init(folder: TemporaryFolder, context: ServingContext, log: LogLines, group: ServiceGroup, port: Int) {
        self.folder = folder
        self.context = context
        self.log = log
        self.group = group
        self.port = port
    }

    /// Texts that most tests search.
    static let texts = [
        ("法规/产品质量条例.md", "产品质量条例", "第一条　为了加强产品质量监督，制定本条例。\n第二条　生产者应当对其生产的产品质量负责。\n"),
        ("法规/安全 #1.txt", "安全通知", "第一条　依据《产品质量条例》第二条，加强质量安全检查。\n第二条　本通知自发布之日起施行。\n"),
        ("notice-1", "通知", "关于质量安全的通知。"),
    ]

    /// An index of the texts, made once.
    private static let template = Task {
        let folder = TemporaryFolder()
        let writer = try await Library.create(at: "\(folder.path)/index")
        for (id, title, text) in texts { try await writer.add(id: id, title: title, text: text) }
        try await writer.commit()
        await writer.close()
        return folder
    }

    /// Runs `body` with a server, and stops it behind.
    static func with<R: Sendable>(
        _ configure: (inout FaguiServer.ServerConfiguration) -> Void = { _ in },
        _ body: (TestServer) async throws -> R
    ) async throws -> R {
        let folder = TemporaryFolder()
        try await FileManager.default.copyItem(
            atPath: "\(template.value.path)/index", toPath: "\(folder.path)/index")
        var configuration = FaguiServer.ServerConfiguration()
        configuration.http = .tcp(host: "127.0.0.1", port: 0)
        configuration.limits.requestsPerSecond = 0
        configuration.threads = 2
        configure(&configuration)
        let log = LogLines()
        var logger = Logger(label: "test") { _ in log.handler }
        logger.logLevel = .info
        let library = try await Library.open(at: "\(folder.path)/index")
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let context = ServingContext(
            runner: OperationRunner(
                library: library, limits: configuration.limits,
                pool: WorkPool(
                    threadCount: configuration.threads, waitingLimit: configuration.limits.waitingRequests)),
            configuration: configuration, logger: logger
        ) { _, address in
            port.yield(address.split(separator: ":").last.flatMap { Int($0) } ?? 0)
        }
        var services = ServiceGroupConfiguration(
            services: [
                HTTPServer(address: .tcp(host: "127.0.0.1", port: 0), context: context),
                CommitWatcher(library: library, metrics: context.metrics, logger: logger),
            ], logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() })
        services.maximumGracefulShutdownDuration = configuration.limits.stopTime
        let group = ServiceGroup(configuration: services)
        let running = Task { try await group.run() }
        guard let found = await ports.first(where: { _ in true }) else { throw CancellationError() }
        let server = TestServer(folder: folder, context: context, log: log, group: group, port: found)
        let result: R
        do {
            result = try await body(server)
        } catch {
            await group.triggerGracefulShutdown()
            _ = await running.result
            throw error
        }
        await group.triggerGracefulShutdown()
        _ = await running.result
        try await context.texts.shutDown()
        try await context.runner.pool.shutDown()
        return result
    }

    /// Tells the server to stop; what is under way ends.
    func stop() async { await group.triggerGracefulShutdown() }

    /// Talks to the server on a thread of its own: sockets that block must not take those that serve.
    func talk<R: Sendable>(_ body: @escaping @Sendable (RawClient) throws -> R) async throws -> R {
        let port = port
        return try await onThread { try body(RawClient(port: port)) }
    }

    /// Sends one request and waits for its answer.
    func ask(
        _ method: String, _ target: String, _ headers: [String: String] = [:], body: String? = nil
    ) async throws -> RawAnswer {
        try await talk { try $0.ask(method, target, headers, body: body) }
    }

    /// Sends a GET.
    func get(_ target: String, _ headers: [String: String] = [:]) async throws -> RawAnswer {
        try await ask("GET", target, headers)
    }
}

/// Runs what blocks on a thread of its own.
func onThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
        // Not a dispatch queue: those share their threads with Swift's own.
        Thread { continuation.resume(with: Result { try body() }) }.start()
    }
}

/// Lines that were logged.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    var handler: any LogHandler { Handler(lines: self) }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let fields = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            lines.lines.withLock { $0.append(([event.message.description] + fields).joined(separator: " ")) }
        }
    }
}
