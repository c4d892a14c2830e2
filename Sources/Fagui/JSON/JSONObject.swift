/// Members of an object that a program of ours has written, by their names. Names that are not asked for are passed over:
/// a newer program may write more.
package struct JSONObject {
    private let members: [JSONFields.Member]

    /// Takes the members of an object.
    package init(_ members: [JSONFields.Member]) {
        self.members = members
    }

    /// Reads an object.
    ///
    /// - Parameter bytes: UTF-8.
    /// - Throws: ``JSONFields/Malformed``.
    package init(_ bytes: [UInt8]) throws(JSONFields.Malformed) {
        let fields = bytes.withUnsafeBytes { bytes in
            Result { () throws(JSONFields.Malformed) in try JSONFields(bytes) }
        }
        members = try fields.get().members
    }

    /// The value of a member; nil where there is none, and where it is null.
    package subscript(name: String) -> JSONFields.Value? {
        guard let value = members.first(where: { $0.name == name })?.value, value != .null else { return nil }
        return value
    }

    /// A text, which may be missing.
    package func optionalText(_ name: String) throws(JSONFields.Malformed) -> String? {
        guard let value = self[name] else { return nil }
        guard case .text(let text) = value else { throw wrong(name) }
        return text
    }

    /// A text.
    package func text(_ name: String) throws(JSONFields.Malformed) -> String {
        guard let text = try optionalText(name) else { throw wrong(name) }
        return text
    }

    /// A number, which may be missing.
    package func optionalNumber<Number: LosslessStringConvertible>(
        _ name: String, as type: Number.Type = Int.self
    ) throws(JSONFields.Malformed) -> Number? {
        guard let value = self[name] else { return nil }
        guard case .number(let digits) = value, let number = Number(digits) else { throw wrong(name) }
        return number
    }

    /// A number.
    package func number<Number: LosslessStringConvertible>(
        _ name: String, as type: Number.Type = Int.self
    ) throws(JSONFields.Malformed) -> Number {
        guard let number = try optionalNumber(name, as: type) else { throw wrong(name) }
        return number
    }

    /// A truth value; false where it is missing.
    package func flag(_ name: String) throws(JSONFields.Malformed) -> Bool {
        guard let value = self[name] else { return false }
        guard case .flag(let flag) = value else { throw wrong(name) }
        return flag
    }

    /// The items of a list; none where it is missing.
    package func list(_ name: String) throws(JSONFields.Malformed) -> [JSONFields.Value] {
        guard let value = self[name] else { return [] }
        guard case .list(let items) = value else { throw wrong(name) }
        return items
    }

    /// The texts of a list.
    package func texts(_ name: String) throws(JSONFields.Malformed) -> [String] {
        var texts: [String] = []
        for item in try list(name) {
            guard case .text(let text) = item else { throw wrong(name) }
            texts.append(text)
        }
        return texts
    }

    /// What the objects of a list stand for.
    package func objects<Element>(
        _ name: String, _ read: (JSONObject) throws(JSONFields.Malformed) -> Element
    ) throws(JSONFields.Malformed) -> [Element] {
        var elements: [Element] = []
        for item in try list(name) {
            guard case .members(let members) = item else { throw wrong(name) }
            elements.append(try read(JSONObject(members)))
        }
        return elements
    }

    /// An object, which may be missing.
    package func optionalObject(_ name: String) throws(JSONFields.Malformed) -> JSONObject? {
        guard let value = self[name] else { return nil }
        guard case .members(let members) = value else { throw wrong(name) }
        return JSONObject(members)
    }

    /// An object.
    package func object(_ name: String) throws(JSONFields.Malformed) -> JSONObject {
        guard let object = try optionalObject(name) else { throw wrong(name) }
        return object
    }

    /// The members of an object, all texts; none where it is missing.
    package func namedTexts(
        _ name: String
    ) throws(JSONFields.Malformed) -> [(name: String, text: String)] {
        var texts: [(String, String)] = []
        for member in try optionalObject(name)?.members ?? [] {
            guard case .text(let text) = member.value else { throw wrong(name) }
            texts.append((member.name, text))
        }
        return texts
    }

    /// One of some words.
    package func word<Word: RawRepresentable<String>>(
        _ name: String, as type: Word.Type = Word.self
    ) throws(JSONFields.Malformed) -> Word {
        guard let word = Word(rawValue: try text(name)) else { throw wrong(name) }
        return word
    }

    /// One of some words, which may be missing.
    package func optionalWord<Word: RawRepresentable<String>>(
        _ name: String, as type: Word.Type = Word.self
    ) throws(JSONFields.Malformed) -> Word? {
        self[name] == nil ? nil : try word(name, as: type)
    }

    private func wrong(_ name: String) -> JSONFields.Malformed {
        JSONFields.Malformed(reason: "\(name) is missing, or not what it should be", byteOffset: 0)
    }
}
