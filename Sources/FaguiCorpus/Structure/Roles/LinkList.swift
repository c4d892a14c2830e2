/// Headlines that end a page and lead to other texts: each with the date of its text, as a link, or below 相关新闻.
enum LinkList {
    /// What names such a list.
    private static let titles: [StaticString] = [
        "相关新闻", "相关链接", "相关阅读", "相关报道", "相关文章", "相关信息", "相关资讯", "推荐阅读", "延伸阅读", "热点新闻",
        "热门文章", "热点推荐", "最新消息", "最新资讯", "最新新闻", "友情链接", "更多新闻", "猜你喜欢",
    ]

    /// Gives the headlines at the end of a text their role.
    static func mark(_ lines: inout [Line], _ text: UTF8Bytes) {
        var start = lines.count
        var links = 0
        var others = 0
        var isNamed = false
        while start > 0, !isNamed {
            let line = lines[start - 1]
            if !line.isPassedOver {
                if line.role == .body, isTitle(text, line.content) {
                    isNamed = true
                    start -= 1
                    break
                }
                guard isHeadline(line) else { break }
                if isDated(text, line.range) || isLink(text, line.range) {
                    links += 1
                } else {
                    others += 1
                    // Without a name, dates must tell.
                    if others > 40 { break }
                }
            }
            start -= 1
        }
        if !isNamed {
            // Only as far up as headlines are dated.
            start = lines.count
            links = 0
            while start > 0 {
                let line = lines[start - 1]
                if !line.isPassedOver {
                    guard isHeadline(line), isDated(text, line.range) || isLink(text, line.range) else { break }
                    links += 1
                }
                start -= 1
            }
        }
        guard isNamed ? links + others >= 1 : links >= 2 else { return }
        // A text that is nothing but links is about them.
        guard lines[..<start].contains(where: { !$0.isShort && !$0.isPassedOver }) else { return }
        for index in start..<lines.count where !lines[index].isPassedOver { lines[index].role = .links }
    }

    private static func isHeadline(_ line: Line) -> Bool {
        guard line.role == .body, line.range.count <= 400 else { return false }
        switch line.kind {
        case .bullet: return true
        case .plain: return !line.isClosed
        case .remark: return true
        default: return false
        }
    }

    private static func isTitle(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        guard range.count <= 30 else { return false }
        return titles.contains { title in
            guard text.matches(title, at: range.lowerBound, to: range.upperBound) else { return false }
            let rest = text.trimmed(range.lowerBound + title.utf8CodeUnitCount..<range.upperBound)
            return rest.isEmpty || rest.count <= 3 && [0xFF1A, 0x3A].contains(text.scalar(at: rest.lowerBound).value)
        }
    }

    /// Whether a line has text and ends with a day, in brackets or behind a blank.
    private static func isDated(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        guard range.count > 24 else { return false }
        var end = range.upperBound
        let (last, length) = text.scalar(before: end, notBefore: range.lowerBound)
        let isBracketed = [0x29, 0xFF09, 0x5D, 0x3011].contains(last)
        if isBracketed { end -= length }
        // The date is at most as long as ２００９年１２月２６日.
        var start = end
        while start > range.lowerBound, end - start < 40 {
            let (scalar, length) = text.scalar(before: start, notBefore: range.lowerBound)
            if isBracketed ? [0x28, 0xFF08, 0x5B, 0x3010].contains(scalar) : Blank.contains(scalar) {
                guard start - length > range.lowerBound else { return false }
                return CalendarDate.parse(text, at: start, to: end).map { $0.hasDay && $0.end == end } ?? false
            }
            start -= length
        }
        return false
    }

    /// Whether a line is a link as Markdown has it, or an address.
    private static func isLink(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        if range.count > 2, [0x2D, 0x2A, 0x2B].contains(text[start]) {
            start = text.skippingBlanks(from: start + 1, to: range.upperBound)
        }
        if text.matches("http://", at: start, to: range.upperBound)
            || text.matches("https://", at: start, to: range.upperBound)
        {
            return true
        }
        guard text.matches("[", at: start, to: range.upperBound), text[range.upperBound - 1] == 0x29 else {
            return false
        }
        return text.firstIndex(of: "](", in: start..<range.upperBound) != nil
    }
}
