/// Finds the header of a page: one short line that recurs at about the same distance, or in the middle of sentences.
struct RecurringLines {
    /// The fewest times that a header stands in a text.
    private static let fewest = 3
    /// The fewest lines between two headers.
    private static let nearest = 5

    private let text: UTF8Bytes
    /// Short lines by what stands in them, page numbers apart.
    private var entries: [(key: UInt64, line: Int, page: Int)] = []

    init(_ text: UTF8Bytes) { self.text = text }

    /// Takes a short line.
    mutating func note(_ line: Line, at index: Int) {
        if let (key, page) = key(line.content) { entries.append((key, index, page)) }
    }

    /// Gives headers their role.
    func mark(_ lines: inout [Line]) {
        guard entries.count >= Self.fewest else { return }
        let entries = entries.sorted { ($0.key, $0.line) < ($1.key, $1.line) }
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].key == entries[start].key { end += 1 }
            let group = entries[start..<end]
            start = end
            guard group.count >= Self.fewest, isHeader(group, lines) else { continue }
            // A title, of which the headers are copies, stays a title.
            for entry in group where entry.line >= 4 { lines[entry.line].role = .furniture }
        }
    }

    private func isHeader(_ group: ArraySlice<(key: UInt64, line: Int, page: Int)>, _ lines: [Line]) -> Bool {
        var gaps: (least: Int, most: Int) = (.max, 0)
        var interrupts = 0
        var counts = true
        for (entry, next) in zip(group, group.dropFirst()) {
            let gap = next.line - entry.line
            gaps = (min(gaps.least, gap), max(gaps.most, gap))
            if next.page != entry.page + 1 { counts = false }
        }
        for entry in group where interruptsSentence(entry.line, lines) { interrupts += 1 }
        guard gaps.least >= Self.nearest else { return false }
        // Numbers alone, and lines that differ in their numbers, must count pages.
        guard group[group.startIndex].page < 0 || counts else { return false }
        return gaps.most <= gaps.least + max(3, gaps.least / 4) || interrupts >= 2 && gaps.most <= 3 * gaps.least
    }

    /// Whether a sentence goes on over a line: a long line before it is not closed.
    private func interruptsSentence(_ index: Int, _ lines: [Line]) -> Bool {
        guard index > 0, index + 1 < lines.count else { return false }
        let before = lines[index - 1]
        guard case .plain = lines[index + 1].kind else { return false }
        return !before.isShort && !before.isClosed
    }

    /// What a line says without a page's number at its end or beginning, and that number, -1 for none.
    private func key(_ range: Range<Int>) -> (UInt64, Int)? {
        var low = range.lowerBound
        var high = range.upperBound
        while high > low, (0x30...0x39).contains(text[high - 1]) { high -= 1 }
        var digits = high..<range.upperBound
        if digits.isEmpty {
            while low < high, (0x30...0x39).contains(text[low]) { low += 1 }
            digits = range.lowerBound..<low
        }
        var page = -1
        if !digits.isEmpty {
            guard digits.count <= 4 else { return nil }
            page = digits.reduce(0) { $0 * 10 + Int(text[$1] - 0x30) }
        }
        let name = text.trimmed(low..<high)
        // 表1, 项目2 are captions; a number alone may be a page's.
        if page >= 0, !name.isEmpty, name.count < 12 { return nil }
        if page < 0, name.count < 6 { return nil }
        var hash: UInt64 = page < 0 ? 14_695_981_039_346_656_037 : 1_469_598_103
        for index in name { hash = (hash ^ UInt64(text[index])) &* 1_099_511_628_211 }
        return (hash, page)
    }
}
