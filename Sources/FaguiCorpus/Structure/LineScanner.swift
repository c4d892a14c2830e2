/// Divides a text into lines and says what each looks like.
struct LineScanner {
    /// The most characters a heading without a mark has.
    static let headingLength = 40
    /// The fewest characters of a line that is wrapped.
    static let wrappedLength = 24

    private let text: UTF8Bytes
    private let isMarkdown: Bool

    /// Scans a text.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - isMarkdown: Whether `#`, comments and tables mean what they do in Markdown.
    init(_ text: UTF8Bytes, isMarkdown: Bool) {
        self.text = text
        self.isMarkdown = isMarkdown
    }

    /// The lines of a part of the text that are not blank.
    func lines(of part: Range<Int>) -> [Line] {
        var lines: [Line] = []
        lines.reserveCapacity(part.count / 120)
        var start = part.lowerBound
        var followsBlank = false
        var close = Close()
        while start < part.upperBound {
            let (whole, next) = text.line(from: start, to: part.upperBound)
            let range = text.trimmed(whole)
            if range.isEmpty {
                followsBlank = true
                start = next
                continue
            }
            if isMarkdown, let commentEnd = commentEnd(at: range.lowerBound, to: part.upperBound, &close) {
                let comment = range.lowerBound..<commentEnd
                lines.append(Line(range: comment, content: comment, kind: .markup))
                start = text.line(from: commentEnd, to: part.upperBound).next
                continue
            }
            var line = classified(range)
            line.followsBlank = followsBlank
            followsBlank = false
            lines.append(line)
            start = next
        }
        return lines
    }

    /// The next `-->`; kept, because searching anew for every comment that begins before it takes quadratic time.
    private struct Close {
        var isSearched = false
        var index: Int?
        var endsLine = false
    }

    /// Where a comment ends that begins at an index; nil if there is none, or text follows it in its last line.
    private func commentEnd(at index: Int, to end: Int, _ close: inout Close) -> Int? {
        guard text.matches("<!--", at: index, to: end) else { return nil }
        let start = index + 4
        if !close.isSearched || close.index.map({ $0 < start }) ?? false {
            let found = text.firstIndex(of: "-->", in: start..<end)
            let endsLine = found.map { text.isBlankToLineEnd(from: $0 + 3, to: end) } ?? false
            close = Close(isSearched: true, index: found, endsLine: endsLine)
        }
        guard let found = close.index, close.endsLine else { return nil }
        return found + 3
    }

    private func classified(_ range: Range<Int>) -> Line {
        var content = range
        var level = 0
        if isMarkdown {
            level = hashes(range)
            if level > 0 { content = withoutHashes(range, level: level) }
            if content.isEmpty || Self.isRule(text, range) { return Line(range: range, content: range, kind: .markup) }
        }
        let isOverlong = level > 0 && TitleLimit.isExceeded(text, by: content)
        if isOverlong { level = 0 }
        let unbolded = withoutBold(content)
        var line = Line(range: range, content: unbolded, kind: .plain, markdownLevel: level)
        line.isOverlongHeading = isOverlong
        let length = measure(content)
        line.isClosed = isClosed(unbolded)
        line.isShort = length <= Self.headingLength && !line.isClosed
        line.mayWrap = isMarkdown && level == 0 && !isOverlong && length >= Self.wrappedLength && !line.isClosed
        line.item = ItemMark.parse(text, unbolded)
        if let article = ArticleHeading.parse(text, content) {
            line.kind = .article(article)
        } else if length <= Self.headingLength, let mark = StructureMark.parse(text, unbolded),
            !line.isClosed || mark.rank == .annex
        {
            line.kind = .structure(mark)
        } else if level == 0 {
            if isBullet(range) {
                line.kind = .bullet
            } else if isMarkdown, text[range.lowerBound] == UInt8(ascii: "|") {
                line.kind = .tableRow
            } else if line.isShort, isRemark(unbolded) {
                line.kind = .remark
            }
        }
        return line
    }

    private func hashes(_ range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound, text[index] == UInt8(ascii: "#") { index += 1 }
        let level = index - range.lowerBound
        guard level <= 6 else { return 0 }
        // `#标题` without a space is common in Chinese files, but `#1` is text.
        let isHeading = index == range.upperBound || text[index] <= 0x20 || text[index] >= 0xE0
        return isHeading ? level : 0
    }

    private func withoutHashes(_ range: Range<Int>, level: Int) -> Range<Int> {
        var content = text.trimmed(range.lowerBound + level..<range.upperBound)
        var end = content.upperBound
        while end > content.lowerBound, text[end - 1] == UInt8(ascii: "#") { end -= 1 }
        if end < content.upperBound, end == content.lowerBound || Blank.contains(UInt32(text[end - 1])) {
            content = text.trimmed(content.lowerBound..<end)
        }
        return withoutAttributes(content)
    }

