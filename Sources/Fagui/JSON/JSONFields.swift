internal import FaguiCorpus

/// The members of a JSON object that has no other objects inside: what a request asks.
package struct JSONFields: Sendable, Equatable {
    /// A value.
    package enum Value: Sendable, Equatable {
        case text(String)
        /// A number as it is written.
        case number(String)
        case flag(Bool)
        case null
        case list([Value])
        /// Names with values, for what may have any names, such as metadata.
        case members([Member])
    }

    /// A name with its value.
    package struct Member: Sendable, Equatable {
        package var name: String
        package var value: Value

        /// Joins them.
        package init(name: String, value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// Why bytes are no such object.
    package struct Malformed: Error, Equatable {
        /// What is wrong.
        package var reason: String
        /// Where, from the beginning of the bytes.
        package var byteOffset: Int
    }

    /// The members, in order.
    package var members: [Member]

    /// Reads an object.
    ///
    /// - Parameter bytes: UTF-8.
    /// - Throws: ``Malformed``: where the bytes are no JSON, not UTF-8, too deep, or where a name stands twice.
    package init(_ bytes: UnsafeRawBufferPointer) throws(Malformed) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Malformed(reason: "not valid UTF-8", byteOffset: 0)
        }
        let value: JSONValue
        do {
            value = try JSONParser.parse(bytes.bindMemory(to: UInt8.self))
        } catch {
            throw Malformed(reason: error.reason, byteOffset: error.byteOffset)
        }
        guard case .object(let members) = value else { throw Malformed(reason: "not an object", byteOffset: 0) }
        self.members = members.map { Member(name: $0.name, value: Value($0.value)) }
        var names: Set<String> = []
        for member in members where !names.insert(member.name).inserted {
            throw Malformed(reason: "\(member.name) stands twice", byteOffset: 0)
        }
    }
}

extension JSONFields.Value {
    fileprivate init(_ value: JSONValue) {
        switch value {
        case .string(let bytes): self = .text(String(decoding: bytes, as: UTF8.self))
        case .number(let bytes): self = .number(String(decoding: bytes, as: UTF8.self))
        case .bool(let flag): self = .flag(flag)
        case .null: self = .null
        case .array(let items): self = .list(items.map { JSONFields.Value($0) })
        case .object(let members):
            self = .members(members.map { JSONFields.Member(name: $0.name, value: JSONFields.Value($0.value)) })
        }
    }
}
