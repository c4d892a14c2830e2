/// Tells lines that are no part of what a text says: a table of contents, signatures, what a page has around its text.
///
/// All of it is decided before the text is cut, from lines and their neighbours alone, so that a page's header neither
/// ends an article nor becomes the heading of what follows.
enum LineRoles {
    /// Gives each line of a text its role.
    static func assign(to lines: inout [Line], of text: UTF8Bytes) {
        var hasContents = false
        var hasDate = false
        var recurring = RecurringLines(text)
        for index in lines.indices {
            switch lines[index].kind {
            case .article, .markup, .tableRow: continue
            case .structure: continue
            case .plain, .bullet, .remark:
                let line = lines[index]
                if FurnitureLine.isOne(line, text) || endsPage(at: index, lines, text) {
                    lines[index].role = .furniture
                } else if line.isShort, line.item == nil, line.markdownLevel == 0 {
                    if case .remark = line.kind { hasDate = true }
                    if ContentsTable.isTitle(text, line.content) { hasContents = true }
                    recurring.note(line, at: index)
                } else if line.isShort, line.markdownLevel > 0, ContentsTable.isTitle(text, line.content) {
                    hasContents = true
                }
            }
        }
        recurring.mark(&lines)
        if hasContents { ContentsTable.mark(&lines, text) }
        LinkList.mark(&lines, text)
        if hasDate { SignatureLines.mark(&lines, text) }
    }

    /// Whether a line is the number of a page that ends in the middle of a sentence.
    private static func endsPage(at index: Int, _ lines: [Line], _ text: UTF8Bytes) -> Bool {
        let line = lines[index]
        guard line.range.count <= 3, line.isShort, index > 0, index + 1 < lines.count,
            lines[index - 1].role == .body, lines[index - 1].markdownLevel == 0
        else { return false }
        let next = lines[index + 1]
        guard case .plain = next.kind, next.item == nil, next.markdownLevel == 0 else { return false }
        return FurnitureLine.isBareNumber(line.content, between: lines[index - 1].content, and: next.content, text)
    }
}
