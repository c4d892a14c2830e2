/// Cuts a text into passages.
///
/// - An article runs from its heading to the next article or structural heading.
/// - Elsewhere a paragraph is a passage, under its headings.
/// - A heading with nothing below it, or an item of a list of short lines, is a passage itself.
///
/// So every character of the text lies in one passage, or in a heading of the passages below it.
struct PassageCutter {
    let text: UTF8Bytes
    let lines: [Line]
    /// Lines that are the text's title: no passages.
    let titleLines: Range<Int>

    var passages: [Passage] = []
    private var path = HeadingPath()
    private var names: [String] = []
    private var sequence = ArticleSequence()
    private var locators = LocatorMaker()
    private var isInArticle = false
    /// Index of the line before, markup apart.
    private var previous: Int?
    /// The number's rank of an item of a list that was just passed; nil for none.
    private var lastItem: ItemMark.Rank?

    /// Cuts lines of a text.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - lines: Its lines, as scanned.
    ///   - titleLines: Indexes of the lines that are its title.
    /// - Returns: Passages in text order; none only where there is no text.
    static func cut(_ text: UTF8Bytes, _ lines: [Line], titleLines: Range<Int>) -> [Passage] {
        var cutter = PassageCutter(text: text, lines: lines, titleLines: titleLines)
        cutter.run()
        return cutter.passages
    }

    private init(text: UTF8Bytes, lines: [Line], titleLines: Range<Int>) {
        self.text = text
        self.lines = lines
        self.titleLines = titleLines
    }

    private mutating func run() {
        var index = 0
        while index < lines.count {
            if titleLines.contains(index) || lines[index].isMarkup {
                index += 1
                continue
            }
            let next = step(at: index)
            previous = next - 1
            index = next
        }
        // A text that is nothing but its title is found by it.
        if passages.isEmpty, let first = titleLines.first, let last = titleLines.last {
            emit(lines[first].content.lowerBound..<lines[last].content.upperBound)
        }
    }

    /// Deals with the line at an index; returns the index of the next one to deal with.
    private mutating func step(at index: Int) -> Int {
        let line = lines[index]
        if case .article(let heading) = line.kind {
            let verdict = sequence.judge(heading)
            if verdict != .citation {
                beginArticle(line, heading, verdict)
                return index + 1
            }
        }
        if let level = markedLevel(of: line) { return takeHeading(at: index, level) }
        if isInArticle {
            if let level = captionLevel(at: index) { return takeHeading(at: index, level) }
            extend(to: line.range.upperBound)
            return index + 1
        }
        if line.isHeadingLike && !wraps(index) { return takeShortLine(at: index) }
        lastItem = nil
        return takeParagraph(at: index)
    }

    // MARK: Articles

    private mutating func beginArticle(_ line: Line, _ heading: ArticleHeading, _ verdict: ArticleSequence.Verdict) {
        sequence.take(heading, verdict)
        let locator = locators.article(heading, numbering: sequence.numbering, below: path)
        // `### 第一条` begins after its marks, `**第一条**` with them: they end inside.
        let start = line.markdownLevel > 0 ? line.content.lowerBound : line.range.lowerBound
        append(locator, start..<line.range.upperBound)
        isInArticle = true
        lastItem = nil
    }

    /// The level of a short line between two articles: a chapter whose number is missing, or a caption.
    private func captionLevel(at index: Int) -> HeadingLevel? {
        let line = lines[index]
        guard line.isHeadingLike, line.item == nil, let previous, lines[previous].isClosed,
            let next = following(index), case .article(let heading) = lines[next].kind,
            sequence.judge(heading) != .citation
        else { return nil }
        guard let structure = path.innermostStructure?.structure, structure != .annex else { return HeadingLevel() }
        return HeadingLevel(structure: structure)
    }

    // MARK: Headings

    /// The level of a line whose mark makes it a heading; nil if it has none.
    private func markedLevel(of line: Line) -> HeadingLevel? {
        if case .structure(let mark) = line.kind {
            return HeadingLevel(structure: mark.rank, markdown: line.markdownLevel, isFirst: mark.isFirst)
        }
        return line.markdownLevel > 0 ? HeadingLevel(markdown: line.markdownLevel, item: line.item) : nil
    }

    private mutating func takeHeading(at index: Int, _ level: HeadingLevel) -> Int {
        let line = lines[index]
        if level.structure == .annex { sequence.reset() }
        isInArticle = false
        lastItem = nil
        var last = index
        if case .structure(let mark) = line.kind, mark.isBare, let name = nameLine(after: index, mark.rank) {
            last = name
        }
        let entry = entry(from: index, to: last, level)
        if let next = following(last), hasBelow(entry, next) {
            push(entry)
        } else {
            path.pop(to: level)
            names = path.names
            emit(line.content.lowerBound..<lines[last].content.upperBound)
        }
        return last + 1
    }

    /// The line that names a bare mark: 第一章, and 总则 in the line below.
    private func nameLine(after index: Int, _ rank: StructureMark.Rank) -> Int? {
        guard index + 1 < lines.count, lines[index + 1].markdownLevel == 0, lines[index + 1].item == nil else {
            return nil
        }
        switch lines[index + 1].kind {
        case .plain where lines[index + 1].isShort: break
        case .structure(let mark) where mark.end == lines[index + 1].content.upperBound && !mark.isBare: break
        default: return nil
        }
        if rank == .annex { return index + 1 }
        // A name stands above something that is no short line; else this is a list.
        guard let next = following(index + 1) else { return nil }
        switch lines[next].kind {
        case .structure: return index + 1
        default: return lines[next].isHeadingLike && lines[next].item == nil ? nil : index + 1
        }
    }

