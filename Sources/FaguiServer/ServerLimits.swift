/// What one client, or all of them together, may take. README has the same table for people; a test compares.
public struct ServerLimits: Sendable, Equatable {
    /// Bytes of a line of the line protocol.
    public var lineBytes = 1 << 20
    /// Bytes of all headers of an HTTP request together.
    public var headerBytes = 16 << 10
    /// Bytes of the body of an HTTP request.
    public var bodyBytes = 8 << 20
    /// Bytes of a query, a citation or another text that is looked up.
    public var queryBytes = 8 << 10
    /// Hits of a page, and places of a list.
    public var hits = 1000
    /// Hits that a page may pass over; cursors go on from there.
    public var offset = 10_000
    /// How long an answer may be worked at. A search then returns what it has and says so.
    public var queryTime = Duration.seconds(5)
    /// Connections in all.
    public var connections = 10_000
    /// Connections from one address.
    public var connectionsPerAddress = 1024
    /// Requests a second with one key; 0 is any number.
    public var requestsPerSecond = 200
    /// Requests that may wait for a thread; more are answered at once with `overloaded`.
    public var waitingRequests = 256
    /// Requests of one connection that are worked at or wait to be sent; more are not read.
    public var pipelinedRequests = 64
    /// Bytes of answers that are not taken yet, and of bodies that are being read, of all connections together; more
    /// requests are answered with `overloaded` until some are. A connection of lines has a sixteenth of it.
    public var unsentBytes = 256 << 20
    /// How long a connection may stand idle.
    public var idleTime = Duration.seconds(120)
    /// How long a request may take to arrive, and an answer to be taken.
    public var transferTime = Duration.seconds(20)
    /// How long work may go on after the server was told to stop.
    public var stopTime = Duration.seconds(10)

    /// The defaults.
    public init() {}

    /// The same with another time for an answer.
    func with(queryTime: Duration) -> ServerLimits {
        var limits = self
        limits.queryTime = queryTime
        return limits
    }
}
