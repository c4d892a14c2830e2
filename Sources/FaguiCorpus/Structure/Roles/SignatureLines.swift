/// Who signed a text and when: short lines at its end, and a date below them.
enum SignatureLines {
    /// The most lines above the date.
    private static let limit = 6

    /// Gives the lines of signatures their role.
    static func mark(_ lines: inout [Line], _ text: UTF8Bytes) {
        for index in lines.indices {
            guard lines[index].role == .body, case .remark = lines[index].kind, isDate(text, lines[index].content),
                endsPart(index, lines, text)
            else { continue }
            var start = index
            while start > 0, index - start < limit, isSigner(lines[start - 1]) { start -= 1 }
            // What stands above is a sentence: else these are lines of a title.
            var above = start - 1
            while above >= 0, lines[above].isPassedOver { above -= 1 }
            guard above >= 0, lines[above].isClosed, lines[above].markdownLevel == 0 else { continue }
            for signer in start...index where !lines[signer].isPassedOver { lines[signer].role = .signature }
        }
    }

    private static func isDate(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        CalendarDate.parse(text, at: range.lowerBound, to: range.upperBound)
            .map { $0.hasDay && text.trimmed($0.end..<range.upperBound).isEmpty } ?? false
    }

    private static func isSigner(_ line: Line) -> Bool {
        if line.isPassedOver { return true }
        guard line.role == .body, line.markdownLevel == 0, line.item == nil else { return false }
        return line.isHeadingLike
    }

    /// Whether the text, or the part before an annex, ends with a line.
    private static func endsPart(_ index: Int, _ lines: [Line], _ text: UTF8Bytes) -> Bool {
        var next = index + 1
        while next < lines.count, lines[next].isPassedOver { next += 1 }
        guard next < lines.count else { return true }
        let line = lines[next]
        if line.role == .links || line.role == .contents { return true }
        switch line.kind {
        case .structure(let mark): return mark.rank == .annex
        case .remark:
            // （此件公开发布）
            return text.scalar(at: line.content.lowerBound).value == 0xFF08
        default:
            return closings.contains { text.matches($0, at: line.content.lowerBound, to: line.content.upperBound) }
        }
    }

    /// What may stand below a signature.
    private static let closings: [StaticString] = ["抄送", "主题词", "附件", "联系人", "印发", "分送"]
}
