internal import Fagui
internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Answers requests: finds what is asked, lets it be answered, and sees to what all answers have in common.
///
/// One function rather than a chain of middleware: a search takes some hundred microseconds, and each link costs one.
final class Frontend: Sendable {
    private let context: ServingContext
    private let pages: WebPages
    private let api: EndpointAnswers
    private let crossOrigin: CrossOrigin
    private let hosts: AllowedHosts
    private let ids = RequestIDs()
    private let clock = ServerClock()
    private let isStopping = Atomic<Bool>(false)

    init(_ context: ServingContext) {
        self.context = context
        pages = WebPages(
            runner: context.runner, access: context.access,
            isSecure: context.configuration.certificate != nil
        ) { [metrics = context.metrics, logger = context.logger] thrown, told in
            if Self.isGivenUp(thrown) { throw thrown }
            metrics.refused(told)
            if told.httpStatus == 500 {
                logger.error("a page failed", metadata: ["error": "\(thrown)"])
            }
        }
        crossOrigin = CrossOrigin(context.configuration.allowedOrigins)
        hosts = AllowedHosts(context.configuration)
        api = EndpointAnswers(context)
    }

    /// Requests that still come are told that the server goes.
    func stop() { isStopping.store(true, ordering: .relaxed) }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - writer: Where the answer goes.
    ///   - channel: The connection.
    /// - Throws: What ends the connection.
    @Sendable func respond(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws
    {
        let start = ContinuousClock.now
        context.metrics.begin()
        var visit = Visit(request, channel, id: ids.id(request.headers))
        var status: Int?
        defer {
            let duration = ContinuousClock.now - start
            context.unsent.subtract(visit.heldBytes)
            if let status {
                context.metrics.end(visit.endpoint?.name ?? "page", status: status, duration: duration)
            } else {
                context.metrics.abandon()
            }
            log(visit, status, duration)
        }
        var reply: Reply
        do {
            reply = try await answer(&visit)
        } catch let error where Self.isGivenUp(error) {
            // Who sends nonsense is there, and told so by the connection.
            if let error = error as? HTTPParserError, error != .invalidEOFState { status = 400 }
            throw error
        } catch {
            reply = failure(error, visit)
        }
        finish(&reply, visit)
        status = reply.status.code
        try await writer.write(
            response: HTTPResponse(status: reply.status, headerFields: reply.fields),
            body: reply.body.readableBytes > 0 && request.method != .head
                ? ResponseBody(byteBuffer: reply.body) : ResponseBody())
    }

    private func answer(_ visit: inout Visit) async throws -> Reply {
        let request = visit.request
        try hosts.check(request.head.authority)
        if request.head.path == "*" { return allowing("GET, HEAD, POST, PUT, DELETE, OPTIONS", visit) }
        var target = try RequestTarget(request.head.path ?? "")
        guard let match = try Endpoint.match(target.rawPath) else { return try await page(target, &visit) }
        try target.readMembers()
        let endpoint = match.endpoint
        visit.endpoint = endpoint
        if request.method == .options { return allowing(endpoint.allowed, visit) }
        guard endpoint.methods.contains(request.method == .head ? .get : request.method) else {
            return methodNotAllowed(endpoint.allowed, visit)
        }
        switch endpoint.work {
        case .health: return Reply(text: "ok\n")
        case .readiness:
            guard !isStopping.load(ordering: .relaxed) else {
                throw RequestError(.overloaded, "The server is stopping.", retryAfter: 1)
            }
            do {
                try await context.library.refresh()
            } catch {
                throw RequestError(LibraryError(.noIndex, "The newest commit cannot be read."))
            }
            return Reply(text: "ready\n")
        case .text:
            try admit(.write, &visit)
            try context.unsent.check()
            return try await api.change(match, target, &visit)
        case .metrics:
            try admit(.read, &visit)
            return Reply(
                .ok, type: "text/plain; version=0.0.4; charset=utf-8",
                ByteBuffer(string: context.metrics.text(context)))
        case .description:
            try admit(.read, &visit)
            var reply = Reply(json: api.description)
            reply.fields[.cacheControl] = "no-cache"
            return reply
        case .operation(let operation):
            try admit(.read, &visit)
            try context.unsent.check()
            return try await api.answer(operation, match, target, &visit, day: clock.now.day)
        }
    }

    /// Whether the client sent nonsense or went away: no failure of the server, and nobody to tell.
    private static func isClientGone(_ error: any Error) -> Bool {
        error is HTTPParserError || error is IOError || error is ChannelError
    }

    /// Whether work ended since nobody waits for it. What else fails of it is told to the operator, whoever is gone.
    private static func isGivenUp(_ error: any Error) -> Bool {
        isClientGone(error)
            || Task.isCancelled && RequestError(error).code == RequestError.Code.timeout.rawValue
    }

    /// Sees that who asks may, and not too often.
    private func admit(_ scope: AccessKeys.Scope, _ visit: inout Visit) throws(RequestError) {
        let key = visit.fields[.authorization].map(AuthorizationHeader.key)
        visit.keyName = try context.access.admit(
            key: key, from: visit.peer, to: scope, advice: AuthorizationHeader.advice)?.name
    }

    /// Lets the pages answer.
    private func page(_ target: RequestTarget, _ visit: inout Visit) async throws -> Reply {
        let request = visit.request
        let path = PageURL.Path(rawValue: String(target.rawPath))
        let isBrowser = visit.fields[.accept]?.contains("text/html") ?? false
        guard path != nil || isBrowser && !target.rawPath.hasPrefix("/v1") else {
            // Programs are told in their own way.
            throw RequestError(
                .unknownOperation, "There is nothing at this path.", advice: "/v1/openapi.json tells what there is.")
        }
        let methods = path?.takesForms ?? false ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS"
        switch request.method {
        case .get, .head: break
        case .post where path?.takesForms ?? false: break
        case .options: return allowing(methods, visit)
        default: return methodNotAllowed(methods, visit)
        }
        try context.unsent.check()
        var asked = WebRequest(method: request.method.rawValue, path: String(target.rawPath), peer: visit.peer)
        asked.query = String(target.rawQuery)
        asked.acceptLanguage = visit.fields[.acceptLanguage] ?? ""
        asked.ifNoneMatch = visit.fields[.ifNoneMatch] ?? ""
        asked.authorization = visit.fields[.authorization]
        asked.cookies = visit.fields[.cookie] ?? ""
        let answer = try await pages.answer(asked) {
            let body = try await visit.body(limit: context.limits.bodyBytes, budget: context.unsent)
            return Array(body.readableBytesView)
        }
        return Reply(answer)
    }

    private func allowing(_ methods: String, _ visit: Visit) -> Reply {
        var reply = Reply(.noContent)
        reply.fields[.allow] = methods
        crossOrigin.allowBefore(visit.fields, methods: methods, &reply.fields)
        return reply
    }

    private func methodNotAllowed(_ methods: String, _ visit: Visit) -> Reply {
        var reply = Reply(
            RequestError(
                .methodNotAllowed, "The path does not take \(visit.request.method.rawValue.prefix(32)).",
                advice: "It takes \(methods)."),
            id: visit.id)
        reply.fields[.allow] = methods
        return reply
    }

    private func failure(_ thrown: any Error, _ visit: Visit) -> Reply {
        let error = RequestError(thrown)
        if error.httpStatus == 500 {
            context.logger.error("a request failed", metadata: ["error": "\(thrown)", "id": "\(visit.id)"])
        }
        context.metrics.refused(error)
        var reply = Reply(error, id: visit.id)
        switch error.httpStatus {
        case 401:
            reply.fields[.wwwAuthenticate] =
                visit.fields.contains(.authorization)
                ? "Bearer realm=\"fagui\", error=\"invalid_token\"" : "Bearer realm=\"fagui\""
        case 403 where context.access.needsKeys:
            reply.fields[.wwwAuthenticate] = "Bearer realm=\"fagui\", error=\"insufficient_scope\""
        default: break
        }
        return reply
    }

    /// Adds what all answers have.
    private func finish(_ reply: inout Reply, _ visit: Visit) {
        if reply.isCompressible {
            if reply.body.readableBytes > Gzip.shortestBody, Gzip.isAccepted(visit.fields[.acceptEncoding]),
                let compressed = Gzip.compress(reply.body)
            {
                reply.body = compressed
                reply.fields[.contentEncoding] = "gzip"
            }
            Self.vary(by: "Accept-Encoding", &reply)
        }
        if crossOrigin.isOn {
            Self.vary(by: "Origin", &reply)
            crossOrigin.allow(visit.fields, &reply.fields)
        }
        reply.fields[.requestID] = visit.id
        reply.fields[.date] = clock.now.date
        if reply.closes || visit.hasUnreadBody || isStopping.load(ordering: .relaxed) {
            reply.fields[.connection] = "close"
        }
        if reply.status != .noContent && reply.status != .notModified {
            reply.fields[.contentLength] = String(reply.body.readableBytes)
        }
    }

    /// Adds to what answers depend on; pages have said some of it.
    private static func vary(by name: String, _ reply: inout Reply) {
        reply.fields[.vary] = reply.fields[.vary].map { "\($0), \(name)" } ?? name
    }

    /// Writes to the log who asked what: never keys, never what was searched for. Without a status the client is gone.
    private func log(_ visit: Visit, _ status: Int?, _ duration: Duration) {
        guard context.logger.logLevel <= .info else { return }
        context.logger.info(
            "request",
            metadata: [
                "method": "\(visit.request.method.rawValue.prefix(32))",
                "path": "\(visit.endpoint?.template ?? "page")",
                "status": "\(status.map(String.init) ?? "gone")", "us": "\(Int(duration / .microseconds(1)))",
                "key": "\(visit.keyName ?? "-")", "id": "\(visit.id)",
            ])
    }
}
