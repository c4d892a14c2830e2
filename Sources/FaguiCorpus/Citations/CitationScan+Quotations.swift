/// Quotation marks: what stands inside, and what a citation introduces.
extension CitationScan {
    /// Where the quotation marks of the wording stand that a citation may introduce: 第三条规定：“…”
    func quotationStart(behind index: Int) -> Int {
        var index = index
        let end = text.count
        for word in Self.introductions where text.matches(word, at: index, to: end) {
            index += word.utf8CodeUnitCount
            break
        }
        for mark in ["：", ":", "，", ","] as [StaticString] where text.matches(mark, at: index, to: end) {
            index += mark.utf8CodeUnitCount
            break
        }
        return index
    }

    static let introductions: [StaticString] = [
        "明确规定", "中规定", "的规定", "规定", "载明", "指出", "明确", "的内容是", "的内容为", "内容为", "原文为",
    ]

    mutating func takeQuotationMark(at index: Int) -> Int {
        let end = text.count
        if text.matches("“", at: index, to: end) {
            // Each paragraph of a long quotation opens it again; only the last one closes it.
            let isAgain = depth > 0 && isAtLineStart(index)
            if !isAgain { depth += 1 }
            if index == expectedQuotation, let last = citations.indices.last {
                quotations.append((last, depth, index + 3))
                expectedQuotation = -1
            }
        } else if text.matches("”", at: index, to: end) {
            while let last = quotations.last, last.depth >= depth {
                if last.depth == depth { citations[last.citation].quotation = last.start..<index }
                quotations.removeLast()
            }
            depth = max(0, depth - 1)
        }
        return index + text.scalar(at: index).length
    }

    func isAtLineStart(_ index: Int) -> Bool {
        var index = index
        while index > 0 {
            let (scalar, length) = text.scalar(before: index, notBefore: 0)
            if scalar == 0x0A || scalar == 0x0D { return true }
            guard Blank.contains(scalar) else { return false }
            index -= length
        }
        return true
    }
}
