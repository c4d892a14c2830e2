import Fagui
import FaguiTestSupport
import Foundation
import Logging
import ServiceLifecycle

@testable import FaguiServer

/// The real line server inside the process, over an index of the sample texts.
struct LineTestServer: Sendable {
    let address: ServerConfiguration.Address
    let context: ServingContext
    let server: LineServer
    private let group: ServiceGroup

    /// Connections now.
    var connectionCount: Int { server.connections.count }
    var pool: WorkPool { context.runner.pool }

    func client() throws -> LineClient { try LineClient(address) }

    /// Tells the server to stop, and goes on.
    func stop() async { await group.triggerGracefulShutdown() }

    /// Runs a server for a while.
    ///
    /// - Parameters:
    ///   - address: Where it listens.
    ///   - configure: Changes what is usual.
    ///   - body: What is done meanwhile.
    /// - Throws: What the server throws, or `body`.
    static func running(
        at address: ServerConfiguration.Address = .tcp(host: "127.0.0.1", port: 0),
        _ configure: (inout ServerConfiguration) -> Void = { _ in },
        _ body: (LineTestServer) async throws -> Void
    ) async throws {
        var configuration = ServerConfiguration()
        configuration.threads = 2
        configuration.lines = [address]
        configure(&configuration)
        let pool = WorkPool(threadCount: configuration.threads, waitingLimit: configuration.limits.waitingRequests)
        let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let context = ServingContext(
            runner: OperationRunner(
                library: try await SampleIndex.library.value, limits: configuration.limits, pool: pool),
            configuration: configuration, logger: logger,
            onListening: { _, address in continuation.yield(address) })
        let server = LineServer(address: address, context: context)
        let group = ServiceGroup(configuration: .init(services: [server], logger: logger))
        let running = Task {
            defer { continuation.finish() }
            try await group.run()
        }
        guard let taken = await addresses.first(where: { _ in true }).flatMap(ServerConfiguration.Address.init) else {
            try await running.value
            return
        }
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await body(LineTestServer(address: taken, context: context, server: server, group: group)))
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try? await running.value
        try await pool.shutDown()
        try result.get()
    }
}

/// The sample texts of the repository, indexed once for all tests.
enum SampleIndex {
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private static let folder = TemporaryFolder()

    static let library = Task {
        let library = try await Library.create(at: folder.path + "/index")
        _ = try await library.index(paths: [repository + "/corpus"])
        return library
    }
}

/// Holds up the threads of a pool.
final class Blocker: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let tasks: [Task<Void, any Error>]

    /// Takes so many threads, and returns when it has them.
    init(_ pool: WorkPool, threads: Int) async {
        let (started, continuation) = AsyncStream.makeStream(of: Void.self)
        tasks = (0..<threads).map { [semaphore] _ in
            Task {
                try await pool.run {
                    continuation.yield()
                    Self.wait(semaphore)
                }
            }
        }
        var count = 0
        for await _ in started {
            count += 1
            if count == threads { break }
        }
    }

    private static func wait(_ semaphore: DispatchSemaphore) { semaphore.wait() }

    /// Lets go of the threads.
    func release() async {
        for _ in tasks { semaphore.signal() }
        for task in tasks { try? await task.value }
    }
}

/// Looks again and again until something is so.
func eventually(_ condition: () -> Bool) async -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while !condition() {
        if ContinuousClock.now > end { return false }
        await Task.yield()
    }
    return true
}
