internal import CoreMetrics
internal import Fagui
internal import HTTPTypes
internal import Synchronization

/// What the server measures of itself.
final class ServerMetrics: Sendable {
    /// Why somebody was turned away.
    enum Refusal: String, CaseIterable {
        case connections, rate, overload, key
    }

    /// Of one endpoint.
    private final class EndpointMetrics: Sendable {
        let name: String
        let seconds: CoreMetrics.Timer
        /// By status; few of them occur.
        private let counts = Mutex<[(status: Int, counter: Counter)]>([])

        init(name: String, _ factory: any MetricsFactory) {
            self.name = name
            seconds = CoreMetrics.Timer(
                label: "fagui_request_seconds", dimensions: [("operation", name)], factory: factory)
        }

        func count(_ status: Int, _ factory: any MetricsFactory) {
            let counter = counts.withLock { counts in
                if let known = counts.first(where: { $0.status == status }) { return known.counter }
                let counter = Counter(
                    label: "fagui_requests_total", dimensions: [("operation", name), ("status", String(status))],
                    factory: factory)
                counts.append((status, counter))
                return counter
            }
            counter.increment()
        }
    }

    private static let isInstalled = Mutex(false)

    private static let helps = [
        "fagui_requests_total": "Requests answered, by operation and status.",
        "fagui_request_seconds": "Time from the head of a request to the end of its answer.",
        "fagui_refused_total": "Requests and connections turned away.",
        "fagui_requests_in_flight": "Requests that are being answered.",
        "fagui_requests_waiting": "Requests of all faces that are worked at or wait for a thread.",
        "fagui_connections": "Connections.",
        "fagui_snapshot": "The commit that is searched.",
        "fagui_commits_taken_up_total": "Commits of other processes that were taken up.",
        "fagui_resident_bytes": "Memory of the process.",
    ]

    let factory: PrometheusFactory
    private let endpoints: [String: EndpointMetrics]
    private let refusals: [Refusal: Counter]
    private let commits: Counter
    private let inFlight = Atomic<Int>(0)

    init() {
        factory = PrometheusFactory(helps: Self.helps)
        let factory = factory
        // Lines that ask for nothing known are counted under their own name.
        let names = Set(Endpoint.all.map(\.name) + Operation.all.map(\.name) + ["page", "line"])
        endpoints = Dictionary(uniqueKeysWithValues: names.map { ($0, EndpointMetrics(name: $0, factory)) })
        refusals = Dictionary(
            uniqueKeysWithValues: Refusal.allCases.map {
                ($0, Counter(label: "fagui_refused_total", dimensions: [("reason", $0.rawValue)], factory: factory))
            })
        commits = Counter(label: "fagui_commits_taken_up_total", dimensions: [], factory: factory)
    }

    /// Lets libraries record here as well; of several servers of a process the first one has that.
    func install() {
        Self.isInstalled.withLock { isInstalled in
            if !isInstalled { MetricsSystem.bootstrap(factory) }
            isInstalled = true
        }
    }

    /// A request begins.
    func begin() { inFlight.add(1, ordering: .relaxed) }

    /// A request was answered.
    ///
    /// - Parameters:
    ///   - name: What was asked: an endpoint, an operation, `page` or `line`.
    ///   - status: The answer's status.
    ///   - duration: How long it took.
    func end(_ name: String, status: Int, duration: Duration) {
        inFlight.subtract(1, ordering: .relaxed)
        guard let own = endpoints[name] else { return }
        own.count(status, factory)
        let parts = duration.components
        own.seconds.recordNanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
    }

    /// Somebody is turned away.
    func refused(_ reason: Refusal) { refusals[reason]?.increment() }

    /// Somebody is turned away by an error; others count for nothing here.
    func refused(_ error: RequestError) {
        switch RequestError.Code(rawValue: error.code) {
        case .rateLimited: refused(.rate)
        case .unauthorized, .forbidden: refused(.key)
        case .overloaded: refused(.overload)
        default: break
        }
    }

    /// A request is not answered any more: its client is gone.
    func abandon() { inFlight.subtract(1, ordering: .relaxed) }

    /// A commit was taken up.
    func tookUpCommit() { commits.increment() }

    /// Writes all figures.
    ///
    /// - Parameter context: What the server is at.
    /// - Returns: The text format 0.0.4.
    func text(_ context: ServingContext) -> String {
        let gauges: [(String, Double)] = [
            ("fagui_requests_in_flight", Double(inFlight.load(ordering: .relaxed))),
            ("fagui_requests_waiting", Double(context.runner.pool.load)),
            ("fagui_connections", Double(context.gate.count)),
            ("fagui_snapshot", Double(context.library.generation)),
            ("fagui_resident_bytes", Double(ResidentMemory.bytes)),
        ]
        for (label, value) in gauges { Gauge(label: label, dimensions: [], factory: factory).record(value) }
        return factory.text()
    }
}
