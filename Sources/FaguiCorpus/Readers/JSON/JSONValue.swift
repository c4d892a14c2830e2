/// A value of a JSON text.
package enum JSONValue: Equatable {
    case string([UInt8])
    /// A number as it is written.
    case number([UInt8])
    case bool(Bool)
    case null
    case array([JSONValue])
    case object([JSONMember])

    /// A text: a string, or a number or truth value as written; nil for all else.
    var text: String? {
        switch self {
        case .string(let bytes), .number(let bytes): String(decoding: bytes, as: UTF8.self)
        case .bool(let value): value ? "true" : "false"
        default: nil
        }
    }
}

/// A name with its value.
package struct JSONMember: Equatable {
    package var name: String
    package var value: JSONValue
}

/// Why bytes are no JSON.
package struct JSONError: Error, Equatable {
    /// What is wrong.
    package var reason: String
    /// Where, from the beginning of the bytes.
    package var byteOffset: Int
}
