/// An answer, apart from how it is sent.
struct WebResponse: Sendable, Equatable {
    var status = 200
    var type = "text/html; charset=utf-8"
    var body: [UInt8] = []
    /// Where else to go.
    var location: String?
    var cookie: String?
    var retryAfter: Int?
    /// The tag of an answer that browsers may keep.
    var tag: String?
    /// Whether nobody is to keep it, since it took a key to get it.
    var isSecret = false
    /// Whether a browser may keep it as long as it likes.
    var isLasting = false

    /// A page.
    static func page(_ body: [UInt8], status: Int = 200) -> WebResponse {
        WebResponse(status: status, body: body)
    }

    /// Another page, which is to be got with GET.
    static func elsewhere(_ url: PageURL) -> WebResponse { WebResponse(status: 303, location: url.text) }
}
