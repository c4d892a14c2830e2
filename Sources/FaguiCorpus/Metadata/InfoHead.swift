/// The head of a law's text: its title and what was done with it when, before `<!-- INFO END -->`.
struct InfoHead {
    /// The lines with `#`, joined.
    var title: String?
    /// Dates and numbers; lines that state none are kept as `note`.
    var fields: [SourceText.Field] = []

    /// The line that ends the head; nil if there is none.
    static func end(_ text: UTF8Bytes, from start: Int) -> Range<Int>? {
        var search = start
        while let index = text.firstIndex(of: "<!-- INFO END -->", in: search..<text.count) {
            let end = index + "<!-- INFO END -->".utf8.count
            if text.isBlankToLineEnd(from: end, to: text.count), beginsLine(text, index, from: start) {
                return index..<text.line(from: end, to: text.count).next
            }
            search = end
        }
        return nil
    }

    private static func beginsLine(_ text: UTF8Bytes, _ index: Int, from start: Int) -> Bool {
        var index = index
        while index > start {
            let (scalar, length) = text.scalar(before: index, notBefore: start)
            if scalar == 0x0A || scalar == 0x0D { return true }
            guard Blank.contains(scalar) else { return false }
            index -= length
        }
        return true
    }

    /// Reads the lines of a head.
    static func parse(_ text: UTF8Bytes, _ part: Range<Int>) -> InfoHead {
        var head = InfoHead()
        var titles: [String] = []
        var statements = Statements()
        var waiting: [UInt8] = []
        for line in LineScanner(text, isMarkdown: true).lines(of: part) where !line.isMarkup {
            if line.markdownLevel > 0 || line.isOverlongHeading {
                titles.append(text.string(line.content))
            } else if goesOn(waiting) {
                waiting += text[line.content]
            } else {
                statements.take(waiting)
                waiting = Array(text[line.content])
            }
        }
        statements.take(waiting)
        head.title = titles.isEmpty ? nil : titles.joined(separator: " ")
        head.fields = statements.fields
        return head
    }

    /// The longest statement that is put together of several lines, in bytes.
    private static let statementLimit = 2_000

    /// Whether a line breaks off inside a title of a document, or inside a date: its statement goes on in the next.
    private static func goesOn(_ line: [UInt8]) -> Bool {
        guard let last = line.last, line.count < statementLimit else { return false }
        if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(last) {
            return line.withUnsafeBufferPointer {
                CalendarDate.parse($0, at: 0, to: $0.count).map { !$0.hasDay } ?? false
            }
        }
        return line.withUnsafeBufferPointer { line in
            var depth = 0
            var index = 0
            while index < line.count {
                let (scalar, length) = line.scalar(at: index)
                if scalar == 0x300A { depth += 1 }
                if scalar == 0x300B { depth = max(0, depth - 1) }
                index += length
            }
            return depth > 0
        }
    }
}

extension Statements {
    /// Takes a line by itself; one that states nothing is a note.
    fileprivate mutating func take(_ line: [UInt8]) {
        guard !line.isEmpty else { return }
        line.withUnsafeBufferPointer { bytes in
            if !take(bytes, 0..<bytes.count) { fields.append(.init(key: "note", value: bytes.string(0..<bytes.count))) }
        }
    }
}
