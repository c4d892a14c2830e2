/// Queries of a file, a line each: an id, a tab, the query.
struct QueryBatch {
    /// One query with the id that its results carry.
    struct Entry: Equatable {
        var id: String
        var query: String
    }

    /// The queries, in order.
    var entries: [Entry] = []

    /// Reads all lines; empty ones are passed over.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, with or without a byte order mark, lines ended by LF or CR LF.
    ///   - path: What errors name.
    /// - Throws: ``CommandFailure`` with the code `malformed_queries`, the line named.
    init(_ bytes: [UInt8], path: String) throws {
        var lines: [String: Int] = [:]
        var number = 0
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            number += 1
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            var line = bytes[start..<end]
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            let offset = start
            start = end + 1
            if line.isEmpty { continue }
            func malformed(_ reason: String) -> CommandFailure {
                CommandFailure(
                    code: "malformed_queries", "Line \(number) of \(path) \(reason).",
                    advice: "A line is an id, a tab and a query, in UTF-8.", path: path, byteOffset: offset)
            }
            guard let text = String(validating: line, as: UTF8.self) else { throw malformed("is not valid UTF-8") }
            guard let tab = text.unicodeScalars.firstIndex(of: "\t") else { throw malformed("has no tab") }
            let id = String(text[..<tab])
            guard !id.isEmpty, !id.unicodeScalars.contains(where: \.properties.isWhitespace) else {
                throw malformed("has \(id.isEmpty ? "no id" : "an id with a space in it")")
            }
            if let other = lines.updateValue(number, forKey: id) {
                throw malformed("has the id \(id), as line \(other) has")
            }
            entries.append(Entry(id: id, query: String(text[text.unicodeScalars.index(after: tab)...])))
        }
    }
}
