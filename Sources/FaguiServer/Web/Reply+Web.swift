internal import HTTPTypes
internal import NIOCore

extension Reply {
    /// A page, or what belongs to one.
    init(_ page: WebResponse) {
        self.init(.init(code: page.status), type: page.type, ByteBuffer(bytes: page.body))
        isCompressible = true
        fields[.contentSecurityPolicy] = Self.pagePolicy
        // Our own pages may tell one another what was read.
        fields[.referrerPolicy] = "same-origin"
        fields[.frameOptions] = "DENY"
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
    }

    /// Nothing but our own style, script and icon; no script or style inside a page.
    private static let pagePolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}

extension HTTPField.Name {
    // A constant name that is a token: the initializer takes it.
    // swift-format-ignore: NeverForceUnwrap
    static let frameOptions = HTTPField.Name("X-Frame-Options")!
}
