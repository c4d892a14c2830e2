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
        for line in LineScanner(text, isMarkdown: true).lines(of: part) where !line.isMarkup {
            if line.markdownLevel > 0 || line.isOverlongHeading {
                titles.append(text.string(line.content))
            } else if !statements.take(text, line.content) {
                statements.fields.append(.init(key: "note", value: text.string(line.content)))
            }
        }
        head.title = titles.isEmpty ? nil : titles.joined(separator: " ")
        head.fields = statements.fields
        return head
    }
}
