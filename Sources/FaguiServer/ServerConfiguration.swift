/// Where the server listens, and whom it answers.
public struct ServerConfiguration: Sendable {
    /// An address that is listened on.
    public enum Address: Sendable, Equatable, CustomStringConvertible {
        /// A host, by name or number, and a port; 0 is any that is free.
        case tcp(host: String, port: Int)
        /// The path of a Unix socket.
        case unix(path: String)

        /// Reads `127.0.0.1:7700`, `[::1]:7700`, `:7700` (this machine alone) or `unix:/run/fagui.sock`; nil for all else.
        public init?(_ text: String) {
            if text.hasPrefix("unix:") {
                let path = String(text.dropFirst(5))
                guard !path.isEmpty else { return nil }
                self = .unix(path: path)
                return
            }
            guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
                (0...65535).contains(port)
            else { return nil }
            var host = text[..<colon]
            if host.hasPrefix("["), host.hasSuffix("]") {
                host = host.dropFirst().dropLast()
            } else if host.contains(":") {
                return nil
            }
            self = .tcp(host: host.isEmpty ? "127.0.0.1" : String(host), port: port)
        }

        /// Whether only this machine can reach it.
        public var isLocal: Bool {
            switch self {
            case .unix: true
            case .tcp(let host, _): host == "localhost" || Peer.isLoopback(host)
            }
        }

        /// As it is written.
        public var description: String {
            switch self {
            case .unix(let path): "unix:\(path)"
            case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
            }
        }
    }

    /// A certificate with its key, as PEM files.
    public struct Certificate: Sendable, Equatable {
        /// The path of the chain, the server's own certificate first.
        public var chain: String
        /// The path of the private key.
        public var key: String

        /// Joins the paths.
        public init(chain: String, key: String) {
            self.chain = chain
            self.key = key
        }
    }

    /// Where HTTP is listened for; nil leaves it out.
    public var http: Address?
    /// Where lines are listened for.
    public var lines: [Address] = []
    /// Who may ask; nil is everybody who can reach an address.
    public var keys: AccessKeys?
    /// Whether addresses that other machines reach may be listened on without keys.
    public var isOpen = false
    /// For HTTPS and for lines over TLS; nil is without.
    public var certificate: Certificate?
    /// Origins whose pages may ask: none unless named; `*` is all.
    public var allowedOrigins: [String] = []
    /// Names that requests may give the server, besides `localhost` and addresses of this machine. Without any, all names
    /// will do where keys are asked for, or other machines reach it.
    public var allowedHosts: [String] = []
    /// What clients may take.
    public var limits = ServerLimits()
    /// Threads that answer; 0 = one a core.
    public var threads = 0

    /// No addresses.
    public init() {}

    /// Sees that nobody is let in by mistake.
    ///
    /// - Throws: ``ServerError`` where an address that others reach has neither keys nor a word that it may be open.
    public func check() throws(ServerError) {
        guard http != nil || !lines.isEmpty else { throw ServerError("There is no address to listen on.") }
        let addresses = (http.map { [$0] } ?? []) + lines
        if let open = addresses.first(where: { !$0.isLocal }), keys == nil, !isOpen {
            throw ServerError(
                "\(open) can be reached from other machines, and there are no keys.",
                advice: "Give --keys FILE, or --open to answer everybody, or listen on 127.0.0.1.")
        }
    }
}

/// Why the server cannot start.
public struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened.
    public var message: String
    /// What to do about it; may be empty.
    public var advice: String

    /// Joins the parts.
    public init(_ message: String, advice: String = "") {
        self.message = message
        self.advice = advice
    }

    /// The message and the advice.
    public var description: String { advice.isEmpty ? message : "\(message) \(advice)" }
}
