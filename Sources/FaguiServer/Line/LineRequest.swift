internal import Fagui

/// What a line asks.
struct LineRequest {
    /// The kinds of request.
    enum Asked {
        case operation(Operation, ParameterValues)
        /// The connection shows a key for all that follows.
        case authentication
    }

    /// What its answer is told by: as it was written, or `null`.
    private(set) var id: [UInt8] = Array("null".utf8)
    /// The key that was shown with it.
    private(set) var key: String?
    /// What is asked, or why it cannot be answered.
    private(set) var asked: Result<Asked, RequestError>

    /// Bytes that an id may have.
    static let idLimit = 256

    /// Reads a line.
    ///
    /// - Parameters:
    ///   - line: The line without its end: an object, or the text of a search.
    ///   - limits: The server's.
    init(_ line: UnsafeRawBufferPointer, limits: ServerLimits) {
        asked = .failure(RequestError(.malformed, ""))
        do throws(RequestError) {
            guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else {
                throw RequestError(
                    .malformed, "The line is empty.", advice: "Write the words to search for, or a JSON object.")
            }
            asked = .success(
                first == UInt8(ascii: "{") ? try readObject(line, limits) : try Self.bareSearch(line, limits))
        } catch {
            asked = .failure(error)
        }
    }

    private static func bareSearch(
        _ line: UnsafeRawBufferPointer, _ limits: ServerLimits
    ) throws(RequestError) -> Asked {
        guard let text = String(validating: line, as: UTF8.self) else {
            throw RequestError(.malformed, "The line is not valid UTF-8.", advice: "Send UTF-8.")
        }
        let query = JSONFields.Member(name: "query", value: .text(text))
        return .operation(.search, try Operation.search.values([query], limits: limits))
    }

    private mutating func readObject(
        _ line: UnsafeRawBufferPointer, _ limits: ServerLimits
    ) throws(RequestError) -> Asked {
        var members: [JSONFields.Member]
        do throws(JSONFields.Malformed) {
            members = try JSONFields(line).members
        } catch {
            // What concerns the object as a whole has no place.
            let place = error.byteOffset > 0 ? "byte \(error.byteOffset + 1): " : ""
            throw RequestError(
                .malformed, "The line is no JSON object: \(place)\(error.reason.shortened).",
                advice: "Write one object a line, such as {\"id\":1,\"op\":\"search\",\"query\":\"质量\"}.")
        }
        try readID(members, line)
        members.removeAll { $0.name == "id" }
        if let given = try Self.takeText("key", from: &members) { key = given }
        guard let name = try Self.takeText("op", from: &members) else {
            throw RequestError(.missingParameter, "op is missing.", advice: Self.operationAdvice, parameter: "op")
        }
        if name == "auth" {
            _ = try ParameterValues(members, of: [], limits: limits)
            guard key != nil else {
                throw RequestError(.missingParameter, "key is missing.", parameter: "key")
            }
            return .authentication
        }
        guard let operation = Operation.named(name) else {
            throw RequestError(
                .unknownOperation, "There is no operation \(name.shortened).", advice: Self.operationAdvice,
                parameter: "op")
        }
        return .operation(operation, try operation.values([], json: members, limits: limits))
    }

    private mutating func readID(
        _ members: [JSONFields.Member], _ line: UnsafeRawBufferPointer
    ) throws(RequestError) {
        guard let index = members.firstIndex(where: { $0.name == "id" }) else { return }
        switch members[index].value {
        case .null: return
        case .text, .number: break
        default: throw RequestError(.invalidParameter, "id must be a number or a text.", parameter: "id")
        }
        let written = WrittenMembers.value(ofMember: index, in: line)
        guard written.count <= Self.idLimit else {
            throw RequestError(
                .tooLarge, "id has \(written.count) bytes; \(Self.idLimit) are allowed.", parameter: "id")
        }
        id = Array(written)
    }

    /// Takes a member that must be text.
    private static func takeText(
        _ name: String, from members: inout [JSONFields.Member]
    ) throws(RequestError) -> String? {
        guard let index = members.firstIndex(where: { $0.name == name }) else { return nil }
        guard case .text(let text) = members.remove(at: index).value else {
            throw RequestError(.invalidParameter, "\(name) must be text.", parameter: name)
        }
        return text
    }

    private static let operationAdvice =
        "Those are \(Operation.all.map(\.name).joined(separator: ", ")) and auth."
}

/// How the members of an object are written.
enum WrittenMembers {
    /// The bytes of a value.
    ///
    /// - Parameters:
    ///   - number: Which member, from 0.
    ///   - bytes: An object that a parser has found to be right.
    /// - Returns: The value without blanks around it.
    static func value(ofMember number: Int, in bytes: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
        var (depth, member, start, index) = (0, 0, 0, 0)
        scan: while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): skipString(bytes, &index)
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ":") where depth == 1: start = index + 1
            case UInt8(ascii: ",") where depth == 1:
                if member == number { break scan }
                member += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 1 { break scan }
                depth -= 1
            default: break
            }
            index += 1
        }
        var value = bytes[start..<min(index, bytes.count)]
        while let first = value.first, first <= 0x20 { value.removeFirst() }
        while let last = value.last, last <= 0x20 { value.removeLast() }
        return value
    }

    /// Goes to the quotation mark at the end of a string.
    private static func skipString(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) {
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
    }
}
