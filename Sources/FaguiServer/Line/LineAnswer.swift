internal import Fagui
internal import NIOCore

/// Lines of answers.
enum LineAnswer {
    /// What every line begins with.
    static let beginning: StaticString = "{\"id\":"

    /// The line of an answer.
    ///
    /// - Parameters:
    ///   - id: As the request has it.
    ///   - result: The answer, or why there is none.
    /// - Returns: The line with its end.
    static func line(_ id: [UInt8], _ result: Result<Answer, RequestError>) -> ByteBuffer {
        switch result {
        case .success(let answer): line(id, answer.json)
        case .failure(let error): line(id, error)
        }
    }

    /// The line of an error.
    static func line(_ id: [UInt8], _ error: RequestError) -> ByteBuffer {
        var json = JSONWriter()
        json.object { json in
            json.key("error")
            json.object { error.writeMembers(&$0) }
        }
        return line(id, json.bytes)
    }

    /// The line of an answer to a key.
    static func line(_ id: [UInt8], _ holder: AccessKeys.Holder?) -> ByteBuffer {
        var json = JSONWriter()
        json.object { json in
            json.member("ok", true)
            guard let holder else { return }
            json.member("name", holder.name)
            json.member("scopes", holder.scopes.map(\.rawValue).sorted())
        }
        return line(id, json.bytes)
    }

    /// Puts the id in front of the members of an object.
    private static func line(_ id: [UInt8], _ object: [UInt8]) -> ByteBuffer {
        var line = ByteBufferAllocator().buffer(capacity: object.count + id.count + 8)
        line.writeStaticString(beginning)
        line.writeBytes(id)
        if object.count > 2 { line.writeInteger(UInt8(ascii: ",")) }
        line.writeBytes(object[1...])
        line.writeInteger(UInt8(ascii: "\n"))
        return line
    }
}
