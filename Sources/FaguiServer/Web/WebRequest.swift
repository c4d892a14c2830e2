/// A request for a page, apart from how it came.
struct WebRequest: Sendable {
    var method = "GET"
    /// The path, decoded; what is behind the ? is left out.
    var path: String
    /// Where it comes from.
    var peer = Peer()
    /// What is behind the ?, as it came.
    var query = ""
    var acceptLanguage = ""
    var ifNoneMatch = ""
    /// The header Authorization.
    var authorization: String?
    /// All cookies, as they came.
    var cookies = ""
}
