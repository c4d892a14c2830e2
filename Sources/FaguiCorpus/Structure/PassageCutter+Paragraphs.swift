/// Passages that are no articles.
extension PassageCutter {
    /// Deals with a paragraph; returns the index of the next line to deal with.
    mutating func takeParagraph(at index: Int) -> Int {
        var last = index
        while let next = continuation(of: last) { last = next }
        let range = lines[index].range.lowerBound..<lines[last].range.upperBound
        if let end = quotations.end(from: index, through: last, lines) {
            emit(lines[index].range.lowerBound..<lines[end].range.upperBound)
            locators.skipParagraphs((last + 1...end).count { !lines[$0].isPassedOver })
            return end + 1
        }
        if case .plain = lines[index].kind, let sentence = LeadSentence.parse(text, range) {
            if sentence.end < range.upperBound {
                if let members = sentence.members(text, range) {
                    takeMembers(members, of: sentence, in: range)
                    return last + 1
                }
            } else if lead == nil, let end = memberLines(of: sentence, after: last) {
                beginLead(range, locator: locators.paragraph(), end: end)
                return last + 1
            }
        }
        emit(range)
        return last + 1
    }

    /// Deals with lines that are not what the text says.
    mutating func takeAside(at index: Int) -> Int {
        let line = lines[index]
        guard line.role == .furniture else {
            isInArticle = false
            lastItem = nil
            emit(line.range, line.role)
            return index + 1
        }
        var end = index
        while end < lines.count, lines[end].isPassedOver, !titleLines.contains(end) { end += 1 }
        // In the middle of an article it stays there.
        if isInArticle, end < lines.count, continuesArticle(end) { return end }
        for furniture in index..<end where !lines[furniture].isMarkup {
            isInArticle = false
            emit(lines[furniture].range, .furniture)
        }
        return end
    }

    /// Whether a line goes on with the article before the lines of a page's edge.
    private func continuesArticle(_ index: Int) -> Bool {
        let line = lines[index]
        guard line.role == .body, markedLevel(of: line) == nil else { return false }
        guard case .article(let heading) = line.kind else { return captionLevel(at: index) == nil }
        return sequence.judge(heading) == .citation
    }

    /// Whether the next line goes on with the paragraph of this one: wrapped text, or a row of the same table.
    func wraps(_ index: Int) -> Bool {
        guard index + 1 < lines.count, !lines[index + 1].followsBlank else { return false }
        switch (lines[index].kind, lines[index + 1].kind) {
        case (.tableRow, .tableRow): return true
        case (.plain, .plain), (.bullet, .plain), (.article, .plain):
            return lines[index].mayWrap && lines[index + 1].item == nil && lines[index + 1].markdownLevel == 0
                && !lines[index + 1].isOverlongHeading && lines[index + 1].role == .body
        default: return false
        }
    }

    /// The line that goes on with the paragraph of a line: the next one, or the one behind a page's edge.
    private func continuation(of index: Int) -> Int? {
        if wraps(index) { return index + 1 }
        guard index + 1 < lines.count, lines[index + 1].role == .furniture,
            !lines[index].isClosed || text.breaksOff(lines[index].content), !lines[index].isShort,
            let next = following(index), case .plain = lines[next].kind
        else { return nil }
        let line = lines[next]
        return line.role == .body && line.item == nil && line.markdownLevel == 0 && !line.isHeadingLike ? next : nil
    }

    // MARK: Members

    /// Adds the members that a sentence of their own paragraph heads, and what stands behind them.
    private mutating func takeMembers(_ members: [Range<Int>], of sentence: LeadSentence, in range: Range<Int>) {
        let locator = locators.paragraph()
        beginLead(text.trimmed(range.lowerBound..<sentence.end), locator: locator, end: lines.count)
        for (index, member) in members.enumerated() {
            append("\(locator)第（\(ChineseNumeral.canonical(index + 1))）项", member)
        }
        endLead()
        let rest = text.trimmed((members.last?.upperBound ?? range.upperBound)..<range.upperBound)
        if !rest.isEmpty { append("\(locator)第二款", rest) }
    }

    /// Where the lines end that are the members which a sentence in a line of its own announces; nil if they are not.
    private func memberLines(of sentence: LeadSentence, after last: Int) -> Int? {
        for count in sentence.counts {
            if let end = memberLines(count, after: last) { return end }
        }
        return nil
    }

    private func memberLines(_ count: Int, after last: Int) -> Int? {
        guard var index = following(last) else { return nil }
        let first = lines[index]
        let isMarked = LeadSentence.number(text, first.content) == 1
        var kinds = 0
        var closes = true
        for member in 1...count {
            let line = lines[index]
            guard line.role == .body, line.markdownLevel == 0, !line.isHeadingLike else { return nil }
            switch line.kind {
            case .bullet: kinds |= 1
            case .plain: kinds |= 2
            default: return nil
            }
            if isMarked, LeadSentence.number(text, line.content) != member { return nil }
            if member < count, !endsClause(line.content) { closes = false }
            guard let next = following(index) else {
                let isWhole = isMarked || count >= LeadSentence.fewestUnmarked
                return member == count && isWhole && kinds != 3 ? lines.count : nil
            }
            index = next
        }
        guard kinds != 3 else { return nil }
        if isMarked {
            return LeadSentence.number(text, lines[index].content) == count + 1 ? nil : index
        }
        // Without marks something must end the list.
        guard count >= LeadSentence.fewestUnmarked else { return nil }
        if kinds == 1 {
            if case .bullet = lines[index].kind { return nil }
            return index
        }
        if closes { return index }
        return lines[index].isHeadingLike || markedLevel(of: lines[index]) != nil ? index : nil
    }

    /// Whether a line ends with ；.
    private func endsClause(_ range: Range<Int>) -> Bool {
        let last = text.scalar(before: range.upperBound, notBefore: range.lowerBound).value
        return last == 0xFF1B || last == 0x3B
    }
}
