/// A text taken apart: what all that is made of it (passages, tree, metadata) stands on.
struct TextParts {
    /// What stands before the body.
    let head: TextHead
    /// The lines of the body.
    let lines: [Line]
    /// Its title, and what stands beside it.
    let opening: TextOpening
    /// Passages and headings of the body.
    let outline: Outline

    /// Takes a text apart.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - isMarkdown: Whether `#` and comments mean what they do in Markdown.
    ///   - title: The title, if it is stated elsewhere.
    ///   - sideTitle: The title by a table beside the text, which one in its head comes before.
    ///   - path: What warnings call the text.
    ///   - warnings: Gets what is odd about the head and the articles.
    init(
        _ text: UTF8Bytes, isMarkdown: Bool, title: String?, sideTitle: String? = nil, path: String,
        warnings: inout [CorpusError]
    ) {
        head = TextHead.parse(text, path: path, warnings: &warnings)
        var lines = LineScanner(text, isMarkdown: isMarkdown).lines(of: head.bodyStart..<text.count)
        LineRoles.assign(to: &lines, of: text)
        opening = TextOpening(text, lines, statedTitle: title ?? head.title ?? sideTitle)
        for index in opening.sheetLines where lines[index].isHeadingLike { lines[index].kind = .remark }
        self.lines = lines
        var outline = PassageCutter.cut(text, lines, titleLines: opening.titleLines)
        if outline.passages.isEmpty, let line = head.titleLine(text) {
            outline.passages = [Passage(locator: "p1", headings: [], range: line)]
            warnings.append(
                CorpusError(.malformed, path: path, reason: "no text after the head: its title is indexed"))
        }
        warnings += outline.oddities.warnings(text, path: path)
        self.outline = outline
    }

    /// Where the first lines end that sign the text; nil where nobody does.
    var signatureEnd: Int? {
        guard var last = lines.firstIndex(where: { $0.role == .signature }) else { return nil }
        while last + 1 < lines.count, lines[last + 1].role == .signature || lines[last + 1].isPassedOver { last += 1 }
        return lines[last].content.upperBound
    }
}
