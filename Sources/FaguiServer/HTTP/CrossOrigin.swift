internal import HTTPTypes

/// Whether pages of other origins may ask (CORS).
struct CrossOrigin: Sendable {
    private let origins: Set<String>

    /// - Parameter origins: Those whose pages may; `*` is all.
    init(_ origins: [String]) {
        self.origins = Set(origins)
    }

    /// Whether anybody else's pages may.
    var isOn: Bool { !origins.isEmpty }

    /// Tells a browser that the page that asks may read the answer.
    ///
    /// - Parameters:
    ///   - request: The request's headers.
    ///   - answer: The answer's.
    func allow(_ request: HTTPFields, _ answer: inout HTTPFields) {
        guard let origin = request[.origin], let allowed = allowedOrigin(origin) else { return }
        answer[.accessControlAllowOrigin] = allowed
        answer[.accessControlExposeHeaders] = "ETag, Retry-After, X-Request-Id"
    }

    /// Tells a browser, which asks before, what its page may send.
    ///
    /// - Parameters:
    ///   - request: The request's headers.
    ///   - methods: What the path answers.
    ///   - answer: The answer's.
    func allowBefore(_ request: HTTPFields, methods: String, _ answer: inout HTTPFields) {
        guard let origin = request[.origin], request.contains(.accessControlRequestMethod),
            allowedOrigin(origin) != nil
        else { return }
        answer[.accessControlAllowMethods] = methods
        answer[.accessControlAllowHeaders] = "Authorization, Content-Type, If-None-Match, X-Request-Id"
        answer[.accessControlMaxAge] = "600"
    }

    private func allowedOrigin(_ origin: String) -> String? {
        origins.contains("*") ? "*" : origins.contains(origin) ? origin : nil
    }
}
