import FaguiTestSupport
import Logging
import Synchronization

@testable import FaguiServer

/// A server of HTTP over a small index, which goes with the process.
final class SampleServer: Sendable {
    static let shared = Result { try SampleServer() }

    private let context: ServingContext
    private let port: UInt16
    private let running: Task<Void, any Error>

    var runner: OperationRunner { context.runner }
    var access: AccessControl { context.access }

    private init() throws {
        let library = try SampleLibrary.shared.get()
        let limits = Self.limits
        let (ports, found) = AsyncStream.makeStream(of: UInt16.self)
        var configuration = ServerConfiguration()
        configuration.limits = limits
        context = ServingContext(
            runner: OperationRunner(
                library: library, limits: limits,
                pool: WorkPool(threadCount: 2, waitingLimit: limits.waitingRequests)),
            configuration: configuration, logger: Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() }
        ) { _, address in
            found.yield(address.split(separator: ":").last.flatMap { UInt16($0) } ?? 0)
        }
        running = Task.detached { [context] in
            try await HTTPServer(address: .tcp(host: "127.0.0.1", port: 0), context: context).run()
        }
        port = try Blocking.run { await ports.first { _ in true } ?? 0 }
    }

    private static var limits: ServerLimits {
        var limits = ServerLimits()
        limits.requestsPerSecond = 0
        limits.bodyBytes = 1 << 16
        return limits
    }

    /// Sends all of some bytes over a connection of its own, and reads until the server ends it.
    func answer(to bytes: UnsafeRawBufferPointer) -> String {
        guard let client = try? RawClient(port: Int(port)) else { return "" }
        client.send(Array(bytes))
        client.finish()
        let answer = client.remains(limit: 1 << 22)
        // Instead of a wait at the end: ports would run out.
        client.reset()
        return String(decoding: answer, as: UTF8.self)
    }
}
