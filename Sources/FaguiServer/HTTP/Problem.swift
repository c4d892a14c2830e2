internal import Fagui

/// The documents of failures: RFC 9457, with members of our own.
enum Problem {
    /// Writes a failure.
    ///
    /// - Parameters:
    ///   - error: What went wrong.
    ///   - id: The request's.
    /// - Returns: JSON.
    static func document(_ error: RequestError, id: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "/errors#\(error.code)")
            json.member("title", title(error.code))
            json.member("status", error.httpStatus)
            json.member("detail", error.message)
            json.member("instance", id)
            json.member("code", error.code)
            error.writeDetails(&json)
        }
        return json.bytes
    }

    /// The kind of failure in a few words, the same for all failures of a code.
    static func title(_ code: String) -> String {
        if let code = RequestError.Code(rawValue: code) {
            return switch code {
            case .malformed: "The request is malformed"
            case .unknownOperation: "There is nothing at this path"
            case .unknownParameter: "Unknown parameter"
            case .missingParameter: "Missing parameter"
            case .invalidParameter: "Invalid parameter"
            case .methodNotAllowed: "Method not allowed"
            case .tooLarge: "Too large"
            case .uriTooLong: "The address is too long"
            case .headersTooLarge: "The headers are too large"
            case .misdirected: "Not a name of this server"
            case .unsupportedMediaType: "Unsupported type of body"
            case .unauthorized: "A key is needed"
            case .forbidden: "The key does not allow this"
            case .rateLimited: "Too many requests"
            case .overloaded: "Too much to do"
            case .timeout: "Not ready in time"
            case .inner: "Something went wrong"
            }
        }
        return switch LibraryError.Code(rawValue: code) {
        case .invalidArgument: "Invalid argument"
        case .invalidQuery: "The query breaks the grammar"
        case .invalidCursor: "Not a cursor of this search"
        case .notFound: "Not found"
        case .duplicateSource: "Two texts of one id"
        case .snapshotReleased: "The page's commit is gone"
        case .unreadableSource: "Unreadable text"
        case .limit: "A limit of the index was reached"
        case .noIndex: "There is no index"
        case .locked: "Another process writes the index"
        case .cancelled: "Cancelled"
        case .corruptIndex: "The index is damaged"
        case .newerFormat: "The index is of a newer program"
        case .io: "A call to the system failed"
        case .analysis: "Texts cannot be analysed"
        case nil: "Something went wrong"
        }
    }
}
