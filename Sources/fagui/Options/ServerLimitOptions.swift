internal import ArgumentParser
internal import FaguiServer

/// What clients of the server may take; README has the table of defaults.
struct ServerLimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Bytes of a line.", valueName: "bytes"))
    var maxLine = ServerLimits().lineBytes

    @Option(help: ArgumentHelp("Bytes of the headers of a request.", valueName: "bytes"))
    var maxHeader = ServerLimits().headerBytes

    @Option(help: ArgumentHelp("Bytes of the body of a request.", valueName: "bytes"))
    var maxBody = ServerLimits().bodyBytes

    @Option(help: ArgumentHelp("Bytes of a query.", valueName: "bytes"))
    var maxQuery = ServerLimits().queryBytes

    @Option(help: ArgumentHelp("Hits of a page.", valueName: "count"))
    var maxHits = ServerLimits().hits

    @Option(help: ArgumentHelp("Hits that a page may pass over.", valueName: "count"))
    var maxOffset = ServerLimits().offset

    @Option(
        help: ArgumentHelp("How long an answer may take; default 5s.", valueName: "duration"),
        transform: { try TimeLimit(parsing: $0) })
    var maxTime: TimeLimit?

    @Option(help: ArgumentHelp("Connections in all.", valueName: "count"))
    var maxConnections = ServerLimits().connections

    @Option(help: ArgumentHelp("Connections from one address.", valueName: "count"))
    var maxConnectionsPerAddress = ServerLimits().connectionsPerAddress

    @Option(help: ArgumentHelp("Requests a second with one key; 0 is any number.", valueName: "count"))
    var maxRate = ServerLimits().requestsPerSecond

    @Option(help: ArgumentHelp("Requests that may wait for a thread.", valueName: "count"))
    var maxWaiting = ServerLimits().waitingRequests

    @Option(help: ArgumentHelp("Requests of one connection under way.", valueName: "count"))
    var maxPipelined = ServerLimits().pipelinedRequests

    @Option(help: ArgumentHelp("Bytes of answers not taken, and of bodies being read, of all.", valueName: "bytes"))
    var maxUnsent = ServerLimits().unsentBytes

    @Option(
        help: ArgumentHelp("How long a connection may stand idle; default 2m.", valueName: "duration"),
        transform: { try TimeLimit(parsing: $0) })
    var idleTime: TimeLimit?

    @Option(
        help: ArgumentHelp(
            "How long a request may take to arrive, and an answer to be taken; default 20s.", valueName: "duration"),
        transform: { try TimeLimit(parsing: $0) })
    var transferTime: TimeLimit?

    @Option(
        help: ArgumentHelp("How long work may go on after a signal to stop; default 10s.", valueName: "duration"),
        transform: { try TimeLimit(parsing: $0) })
    var stopTime: TimeLimit?

    func validate() throws {
        let numbers = [
            ("--max-line", maxLine), ("--max-header", maxHeader), ("--max-body", maxBody), ("--max-query", maxQuery),
            ("--max-hits", maxHits), ("--max-connections", maxConnections),
            ("--max-connections-per-address", maxConnectionsPerAddress), ("--max-pipelined", maxPipelined),
            ("--max-unsent", maxUnsent),
        ]
        for (name, value) in numbers where value < 1 { throw ValidationError("\(name) must be at least 1.") }
        for (name, value) in [("--max-offset", maxOffset), ("--max-rate", maxRate), ("--max-waiting", maxWaiting)]
        where value < 0 {
            throw ValidationError("\(name) must not be negative.")
        }
    }

    /// As the server has them.
    var limits: ServerLimits {
        var limits = ServerLimits()
        limits.lineBytes = maxLine
        limits.headerBytes = maxHeader
        limits.bodyBytes = maxBody
        limits.queryBytes = maxQuery
        limits.hits = maxHits
        limits.offset = maxOffset
        limits.connections = maxConnections
        limits.connectionsPerAddress = maxConnectionsPerAddress
        limits.requestsPerSecond = maxRate
        limits.waitingRequests = maxWaiting
        limits.pipelinedRequests = maxPipelined
        limits.unsentBytes = maxUnsent
        if let maxTime { limits.queryTime = maxTime.duration }
        if let idleTime { limits.idleTime = idleTime.duration }
        if let transferTime { limits.transferTime = transferTime.duration }
        if let stopTime { limits.stopTime = stopTime.duration }
        return limits
    }
}
