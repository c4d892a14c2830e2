internal import Fagui

/// Something that the server can be asked: the same over the line socket and over HTTP.
struct Operation: Sendable {
    /// How the line protocol calls it.
    let name: String
    /// A sentence for people.
    let summary: String
    let parameters: [Parameter]
    /// Whether it watches the time itself; others are cancelled when it is up.
    var keepsTime = false
    /// Answers; called on a thread of the work pool.
    let answer: @Sendable (ParameterValues, Library, ServerLimits) async throws -> Answer

    /// Checks what was given for the parameters: in a URL, where all values are text, and in a JSON object.
    func values(
        _ members: [JSONFields.Member], json: [JSONFields.Member] = [], limits: ServerLimits
    ) throws(RequestError) -> ParameterValues {
        try ParameterValues(members, json: json, of: parameters, limits: limits)
    }
}

/// An answer as it is sent.
struct Answer: Sendable {
    /// A JSON object, UTF-8.
    var json: [UInt8]
    /// Whether what was looked for is not there, although all went well: then a command ends with status 1.
    var isEmpty = false
    /// Why all that was asked for is not there: the status 404 where statuses are; else the answer itself says so.
    var absence: RequestError?
    /// Whether the time was up before all was done: the same request may have another answer.
    var isPartial = false

    /// Writes a document.
    init(isEmpty: Bool = false, _ write: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        write(&writer)
        json = writer.bytes
        self.isEmpty = isEmpty
    }
}

extension Parameter {
    /// Parameters that several operations have.
    static let asOf = Parameter(
        "as_of", .day, "Ask the wordings that were in force on this day; else those in force today.")
    static let allVersions = Parameter(
        "all_versions", .flag, "Ask all wordings, also those out of force or not in force yet.")
    static let strict = Parameter(
        "strict", .flag, "Take a query that breaks the grammar for an error; else what does not fit is text.")
    static let minMatch = Parameter(
        "min_match", .number(0...1000), "Of the loose words of the query so many must occur.")
    static let expand = Parameter(
        "expand", .choice(QueryExpanding.allCases.map(\.rawValue)), "What is asked beside what is typed.")
}

extension ParameterValues {
    /// Which wordings are asked.
    ///
    /// - Throws: ``RequestError`` where both a day and all are.
    func validity() throws(RequestError) -> Validity {
        let all = flag("all_versions") ?? false
        guard let day = day("as_of") else { return all ? .all : .today }
        guard !all else {
            throw RequestError(
                .invalidParameter, "Give as_of or all_versions, not both.", parameter: "all_versions")
        }
        return .asOf(day)
    }

    /// What must have been given, since its parameter is required.
    func required(_ name: String) throws(RequestError) -> String {
        guard let text = text(name) else {
            throw RequestError(.missingParameter, "\(name) is missing.", parameter: name)
        }
        return text
    }
}
