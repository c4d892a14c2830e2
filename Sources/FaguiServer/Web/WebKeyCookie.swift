/// The cookie that shows a key for somebody who signed in.
enum WebKeyCookie {
    private static let name = "fagui_key"

    /// The header that sets it.
    ///
    /// - Parameters:
    ///   - key: The key; empty takes the cookie away.
    ///   - isSecure: Whether it is to go over TLS alone.
    /// - Returns: The header's value.
    static func header(_ key: String, isSecure: Bool) -> String {
        // A key may hold what cookies may not, so its bytes are sent as digits.
        let digits = key.utf8.map { byte in
            let text = String(byte, radix: 16)
            return text.utf8.count == 1 ? "0\(text)" : text
        }.joined()
        let end = key.isEmpty ? "; Max-Age=0" : ""
        return "\(name)=\(digits); Path=/; HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")\(end)"
    }

    /// The key that a request shows.
    ///
    /// - Parameter cookies: The header Cookie.
    /// - Returns: nil where there is none.
    static func key(in cookies: String) -> String? {
        for cookie in cookies.split(separator: ";").prefix(64) {
            let text = cookie.drop { $0 == " " }
            guard text.hasPrefix("\(name)=") else { continue }
            let digits = Array(text.utf8.dropFirst(name.utf8.count + 1))
            guard !digits.isEmpty, digits.count % 2 == 0 else { return nil }
            var bytes: [UInt8] = []
            for index in stride(from: 0, to: digits.count, by: 2) {
                guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else {
                    return nil
                }
                bytes.append(byte)
            }
            return String(validating: bytes, as: UTF8.self)
        }
        return nil
    }
}
