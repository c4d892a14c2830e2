/// The rows of a table in RFC 4180's form: cells between commas, quotes around what holds commas, quotes or lines.
struct CSVRows {
    /// A row.
    struct Row: Equatable {
        /// The line that it begins in, from 1.
        var line: Int
        var cells: [String]
        /// What is wrong with its quotes; nil if nothing is.
        var fault: String?
    }

    private let text: UTF8Bytes
    private var index = 0
    private var line = 1

    init(_ text: UTF8Bytes) { self.text = text }

    /// The next row that is not empty; nil at the end.
    mutating func next() -> Row? {
        while index < text.count {
            var row = Row(line: line, cells: [])
            while true {
                row.cells.append(cell(&row.fault))
                guard index < text.count, text[index] == UInt8(ascii: ",") else { break }
                index += 1
            }
            endLine()
            if row.cells.count > 1 || row.fault != nil || row.cells.first?.isEmpty == false { return row }
        }
        return nil
    }

    /// Reads a cell; leaves the index at the comma or the end of the line behind it.
    private mutating func cell(_ fault: inout String?) -> String {
        if index < text.count, text[index] == UInt8(ascii: "\"") { return quoted(&fault) }
        let start = index
        passOver()
        return text.string(text.trimmed(start..<index))
    }

    private mutating func quoted(_ fault: inout String?) -> String {
        index += 1
        var bytes: [UInt8] = []
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                guard index < text.count, text[index] == UInt8(ascii: "\"") else {
                    let end = index
                    passOver()
                    if !text.trimmed(end..<index).isEmpty { fault = "text behind a closing quote" }
                    return bytes.withUnsafeBufferPointer { $0.string($0.trimmed(0..<$0.count)) }
                }
                index += 1
            } else if byte == 0x0A {
                line += 1
            }
            bytes.append(byte)
        }
        fault = "a quote is not closed"
        return ""
    }

    /// Goes to the next comma or the end of the line.
    private mutating func passOver() {
        while index < text.count, ![0x2C, 0x0A, 0x0D].contains(text[index]) { index += 1 }
    }

    private mutating func endLine() {
        if index < text.count, text[index] == 0x0D { index += 1 }
        if index < text.count, text[index] == 0x0A { index += 1 }
        line += 1
    }
}
