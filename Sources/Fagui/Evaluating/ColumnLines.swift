/// The lines of a text of columns, as the Text Retrieval Conference writes them: parted by spaces and tabs.
struct ColumnLines {
    /// One line that has something on it.
    struct Line {
        var number: Int
        var byteOffset: Int
        var columns: [String]

        func malformed(_ reason: String) -> EvaluationError {
            EvaluationError(line: number, byteOffset: byteOffset, reason: reason)
        }
    }

    /// Calls `body` with each line.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, lines ended by LF or CR LF.
    ///   - count: Columns that each line must have.
    ///   - body: Gets the line.
    /// - Throws: ``EvaluationError``, and what the body throws.
    static func forEach(_ bytes: [UInt8], columns count: Int, _ body: (Line) throws -> Void) throws {
        var number = 0
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            number += 1
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            var line = Line(number: number, byteOffset: start, columns: [])
            guard let text = String(validating: bytes[start..<end], as: UTF8.self) else {
                throw line.malformed("is not valid UTF-8")
            }
            start = end + 1
            line.columns = text.unicodeScalars.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map { String($0) }
            if line.columns.isEmpty { continue }
            guard line.columns.count == count else {
                throw line.malformed("has \(line.columns.count) columns instead of \(count)")
            }
            try body(line)
        }
    }
}
