/// Reads the lines of an article into paragraphs, subparagraphs and items.
struct ArticleTextReader {
    let text: UTF8Bytes
    let range: Range<Int>
    private(set) var paragraphs: [ArticleText.Paragraph] = []
    /// The kind of mark that the subparagraphs of the current paragraph have.
    private var rank: ItemMark.Rank?
    /// The kind of mark that the items of the current subparagraph have.
    private var itemRank: ItemMark.Rank?

    init(text: UTF8Bytes, range: Range<Int>) {
        self.text = text
        self.range = range
    }

    mutating func run() {
        var index = bodyStart()
        while index < range.upperBound {
            let line = text.line(from: index, to: range.upperBound)
            let content = text.trimmed(line.range)
            if !content.isEmpty { take(content) }
            index = max(line.next, index + 1)
        }
    }

    /// Where the text behind the heading and its caption begins.
    private func bodyStart() -> Int {
        let end = range.upperBound
        var index = text.skippingBlanks(from: range.lowerBound, to: end)
        while index < end, text[index] == 0x23 { index = text.skippingBlanks(from: index + 1, to: end) }
        guard let heading = ArticleHeading.parse(text, index..<end) else { return index }
        index = heading.end
        if text.matches("**", at: index, to: end) { index += 2 }
        index = text.skippingBlanks(from: index, to: end)
        // 第三条【范围】, 第三条［范围］
        guard index < end, [0x3010, 0x3014, 0xFF3B].contains(text.scalar(at: index).value) else { return index }
        var close = index
        while close < end, close - index < 200, text[close] != 0x0A {
            let (scalar, length) = text.scalar(at: close)
            close += length
            if [0x3011, 0x3015, 0xFF3D].contains(scalar) { return text.skippingBlanks(from: close, to: end) }
        }
        return index
    }

    // MARK: Lines

    private mutating func take(_ line: Range<Int>) {
        var start = line.lowerBound
        if let mark = mark(at: start, to: line.upperBound), !paragraphs.isEmpty || mark.number == 1 {
            if paragraphs.isEmpty { paragraphs.append(ArticleText.Paragraph(range: start..<start)) }
            begin(mark, at: start)
            start = mark.end
        } else if text[start] == 0x7C || isBullet(start, line.upperBound), !paragraphs.isEmpty {
            extend(to: line.upperBound)
            return
        } else {
            paragraphs.append(ArticleText.Paragraph(range: line))
            rank = nil
            itemRank = nil
        }
        takeInline(from: start, to: line.upperBound)
        extend(to: line.upperBound)
    }

    private func isBullet(_ start: Int, _ end: Int) -> Bool {
        (text[start] == 0x2D || text[start] == 0x2A || text[start] == 0x2B) && start + 1 < end
            && text[start + 1] == 0x20
    }

    /// Takes the marks inside a line: the first behind a colon, each later one the next number behind a full stop.
    private mutating func takeInline(from start: Int, to end: Int) {
        var index = start
        var before: UInt32 = 0
        while index < end {
            let (scalar, length) = text.scalar(at: index)
            if Self.isStop(before), Self.mayBeginMark(scalar), let mark = mark(at: index, to: end),
                mark.isBracketed || mark.rank == .digits, continues(mark, behind: before)
            {
                begin(mark, at: index)
                index = mark.end
                before = 0
                continue
            }
            if !Blank.contains(scalar) { before = scalar }
            index += length
        }
    }

    /// Whether a mark inside a line is the next of its list, or the first behind a colon.
    private func continues(_ mark: Mark, behind before: UInt32) -> Bool {
        let isColon = before == 0xFF1A || before == 0x3A
        if mark.number == 1 { return isColon && (rank == nil || mark.rank > rank ?? .ideograph && itemRank == nil) }
        guard let subparagraph = paragraphs.last?.subparagraphs.last else { return false }
        if mark.rank == rank { return subparagraph.number + 1 == mark.number }
        return mark.rank == itemRank && subparagraph.items.last.map { $0.number + 1 == mark.number } ?? false
    }