    private func hasBelow(_ entry: HeadingPath.Entry, _ next: Int) -> Bool {
        let line = lines[next]
        if case .article(let heading) = line.kind, sequence.judge(heading) != .citation { return true }
        if let level = markedLevel(of: line) { return path.nests(level, under: entry) }
        // `## 五、` and then 六、 without marks.
        if let item = line.item, item.rank == entry.level.item?.rank, !item.isFirst { return false }
        guard line.isHeadingLike else { return true }
        return path.nests(HeadingLevel(item: line.item, isFirst: line.item?.isFirst ?? false), under: entry)
    }

    /// Deals with a short line outside an article.
    private mutating func takeShortLine(at index: Int) -> Int {
        let line = lines[index]
        let level = HeadingLevel(item: line.item, isFirst: line.item?.isFirst ?? false)
        let entry = entry(from: index, to: index, level)
        if isHeading(at: index, entry) {
            lastItem = nil
            push(entry)
        } else {
            lastItem = line.item?.rank
            path.pop(to: level)
            names = path.names
            emit(line.content)
        }
        return index + 1
    }

    private func isHeading(at index: Int, _ entry: HeadingPath.Entry) -> Bool {
        guard let next = following(index), !isContents(lines[index]) else { return false }
        let line = lines[next]
        if case .article(let heading) = line.kind, sequence.judge(heading) != .citation { return true }
        if let level = markedLevel(of: line) { return path.nests(level, under: entry) }
        if let rank = lines[index].item?.rank {
            // A number of its own rank, or a higher one, does not stand under it.
            if let other = line.item?.rank, other <= rank { return false }
            // The last item of a list: 5．硫酸, 6．盐酸, and then something else.
            if rank == lastItem, line.item == nil, line.isHeadingLike || rank >= .digits { return false }
        }
        guard line.isHeadingLike else { return line.item != nil || !endsList(at: index) }
        return path.nests(HeadingLevel(item: line.item, isFirst: line.item?.isFirst ?? false), under: entry)
    }

    /// Whether this is the last of three or more short lines in a row: of a list, then, not a heading.
    private func endsList(at index: Int) -> Bool {
        guard lines[index].item == nil, index >= 2, index - 2 >= titleLines.upperBound else { return false }
        for other in [index - 1, index - 2] {
            guard lines[other].isHeadingLike, lines[other].item == nil else { return false }
        }
        return lines[index].followsBlank == lines[index - 1].followsBlank
    }

    /// 目录 heads a list of headings, and must not come to stand above the chapters themselves.
    private func isContents(_ line: Line) -> Bool {
        let range = line.content
        guard range.count <= 15, text.matches("目", at: range.lowerBound, to: range.upperBound) else { return false }
        let rest = text.skippingBlanks(from: range.lowerBound + 3, to: range.upperBound)
        return text.matches("录", at: rest, to: range.upperBound) && rest + 3 == range.upperBound
    }

    private func entry(from first: Int, to last: Int, _ level: HeadingLevel) -> HeadingPath.Entry {
        let content = lines[first].content
        var name = text.string(content)
        if last > first { name += " " + text.string(lines[last].content) }
        var markEnd = content.upperBound
        if case .structure(let mark) = lines[first].kind {
            markEnd = mark.end
        } else {
            var index = content.lowerBound
            while index < content.upperBound, !Blank.contains(text.scalar(at: index).value) {
                index += text.scalar(at: index).length
            }
            markEnd = index
        }
        return HeadingPath.Entry(
            level: level, name: name, mark: text.string(content.lowerBound..<min(markEnd, content.upperBound)))
    }

    private mutating func push(_ entry: HeadingPath.Entry) {
        path.push(entry)
        names = path.names
    }

    // MARK: Paragraphs

    private mutating func takeParagraph(at index: Int) -> Int {
        var last = index
        while wraps(last) { last += 1 }
        emit(lines[index].range.lowerBound..<lines[last].range.upperBound)
        return last + 1
    }

    /// Whether the next line goes on with the paragraph of this one: wrapped text, or a row of the same table.
    private func wraps(_ index: Int) -> Bool {
        guard index + 1 < lines.count, !lines[index + 1].followsBlank else { return false }
        switch (lines[index].kind, lines[index + 1].kind) {
        case (.tableRow, .tableRow): return true
        case (.plain, .plain), (.bullet, .plain), (.article, .plain):
            return lines[index].mayWrap && lines[index + 1].item == nil && lines[index + 1].markdownLevel == 0
        default: return false
        }
    }

    // MARK: Passages

    private func following(_ index: Int) -> Int? {
        var next = index + 1
        while next < lines.count, lines[next].isMarkup { next += 1 }
        return next < lines.count ? next : nil
    }

    private mutating func emit(_ range: Range<Int>) { append(locators.paragraph(), range) }

    private mutating func append(_ locator: String, _ range: Range<Int>) {
        path.markUsed()
        passages.append(Passage(locator: locator, headings: names, range: range))
    }

    private mutating func extend(to end: Int) {
        let last = passages.count - 1
        passages[last].range = passages[last].range.lowerBound..<end
    }
}
