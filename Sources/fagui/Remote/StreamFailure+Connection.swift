internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension StreamFailure {
    /// What happened, without the places in the libraries' sources that their own errors name.
    init(connection error: any Error) {
        switch error {
        case let error as StreamFailure: self = error
        case let error as IOError: reason = String(cString: strerror(error.errnoCode))
        case let error as NIOConnectionError:
            let code = error.connectionErrors.lazy.compactMap { ($0.error as? IOError)?.errnoCode }.first
            reason = code.map { String(cString: strerror($0)) } ?? "the host has no address"
        case let error as HTTPParserError:
            reason =
                error == .invalidEOFState
                ? "it ended the connection before the answer was whole" : "its answer is no HTTP"
        case let error as NIOHTTPObjectAggregatorError:
            reason =
                error == .frameTooLong
                ? "its answer is too long" : "it ended the connection before the answer was whole"
        case ChannelError.connectTimeout: reason = "it is silent"
        default: reason = Self.encryption("\(error)")
        }
    }

    private static func encryption(_ text: String) -> String {
        let inner = text.split(separator: "OPENSSL_internal:", maxSplits: 1).last.map {
            $0.prefix { $0 != " " && $0 != "]" }
        }
        switch inner {
        case "CERTIFICATE_VERIFY_FAILED"?:
            return "its certificate is not trusted; FAGUI_CA_FILE names certificates that are"
        case "WRONG_VERSION_NUMBER"?: return "it does not speak TLS"
        case let inner? where text.contains("OPENSSL_internal:"): return "TLS fails with \(inner)"
        // Errors of other kinds are short: the name of a case.
        default: return "the connection fails with \(text.prefix { $0 != "(" })"
        }
    }
}
