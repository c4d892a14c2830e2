/// Gathers the text of a page: a block element is a line or more, a row of a table of data one.
final class HTMLTextHandler: MarkupHandler {
    /// What an open element does where it closes.
    private enum Role {
        case inline, block, heading, item, preformatted, link, title
        /// Its text is left out.
        case skipped
        /// It is left out if it does not hold much beside links.
        case navigation
        case list
        case table, row, cell
    }

    /// Elements in one another. Beyond, a page is refused: the parser looks back through all that are open at every end
    /// tag, so that a small page could take hours. Pages whose `<font>` never ends have some hundred.
    static let depthLimit = 2_000
    /// Bytes beside links from which on what calls itself navigation is text.
    private static let navigationLimit = 1_500

    /// What was gathered.
    var lines = DocumentLines()
    /// What stands in `<title>`.
    private(set) var title: String?
    /// The first headings of level 1.
    private(set) var firstHeadings: [String] = []
    /// Why the parse was stopped.
    private(set) var refusal: String?

    private var roles: [Role] = []
    private var tableRoles: [Role] = []
    private var lists: [HTMLList] = []
    private var skippedDepth = 0
    private var preformattedDepth = 0
    private var linkDepth = 0
    /// Bytes beside links in each open navigation.
    private var navigations: [Int] = []
    private var titleText: [UInt8]?
    private var space = HTMLSpace()

    var isStopped: Bool { refusal != nil }

    // MARK: Elements

    func open(_ name: String, _ attributes: MarkupAttributes) {
        guard roles.count < Self.depthLimit else {
            refusal = "its elements are nested deeper than \(Self.depthLimit) levels"
            return
        }
        let role = skippedDepth > 0 ? .skipped : role(of: name)
        roles.append(role)
        switch role {
        case .skipped: skippedDepth += 1
        case .inline: if name == "br" { breakLine() }
        case .link: linkDepth += 1
        case .block: endLine()
        case .title: titleText = []
        case .preformatted:
            endLine()
            preformattedDepth += 1
        case .heading:
            endParagraph()
            lines.setLevel(name.utf8.last.map { Int($0) - 0x30 } ?? 1)
        case .list:
            endLine()
            lists.append(HTMLList(isOrdered: name == "ol", attributes))
        case .item:
            endParagraph()
            lines.setMark(lists.isEmpty ? "- " : lists[lists.count - 1].nextMark(attributes))
        case .navigation:
            endLine()
            lines.beginPart()
            navigations.append(0)
        case .table:
            endLine()
            lines.beginTable()
            tableRoles.append(.table)
        case .row:
            lines.beginRow()
            tableRoles.append(.row)
        case .cell:
            endLine()
            lines.beginPart()
            tableRoles.append(.cell)
        }
    }

    func close(_ name: String) {
        guard let role = roles.popLast() else { return }
        switch role {
        case .skipped: skippedDepth -= 1
        case .inline: break
        case .link: linkDepth -= 1
        case .block: endLine()
        case .title:
            if title == nil, let titleText { title = String(decoding: titleText, as: UTF8.self) }
            titleText = nil
        case .preformatted:
            endLine()
            preformattedDepth -= 1
        case .heading:
            if name == "h1", firstHeadings.count < 8 {
                firstHeadings.append(String(decoding: lines.line, as: UTF8.self))
            }
            endParagraph()
        case .list:
            endParagraph()
            lists.removeLast()
        case .item: endParagraph()
        case .navigation:
            space = HTMLSpace()
            let blocks = lines.endAside() ?? []
            if let length = navigations.popLast(), length > Self.navigationLimit { lines.add(blocks) }
        case .table:
            space = HTMLSpace()
            lines.endTable()
            tableRoles.removeLast()
        case .row: tableRoles.removeLast()
        case .cell:
            space = HTMLSpace()
            lines.endCell()
            tableRoles.removeLast()
        }
    }

    private func role(of name: String) -> Role {
        switch name {
        case "script", "style", "noscript", "template", "svg", "select", "textarea", "iframe", "object", "rp", "rt":
            .skipped
        case "title": .title
        case "nav": .navigation
        case "h1", "h2", "h3", "h4", "h5", "h6": .heading
        case "ul", "ol", "menu", "dir": .list
        case "li": .item
        case "pre", "listing", "xmp", "plaintext": .preformatted
        case "a": .link
        case "table": lines.canBeginTable ? .table : .block
        case "tr": tableRoles.last == .table ? .row : .block
        case "td", "th": tableRoles.last == .row || tableRoles.last == .table ? .cell : .block
        case "p", "div", "body", "html", "head", "section", "article", "main", "header", "footer", "aside", "address",
            "blockquote", "center", "dl", "dt", "dd", "fieldset", "form", "legend", "figure", "figcaption", "hr",
            "caption", "thead", "tbody", "tfoot", "details", "summary", "dialog", "hgroup", "search", "option",
            "frameset",
            "noframes":
            .block
        default: .inline
        }
    }

    // MARK: Text

    func text(_ bytes: UTF8Bytes) {
        guard skippedDepth == 0 else { return }
        if titleText != nil {
            titleText?.append(contentsOf: bytes)
            return
        }
        if linkDepth == 0, !navigations.isEmpty {
            navigations[navigations.count - 1] += bytes.count { $0 > 0x20 }
        }
        if preformattedDepth > 0 {
            takePreformatted(bytes)
        } else {
            space.take(bytes, into: &lines)
        }
    }

    private func takePreformatted(_ bytes: UTF8Bytes) {
        var start = 0
        while start < bytes.count {
            let line = bytes.line(from: start, to: bytes.count)
            lines.append(bytes[line.range])
            if line.next > line.range.upperBound { lines.endLine() }
            start = line.next
        }
    }

    private func breakLine() {
        // A title in two lines is one.
        if lines.level > 0 { space.isPending = true } else { endLine() }
    }

    private func endLine() {
        // A block in a heading.
        if lines.level > 0 {
            space.isPending = true
        } else {
            lines.endLine()
            space = HTMLSpace()
        }
    }

    private func endParagraph() {
        lines.endParagraph()
        space = HTMLSpace()
    }
}