    /// Begins a subparagraph or an item, and ends what stands before.
    private mutating func begin(_ mark: Mark, at start: Int) {
        extend(to: trimmedEnd(start))
        let last = paragraphs.count - 1
        let current = paragraphs[last].subparagraphs.count - 1
        if current >= 0, let rank, mark.rank > rank {
            if let itemRank, mark.rank > itemRank { return }
            itemRank = mark.rank
            paragraphs[last].subparagraphs[current].items.append(
                ArticleText.Item(number: mark.number, range: start..<start))
        } else {
            rank = mark.rank
            itemRank = nil
            paragraphs[last].subparagraphs.append(
                ArticleText.Subparagraph(number: mark.number, suffix: mark.suffix, range: start..<start))
        }
    }

    private func trimmedEnd(_ index: Int) -> Int {
        text.trimmed(range.lowerBound..<index).upperBound
    }

    /// Makes what is open end at an index.
    private mutating func extend(to end: Int) {
        guard let last = paragraphs.indices.last else { return }
        func extended(_ range: Range<Int>) -> Range<Int> { range.lowerBound..<max(range.lowerBound, end) }
        paragraphs[last].range = extended(paragraphs[last].range)
        guard let current = paragraphs[last].subparagraphs.indices.last else { return }
        let subparagraph = paragraphs[last].subparagraphs[current]
        paragraphs[last].subparagraphs[current].range = extended(subparagraph.range)
        guard let item = subparagraph.items.indices.last else { return }
        paragraphs[last].subparagraphs[current].items[item].range = extended(subparagraph.items[item].range)
    }

    // MARK: Marks

    /// The mark of a list's entry.
    private struct Mark {
        var rank: ItemMark.Rank
        var number: Int
        var suffix: Int
        var end: Int

        var isBracketed: Bool { rank == .bracketedIdeograph || rank == .bracketedDigits }
    }

    /// Reads （一） 一、 1. 1、 （1） （三之一） at an index.
    private func mark(at index: Int, to end: Int) -> Mark? {
        guard index < end else { return nil }
        let (opening, length) = text.scalar(at: index)
        guard Self.mayBeginMark(opening) else { return nil }
        let isBracketed = opening == 0xFF08 || opening == 0x28
        let start = isBracketed ? text.skippingBlanks(from: index + length, to: end) : index
        guard start < end, let number = ChineseNumeral.parse(text, at: start, to: end), number.end < end,
            (1...999).contains(number.value)
        else { return nil }
        let first = text.scalar(at: start).value
        let isDigits = (0x30...0x39).contains(first) || (0xFF10...0xFF19).contains(first)
        var suffix = 0
        var next = number.end
        if isBracketed, text.matches("之", at: next, to: end),
            let value = ChineseNumeral.parse(text, at: next + 3, to: end)
        {
            suffix = value.value
            next = value.end
        }
        next = isBracketed ? text.skippingBlanks(from: next, to: end) : next
        guard next < end else { return nil }
        let (close, closeLength) = text.scalar(at: next)
        let after = next + closeLength
        if isBracketed {
            guard close == 0xFF09 || close == 0x29 else { return nil }
            return Mark(
                rank: isDigits ? .bracketedDigits : .bracketedIdeograph, number: number.value, suffix: suffix,
                end: after)
        }
        switch close {
        case 0x3001, 0xFF0E:  // 、 ．
            return Mark(rank: isDigits ? .digits : .ideograph, number: number.value, suffix: 0, end: after)
        case 0x2E where isDigits && (after == end || !(0x30...0x39).contains(text[after])):
            return Mark(rank: .digits, number: number.value, suffix: 0, end: after)
        case 0x29 where isDigits, 0xFF09 where isDigits:  // 1) 1）
            return Mark(rank: .bracketedDigits, number: number.value, suffix: 0, end: after)
        default: return nil
        }
    }

    /// Whether a character can begin a mark: brackets, digits, numerals.
    @inline(__always)
    private static func mayBeginMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x28, 0xFF08, 0x30...0x39, 0xFF10...0xFF19: true
        case 0x4E00, 0x4E09, 0x4E03, 0x4E5D, 0x4E8C, 0x4E94, 0x516B, 0x516D, 0x56DB, 0x5341: true  // 一三七九二五八六四十
        default: false
        }
    }

    /// What stands before a mark inside a line: ： ； 。 ， 、
    @inline(__always)
    private static func isStop(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xFF1A, 0x3A, 0xFF1B, 0x3B, 0x3002, 0xFF0C, 0x3001, 0x2C: true
        default: false
        }
    }
}
