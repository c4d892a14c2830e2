internal import Fagui

/// Why a request was not answered: what happened and what to do, the same over every face of the server.
struct RequestError: Error, Equatable {
    /// The kinds of failure that are the server's own; others are those of ``LibraryError/Code``.
    enum Code: String, CaseIterable {
        /// The request is no JSON object, or not UTF-8.
        case malformed = "malformed_request"
        /// There is no such operation or path.
        case unknownOperation = "unknown_operation"
        /// A parameter or member that the operation does not have.
        case unknownParameter = "unknown_parameter"
        /// A parameter that the operation needs is missing.
        case missingParameter = "missing_parameter"
        /// A parameter has a value that it cannot have.
        case invalidParameter = "invalid_parameter"
        /// The path has another method.
        case methodNotAllowed = "method_not_allowed"
        /// The request is larger than a limit allows.
        case tooLarge = "too_large"
        /// The path with what stands behind it is longer than a limit allows.
        case uriTooLong = "uri_too_long"
        /// The headers are larger than a limit allows.
        case headersTooLarge = "headers_too_large"
        /// The body is of another type than JSON.
        case unsupportedMediaType = "unsupported_media_type"
        /// A key is needed, or the one given is none.
        case unauthorized = "unauthorized"
        /// The key does not allow this.
        case forbidden = "forbidden"
        /// The request names a host that the server is not called.
        case misdirected = "misdirected_request"
        /// Too many requests with one key, or connections from one address.
        case rateLimited = "rate_limited"
        /// The server has too much to do.
        case overloaded = "overloaded"
        /// The answer was not ready in time.
        case timeout = "timeout"
        /// Something that nobody foresaw; the log says more.
        case inner = "internal"
    }

    /// Stable; docs/json.md lists all.
    var code: String
    /// A sentence that names what was wrong.
    var message: String
    /// What to do; may be empty.
    var advice: String
    /// The parameter concerned, if one is.
    var parameter: String?
    /// Where in a query, if that is what is wrong.
    var fault: LibraryError.QueryFault?
    /// After how many seconds to try again, where that helps.
    var retryAfter: Int?
    /// Citations that lead nowhere, with what may be meant.
    var failures: [CitedPassages] = []

    init(_ code: Code, _ message: String, advice: String = "", parameter: String? = nil, retryAfter: Int? = nil) {
        self.code = code.rawValue
        self.message = message
        self.advice = advice
        self.parameter = parameter
        self.retryAfter = retryAfter
    }

    /// The request's error for whatever was thrown.
    init(_ error: any Error) {
        switch error {
        case let error as RequestError: self = error
        case let error as LibraryError:
            // Work is cancelled when its time is up.
            guard error.code != .cancelled else {
                self = .timeout
                return
            }
            let hidden = Self.sentence(for: error.code)
            self.init(.inner, hidden?.message ?? error.message, advice: hidden?.advice ?? error.advice)
            code = error.code.rawValue
            fault = error.fault
            if error.code == .locked { retryAfter = 1 }
        case is CancellationError: self = .timeout
        // What it is may name files of the machine; the log has it.
        default: self.init(.inner, "Something went wrong inside the server.", advice: "The server's log says more.")
        }
    }

    /// The server has too much to do.
    static var overloaded: RequestError {
        RequestError(.overloaded, "The server has too much to do.", advice: "Try again in a moment.", retryAfter: 1)
    }

    /// The answer was not ready in time.
    static var timeout: RequestError {
        RequestError(.timeout, "The answer was not ready in time.", advice: "Ask for less.")
    }

    /// What clients are told in the place of messages that name files of the machine; nil where they name none.
    private static func sentence(for code: LibraryError.Code) -> (message: String, advice: String)? {
        let advice = "The server's log says more."
        return switch code {
        case .locked: ("Another process writes to the index.", "Try again in a moment.")
        case .io: ("A file of the index could not be read or written.", advice)
        case .corruptIndex: ("The index is damaged.", advice)
        case .noIndex: ("The index cannot be read.", advice)
        case .newerFormat: ("The index was written by a newer version of the program.", advice)
        case .analysis: ("Text cannot be analysed.", advice)
        default: nil
        }
    }

    /// The status of an HTTP response.
    var httpStatus: Int {
        if let code = Code(rawValue: code) {
            return switch code {
            case .malformed, .unknownParameter, .missingParameter, .invalidParameter: 400
            case .unauthorized: 401
            case .forbidden: 403
            case .unknownOperation: 404
            case .methodNotAllowed: 405
            case .tooLarge: 413
            case .uriTooLong: 414
            case .unsupportedMediaType: 415
            case .misdirected: 421
            case .headersTooLarge: 431
            case .rateLimited: 429
            case .inner: 500
            case .overloaded, .timeout: 503
            }
        }
        return switch LibraryError.Code(rawValue: code) {
        case .invalidArgument, .invalidQuery, .invalidCursor: 400
        case .notFound: 404
        case .duplicateSource: 409
        case .snapshotReleased: 410
        case .unreadableSource, .limit: 422
        case .noIndex, .locked, .cancelled: 503
        case .corruptIndex, .newerFormat, .io, .analysis, nil: 500
        }
    }

    /// The error where citations were asked for, and all of them lead nowhere.
    static func notFound(_ failures: [CitedPassages]) -> RequestError {
        var error = RequestError(
            .inner, failures.compactMap(\.failure?.message).first ?? "There is no such place.",
            advice: "Look at what may be meant, or search for words of the text.")
        error.code = LibraryError.Code.notFound.rawValue
        error.failures = failures
        return error
    }

    /// Writes the members of the error object.
    func writeMembers(_ json: inout JSONWriter) {
        json.member("code", code)
        json.member("message", message)
        writeDetails(&json)
    }

    /// Writes the members that say more than code and message do.
    func writeDetails(_ json: inout JSONWriter) {
        if !advice.isEmpty { json.member("advice", advice) }
        if let parameter { json.member("parameter", parameter) }
        if let fault {
            json.member("query", fault.query)
            json.member("position", fault.position)
            json.member("expected", fault.expected)
        }
        if !failures.isEmpty { json.member("failures", objects: failures) { $0.writeMembers($1) } }
        if let retryAfter { json.member("retry_after", retryAfter) }
    }
}
