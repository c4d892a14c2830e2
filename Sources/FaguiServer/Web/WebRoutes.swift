internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// Adds the pages to a router.
enum WebRoutes {
    /// - Parameters:
    ///   - router: Gets the pages; what it answers besides goes before them.
    ///   - context: The server's.
    static func add<Context: RequestContext>(to router: Router<Context>, context: ServingContext) {
        let logger = context.logger
        let rates = context.rates
        let pages = WebPages(
            runner: context.runner, access: context.access,
            isSecure: context.configuration.certificate != nil,
            admit: { holder throws(RequestError) in
                if let holder { try rates.take("key \(holder.name)") }
            },
            report: { logger.error("a page failed", metadata: ["error": "\($0)"]) })
        let (bodyLimit, budget) = (context.limits.bodyBytes, context.unsent)
        let handler: @Sendable (Request, Context) async throws -> Response = { request, _ in
            try await response(to: request, pages, bodyLimit: bodyLimit, budget)
        }
        let otherHandler: @Sendable (Request, Context) async throws -> Response = { request, _ in
            let isBrowser = request.headers[.accept]?.contains("text/html") ?? false
            guard PageURL.Path(rawValue: request.uri.path) != nil || isBrowser && !request.uri.path.hasPrefix("/v1")
            else {
                // Programs are told in their own way.
                throw RequestError(
                    .unknownOperation, "There is nothing at this path.", advice: "/v1/openapi.json tells what there is."
                )
            }
            return try await response(to: request, pages, bodyLimit: bodyLimit, budget)
        }
        router.get("/", use: handler)
        router.get("**", use: otherHandler)
        // Answered like GET, so that their lengths are stated; bodies are left out when they are sent.
        router.head("/", use: handler)
        router.head("**", use: otherHandler)
        for path in [PageURL.Path.citations, .signIn, .signOut] {
            // A path that is known for one method is not looked for elsewhere.
            let path = RouterPath(path.rawValue)
            router.get(path, use: handler)
            router.head(path, use: handler)
            router.post(path, use: handler)
        }
    }

    private static func response(
        to request: Request, _ pages: WebPages, bodyLimit: Int, _ budget: UnsentBytes
    ) async throws -> Response {
        var held = 0
        defer { budget.subtract(held) }
        var asked = WebRequest(method: request.method.rawValue, path: request.uri.path)
        asked.query = request.uri.query ?? ""
        asked.acceptLanguage = request.headers[.acceptLanguage] ?? ""
        asked.ifNoneMatch = request.headers[.ifNoneMatch] ?? ""
        asked.authorization = request.headers[.authorization]
        asked.cookies = request.headers[.cookie] ?? ""
        if request.method == .post, pages.wantsBody(asked) {
            do {
                let body = try await request.gatheredBody(limit: bodyLimit, budget: budget, held: &held)
                asked.body = Array(body.readableBytesView)
            } catch let error as RequestError {
                asked.bodyFailure = error
            }
        }
        return sent(await pages.answer(asked))
    }

    private static func sent(_ page: WebResponse) -> Response {
        var fields = HTTPFields()
        fields[.contentType] = page.type
        fields[.contentSecurityPolicy] = policy
        fields[.xContentTypeOptions] = "nosniff"
        for (name, value) in [("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY")] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        fields[.cacheControl] =
            page.isSecret
            ? "no-store"
            : page.isLasting
                ? "public, max-age=31536000, immutable" : page.tag == nil ? "private, no-cache" : "no-cache"
        fields[.vary] = page.isLasting ? nil : "Accept-Language, Cookie, Authorization"
        fields[.eTag] = page.tag
        fields[.location] = page.location
        fields[.setCookie] = page.cookie
        fields[.retryAfter] = page.retryAfter.map { "\($0)" }
        return Response(
            status: .init(code: page.status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: page.body)))
    }

    /// Nothing but our own style, script and icon; no script or style inside a page.
    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}
