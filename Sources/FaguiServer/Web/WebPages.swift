internal import Fagui

/// Answers requests for pages.
struct WebPages: Sendable {
    let runner: OperationRunner
    let access: AccessControl
    /// Whether browsers come over TLS.
    var isSecure = false
    /// Gets what went wrong, and what is told of it; throws it on where nobody waits for a page.
    var report: @Sendable (_ thrown: any Error, _ told: RequestError) throws -> Void = { _, _ in }

    var library: Library { runner.library }

    /// Answers; whatever goes wrong becomes a page, unless ``report`` throws it on.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - body: Reads a form's fields, as they came; called once it is known that who sent them may.
    /// - Returns: The page.
    /// - Throws: What ``report`` throws.
    func answer(
        _ request: WebRequest, body: () async throws -> [UInt8] = { [] }
    ) async throws -> WebResponse {
        let path = PageURL.Path(rawValue: request.path)
        if let path, let asset = WebAssets.all[path] { return Self.answer(asset, request) }
        var context = PageContext(
            path ?? .search, FormFields(), acceptLanguage: request.acceptLanguage,
            textLimit: runner.limits.queryBytes)
        do {
            context = PageContext(
                path ?? .search, try FormFields(request.query.utf8), acceptLanguage: request.acceptLanguage,
                textLimit: runner.limits.queryBytes)
            guard let path else {
                throw RequestError(.unknownOperation, "There is no page \(request.path).")
            }
            if path == .signIn || path == .signOut { return try await signIn(request, path, context, body) }
            // By the header, or by the cookie of somebody who signed in.
            let key = request.authorization.map(AuthorizationHeader.key) ?? WebKeyCookie.key(in: request.cookies)
            guard try admits(key, from: request.peer) else {
                let page = SignInPage(context: context, target: path == .suggest ? nil : context.ownURL).page()
                return WebResponse(status: 401, body: page)
            }
            context.isSignedIn = access.needsKeys && request.authorization == nil
            let form = request.method == "POST" ? try await FormFields(body()) : nil
            var response = try await answer(path, form, context)
            response.isSecret = access.needsKeys
            return response
        } catch {
            return try failure(error, context)
        }
    }

    /// A page that says what went wrong.
    private func failure(_ error: any Error, _ context: PageContext) throws -> WebResponse {
        let known = RequestError(error)
        try report(error, known)
        var page = ErrorPage(context: context, error: known)
        if context.path == .search, known.httpStatus == 410 || known.code == LibraryError.Code.invalidCursor.rawValue,
            let query = context.fields["q"]
        {
            page.wayOut = (context.say("从第一页重新检索", "Search again"), SearchPage.url(context, query))
        }
        var response = WebResponse.page(page.page(), status: known.httpStatus)
        response.retryAfter = known.retryAfter
        return response
    }

    private static func answer(_ asset: WebAsset, _ request: WebRequest) -> WebResponse {
        let tag = "\"\(asset.tag)\""
        var response = WebResponse(type: asset.type)
        response.tag = tag
        // Without the tag of its bytes in the address, a browser would keep an old version.
        response.isLasting = request.query.hasSuffix(asset.tag)
        if request.ifNoneMatch.split(separator: ",").contains(where: { $0.contains(tag) }) {
            response.status = 304
        } else {
            response.body = asset.bytes
        }
        return response
    }

    // MARK: Who asks

    /// Whether who shows a key may read; false for who has to sign in first.
    private func admits(_ key: String?, from peer: Peer) throws -> Bool {
        do {
            _ = try access.admit(key: key, from: peer, to: .read, advice: AuthorizationHeader.advice)
            return true
        } catch let refusal where refusal.code == RequestError.Code.unauthorized.rawValue {
            try report(refusal, refusal)
            return false
        }
    }

    private func signIn(
        _ request: WebRequest, _ path: PageURL.Path, _ context: PageContext, _ body: () async throws -> [UInt8]
    ) async throws -> WebResponse {
        let start = context.url(.search)
        guard access.needsKeys else { return .elsewhere(start) }
        guard request.method == "POST" else {
            return path == .signOut ? .elsewhere(start) : .page(SignInPage(context: context).page())
        }
        guard path == .signIn else {
            var response = WebResponse.elsewhere(context.url(.signIn))
            response.cookie = WebKeyCookie.header("", isSecure: isSecure)
            return response
        }
        let form = try FormFields(try await body())
        let target = form["to"].flatMap(PageURL.init(target:))
        guard let key = form["key"], try admits(key, from: request.peer) else {
            return .page(SignInPage(context: context, target: target, hasFailed: true).page(), status: 401)
        }
        var response = WebResponse.elsewhere(target ?? start)
        response.cookie = WebKeyCookie.header(key, isSecure: isSecure)
        return response
    }
}
