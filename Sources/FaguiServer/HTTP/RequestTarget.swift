internal import Fagui

/// What a request is sent to: the path as it came, and the parameters behind it.
struct RequestTarget {
    /// As it came, percent-encoded, from its first `/`.
    let rawPath: Substring
    /// What is behind the `?`, as it came.
    let rawQuery: Substring
    /// Names with values behind the `?`, decoded; ``readMembers()`` reads them.
    private(set) var members: [JSONFields.Member] = []

    /// Takes a target apart. Of a whole URL the connection has left the path.
    ///
    /// - Throws: ``RequestError`` with the code `malformed_request`.
    init(_ target: String) throws(RequestError) {
        let rest = target[...]
        guard rest.utf8.first == UInt8(ascii: "/"), !rest.utf8.contains(UInt8(ascii: "#")) else {
            throw RequestError(.malformed, "The request has no path.")
        }
        let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) ?? rest.endIndex
        rawPath = rest[..<mark]
        rawQuery = mark < rest.endIndex ? rest[rest.utf8.index(after: mark)...] : rest[mark...]
    }

    /// Reads what is behind the `?`.
    ///
    /// - Throws: ``RequestError`` with the code `malformed_request`.
    mutating func readMembers() throws(RequestError) {
        for pair in rawQuery.utf8.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let value = equals == pair.endIndex ? pair[equals...] : pair[pair.index(after: equals)...]
            members.append(
                JSONFields.Member(
                    name: try Self.decoded(pair[..<equals], isForm: true, "A parameter"),
                    value: .text(try Self.decoded(value, isForm: true, "A parameter"))))
        }
    }

    /// Decodes a part of the path, once.
    ///
    /// - Parameter part: As it came.
    /// - Returns: An id, a title or a number.
    /// - Throws: ``RequestError`` with the code `malformed_request`: where it is not UTF-8, or holds what only those write who
    ///   hope for files.
    static func decodedPart(_ part: Substring) throws(RequestError) -> String {
        let text = try decoded(part.utf8, isForm: false, "The path")
        guard !text.utf8.contains(0) else {
            throw RequestError(.malformed, "The path holds a NUL.")
        }
        let steps = text.utf8.split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
        }
        guard !steps.contains(where: { $0.elementsEqual("..".utf8) }) else {
            throw RequestError(.malformed, "The path holds a step '..'.", advice: "Ask for an id as hits have it.")
        }
        return text
    }

    /// Decodes percent signs, and of forms the blanks, once.
    static func decoded(
        _ text: Substring.UTF8View, isForm: Bool, _ what: String
    ) throws(RequestError) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var iterator = text.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexValue), let low = iterator.next().flatMap(hexValue) else {
                    throw RequestError(
                        .malformed, "\(what) has a % without two hexadecimal digits.", advice: "Write % as %25.")
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where isForm: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        // Strict: no overlong forms, no surrogates.
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw RequestError(.malformed, "\(what) is not UTF-8.")
        }
        return decoded
    }

    private static func hexValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
