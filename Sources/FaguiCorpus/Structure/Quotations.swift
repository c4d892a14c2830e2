/// Follows quotations that an amendment opens and closes some lines below: 将第十条修改为：“第十条 ……
///
/// Each of its paragraphs may begin with “; the last one ends with ”. Every byte is looked at once or twice.
struct Quotations {
    private let text: UTF8Bytes
    /// Whether the text's first lines say that it changes others.
    let isAmending: Bool
    /// How far the quotation marks of the last article have been followed.
    private var position = 0
    private var isQuoted = false
    private var start = -1
    /// The next ” at or behind a place where it was looked for; nil if there is none.
    private var close: Int? = 0

    init(_ text: UTF8Bytes, _ lines: [Line], titleLines: Range<Int>) {
        self.text = text
        isAmending = lines[..<min(lines.count, max(3, titleLines.upperBound + 2))].contains { line in
            let range = line.content.lowerBound..<min(line.content.upperBound, line.content.lowerBound + 600)
            return Self.words.contains { text.firstIndex(of: $0, in: range) != nil }
        }
    }

    /// Words of texts that change others.
    private static let words: [StaticString] = ["修改", "修正", "修订"]

    /// Words with which a quotation is brought in.
    private static let verbs: [StaticString] = ["改为", "增加", "作为", "修正为", "表述为", "规定", "如下", "补充", "调整为"]

    // MARK: Inside articles

    /// Whether a quotation that an article opened is open still at a place, and closes behind it.
    ///
    /// - Parameters:
    ///   - place: Where a line begins.
    ///   - start: Where the article begins.
    /// - Returns: Whether a line there is quoted.
    mutating func isOpen(at place: Int, since start: Int) -> Bool {
        if start != self.start { (self.start, position, isQuoted) = (start, start, false) }
        while position < place {
            if text[position] == 0xE2, position + 2 < place {
                if isMark(position, 0x9C), opensAmendment(position, since: start) { isQuoted = true }
                if isMark(position, 0x9D) { isQuoted = false }
                position += 3
            } else {
                position += 1
            }
        }
        return isQuoted && nextClose(from: place) != nil
    }

    /// Whether “ or ” (by its last byte) stands at a place.
    @inline(__always)
    private func isMark(_ index: Int, _ last: UInt8) -> Bool { text[index + 1] == 0x80 && text[index + 2] == last }

    /// Whether a “ stands behind a colon, or at the beginning of a line.
    private func opensAmendment(_ index: Int, since low: Int) -> Bool {
        var end = index
        while end > low {
            let (scalar, length) = text.scalar(before: end, notBefore: low)
            if scalar == 0x0A || scalar == 0x0D { return true }
            guard Blank.contains(scalar) else { return scalar == 0xFF1A || scalar == 0x3A }
            end -= length
        }
        return true
    }

    private mutating func nextClose(from place: Int) -> Int? {
        if let close, close < place { self.close = text.firstIndex(of: "”", in: place..<text.count) }
        return close
    }

    // MARK: Outside articles

    /// The line with which a quotation ends that a paragraph opens; nil if it opens none, or closes it itself.
    ///
    /// It ends before the next item of the decision at the latest.
    /// - Parameters:
    ///   - first: The paragraph's first line.
    ///   - last: Its last line.
    ///   - lines: The lines of the text.
    /// - Returns: The index of the line.
    mutating func end(from first: Int, through last: Int, _ lines: [Line]) -> Int? {
        guard last + 1 < lines.count else { return nil }
        let range = lines[first].content.lowerBound..<lines[last].content.upperBound
        let tail = text.scalar(before: range.upperBound, notBefore: range.lowerBound).value
        var next = last + 1
        if text.endsWithColon(range) {
            while next < lines.count, lines[next].isPassedOver { next += 1 }
            guard next < lines.count, text.matches("“", at: lines[next].range.lowerBound, to: text.count),
                bringsIn(range.upperBound, range.lowerBound)
            else { return nil }
        } else {
            // A paragraph that ends with ” has closed what it opened.
            guard tail != 0x201D, isAmending || text.matches("“", at: lines[next].range.lowerBound, to: text.count),
                let open = openMark(range), bringsIn(open, range.lowerBound)
            else { return nil }
        }
        guard nextClose(from: lines[next].range.lowerBound) != nil else { return nil }
        let item = lines[first].item
        var end = last
        for index in next..<lines.count {
            let line = lines[index]
            if let item, let other = line.item, other.rank == item.rank, other.number == item.number + 1,
                amends(other.end..<line.content.upperBound)
            {
                break
            }
            guard line.role == .body || line.role == .furniture else { break }
            end = index
            if !leavesOpen(line.range) { break }
        }
        return end > last ? end : nil
    }

    /// Whether an item is one of a decision, not one of the wording that it quotes: 二、将第三条, 三、删去.
    private func amends(_ item: Range<Int>) -> Bool {
        let start = text.trimmed(item).lowerBound
        if ["将", "删", "增", "第", "在", "原", "修", "对"].contains(where: { text.matches($0, at: start, to: item.upperBound) }
        ) {
            return true
        }
        let beginning = item.lowerBound..<min(item.upperBound, item.lowerBound + 240)
        return Self.changes.contains { text.firstIndex(of: $0, in: beginning) != nil }
    }

    private static let changes: [StaticString] = ["修改", "改为", "删去", "删除", "增加", "本决定"]

    /// Whether a quotation that is open where a line begins is open where it ends.
    private func leavesOpen(_ range: Range<Int>) -> Bool {
        var isOpen = true
        var index = range.lowerBound
        while index + 2 < range.upperBound {
            if text[index] == 0xE2 {
                if isMark(index, 0x9C) { isOpen = true }
                if isMark(index, 0x9D) { isOpen = false }
                index += 3
            } else {
                index += 1
            }
        }
        return isOpen
    }

    /// The last “ of a stretch that no ” follows.
    private func openMark(_ range: Range<Int>) -> Int? {
        var index = range.upperBound - 3
        while index >= range.lowerBound {
            if text[index] == 0xE2 {
                if isMark(index, 0x9D) { return nil }
                if isMark(index, 0x9C) { return index }
            }
            index -= 1
        }
        return nil
    }

    /// Whether what stands before a “ or a line's end brings in new wording: 修改为：, 增加一款，作为第二款：.
    private func bringsIn(_ end: Int, _ low: Int) -> Bool {
        let before = max(low, end - 90)..<end
        guard text.endsWithColon(text.trimmed(before)) else { return false }
        return Self.verbs.contains { text.firstIndex(of: $0, in: before) != nil }
    }
}
