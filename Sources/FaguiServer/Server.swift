public import Fagui
public import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import UnixSignals

/// The index behind sockets: lines, HTTP and a web page.
public struct Server: Sendable {
    private let library: Library
    private let configuration: ServerConfiguration
    private let logger: Logger

    /// - Parameters:
    ///   - library: The index; it is kept at the newest commit.
    ///   - configuration: Where to listen, and whom to answer.
    ///   - logger: Gets what operators should know; never a key, never a query.
    /// - Throws: ``ServerError`` where the configuration would let in anybody by mistake.
    public init(library: Library, configuration: ServerConfiguration, logger: Logger) throws(ServerError) {
        try configuration.check()
        self.library = library
        self.configuration = configuration
        self.logger = logger
    }

    /// Serves until the process is told to stop (SIGTERM, SIGINT), then ends what is under way.
    ///
    /// - Parameter onListening: Gets each address with what is spoken there (`http`, `line`) as it opens.
    /// - Throws: ``ServerError`` where an address cannot be listened on.
    public func run(onListening: @escaping @Sendable (_ name: String, _ address: String) -> Void) async throws {
        var configuration = configuration
        Self.adapt(&configuration.limits, toOpenFiles: OpenFiles.raiseLimit(), logger)
        let limits = configuration.limits
        let pool = WorkPool(
            threadCount: configuration.threads > 0 ? configuration.threads : System.coreCount,
            waitingLimit: limits.waitingRequests)
        let context = ServingContext(
            runner: OperationRunner(library: library, limits: limits, pool: pool), configuration: configuration,
            logger: logger, onListening: onListening)
        context.metrics.install()
        var faces: [any Service] = []
        for address in configuration.lines { faces.append(LineServer(address: address, context: context)) }
        if let address = configuration.http { faces.append(HTTPServer(address: address, context: context)) }
        let (ends, end) = AsyncThrowingStream.makeStream(of: Void.self)
        let bound = StopBound(time: limits.stopTime + Self.extraStopTime) { [logger] in
            if case .terminated = end.yield(()) { return }
            logger.warning("stopped before all work had ended")
            end.finish()
        }
        var group = ServiceGroupConfiguration(
            services: [
                CommitWatcher(library: library, metrics: context.metrics, logger: logger),
                ServicesTogether(services: faces + [bound]),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = limits.stopTime
        let running = Task { [group] in
            do {
                try await ServiceGroup(configuration: group).run()
                try await context.texts.shutDown()
                try await pool.shutDown()
                end.finish()
            } catch {
                end.finish(throwing: error)
            }
        }
        // A task of its own: iterating would end with the task's cancellation, not with the services.
        let ended = Task { for try await _ in ends {} }
        try await withTaskCancellationHandler {
            try await ended.value
        } onCancel: {
            running.cancel()
        }
    }

    /// How long after ``ServerLimits/stopTime`` work that heeds nothing is waited for.
    private static var extraStopTime: Duration { .seconds(2) }

    /// Open files that are no connections: those of the index, the log, listening sockets.
    private static var otherFiles: Int { 64 }

    /// Lets in no more connections than the process may have.
    static func adapt(_ limits: inout ServerLimits, toOpenFiles files: Int?, _ logger: Logger) {
        guard let files, files - otherFiles < limits.connections else { return }
        let allowed = max(1, files - otherFiles)
        logger.warning(
            "fewer connections than wanted: the system limits open files",
            metadata: ["wanted": "\(limits.connections)", "allowed": "\(allowed)", "open_files": "\(files)"])
        limits.connections = allowed
    }
}

/// What the faces of the server share.
final class ServingContext: Sendable {
    let runner: OperationRunner
    let configuration: ServerConfiguration
    let logger: Logger
    let gate: ConnectionGate
    let access: AccessControl
    let metrics = ServerMetrics()
    /// Bytes of bodies that are gathered, and of answers that clients have not taken.
    let unsent: UnsentBytes
    let texts: TextWriter
    let onListening: @Sendable (_ name: String, _ address: String) -> Void

    init(
        runner: OperationRunner, configuration: ServerConfiguration, logger: Logger,
        onListening: @escaping @Sendable (_ name: String, _ address: String) -> Void
    ) {
        self.runner = runner
        self.configuration = configuration
        self.logger = logger
        self.onListening = onListening
        gate = ConnectionGate(configuration.limits)
        unsent = UnsentBytes(limit: configuration.limits.unsentBytes)
        access = AccessControl(
            configuration.keys, RateLimiter(perSecond: configuration.limits.requestsPerSecond))
        texts = TextWriter(library: runner.library, limits: configuration.limits, logger: logger)
    }

    var limits: ServerLimits { configuration.limits }
    var library: Library { runner.library }
}
