/// Tells who asks, and whether they may: the same over every face.
struct AccessControl: Sendable {
    private let keys: AccessKeys?
    private let rates: RateLimiter

    /// - Parameters:
    ///   - keys: Nil where everybody may read.
    ///   - rates: Counts requests by key, or by address where there are no keys.
    init(_ keys: AccessKeys?, _ rates: RateLimiter) {
        self.keys = keys
        self.rates = rates
    }

    /// Whether reading needs a key.
    var needsKeys: Bool { keys != nil }

    /// Sees that somebody may do something, and not too often.
    ///
    /// - Parameters:
    ///   - key: The key that is shown; nil where none is.
    ///   - known: Who showed a key before, on the same connection.
    ///   - peer: Where the request comes from.
    ///   - scope: What is wanted.
    ///   - advice: How a key is shown over this face.
    /// - Returns: Who asks; nil where there is no file of keys: then everybody may read, and nobody may write.
    /// - Throws: ``RequestError`` with the code `unauthorized`, `forbidden` or `rate_limited`.
    func admit(
        key: String?, known: AccessKeys.Holder? = nil, from peer: Peer, to scope: AccessKeys.Scope, advice: String
    ) throws(RequestError) -> AccessKeys.Holder? {
        guard let keys else {
            if !peer.isLocal { try rates.take(peer.rateName) }
            guard scope == .read else {
                throw RequestError(
                    .forbidden, "The server has no keys, and nobody writes without one.",
                    advice: "Start it with --keys FILE and a key with the scope write.")
            }
            return nil
        }
        guard let holder = key.map({ keys.holder(of: $0) }) ?? known else {
            // Who guesses keys is slow at it, also on this machine.
            try rates.take(peer.rateName)
            throw RequestError(
                .unauthorized, key == nil ? "A key is needed." : "The key is not known.", advice: advice,
                parameter: "key")
        }
        try rates.take("key \(holder.name)")
        guard holder.scopes.contains(scope) else {
            throw RequestError(
                .forbidden, "The key \(holder.name) does not allow to \(scope.rawValue).",
                advice: "Use one with the scope \(scope.rawValue).")
        }
        return holder
    }
}
