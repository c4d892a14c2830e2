/// A parameter of an operation: read from a member of a JSON object or from the query of a URL, and described in the
/// OpenAPI document.
struct Parameter: Sendable {
    /// What values it has.
    enum Kind: Sendable, Equatable {
        /// Any text up to the limit of queries; blank is missing.
        case text
        /// Any text up to the limit of a body.
        case longText
        /// A whole number from 0 to a limit, which is one of the server's.
        case count(any KeyPath<ServerLimits, Int> & Sendable)
        /// A whole number in a range.
        case number(ClosedRange<Int>)
        /// true or false.
        case flag
        /// One of some words.
        case choice([String])
        /// Several of some words: a list, or text with commas between.
        case choices([String])
        /// A day, such as 2015-06-01.
        case day
    }

    /// How it is called in JSON and in URLs.
    let name: String
    let kind: Kind
    /// Whether the operation needs it.
    var isRequired = false
    /// A shorter name that is taken as well.
    var alias: String?
    /// Bytes that a text may have, where these are not those of a query.
    var byteLimit: Int?
    /// A sentence for people.
    let summary: String

    init(
        _ name: String, _ kind: Kind, isRequired: Bool = false, alias: String? = nil, byteLimit: Int? = nil,
        _ summary: String
    ) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
        self.alias = alias
        self.byteLimit = byteLimit
        self.summary = summary
    }
}
