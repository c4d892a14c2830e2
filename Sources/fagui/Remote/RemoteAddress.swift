internal import FaguiServer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A server that is asked instead of an index, as `--server` names it.
enum RemoteAddress: Equatable, CustomStringConvertible {
    /// HTTP, with what stands before `/v1` in paths.
    case http(host: String, port: Int, path: String, isEncrypted: Bool)
    /// The line protocol.
    case line(ServerConfiguration.Address)

    /// Reads `http://host:port`, `https://host`, `unix:/run/fagui.sock` or `line:host:port`; nil for all else.
    init?(_ text: String) {
        if text.hasPrefix("unix:") {
            guard let address = ServerConfiguration.Address(text) else { return nil }
            self = .line(address)
        } else if text.hasPrefix("line:") {
            guard let address = ServerConfiguration.Address(String(text.dropFirst(5))), case .tcp(_, 1...) = address
            else { return nil }
            self = .line(address)
        } else if text.hasPrefix("http://") {
            self.init(text.dropFirst(7), defaultPort: 80, isEncrypted: false)
        } else if text.hasPrefix("https://") {
            self.init(text.dropFirst(8), defaultPort: 443, isEncrypted: true)
        } else {
            return nil
        }
    }

    private init?(_ rest: Substring, defaultPort: Int, isEncrypted: Bool) {
        let end = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = String(rest[..<end])
        var path = String(rest[end...])
        while path.hasSuffix("/") { path.removeLast() }
        // What could end a line of the request's head, or begin another part of the URL, has no place here.
        guard !authority.isEmpty, !authority.contains("@"),
            rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
        else { return nil }
        let hasPort = authority.last != "]" && authority.contains(":")
        guard
            case .tcp(let host, let port) = ServerConfiguration.Address(
                hasPort ? authority : "\(authority):\(defaultPort)"),
            port > 0, authority.first != ":"
        else { return nil }
        self = .http(host: host, port: port, path: path, isEncrypted: isEncrypted)
    }

    /// The server to ask: that of the option, else that of FAGUI_SERVER where the command line names no index.
    ///
    /// - Parameters:
    ///   - option: The value of `--server`.
    ///   - hasIndex: Whether the command line names an index.
    /// - Returns: The server; nil where an index is to be searched.
    static func chosen(option: String?, hasIndex: Bool) -> String? {
        if let option { return option }
        return hasIndex ? nil : variable("FAGUI_SERVER")
    }

    /// The key to show: that of the option, else that of FAGUI_KEY.
    static func key(option: String?) -> String? { option ?? variable("FAGUI_KEY") }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// As it is written.
    var description: String {
        switch self {
        case .line(.unix(let path)): "unix:\(path)"
        case .line(let address): "line:\(address)"
        case .http(let host, let port, let path, let isEncrypted):
            "\(isEncrypted ? "https" : "http")://\(ServerConfiguration.Address.tcp(host: host, port: port))\(path)"
        }
    }
}
