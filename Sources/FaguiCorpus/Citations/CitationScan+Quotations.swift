/// Quotation marks: what stands inside, and what a citation introduces.
extension CitationScan {
    /// Gives each citation the wording that it introduces, 第三条规定：“…”, or that it stands behind: “…”（第三条）.
    mutating func takeQuotations() {
        var found: QuotationMarks?
        var last: Range<Int>?
        for index in citations.indices where !citations[index].spans.isEmpty {
            let range = citations[index].range
            let start = quotationStart(behind: range.upperBound)
            let end = start == nil ? quotationEnd(before: range) : nil
            guard start != nil || end != nil else { continue }
            let marks = found ?? QuotationMarks(text)
            found = marks
            guard let quotation = start.flatMap(marks.quotation(from:)) ?? end.flatMap(marks.quotation(to:)),
                quotation != last
            else { continue }
            citations[index].quotation = quotation
            last = quotation
        }
    }

    /// Where the quotation mark stands of the wording that a citation introduces: 第三条规定：“…”
    private func quotationStart(behind index: Int) -> Int? {
        var index = skippingTopic(at: skippingSpaces(at: index))
        index = skipping(Self.introductions, at: index)
        index = skippingSpaces(at: skipping(Self.pauses, at: skippingSpaces(at: index)))
        let namely = skipping(["即"], at: index)
        if namely > index { index = skippingSpaces(at: skipping(Self.pauses, at: skippingSpaces(at: namely))) }
        return QuotationMarks.opens(text, at: index) ? index : nil
    }

    /// Where the quotation mark stands of the wording before the brackets that hold a citation alone: “…”（《X》第三条）.
    private func quotationEnd(before range: Range<Int>) -> Int? {
        var index = range.lowerBound
        for word in ["参见", "详见", "见"] as [StaticString] {
            let start = index - word.utf8CodeUnitCount
            if start >= 0, text.matches(word, at: start, to: index) {
                index = start
                break
            }
        }
        guard index > 0, skipping(["）", ")"], at: range.upperBound) > range.upperBound else { return nil }
        let (bracket, length) = text.scalar(before: index, notBefore: 0)
        guard [0xFF08, 0x28].contains(bracket), index > length else { return nil }
        let start = index - length - text.scalar(before: index - length, notBefore: 0).length
        return QuotationMarks.closes(text, at: start) ? start : nil
    }

    /// Passes over 关于…的规定, and over 关于 right before a quotation.
    private func skippingTopic(at start: Int) -> Int {
        let topic = skipping(["关于"], at: start)
        guard topic > start, !QuotationMarks.opens(text, at: topic) else { return topic }
        let end = min(text.count, topic + Self.topicLimit)
        var index = topic
        while index < end {
            let (scalar, length) = text.scalar(at: index)
            // A topic is of ideographs alone: behind a mark something else begins.
            guard (0x3400...0x9FFF).contains(scalar) else { return start }
            if text.matches("的规定", at: index, to: text.count) { return index }
            index += length
        }
        return start
    }

    private func skipping(_ words: [StaticString], at index: Int) -> Int {
        words.first { text.matches($0, at: index, to: text.count) }.map { index + $0.utf8CodeUnitCount } ?? index
    }

    private func skippingSpaces(at index: Int) -> Int {
        var index = index
        while index < text.count, text[index] == 0x20 { index += 1 }
        return skipping(["\u{3000}"], at: index)
    }

    private static let introductions: [StaticString] = [
        "分别规定", "明确规定", "中规定", "的规定", "之规定", "规定", "载明", "指出", "明确", "的内容是", "的内容为", "内容为", "原文为",
        "所称", "所述",
    ]

    private static let pauses: [StaticString] = ["：", ":", "，", ","]

    /// No topic is longer, in bytes.
    private static let topicLimit = 120

    mutating func takeQuotationMark(at index: Int) -> Int {
        let end = text.count
        if text.matches("“", at: index, to: end) {
            // Each paragraph of a long quotation opens it again; only the last one closes it.
            let isAgain = depth > 0 && text.isAtLineStart(index)
            if !isAgain { depth += 1 }
        } else if text.matches("”", at: index, to: end) {
            depth = max(0, depth - 1)
        }
        return index + text.scalar(at: index).length
    }
}
