/// Who signed a text and when: short lines at its end, and a date below them.
enum SignatureLines {
    /// The most lines above the date.
    private static let limit = 6
    /// The most annexes that a list above a signature names.
    private static let annexLimit = 30

    /// Gives the lines of signatures their role.
    static func mark(_ lines: inout [Line], _ text: UTF8Bytes) {
        let opening = lines.prefix(openingLines).filter(\.isShort).flatMap {
            TitleLines.letters(text.string($0.content))
        }
        for index in lines.indices {
            guard lines[index].role == .body, case .remark = lines[index].kind,
                CalendarDate.alone(text, lines[index].content) != nil,
                endsPart(index, lines, text, opening)
            else { continue }
            var start = index
            while start > 0, index - start < limit, isSigner(lines[start - 1]) { start -= 1 }
            // What stands above is a sentence: else these are lines of a title.
            var above = start - 1
            while above >= 0, lines[above].isPassedOver { above -= 1 }
            guard above >= 0, lines[above].markdownLevel == 0 else { continue }
            if let list = annexList(above, lines, text) {
                for annex in list where !lines[annex].isPassedOver { lines[annex].kind = .remark }
            } else if !lines[above].isClosed {
                continue
            }
            for signer in start...index where !lines[signer].isPassedOver { lines[signer].role = .signature }
        }
    }

    /// The lines of 附件：1．登记表 / 2．样本 that end with a line; nil where it is none of them.
    private static func annexList(_ last: Int, _ lines: [Line], _ text: UTF8Bytes) -> ClosedRange<Int>? {
        var first = last
        while last - first < annexLimit {
            let content = lines[first].content
            if text.matches("附件：", at: content.lowerBound, to: content.upperBound)
                || text.matches("附件:", at: content.lowerBound, to: content.upperBound)
            {
                return first...last
            }
            guard first > 0, lines[first].role == .body, lines[first].item != nil || lines[first].isPassedOver else {
                return nil
            }
            first -= 1
        }
        return nil
    }

    private static func isSigner(_ line: Line) -> Bool {
        if line.isPassedOver { return true }
        guard line.role == .body, line.markdownLevel == 0, line.item == nil else { return false }
        return line.isHeadingLike
    }

    /// Whether the text, or the part before an annex or before what `opening` names and a notice prints, ends with a line.
    private static func endsPart(_ index: Int, _ lines: [Line], _ text: UTF8Bytes, _ opening: [UInt32]) -> Bool {
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
            let content = line.content
            if closings.contains(where: { text.matches($0, at: content.lowerBound, to: content.upperBound) }) {
                return true
            }
            guard line.isHeadingLike, line.item == nil else { return false }
            let title = TitleLines.letters(text.string(content))
            return title.count >= fewestCharacters && opening.firstRange(of: title) != nil
        }
    }

    /// The first lines, in which the title of a notice names what it prints.
    private static let openingLines = 6
    /// The fewest characters of such a name.
    private static let fewestCharacters = 6

    /// What may stand below a signature.
    private static let closings: [StaticString] = ["抄送", "主题词", "附件", "联系人", "印发", "分送"]
}
