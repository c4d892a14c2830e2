/// A request for a page, apart from how it came.
struct WebRequest: Sendable {
    var method = "GET"
    /// The path, decoded; what is behind the ? is left out.
    var path: String
    /// What is behind the ?, as it came.
    var query = ""
    /// A form's fields, as they came.
    var body: [UInt8] = []
    /// Why the body was not read.
    var bodyFailure: RequestError?
    var acceptLanguage = ""
    var ifNoneMatch = ""
    /// The header Authorization.
    var authorization: String?
    /// All cookies, as they came.
    var cookies = ""
}
