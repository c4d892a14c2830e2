/// Tells by the `Host` of a request whether it was meant for this server.
///
/// A page of another site can make its own name lead to 127.0.0.1 (DNS rebinding), and the browser then lets it read
/// whatever answers there. Its requests name its own host, which this server does not have.
struct AllowedHosts: Sendable {
    /// Names in lower case; nil where any will do.
    private let names: Set<String>?

    /// - Parameter configuration: The names that it allows; without any, those of this machine, where it listens to this
    ///   machine alone and asks for no keys, and else all: a page of another site has no key to show.
    init(_ configuration: ServerConfiguration) {
        let given = Set(configuration.allowedHosts.map { $0.lowercased() })
        switch configuration.http {
        case .tcp(let host, _)? where configuration.http?.isLocal == true && configuration.keys == nil:
            names = given.union(["localhost", host.lowercased()])
        default: names = given.isEmpty ? nil : given.union(["localhost"])
        }
    }

    /// Sees that a request was meant for this server.
    ///
    /// - Parameter authority: Host and port, as the request has them; nil for one without, which no browser sends.
    /// - Throws: ``RequestError`` with the code `misdirected`.
    func check(_ authority: String?) throws(RequestError) {
        guard let names, let authority else { return }
        let host = Self.name(authority)
        guard !names.contains(host), !Peer.isLoopback(host) else { return }
        throw RequestError(
            .misdirected, "The server is not called \(host.shortened).",
            advice: "Ask it as localhost or 127.0.0.1, or start it with --host and this name.")
    }

    /// The name without port and brackets, in lower case.
    private static func name(_ authority: String) -> String {
        var name = authority[...]
        if name.hasPrefix("["), let end = name.firstIndex(of: "]") {
            name = name[name.index(after: name.startIndex)..<end]
        } else if let colon = name.lastIndex(of: ":") {
            name = name[..<colon]
        }
        // A full name may end in the dot of the root.
        if name.hasSuffix(".") { name.removeLast() }
        return name.lowercased()
    }
}
