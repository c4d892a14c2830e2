/// Where articles begin.
extension PassageCutter {
    /// Judges a heading where it stands: quotations are no articles, and a doubled number must begin a sentence.
    mutating func judge(_ heading: ArticleHeading, at index: Int) -> ArticleSequence.Verdict {
        let verdict = sequence.judge(heading)
        switch verdict {
        case .citation: return .citation
        case .doubled:
            let line = lines[index]
            let rest = text.skippingBlanks(from: heading.end, to: line.range.upperBound)
            guard rest < line.range.upperBound,
                !ArticleHeading.citationBehindBlank.contains(text.scalar(at: rest).value),
                previous.map({ lines[$0].isClosed || !isInArticle }) ?? true
            else { return .citation }
        case .restart where !heading.isCitation: break
        case .next, .restart: if isCited(heading, at: index) { return .citation }
        }
        guard isInArticle, let last = outline.passages.last else { return verdict }
        if isInserting {
            guard sequence.isConsecutive(heading) else { return .citation }
            isInserting = false
        } else if beginsInsertion(at: index), !sequence.isConsecutive(heading) {
            isInserting = true
            return .citation
        }
        // In a law articles follow one another: its quotations need not be looked for.
        if sequence.isConsecutive(heading), !quotations.isAmending { return verdict }
        let start = lines[index].range.lowerBound
        return quotations.isOpen(at: start, since: last.range.lowerBound) ? .citation : verdict
    }

    /// Whether the sentence before, which has not ended, goes on with a heading, or the heading with 规定的.
    private func isCited(_ heading: ArticleHeading, at index: Int) -> Bool {
        guard isInArticle, let previous else { return false }
        if heading.isCitation { return !lines[previous].isClosed || text.breaksOff(lines[previous].content) }
        let isOpen = breaksOff(previous, before: index)
        let isConsecutive = sequence.isConsecutive(heading)
        if isOpen, !isConsecutive { return true }
        guard isOpen || !isConsecutive else { return false }
        return heading.isCited(text, to: lines[index].range.upperBound)
    }

    /// Whether a sentence breaks off in a line.
    private func breaksOff(_ index: Int, before next: Int) -> Bool {
        switch lines[index].kind {
        case .plain: break
        // Captions below one another are no sentences: 第二条 范围, 第五条 期间.
        case .article where !lines[index].isShort || !lines[next].isShort: break
        default: return false
        }
        return text.breaksOff(lines[index].content)
    }

    /// Whether an article of an amendment says that what it inserts follows (内容如下：), and a line begins that.
    func beginsInsertion(at index: Int) -> Bool {
        guard quotations.isAmending, isInArticle, let previous else { return false }
        return text.endsWithColon(lines[previous].content)
    }

    /// Begins an article's passage.
    mutating func beginArticle(_ line: Line, _ heading: ArticleHeading, _ verdict: ArticleSequence.Verdict) {
        switch verdict {
        case .restart: splitInline(before: nil)
        case .next where !sequence.isConsecutive(heading): splitInline(before: heading.number)
        default: break
        }
        // `### 第一条` begins after its marks, `**第一条**` with them: they end inside.
        let isMarked = line.markdownLevel > 0 || line.isOverlongHeading
        let start = isMarked ? line.content.lowerBound : line.range.lowerBound
        if let last = sequence.last, verdict == .doubled || verdict == .next && !sequence.isConsecutive(heading) {
            outline.oddities.take(heading, after: last, isDoubled: verdict == .doubled, offset: start)
        }
        if verdict != .doubled { sequence.take(heading, verdict) }
        let locator = locators.article(
            heading, numbering: sequence.numbering, isDoubled: verdict == .doubled, below: path)
        lastArticle = outline.passages.count
        append(locator, start..<line.range.upperBound)
        isInArticle = true
        isInserting = false
        lastItem = nil
    }

    /// Divides the last article where others stand in it behind one another, without lines of their own.
    ///
    /// Only those that are missing are looked for: where the next article has a number too high, or the numbering ends.
    mutating func splitInline(before limit: Int?) {
        guard var at = lastArticle, let last = sequence.last else { return }
        var number = last.number + 1
        let end = outline.passages[at].range.upperBound
        var position = outline.passages[at].range.lowerBound + 3
        while limit.map({ number < $0 }) ?? true, let (start, heading) = inlineArticle(number, in: position..<end) {
            let before = outline.passages[at]
            outline.passages[at].range = text.trimmed(before.range.lowerBound..<start)
            sequence.take(heading, .next)
            let locator = locators.article(heading, numbering: sequence.numbering, below: path)
            let passage = Passage(locator: locator, headings: before.headings, range: start..<end)
            at += 1
            outline.passages.insert(passage, at: at)
            for index in outline.headings.indices.reversed() {
                guard outline.headings[index].next >= at else { break }
                outline.headings[index].next += 1
            }
            lastArticle = at
            position = heading.end
            number += 1
        }
    }

    /// Where an article of a number begins inside a line, behind the end of a sentence.
    private func inlineArticle(_ number: Int, in range: Range<Int>) -> (start: Int, heading: ArticleHeading)? {
        var index = range.lowerBound
        while let start = text.firstIndex(of: "第", in: index..<range.upperBound) {
            index = start + 3
            guard endsSentence(before: start, notBefore: range.lowerBound),
                let heading = ArticleHeading.parse(text, start..<range.upperBound), heading.number == number,
                heading.suffix == 0, !heading.isCitation, !sequence.hasSeen(heading)
            else { continue }
            let rest = text.skippingBlanks(from: heading.end, to: range.upperBound)
            guard rest < range.upperBound,
                !ArticleHeading.citationBehindBlank.contains(text.scalar(at: rest).value)
            else { continue }
            return (start, heading)
        }
        return nil
    }

    /// Whether a sentence ends before a place; if not with 。, a blank must stand between.
    private func endsSentence(before start: Int, notBefore low: Int) -> Bool {
        var end = start
        while end > low {
            let (scalar, length) = text.scalar(before: end, notBefore: low)
            if Blank.contains(scalar) {
                end -= length
                continue
            }
            if scalar == 0x3002 { return true }
            return end < start && [0x201D, 0xFF09, 0x29, 0xFF01, 0xFF1B].contains(scalar)
        }
        return false
    }
}