    /// Without `{#name}` or `{.class}` at the end.
    private func withoutAttributes(_ range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty, text[range.upperBound - 1] == UInt8(ascii: "}") else { return range }
        let low = max(range.lowerBound, range.upperBound - 100)
        for sign in ["{#", "{.", "{:"] as [StaticString] {
            if let start = text.firstIndex(of: sign, in: low..<range.upperBound), start > range.lowerBound {
                return text.trimmed(range.lowerBound..<start)
            }
        }
        return range
    }

    /// Without `**` around the whole.
    private func withoutBold(_ range: Range<Int>) -> Range<Int> {
        guard isMarkdown, range.count > 4, text.matches("**", at: range.lowerBound, to: range.upperBound),
            text.matches("**", at: range.upperBound - 2, to: range.upperBound)
        else { return range }
        return text.trimmed(range.lowerBound + 2..<range.upperBound - 2)
    }

    /// `---`, `***`, `===`: three or more of one mark.
    static func isRule(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        let mark = text[range.lowerBound]
        guard range.count >= 3, mark == 0x2D || mark == 0x2A || mark == 0x5F || mark == 0x3D else { return false }
        for index in range where text[index] != mark && text[index] != 0x20 { return false }
        return true
    }

    /// Characters of a line, as far as they need be counted.
    private func measure(_ range: Range<Int>) -> Int {
        // No character has more than four bytes.
        guard range.count <= 4 * Self.headingLength else { return Self.headingLength + 1 }
        var count = 0
        for index in range where text[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }

    private func isClosed(_ range: Range<Int>) -> Bool {
        if let opening = closingBrackets(range), endsSentence(range.lowerBound..<opening) { return true }
        var end = range.upperBound
        var steps = 0
        while end > range.lowerBound, steps < 4 {
            let (scalar, length) = text.scalar(before: end, notBefore: range.lowerBound)
            switch scalar {
            case 0x201D, 0x2019, 0x300D, 0x300F, 0xFF09, 0x29, 0x300B, 0x3009, 0x22, 0x27: end -= length
            // 。 ！ ？ ； ： ， 、 … and their ASCII kin.
            case 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF1A, 0xFF0C, 0x3001, 0x2026, 0xFF0E, 0xFF61: return true
            case 0x2E, 0x21, 0x3F, 0x3B, 0x3A, 0x2C: return true
            default: return false
            }
            steps += 1
        }
        return false
    }

    /// Where the brackets open that stand at the end of a line: 予以废止。（附件2）.
    private func closingBrackets(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        let last = text.scalar(before: range.upperBound, notBefore: range.lowerBound).value
        guard last == 0xFF09 || last == 0x29 else { return nil }
        var end = range.upperBound
        let low = max(range.lowerBound, end - 90)
        while end > low {
            let (scalar, length) = text.scalar(before: end, notBefore: low)
            end -= length
            if scalar == 0xFF08 || scalar == 0x28 { return end }
        }
        return nil
    }

    /// Whether a stretch ends with 。 ！ ？ or ；.
    private func endsSentence(_ range: Range<Int>) -> Bool {
        let range = text.trimmed(range)
        guard !range.isEmpty else { return false }
        let last = text.scalar(before: range.upperBound, notBefore: range.lowerBound).value
        return [0x3002, 0xFF01, 0xFF1F, 0xFF1B].contains(last)
    }

    private func isBullet(_ range: Range<Int>) -> Bool {
        let (scalar, length) = text.scalar(at: range.lowerBound)
        let after = range.lowerBound + length
        guard after < range.upperBound else { return false }
        switch scalar {
        case 0x2D, 0x2A, 0x2B: return Blank.contains(text.scalar(at: after).value)
        case 0x2022, 0xB7, 0x25CF, 0x25A0, 0x25C6, 0x2605, 0x25AA, 0x30FB: return true  // • · ● ■ ◆ ★ ▪ ・
        default: return false
        }
    }

    /// 依据：《…》第二条, 法律依据：…: what an item above stands on.
    private func isBasis(_ range: Range<Int>) -> Bool {
        guard let colon = text.firstIndex(of: "：", in: range.lowerBound..<min(range.upperBound, range.lowerBound + 24))
        else { return false }
        return colon - range.lowerBound >= 6 && text.matches("依据", at: colon - 6, to: colon)
    }

    /// A document's number (国发〔2009〕1号), a line that is a date or begins with one, a line in brackets.
    private func isRemark(_ range: Range<Int>) -> Bool {
        let first = text.scalar(at: range.lowerBound).value
        let last = text.scalar(before: range.upperBound, notBefore: range.lowerBound).value
        if first == 0xFF08 || first == 0x28 {
            // （一）总体要求 is a heading, （试行） a remark.
            return (last == 0xFF09 || last == 0x29) && ItemMark.parse(text, range) == nil
        }
        if isBasis(range) { return true }
        if DocumentNumber.contains(text, range) { return true }
        return CalendarDate.parse(text, at: range.lowerBound, to: range.upperBound)
            .map { text.trimmed($0.end..<range.upperBound).isEmpty || $0.hasDay } ?? false
    }
}
