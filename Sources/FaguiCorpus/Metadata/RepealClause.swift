/// Titles of other texts that a text says it ends: 《甲条例》、《乙办法》同时废止。
enum RepealClause {
    /// The most bytes of a sentence that are looked at.
    private static let sentenceLimit = 4_000
    /// The most bytes of a title.
    private static let titleLimit = 600

    /// The titles, without marks, in their order.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - range: The body.
    ///   - own: The text's own title: an older wording of the text is no other text.
    /// - Returns: Each title once.
    static func titles(_ text: UTF8Bytes, _ range: Range<Int>, own: LawTitle) -> [String] {
        var titles: [String] = []
        var keys: Set<String> = [own.key]
        func add(_ found: [String]) {
            for title in found where keys.insert(LawTitle(title).key).inserted { titles.append(LawTitle(title).name) }
        }
        var start = range.lowerBound
        var line = range.lowerBound
        // Whether the line above says 决定废止下列规章：, or is an entry of the list below it.
        var isInList = false
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            if byte == 0x0A || byte == 0x0D {
                let whole = text.trimmed(line..<index)
                if isInList, let title = entry(text, whole) {
                    add([title])
                } else if !whole.isEmpty {
                    isInList = announcesList(text, whole)
                }
                start = index + 1
                line = start
            } else if byte == 0xE3, text.matches("。", at: index, to: range.upperBound) {
                start = index + 3
            } else if byte == 0xE5, isVerb(text, index, range.upperBound), index - start <= sentenceLimit {
                if let before = sentence(text, start..<index, verb: index, range.upperBound) {
                    add(named(text, before))
                    start = index
                } else if text.matches("废止《", at: index, to: range.upperBound),
                    !text.hasOpenQuotation(in: start..<index)
                {
                    add(listed(text, index + 6, range.upperBound))
                }
            }
            index += UTF8Bytes.length(ofFirst: byte)
        }
        if isInList, let title = entry(text, text.trimmed(line..<range.upperBound)) { add([title]) }
        return titles
    }

    private static func isVerb(_ text: UTF8Bytes, _ index: Int, _ end: Int) -> Bool {
        // The second bytes of 废 and 失: nearly all other characters end here.
        guard index + 1 < end, text[index + 1] == 0xBA || text[index + 1] == 0xA4 else { return false }
        return text.matches("废止", at: index, to: end) || text.matches("失效", at: index, to: end)
    }

    /// The part of a sentence whose titles a verb ends: 《甲条例》、《乙办法》同时废止, 《丙规定》自本办法施行之日起废止.
    private static func sentence(
        _ text: UTF8Bytes, _ range: Range<Int>, verb: Int, _ end: Int
    ) -> Range<Int>? {
        for adverb in ["同时", "即行"] as [StaticString] where text.ends(with: adverb, range) { return range }
        // A permit may end on a day, too, and the day be that of another text: 自《乙条例》施行之日起.
        guard text.matches("废止", at: verb, to: end) else { return nil }
        var before = range
        for adverb in ["予以", "，", "起"] as [StaticString] where text.ends(with: adverb, before) {
            before = before.lowerBound..<before.upperBound - adverb.utf8CodeUnitCount
        }
        guard before != range else { return nil }
        if before.upperBound < range.upperBound, text.matches("起", at: before.upperBound, to: end) {
            guard let day = text.lastIndex(of: "自", in: before) else { return nil }
            before = before.lowerBound..<day
        }
        return text.ends(with: "》", before) || text.ends(with: "）", before) ? before : nil
    }

    // MARK: Titles

    /// 废止《甲条例》、《乙办法》: the titles from a place on, as far as whole texts are meant.
    private static func listed(_ text: UTF8Bytes, _ start: Int, _ end: Int) -> [String] {
        var titles: [String] = []
        var index = start
        while let close = closing(text, index, end) {
            guard isWhole(text, close, end) else { break }
            titles.append(text.string(index..<close))
            index = close
            // （1999年1月1日公布）
            if text.matches("（", at: index, to: end),
                let bracket = text.firstIndex(of: "）", in: index..<min(end, index + titleLimit))
            {
                index = bracket + 3
            }
            for mark in ["、", "和", "，"] as [StaticString] where text.matches(mark, at: index, to: end) { index += 3 }
        }
        return titles
    }

    /// The title that an entry of a list is, its number and what stands in brackets apart.
    private static func entry(_ text: UTF8Bytes, _ line: Range<Int>) -> String? {
        let start = ItemMark.parse(text, line).map { text.skippingBlanks(from: $0.end, to: line.upperBound) }
        let index = start ?? line.lowerBound
        guard let close = closing(text, index, line.upperBound), isWhole(text, close, line.upperBound) else {
            return nil
        }
        return text.string(index..<close)
    }

    /// Where a title ends that begins at a place; nil where none does.
    private static func closing(_ text: UTF8Bytes, _ start: Int, _ end: Int) -> Int? {
        guard text.matches("《", at: start, to: end) else { return nil }
        let line = text.line(from: start, to: min(end, start + titleLimit)).range
        return TitleMark.title(text, at: start, to: line.upperBound)?.end
    }

    /// Whether what stands behind a title leaves the whole of it meant: not 第三条, nor 的决定.
    private static func isWhole(_ text: UTF8Bytes, _ index: Int, _ end: Int) -> Bool {
        guard index < end else { return true }
        switch text.scalar(at: index).value {
        case 0xFF08, 0x28, 0x3002, 0xFF1B, 0xFF0C, 0x3001, 0x0A, 0x0D: return true  // （ ( 。 ； ， 、
        case 0x7B49: return true  // 等
        default: return text.matches("和《", at: index, to: end)
        }
    }

    /// Whether a line says that the texts in the lines below are ended.
    private static func announcesList(_ text: UTF8Bytes, _ line: Range<Int>) -> Bool {
        func says(_ word: StaticString) -> Bool { text.firstIndex(of: word, in: line) != nil }
        guard line.count <= sentenceLimit, text.endsWithColon(line), says("废止") else { return false }
        return (says("下列") || says("以下")) && !says("修改") && !says("条款")
    }

    /// What stands between 《 and 》 in a part of a sentence; none where it is quoted.
    private static func named(_ text: UTF8Bytes, _ range: Range<Int>) -> [String] {
        var titles: [String] = []
        var depth = 0
        var quotes = 0
        var open = range.lowerBound
        var index = range.lowerBound
        while index < range.upperBound {
            let (scalar, length) = text.scalar(at: index)
            switch scalar {
            case 0x300A:
                if depth == 0 { open = index }
                depth += 1
            case 0x300B:
                depth = max(0, depth - 1)
                if depth == 0, open < index { titles.append(text.string(open..<index + length)) }
            case 0x201C: quotes += 1
            case 0x201D: quotes = max(0, quotes - 1)
            default: break
            }
            index += length
        }
        return quotes == 0 ? titles : []
    }
}
