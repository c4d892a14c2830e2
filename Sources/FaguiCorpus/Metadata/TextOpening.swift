/// The first lines of a body: its title, and a document's number or dates beside it.
struct TextOpening {
    /// The title: as stated, or the first heading or line; nil if there is none of them.
    var title: String?
    /// Lines that are the title and nothing else.
    var titleLines: Range<Int> = 0..<0
    /// Lines of a sheet by which the text is made known; they stay passages, but head nothing.
    var sheetLines: Range<Int> = 0..<0
    /// What lines beside the title state; these lines stay passages.
    var fields: [SourceText.Field] = []

    /// Looks for the title.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - lines: The lines of the body.
    ///   - statedTitle: The title where it is known already: a line that repeats it is no passage.
    init(_ text: UTF8Bytes, _ lines: [Line], statedTitle: String?) {
        var first = 0
        while first < lines.count, first < 4, Self.isPassedOver(lines[first]) { first += 1 }
        if let statedTitle {
            title = statedTitle
            if first < lines.count, Self.repeats(statedTitle, text, lines[first].content) {
                titleLines = first..<first + 1
            }
        } else if let sheet = PromulgationSheet.read(text, lines) {
            title = sheet.title
            titleLines = sheet.titleLines
            sheetLines = sheet.lines
            fields = sheet.fields
        } else if first < lines.count, Self.isTitle(lines[first]) {
            titleLines = first..<first + TitleLines.count(text, lines, from: first)
            title = TitleLines.joined(text, lines[titleLines])
            fields = Self.number(text, lines[first].content)
        } else if first < lines.count, lines[first].isOverlongHeading, case .plain = lines[first].kind {
            // It stays a passage.
            let beginning = text.string(lines[first].content)
            title = TitleLimit.cut(beginning) ?? beginning
        } else if let heading = lines.first(where: { $0.markdownLevel == 1 }) {
            title = text.string(heading.content)
        }
        var statements = Statements()
        statements.fields = fields
        // What a sheet says was taken from it.
        for line in lines[sheetLines.upperBound..<min(lines.count, max(first, titleLines.upperBound) + 3)] {
            if case .remark = line.kind { _ = statements.take(text, line.content) }
        }
        OpeningNotes.take(text, lines[min(lines.count, max(first, titleLines.upperBound))...], into: &statements)
        fields = statements.fields
    }

    /// The number that a title begins with: 海关总署公告2020年第99号（关于……的公告）.
    private static func number(_ text: UTF8Bytes, _ title: Range<Int>) -> [SourceText.Field] {
        guard let end = DocumentNumber.end(text, title), end < title.upperBound,
            text.matches("（", at: end, to: title.upperBound) || text.matches("(", at: end, to: title.upperBound),
            let kind = text.firstIndex(of: "公告", in: title) ?? text.firstIndex(of: "令", in: title)
        else { return [] }
        return [SourceText.Field(key: "number", value: text.string(title.lowerBound..<end))]
            + Issuer.separated(text.string(title.lowerBound..<kind)).map { SourceText.Field(key: "issuer", value: $0) }
    }

    /// A document's number, and what a page has above its text, may stand above its title.
    private static func isPassedOver(_ line: Line) -> Bool {
        if line.role == .furniture { return true }
        switch line.kind {
        case .remark, .markup: return true
        default: return false
        }
    }

    private static func isTitle(_ line: Line) -> Bool {
        guard line.role == .body, case .plain = line.kind else { return false }
        return line.markdownLevel == 1 || line.markdownLevel == 0 && line.isShort && line.item == nil
    }

    /// Whether a line is a title again, white space apart.
    private static func repeats(_ title: String, _ text: UTF8Bytes, _ line: Range<Int>) -> Bool {
        guard line.count <= 4 * title.utf8.count + 64 else { return false }
        return TitleLines.letters(text.string(line)) == TitleLines.letters(title)
    }
}
