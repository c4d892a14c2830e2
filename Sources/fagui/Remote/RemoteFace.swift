internal import Fagui

/// A connection to a server that searches: requests go out, answers come back with their numbers.
protocol RemoteFace: AnyObject {
    /// Requests that may be out together.
    var window: Int { get }
    /// Sends a search; `members` writes its parameters.
    func send(_ number: Int, _ members: (inout JSONWriter) -> Void) throws(StreamFailure)
    /// Waits for an answer.
    func receive() throws(StreamFailure) -> RemoteAnswer
}

/// An answer of a server.
struct RemoteAnswer {
    /// Which request it belongs to.
    var number: Int
    /// The members of the answer, or the error.
    var outcome: Result<JSONObject, RemoteError>
}

/// An error that a server answers with.
struct RemoteError: Error {
    var code: String
    var message: String
    var advice = ""
    var fault: LibraryError.QueryFault?
    /// After how many seconds to ask again.
    var retryAfter: Int?

    init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    /// Reads an error.
    ///
    /// - Parameters:
    ///   - members: Its members.
    ///   - messageName: Which of them has the message.
    /// - Throws: ``JSONFields/Malformed`` where they are those of no error.
    init(_ members: JSONObject, messageName: String) throws(JSONFields.Malformed) {
        code = try members.text("code")
        message = try members.text(messageName)
        advice = try members.optionalText("advice") ?? ""
        retryAfter = try members.optionalNumber("retry_after")
        if let query = try members.optionalText("query"), let position = try members.optionalNumber("position") as Int?
        {
            fault = .init(query: query, position: position, expected: try members.texts("expected"))
        }
    }

    /// Whether it helps to ask again a little later.
    var isPassing: Bool { code == "overloaded" || code == "rate_limited" }

    /// As the command reports it; it ends as the same failure of a local search does.
    var failure: CommandFailure {
        var failure = CommandFailure(code: code, message, advice: advice)
        failure.fault = fault
        if let code = LibraryError.Code(rawValue: code) {
            failure.status = ExitStatus(code)
        } else if isPassing || code == "timeout" {
            failure.status = .unreachable
        }
        return failure
    }
}

extension StreamFailure {
    init(_ error: JSONFields.Malformed) {
        self.init(reason: "its answer is not one of Fagui's: \(error.reason)")
    }
}
