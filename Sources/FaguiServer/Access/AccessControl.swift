internal import HTTPTypes

/// Tells who asks, and whether they may.
struct AccessControl: Sendable {
    private let keys: AccessKeys?

    /// - Parameter keys: Nil where everybody may read.
    init(_ keys: AccessKeys?) {
        self.keys = keys
    }

    /// Whether reading needs a key.
    var needsKeys: Bool { keys != nil }

    /// Who sent a request: the holder of the key that `Authorization: Bearer KEY` shows, or `Basic`, for browsers, with the
    /// key as password.
    ///
    /// - Parameter fields: The request's headers.
    /// - Returns: Nil where there is no file of keys: then everybody may read, and nobody may write.
    /// - Throws: ``RequestError`` with the code `unauthorized`.
    func principal(_ fields: HTTPFields) throws(RequestError) -> AccessKeys.Holder? {
        guard let keys else { return nil }
        guard let header = fields[.authorization] else {
            throw RequestError(
                .unauthorized, "A key is needed.", advice: "Send the header Authorization: Bearer KEY.")
        }
        guard let key = Self.key(header), let holder = keys.holder(of: key) else {
            throw RequestError(
                .unauthorized, "The key is not known.", advice: "Send the header Authorization: Bearer KEY.")
        }
        return holder
    }

    /// Sees that somebody may do something.
    ///
    /// - Parameters:
    ///   - scope: What is wanted.
    ///   - holder: Who wants it, as ``principal(_:)`` says.
    /// - Throws: ``RequestError`` with the code `forbidden`.
    func check(_ scope: AccessKeys.Scope, of holder: AccessKeys.Holder?) throws(RequestError) {
        guard let holder else {
            guard scope == .write else { return }
            throw RequestError(
                .forbidden, "The server has no keys, and nobody writes without one.",
                advice: "Start it with --keys FILE and a key with the scope write.")
        }
        guard holder.scopes.contains(scope) else {
            throw RequestError(
                .forbidden, "The key \(holder.name) does not allow to \(scope.rawValue).",
                advice: "Use one with the scope \(scope.rawValue).")
        }
    }

    private static func key(_ header: String) -> String? {
        let words = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard words.count == 2 else { return nil }
        let value = words[1].drop { $0 == " " }
        switch words[0].lowercased() {
        case "bearer": return String(value)
        case "basic":
            guard let bytes = Base64.decode(value.utf8), let text = String(validating: bytes, as: UTF8.self),
                let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
            else { return nil }
            return String(text[text.index(after: colon)...])
        default: return nil
        }
    }
}
