internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore

/// A request on its way through the server.
struct Visit {
    let request: Request
    let channel: any Channel
    /// As the answer and the log name it.
    let id: String
    /// What was asked; nil for a page.
    var endpoint: Endpoint?
    /// The name of the key that was shown; nil without.
    var keyName: String?
    /// Whether the body was read to its end.
    var hasReadBody = false
    /// Bytes of the body that are counted among those that are held.
    private(set) var heldBytes = 0

    init(_ request: Request, _ channel: any Channel, id: String) {
        self.request = request
        self.channel = channel
        self.id = id
    }

    var fields: HTTPFields { request.headers }

    /// Whether the client sends so much that it is better to hang up than to let it.
    var hasUnreadBody: Bool {
        guard !hasReadBody else { return false }
        if fields.contains(.transferEncoding) { return true }
        return fields[.contentLength].flatMap { Int($0) } ?? 0 > 64 << 10
    }

    /// Where the request comes from.
    var peer: Peer { Peer(channel) }

    /// Reads the body.
    ///
    /// - Parameters:
    ///   - limit: The most bytes.
    ///   - budget: Where its bytes count; ``heldBytes`` are to be taken off in the end.
    /// - Returns: All of it.
    /// - Throws: ``RequestError`` with the code `too_large`, as soon as that is known, or `overloaded`.
    mutating func body(limit: Int, budget: UnsentBytes) async throws -> ByteBuffer {
        func tooLarge() -> RequestError {
            RequestError(.tooLarge, "The body has more than \(limit) bytes.", advice: "Send less at a time.")
        }
        if let length = fields[.contentLength].flatMap({ Int($0) }), length > limit { throw tooLarge() }
        var gathered = ByteBuffer()
        for try await part in request.body {
            guard gathered.readableBytes + part.readableBytes <= limit else { throw tooLarge() }
            try budget.check()
            budget.add(part.readableBytes)
            heldBytes += part.readableBytes
            if gathered.readableBytes == 0 { gathered = part } else { gathered.writeImmutableBuffer(part) }
        }
        // The body of a client that is gone ends anywhere.
        try Task.checkCancellation()
        hasReadBody = true
        return gathered
    }
}
