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
    private(set) var path = HeadingPath()
    private var names: [String] = []
    private(set) var sequence = ArticleSequence()
    private var locators = LocatorMaker()
    private var isInArticle = false
    /// Index of the line before, markup apart.
    private(set) var previous: Int?
    /// The number's rank of the items of a list that were just passed; nil for none.
    private(set) var lastItem: ItemMark.Rank?
    /// How many items these are.
    private(set) var listLength = 0

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
        let isMarked = line.markdownLevel > 0 || line.isOverlongHeading
        let start = isMarked ? line.content.lowerBound : line.range.lowerBound
        append(locator, start..<line.range.upperBound)
        isInArticle = true
        lastItem = nil
    }

    // MARK: Headings

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

    /// Deals with a short line outside an article.
    private mutating func takeShortLine(at index: Int) -> Int {
        let line = lines[index]
        let level = HeadingLevel(item: line.item, isFirst: line.item?.isFirst ?? false)
        let entry = entry(from: index, to: index, level)
        if isHeading(at: index, entry) {
            lastItem = nil
            push(entry)
        } else {
            listLength = lastItem == line.item?.rank ? listLength + 1 : 1
            lastItem = line.item?.rank
            path.pop(to: level)
            names = path.names
            emit(line.content)
        }
        return index + 1
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
                && !lines[index + 1].isOverlongHeading
        default: return false
        }
    }

    // MARK: Passages

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
