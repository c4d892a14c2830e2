/// Joins the lines of pages to paragraphs, and leaves out what stands at the edges of many pages.
///
/// A page is given as it is laid out: a line goes on with the one before if that is full and it is not indented itself.
struct PDFParagraphs {
    /// A line of a page.
    private struct Row {
        var range: Range<Int>
        /// Columns before it; an ideograph takes two.
        var indent: Int
        /// The column where it ends.
        var end: Int
    }

    /// Pages on which a line must stand to be taken for a header.
    private static let headerPages = 3
    /// Lines at each edge of a page that may be headers.
    private static let edge = 2

    /// How many headers, footers and page numbers were left out.
    private(set) var leftOut = 0

    /// Joins.
    ///
    /// - Parameter text: What `pdftotext -layout` gives; pages end with a form feed.
    /// - Returns: A paragraph a line, with blank lines between.
    mutating func join(_ text: UTF8Bytes) -> [UInt8] {
        var pages = Self.pages(text)
        leaveOutEdges(text, &pages)
        var lines = DocumentLines()
        var before: Row?
        // Of pages that face each other the margins differ.
        for page in pages where !page.isEmpty {
            let full = page.reduce(0) { max($0, $1.end) }
            let long = page.filter { $0.end - $0.indent >= full / 2 }
            let margin = (long.isEmpty ? page : long).reduce(Int.max) { min($0, $1.indent) }
            for row in page {
                let isFull = before.map { $0.end >= full * 85 / 100 } ?? false
                let goesOn = isFull && row.indent <= margin + 1 && !Self.begins(text, row.range)
                if !goesOn { lines.endParagraph() }
                if goesOn, let last = lines.lastScalar, last < 0x2E80, text[row.range.lowerBound] < 0x80 {
                    lines.append(0x20)
                }
                lines.append(text[row.range])
                before = row
            }
        }
        return lines.finish()
    }

    /// Whether a line begins something whatever stands before it.
    private static func begins(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        if let article = ArticleHeading.parse(text, range), !article.isGlued { return true }
        return ItemMark.parse(text, range) != nil || StructureMark.parse(text, range) != nil
    }

    // MARK: Pages

    private static func pages(_ text: UTF8Bytes) -> [[Row]] {
        var pages: [[Row]] = [[]]
        var start = 0
        while start < text.count {
            var index = start
            while index < text.count, text[index] != 0x0A, text[index] != 0x0C { index += 1 }
            if let row = row(text, start..<index) { pages[pages.count - 1].append(row) }
            if index < text.count, text[index] == 0x0C { pages.append([]) }
            start = index + 1
        }
        return pages
    }

    private static func row(_ text: UTF8Bytes, _ line: Range<Int>) -> Row? {
        let range = text.trimmed(line)
        guard !range.isEmpty else { return nil }
        let indent = columns(text, line.lowerBound..<range.lowerBound)
        return Row(range: range, indent: indent, end: indent + columns(text, range))
    }

    private static func columns(_ text: UTF8Bytes, _ range: Range<Int>) -> Int {
        var count = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let (scalar, length) = text.scalar(at: index)
            count += scalar >= 0x2E80 ? 2 : 1
            index += length
        }
        return count
    }

    // MARK: Headers and page numbers

    /// Takes out numbers of pages, and lines that stand, digits apart, at the same edge of most pages.
    private mutating func leaveOutEdges(_ text: UTF8Bytes, _ pages: inout [[Row]]) {
        var counts: [[UInt8]: Int] = [:]
        for page in pages {
            for key in Set(Self.edges(page).map { Self.key(text, page[$0].range) }) { counts[key, default: 0] += 1 }
        }
        let enough = max(Self.headerPages, pages.count { !$0.isEmpty } / 2)
        for number in pages.indices {
            let page = pages[number]
            let gone = Set(
                Self.edges(page).filter {
                    let isOutermost = $0 == 0 || $0 == page.count - 1
                    return isOutermost && Self.isPageNumber(text, page[$0].range)
                        || counts[Self.key(text, page[$0].range), default: 0] >= enough
                            && !Self.begins(text, page[$0].range)
                })
            leftOut += gone.count
            if !gone.isEmpty { pages[number] = page.indices.filter { !gone.contains($0) }.map { page[$0] } }
        }
    }

    private static func edges(_ page: [Row]) -> [Int] {
        page.count <= 2 * edge
            ? Array(page.indices) : Array(0..<edge) + Array(page.count - edge..<page.count)
    }

    /// A line without digits and blanks; a long one is no header, and counts for itself.
    private static func key(_ text: UTF8Bytes, _ range: Range<Int>) -> [UInt8] {
        guard range.count <= 240 else { return Array(text[range]) }
        return text[range].filter { $0 > 0x20 && !(0x30...0x39 ~= $0) }
    }

    /// 12, - 12 -, — 12 —, 第12页, 第 1 页 共 9 页, 1/9.
    private static func isPageNumber(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        guard range.count <= 40 else { return false }
        var numbers = 0
        var wasDigit = false
        var index = range.lowerBound
        while index < range.upperBound {
            let (scalar, length) = text.scalar(at: index)
            switch scalar {
            case 0x30...0x39, 0xFF10...0xFF19:
                if !wasDigit { numbers += 1 }
                wasDigit = true
            // - / · – — ― 、 and 第 页 共.
            case 0x2D, 0x2F, 0xB7, 0x2013...0x2015, 0x3001, 0x7B2C, 0x9875, 0x5171: wasDigit = false
            default:
                guard Blank.contains(scalar) else { return false }
                wasDigit = false
            }
            index += length
        }
        // The page, and how many there are; a row of a table has more.
        return 1...2 ~= numbers
    }
}
