/// The first lines of a body: its title, and a document's number or dates beside it.
struct TextOpening {
    /// The title: as stated, or the first heading or line; nil if there is none of them.
    var title: String?
    /// Lines that are the title and nothing else.
    var titleLines: Range<Int> = 0..<0
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
        } else if first < lines.count, Self.isTitle(lines[first]) {
            titleLines = first..<first + Self.titleLength(text, lines, first)
            title = titleLines.map { text.string(lines[$0].content) }.joined()
        } else if first < lines.count, lines[first].isOverlongHeading, case .plain = lines[first].kind {
            // It stays a passage.
            let beginning = text.string(lines[first].content)
            title = TitleLimit.cut(beginning) ?? beginning
        } else if let heading = lines.first(where: { $0.markdownLevel == 1 }) {
            title = text.string(heading.content)
        }
        var statements = Statements()
        for line in lines[..<min(lines.count, max(first, titleLines.upperBound) + 3)] {
            if case .remark = line.kind { _ = statements.take(text, line.content) }
        }
        OpeningNotes.take(text, lines[min(lines.count, max(first, titleLines.upperBound))...], into: &statements)
        fields = statements.fields
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

    /// ××人民政府 / 关于……的通知: a title in two lines.
    private static func titleLength(_ text: UTF8Bytes, _ lines: [Line], _ first: Int) -> Int {
        guard first + 1 < lines.count, lines[first].markdownLevel == 0, lines[first + 1].markdownLevel == 0,
            lines[first + 1].isHeadingLike, lines[first + 1].item == nil,
            text.matches("关于", at: lines[first + 1].content.lowerBound, to: lines[first + 1].content.upperBound)
        else { return 1 }
        return 2
    }

    /// Whether a line is a title again, white space apart.
    private static func repeats(_ title: String, _ text: UTF8Bytes, _ line: Range<Int>) -> Bool {
        guard line.count <= 4 * title.utf8.count + 64 else { return false }
        return letters(text.string(line)) == letters(title)
    }

    private static func letters(_ title: String) -> [UInt32] {
        title.unicodeScalars.map(\.value).filter { !Blank.contains($0) }
    }
}
