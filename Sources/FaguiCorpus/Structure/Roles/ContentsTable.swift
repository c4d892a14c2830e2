/// A table of contents: 目录, and below it the headings of the text, often with the numbers of their pages.
enum ContentsTable {
    /// The most entries that are looked at.
    private static let limit = 2000

    /// 目录, 目　录, 目次: a line that names a list of headings.
    static func isTitle(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        guard range.count <= 15, text.matches("目", at: range.lowerBound, to: range.upperBound) else { return false }
        let rest = text.skippingBlanks(from: range.lowerBound + 3, to: range.upperBound)
        let isList =
            text.matches("录", at: rest, to: range.upperBound) || text.matches("次", at: rest, to: range.upperBound)
        return isList && rest + 3 == range.upperBound
    }

    /// Gives the entries of tables their role, and their title with them.
    ///
    /// 目录 heads other lists too (of goods, of documents): entries are headings only if the first stands in the text
    /// again, or if they have pages.
    static func mark(_ lines: inout [Line], _ text: UTF8Bytes) {
        var index = 0
        while index < lines.count {
            defer { index += 1 }
            guard lines[index].isShort, isTitle(text, lines[index].content) else { continue }
            guard let end = end(of: index, lines, text) else { continue }
            for entry in index..<end where !lines[entry].isPassedOver { lines[entry].role = .contents }
            index = end - 1
        }
    }

    /// Where the table ends that a line names; nil if it names none.
    private static func end(of title: Int, _ lines: [Line], _ text: UTF8Bytes) -> Int? {
        var first: Key?
        var pages = 0
        var entries = 0
        var lastWithPage = title
        var index = title + 1
        while index < lines.count, entries < limit {
            let line = lines[index]
            if line.isPassedOver {
                index += 1
                continue
            }
            let key = Key(line, text)
            // The text begins with what the table began with.
            if let first, key == first { return index }
            if first == nil { first = key }
            let page = hasPage(text, line.content)
            guard line.isShort || page, !isTitle(text, line.content) else { break }
            if case .tableRow = line.kind { break }
            entries += 1
            if page {
                pages += 1
                lastWithPage = index
            }
            index += 1
        }
        guard entries >= 2, pages * 2 > entries else { return nil }
        return lastWithPage + 1
    }

    /// What tells that an entry and a heading are the same.
    private enum Key: Equatable {
        case article(UInt64)
        case structure(StructureMark.Rank, Int)
        case name(UInt64)

        init(_ line: Line, _ text: UTF8Bytes) {
            switch line.kind {
            case .article(let heading): self = .article(heading.key)
            case .structure(let mark) where mark.number > 0: self = .structure(mark.rank, mark.number)
            default:
                var hash: UInt64 = 14_695_981_039_346_656_037
                var index = line.content.lowerBound
                // Long lines are no entries.
                let end = min(line.content.upperBound, index + 240)
                while index < end {
                    let (scalar, length) = text.scalar(at: index)
                    index += length
                    if Blank.contains(scalar) || isLeader(scalar) || (0x30...0x39).contains(scalar) { continue }
                    hash = (hash ^ UInt64(scalar)) &* 1_099_511_628_211
                }
                self = .name(hash)
            }
        }
    }

    /// Whether an entry ends with a page: 第一章 总则……3, 第一章 总则 (tab) 3.
    private static func hasPage(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        guard range.count <= 400 else { return false }
        var end = range.upperBound
        if end > range.lowerBound, text[end - 1] == 0x29 { end -= 1 }
        let last = end
        while end > range.lowerBound, last - end < 5, (0x30...0x39).contains(text[end - 1]) { end -= 1 }
        guard end < last, end > range.lowerBound else { return false }
        if text[end - 1] == 0x28 { return true }
        let scalar = text.scalar(before: end, notBefore: range.lowerBound).value
        return Blank.contains(scalar) || isLeader(scalar)
    }

    /// … . · ． ‥ — and the like between an entry and its page.
    private static func isLeader(_ scalar: UInt32) -> Bool {
        [0x2026, 0x2E, 0xB7, 0xFF0E, 0x2025, 0x22EF, 0x2014, 0x30FB, 0x2D, 0x5F].contains(scalar)
    }
}
