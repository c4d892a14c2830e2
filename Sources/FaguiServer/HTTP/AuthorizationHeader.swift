/// The header Authorization.
enum AuthorizationHeader {
    /// How a key is shown.
    static let advice = "Send the header Authorization: Bearer KEY."

    /// The key that it shows: `Bearer KEY`, or `Basic`, for browsers, with the key as password.
    ///
    /// - Parameter header: Its value.
    /// - Returns: The key; empty, which no key is, for what shows none.
    static func key(in header: String) -> String {
        let words = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard words.count == 2 else { return "" }
        let value = words[1].drop { $0 == " " }
        switch words[0].lowercased() {
        case "bearer": return String(value)
        case "basic":
            guard let bytes = Base64.decode(value.utf8), let text = String(validating: bytes, as: UTF8.self),
                let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
            else { return "" }
            return String(text[text.index(after: colon)...])
        default: return ""
        }
    }
}
