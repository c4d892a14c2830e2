/// Cuts a text into passages.
///
/// - An article runs from its heading to the next article or structural heading.
/// - Elsewhere a paragraph is a passage, under its headings; with the lines of a quotation that it opens.
/// - A sentence that says how many members follow heads them; each is a passage.
/// - A heading with nothing below it, or an item of a list of short lines, is a passage itself.
///
/// So every character of the text lies in one passage, or in a heading of the passages below it.
struct PassageCutter {
    let text: UTF8Bytes
    let lines: [Line]
    /// Lines that are the text's title: no passages.
    let titleLines: Range<Int>

    var outline = Outline()
    var path = HeadingPath()
    var names: [String] = []
    var sequence = ArticleSequence()
    var locators = LocatorMaker()
    var isInArticle = false
    /// Whether the article at hand is followed by articles that it inserts into another text, without quotation marks.
    var isInserting = false
    /// The passage of the article taken last.
    var lastArticle: Int?
    /// Index of the line before, those passed over apart.
    var previous: Int?
    /// The number's rank of the items of a list that were just passed; nil for none.
    var lastItem: ItemMark.Rank?
    /// How many items these are.
    var listLength = 0
    /// The sentence that heads the lines up to one.
    var lead: (name: String, depth: Int, end: Int)?
    var quotations: Quotations

    /// Cuts lines of a text.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - lines: Its lines, as scanned, with their roles.
    ///   - titleLines: Indexes of the lines that are its title.
    /// - Returns: Passages in text order; none only where there is no text.
    static func cut(_ text: UTF8Bytes, _ lines: [Line], titleLines: Range<Int>) -> Outline {
        var cutter = PassageCutter(text: text, lines: lines, titleLines: titleLines)
        cutter.run()
        RepeatedBlocks.mark(&cutter.outline.passages, text)
        return cutter.outline
    }

    private init(text: UTF8Bytes, lines: [Line], titleLines: Range<Int>) {
        self.text = text
        self.lines = lines
        self.titleLines = titleLines
        quotations = Quotations(text, lines, titleLines: titleLines)
    }

    private mutating func run() {
        var index = 0
        while index < lines.count {
            if titleLines.contains(index) || lines[index].isMarkup {
                index += 1
                continue
            }
            if let lead, index >= lead.end { endLead() }
            let next = step(at: index)
            if lines[index].role != .furniture { previous = next - 1 }
            index = next
        }
        splitInline(before: nil)
        // A text that is nothing but its title is found by it.
        if outline.passages.isEmpty, let first = titleLines.first, let last = titleLines.last {
            emit(lines[first].content.lowerBound..<lines[last].content.upperBound)
        }
    }

    /// Deals with the line at an index; returns the index of the next one to deal with.
    private mutating func step(at index: Int) -> Int {
        let line = lines[index]
        if line.role != .body { return takeAside(at: index) }
        if case .article(let heading) = line.kind {
            let verdict = judge(heading, at: index)
            if verdict != .citation {
                beginArticle(line, heading, verdict)
                return index + 1
            }
        }
        if let level = markedLevel(of: line) {
            if isInArticle, isInserting || beginsInsertion(at: index), level.structure != .annex {
                isInserting = true
                extend(to: line.range.upperBound)
                return index + 1
            }
            return takeHeading(at: index, level)
        }
        if isInArticle {
            if let level = captionLevel(at: index) { return takeHeading(at: index, level) }
            extend(to: line.range.upperBound)
            return index + 1
        }
        if line.isHeadingLike, !wraps(index), !isDetail(at: index) { return takeShortLine(at: index) }
        lastItem = nil
        return takeParagraph(at: index)
    }

    // MARK: Headings

    private mutating func takeHeading(at index: Int, _ level: HeadingLevel) -> Int {
        let line = lines[index]
        if level.structure == .annex {
            splitInline(before: nil)
            sequence.reset()
        }
        isInArticle = false
        lastItem = nil
        var last = index
        if case .structure(let mark) = line.kind, mark.isBare, let name = nameLine(after: index, mark.rank) {
            last = name
        }
        let entry = entry(from: index, to: last, level)
        let range = line.content.lowerBound..<lines[last].content.upperBound
        if let next = following(last), hasBelow(entry, next) {
            push(entry, range)
        } else {
            path.pop(to: level)
            refreshNames()
            emit(range)
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
            push(entry, line.content)
        } else {
            listLength = lastItem == line.item?.rank ? listLength + 1 : 1
            lastItem = line.item?.rank
            path.pop(to: level)
            refreshNames()
            emit(line.content)
        }
        return index + 1
    }

    private mutating func push(_ entry: HeadingPath.Entry, _ range: Range<Int>) {
        path.push(entry)
        refreshNames()
        outline.headings.append(
            Outline.Heading(
                level: entry.level, range: range, name: entry.name, depth: names.count - 1,
                next: outline.passages.count))
    }

    // MARK: Leads

    /// Makes a sentence the heading of the lines up to one, or of the passages that are added before ``endLead()``.
    mutating func beginLead(_ range: Range<Int>, locator: String, end: Int) {
        let name = text.string(range)
        lead = (name, path.entries.count, end)
        refreshNames()
        outline.headings.append(
            Outline.Heading(
                level: HeadingLevel(), range: range, name: name, depth: path.entries.count,
                next: outline.passages.count, locator: locator))
    }

    mutating func endLead() {
        lead = nil
        refreshNames()
    }

    /// Brings the names of headings up to date with the path and the lead.
    private mutating func refreshNames() {
        names = path.names
        guard let lead else { return }
        if lead.depth <= names.count {
            names.insert(lead.name, at: lead.depth)
        } else {
            self.lead = nil
        }
    }

    // MARK: Passages

    /// Adds a passage that is no article.
    mutating func emit(_ range: Range<Int>, _ kind: Passage.Kind = .body) {
        append(locators.paragraph(), range, kind)
    }

    /// Adds a passage under the headings at this place.
    mutating func append(_ locator: String, _ range: Range<Int>, _ kind: Passage.Kind = .body) {
        path.markUsed()
        outline.passages.append(Passage(locator: locator, headings: names, range: range, kind: kind))
    }

    private mutating func extend(to end: Int) {
        let last = outline.passages.count - 1
        outline.passages[last].range = outline.passages[last].range.lowerBound..<end
    }
}
