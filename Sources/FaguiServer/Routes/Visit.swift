internal import HTTPTypes
internal import Hummingbird
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

    /// Where the request comes from; nil for this machine.
    var remoteAddress: String? {
        guard let address = channel.remoteAddress?.ipAddress, !address.hasPrefix("127."), address != "::1",
            !address.hasPrefix("::ffff:127.")
        else { return nil }
        return address
    }

    /// Reads the body.
    ///
    /// - Parameter limit: The most bytes.
    /// - Returns: All of it.
    /// - Throws: ``RequestError`` with the code `too_large`, as soon as that is known.
    mutating func body(limit: Int) async throws -> ByteBuffer {
        func tooLarge() -> RequestError {
            RequestError(.tooLarge, "The body has more than \(limit) bytes.", advice: "Send less at a time.")
        }
        if let length = fields[.contentLength].flatMap({ Int($0) }), length > limit { throw tooLarge() }
        var body = ByteBuffer()
        for try await part in request.body {
            guard body.readableBytes + part.readableBytes <= limit else { throw tooLarge() }
            if body.readableBytes == 0 { body = part } else { body.writeImmutableBuffer(part) }
        }
        hasReadBody = true
        return body
    }
}
