internal import Fagui
internal import HTTPTypes

/// Answers requests for pages.
struct WebPages: Sendable {
    let runner: OperationRunner
    let access: AccessControl
    /// Whether browsers come over TLS.
    var isSecure = false
    /// Gets who asks; throws where that is too often.
    var admit: @Sendable (AccessKeys.Holder?) throws(RequestError) -> Void = { _ in }
    /// Gets what nobody foresaw.
    var report: @Sendable (any Error) -> Void = { _ in }

    var library: Library { runner.library }

    /// Answers; whatever goes wrong becomes a page.
    func answer(_ request: WebRequest) async -> WebResponse {
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
            if let failure = request.bodyFailure { throw failure }
            if path == .signIn || path == .signOut { return try signIn(request, path, context) }
            guard let holder = try holder(request) else {
                let page = SignInPage(context: context, target: path == .suggest ? nil : context.ownURL).page()
                return WebResponse(status: 401, body: page)
            }
            context.isSignedIn = access.needsKeys && request.authorization == nil
            try admit(holder.value)
            guard request.method == "GET" || request.method == "HEAD" || path == .citations else {
                throw RequestError(.methodNotAllowed, "This page is got with GET.")
            }
            var response = try await answer(path, request, context)
            response.isSecret = access.needsKeys
            return response
        } catch {
            return failure(error, context)
        }
    }

    /// A page that says what went wrong.
    private func failure(_ error: any Error, _ context: PageContext) -> WebResponse {
        let known = RequestError(error)
        if known.httpStatus == 500 { report(error) }
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

    /// Somebody who may read.
    private struct Reader {
        /// nil where everybody may.
        var value: AccessKeys.Holder?
    }

    /// Who asks: by the header, or by the cookie of somebody who signed in; nil who has to sign in first.
    private func holder(_ request: WebRequest) throws(RequestError) -> Reader? {
        guard access.needsKeys else { return Reader() }
        var fields = HTTPFields()
        if let authorization = request.authorization {
            fields[.authorization] = authorization
        } else if let key = WebKeyCookie.key(in: request.cookies) {
            fields[.authorization] = "Bearer \(key)"
        }
        guard let holder = try? access.principal(fields) else { return nil }
        try access.check(.read, of: holder)
        return Reader(value: holder)
    }

    /// Whether the body of a request is to be read: not of somebody who is turned away anyway.
    func wantsBody(_ request: WebRequest) -> Bool {
        guard request.path != PageURL.Path.signIn.rawValue else { return true }
        do throws(RequestError) {
            return try holder(request) != nil
        } catch {
            return false
        }
    }

    private func signIn(
        _ request: WebRequest, _ path: PageURL.Path, _ context: PageContext
    ) throws(RequestError) -> WebResponse {
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
        let form = try FormFields(request.body)
        let target = form["to"].flatMap(PageURL.init(target:))
        var fields = HTTPFields()
        fields[.authorization] = "Bearer \(form["key"] ?? "")"
        guard let key = form["key"], (try? access.principal(fields)) != nil else {
            return .page(SignInPage(context: context, target: target, hasFailed: true).page(), status: 401)
        }
        var response = WebResponse.elsewhere(target ?? start)
        response.cookie = WebKeyCookie.header(key, isSecure: isSecure)
        return response
    }
}
