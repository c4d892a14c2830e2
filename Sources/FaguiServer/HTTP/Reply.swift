internal import Fagui
internal import HTTPTypes
internal import NIOCore

/// A response before it is sent.
struct Reply: Sendable {
    var status: HTTPResponse.Status
    var fields: HTTPFields
    var body: ByteBuffer
    /// Whether the body may be compressed for those who take that.
    var isCompressible = false
    /// Whether the connection ends behind it: where a body was not read to its end.
    var closes = false

    init(_ status: HTTPResponse.Status, type: String, _ body: ByteBuffer) {
        self.status = status
        self.body = body
        fields = Self.secureFields
        fields[.contentType] = type
    }

    /// An answer without a body.
    init(_ status: HTTPResponse.Status) {
        self.status = status
        body = ByteBuffer()
        fields = Self.secureFields
    }

    /// A JSON document.
    init(json: [UInt8], status: HTTPResponse.Status = .ok) {
        self.init(status, type: "application/json", ByteBuffer(bytes: json))
        isCompressible = true
    }

    /// A few words.
    init(text: String, status: HTTPResponse.Status = .ok) {
        self.init(status, type: "text/plain; charset=utf-8", ByteBuffer(string: text))
    }

    /// A failure as RFC 9457 has it.
    init(_ error: RequestError, id: String) {
        let status = error.httpStatus
        self.init(
            .init(code: status), type: "application/problem+json",
            ByteBuffer(bytes: Problem.document(error, id: id)))
        if let seconds = error.retryAfter { fields[.retryAfter] = String(seconds) }
        fields[.cacheControl] = "no-store"
        closes = status == 413 || status == 414 || status == 431
    }

    /// What every answer says: that browsers should take it for nothing else than it is.
    private static let secureFields: HTTPFields = {
        var fields = HTTPFields()
        fields[.xContentTypeOptions] = "nosniff"
        fields[.referrerPolicy] = "no-referrer"
        fields[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        fields[.server] = "fagui"
        return fields
    }()
}

extension HTTPField.Name {
    // Constant names that are tokens: the initializer takes these.
    // swift-format-ignore: NeverForceUnwrap
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    // swift-format-ignore: NeverForceUnwrap
    static let requestID = HTTPField.Name("X-Request-Id")!
}
