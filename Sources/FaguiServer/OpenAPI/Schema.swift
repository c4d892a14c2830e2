internal import Fagui

/// The shape of a JSON value, as JSON Schema 2020-12 tells it.
indirect enum Schema: Sendable {
    case text
    case integer
    case number
    case flag
    case list(Schema)
    /// One of some words.
    case words([String])
    /// An object of names, whatever they are, with values of one shape.
    case map(Schema)
    case object([Member])
    /// A shape that has a name.
    case named(String)
    /// Two whole numbers: from, inclusive, and to, exclusive.
    case range
    /// A text that is a day.
    case day

    /// A member of an object.
    struct Member: Sendable {
        var name: String
        var schema: Schema
        var isRequired: Bool
    }

    /// Writes it.
    func write(_ json: inout JSONWriter) {
        json.object { json in
            switch self {
            case .text: json.member("type", "string")
            case .integer: json.member("type", "integer")
            case .number: json.member("type", "number")
            case .flag: json.member("type", "boolean")
            case .list(let item):
                json.member("type", "array")
                json.key("items")
                item.write(&json)
            case .words(let words):
                json.member("type", "string")
                json.member("enum", words)
            case .map(let value):
                json.member("type", "object")
                json.key("additionalProperties")
                value.write(&json)
            case .object(let members):
                json.member("type", "object")
                let required = members.filter(\.isRequired).map(\.name)
                if !required.isEmpty { json.member("required", required) }
                json.key("properties")
                json.object { json in
                    for member in members {
                        json.key(member.name)
                        member.schema.write(&json)
                    }
                }
            case .named(let name): json.member("$ref", "#/components/schemas/\(name)")
            case .range:
                json.member("type", "array")
                json.key("items")
                Schema.integer.write(&json)
                json.member("minItems", 2)
                json.member("maxItems", 2)
            case .day:
                json.member("type", "string")
                json.member("format", "date")
            }
        }
    }
}

extension Schema.Member {
    /// A member that is always there.
    static func always(_ name: String, _ schema: Schema) -> Schema.Member {
        Schema.Member(name: name, schema: schema, isRequired: true)
    }

    /// A member that is left out where it has nothing to say.
    static func maybe(_ name: String, _ schema: Schema) -> Schema.Member {
        Schema.Member(name: name, schema: schema, isRequired: false)
    }
}
