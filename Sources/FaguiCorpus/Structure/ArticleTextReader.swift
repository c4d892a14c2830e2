/// Reads the lines of an article into paragraphs, subparagraphs and items.
struct ArticleTextReader {
    let text: UTF8Bytes
    let range: Range<Int>
    private(set) var paragraphs: [ArticleText.Paragraph] = []
    /// The kind of mark that the subparagraphs of the current paragraph have.
    private var rank: ItemMark.Rank?
    /// The kind of mark that the items of the current subparagraph have.
    private var itemRank: ItemMark.Rank?

    /// Whether the last paragraph goes on behind the number of a page.
    private var isBrokenOff = false
    /// The paragraph that the last list belongs to, and the kind of its marks.
    private var lastList: (paragraph: Int, rank: ItemMark.Rank)?

    init(text: UTF8Bytes, range: Range<Int>) {
        self.text = text
        self.range = range
    }

    mutating func run() {
        var index = bodyStart()
        var next = line(from: &index)
        while let line = next {
            next = self.line(from: &index)
            if LineScanner.isRule(text, line) { continue }
            if isPageNumber(line, before: next) {
                isBrokenOff = paragraphs.last.map { text.breaksOff($0.range) } ?? false
            } else {
                take(line)
                isBrokenOff = false
            }
        }
    }

    /// The next line that is not blank; nil at the end.
    func line(from index: inout Int) -> Range<Int>? {
        while index < range.upperBound {
            let line = text.line(from: index, to: range.upperBound)
            index = max(line.next, index + 1)
            let content = text.trimmed(line.range)
            if !content.isEmpty { return content }
        }
        return nil
    }

    /// Whether a line is the number of a page.
    private func isPageNumber(_ line: Range<Int>, before next: Range<Int>?) -> Bool {
        if FurnitureLine.isPageNumber(text, line) { return true }
        guard line.count <= 3, let last = paragraphs.last?.range, let next,
            ListMark.parse(text, at: next.lowerBound, to: next.upperBound) == nil
        else { return false }
        return FurnitureLine.isBareNumber(line, between: last, and: next, text)
    }

    // MARK: Lines

    private mutating func take(_ line: Range<Int>) {
        var start = line.lowerBound
        if let (entry, mark) = entry(of: line) {
            if paragraphs.isEmpty { paragraphs.append(ArticleText.Paragraph(range: entry..<entry)) }
            resumeList(at: mark)
            begin(mark, at: entry, behind: start)
            start = mark.end
        } else if text[start] == 0x7C || isBrokenOff || bulletEnd(line) != nil || citesOn(line), !paragraphs.isEmpty {
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

    /// Whether the sentence before goes on with an article that it cites: 刑法, and below 第二百九十一条之一 规定的.
    private func citesOn(_ line: Range<Int>) -> Bool {
        guard ArticleHeading.beginsOrdinal(text, at: line.lowerBound, to: line.upperBound),
            let last = paragraphs.last?.range, text.breaksOff(last)
        else { return false }
        guard let heading = ArticleHeading.parse(text, line) else { return false }
        return heading.isCitation || heading.isCited(text, to: line.upperBound)
    }

    /// The mark of a list's entry that begins a line, and where the entry begins: behind a bullet.
    private func entry(of line: Range<Int>) -> (start: Int, mark: ListMark)? {
        let start = bulletEnd(line) ?? line.lowerBound
        var index = start
        if text.matches("**", at: index, to: line.upperBound) {
            index = text.skippingBlanks(from: index + 2, to: line.upperBound)
        }
        guard let mark = ListMark.parse(text, at: index, to: line.upperBound),
            !paragraphs.isEmpty || mark.number == 1, !mark.isAmbiguous || goesOn(with: mark)
        else { return nil }
        return (start, mark)
    }

    /// Whether ① or a) begins a list in a sentence that goes on, or goes on with one: else it may be a footnote's.
    private func goesOn(with mark: ListMark) -> Bool {
        guard let paragraph = paragraphs.last else { return false }
        if mark.number == 1 {
            return text.scalar(before: paragraph.range.upperBound, notBefore: range.lowerBound).value != 0x3002
        }
        return mark.rank == rank && paragraph.subparagraphs.last?.number == mark.number - 1
            || mark.rank == itemRank && paragraph.subparagraphs.last?.items.last?.number == mark.number - 1
            || isResumed(by: mark)
    }

    /// Gives paragraphs that stand in the middle of a list back to it: （一）…, text, （二）….
    private mutating func resumeList(at mark: ListMark) {
        guard isResumed(by: mark), let list = lastList else { return }
        let end = paragraphs[paragraphs.count - 1].range.upperBound
        paragraphs.removeSubrange((list.paragraph + 1)...)
        rank = list.rank
        extend(to: end)
    }

    private func isResumed(by mark: ListMark) -> Bool {
        guard rank == nil, let list = lastList, mark.rank == list.rank, list.paragraph < paragraphs.count - 1,
            let last = paragraphs[list.paragraph].subparagraphs.last
        else { return false }
        return last.number + 1 == mark.number
    }

    /// Where the text behind `- `, `* ` or `+ ` begins; nil where a line begins with none.
    private func bulletEnd(_ line: Range<Int>) -> Int? {
        let start = line.lowerBound
        guard [0x2D, 0x2A, 0x2B].contains(text[start]), start + 1 < line.upperBound, text[start + 1] == 0x20 else {
            return nil
        }
        return text.skippingBlanks(from: start + 2, to: line.upperBound)
    }

    /// Takes the marks inside a line: the first behind a colon, each later one the next number behind a full stop.
    private mutating func takeInline(from start: Int, to end: Int) {
        var index = start
        var before: UInt32 = 0
        while index < end {
            let (scalar, length) = text.scalar(at: index)
            if Self.isStop(before), ListMark.mayBegin(scalar), let mark = ListMark.parse(text, at: index, to: end),
                mark.rank != .ideograph, mark.rank != .letter, continues(mark, behind: before)
            {
                begin(mark, at: index, behind: index)
                index = mark.end
                before = 0
                continue
            }
            if !Blank.contains(scalar) { before = scalar }
            index += length
        }
    }

    /// Whether a mark inside a line is the next of its list, or the first behind a colon.
    private func continues(_ mark: ListMark, behind before: UInt32) -> Bool {
        let isColon = before == 0xFF1A || before == 0x3A
        if mark.number == 1 {
            guard let rank else { return isColon }
            return isColon && itemRank == nil && mark.rank > rank
        }
        guard let subparagraph = paragraphs.last?.subparagraphs.last else { return false }
        if mark.rank == rank { return subparagraph.number + 1 == mark.number }
        return mark.rank == itemRank && subparagraph.items.last.map { $0.number + 1 == mark.number } ?? false
    }

    /// Begins a subparagraph or an item at an index, and ends what stands before another: a bullet may be between.
    private mutating func begin(_ mark: ListMark, at start: Int, behind end: Int) {
        extend(to: trimmedEnd(end))
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
            lastList = (last, mark.rank)
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

    /// What stands before a mark inside a line: ： ； 。 ， 、
    @inline(__always)
    private static func isStop(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xFF1A, 0x3A, 0xFF1B, 0x3B, 0x3002, 0xFF0C, 0x3001, 0x2C: true
        default: false
        }
    }
}
