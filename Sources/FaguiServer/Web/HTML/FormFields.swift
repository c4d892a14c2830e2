/// The fields of a form, from the query of a URL or from a body (`application/x-www-form-urlencoded`).
struct FormFields: Equatable {
    private var fields: [(name: String, value: String)] = []

    /// None.
    init() {}

    /// All of them, in order.
    var all: [(name: String, value: String)] { fields }

    /// No form of ours has more.
    private static let limit = 64

    /// Reads them.
    ///
    /// - Parameter text: As it was sent.
    /// - Throws: ``RequestError`` with the code `malformed_request` where it is not UTF-8, or too much.
    init(_ text: some Sequence<UInt8>) throws(RequestError) {
        guard let text = String(validating: Array(text), as: UTF8.self) else {
            throw RequestError(.malformed, "The form is not UTF-8.")
        }
        for pair in text[...].utf8.split(separator: UInt8(ascii: "&")) {
            guard fields.count < Self.limit else {
                throw RequestError(.malformed, "There are more than \(Self.limit) fields.")
            }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let value = equals == pair.endIndex ? pair[equals...] : pair[pair.index(after: equals)...]
            fields.append((try Self.decoded(pair[..<equals]), try Self.decoded(value)))
        }
    }

    private static func decoded(_ part: Substring.UTF8View) throws(RequestError) -> String {
        try RequestTarget.decoded(part, isForm: true, "A field")
    }

    static func == (left: FormFields, right: FormFields) -> Bool {
        left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
    }

    /// The first value of a name that is not blank; blanks around it are cut off.
    subscript(name: String) -> String? {
        for field in fields where field.name == name {
            let scalars = field.value.unicodeScalars
            guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
                let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
            else { continue }
            return String(scalars[start...end])
        }
        return nil
    }

    /// Whether a box is ticked.
    func isTicked(_ name: String) -> Bool { self[name].map { $0 != "0" && $0 != "false" } ?? false }
}
