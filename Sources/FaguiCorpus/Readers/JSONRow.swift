/// A row of a `.jsonl` file.
struct JSONRow {
    /// The most bytes of an id: it is a term of the index, and a name that people type.
    static let idLimit = 1024

    /// A string or a number.
    var id = ""
    var title: String?
    var text: [UInt8] = []
    /// Whether the text is to be cut into passages.
    var isSplit = false
    /// What people are told it is from, if not its file.
    var path: String?
    /// All else that is a string, a number or a truth value; a list gives a field an item.
    var fields: [SourceText.Field] = []

    /// Takes a row apart; of members with one name the last counts.
    init(_ value: JSONValue) throws {
        guard case .object(let members) = value else { throw RowFault(reason: "not an object {…}", byteOffset: 0) }
        var id: String?
        var text: [UInt8]?
        for member in members {
            switch (member.name, member.value) {
            case (_, .null): continue
            case ("id", .string), ("id", .number): id = member.value.text
            case ("id", _): throw Self.fault("id", "neither a string nor a number")
            case ("text", .string(let bytes)): text = bytes
            case ("text", _): throw Self.fault("text", "no string")
            case ("title", .string(let bytes)): title = bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
            case ("title", _): throw Self.fault("title", "no string")
            case ("split", .bool(let value)): isSplit = value
            case ("split", _): throw Self.fault("split", "neither true nor false")
            case ("path", .string(let bytes)): path = String(decoding: bytes, as: UTF8.self)
            case (let name, .array(let items)):
                for item in items { take(name, item) }
            case (let name, let value): take(name, value)
            }
        }
        guard let id, !id.isEmpty else { throw RowFault(reason: "it has no id", byteOffset: 0) }
        guard id.utf8.count <= Self.idLimit else {
            throw RowFault(reason: "its id is longer than \(Self.idLimit) bytes", byteOffset: 0)
        }
        guard let text else { throw RowFault(reason: "row \(id) has no text", byteOffset: 0) }
        self.id = id
        self.text = text
    }

    private mutating func take(_ name: String, _ value: JSONValue) {
        guard let text = value.text, !text.isEmpty else { return }
        fields.append(FieldNames.field(name, text))
    }

    private static func fault(_ name: String, _ what: String) -> RowFault {
        RowFault(reason: "its \(name) is \(what)", byteOffset: 0)
    }
}
