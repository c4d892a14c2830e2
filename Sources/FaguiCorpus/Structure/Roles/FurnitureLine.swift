/// Lines that web pages and printed pages have around a text: 当前位置：首页 > 政策, 上一篇：…, 打印本页, — 12 —.
enum FurnitureLine {
    /// The most bytes of such a line.
    private static let sizeLimit = 240

    /// Whether a line is nothing else.
    static func isOne(_ line: Line, _ text: UTF8Bytes) -> Bool {
        let range = line.content
        guard range.count <= sizeLimit, line.markdownLevel == 0 else { return false }
        let first = text[range.lowerBound]
        // Most lines begin with an ideograph that begins none of these.
        if first >= 0xE0 {
            guard range.count >= 6, mayBegin(text, at: range.lowerBound) else { return false }
            return isNavigation(text, range, line) || isPageNumber(text, range)
        }
        return isPageNumber(text, range) || isCopyright(text, range)
    }

    /// What the line begins with, and whether that is enough or a colon must follow.
    private static let beginnings: [(StaticString, needsColon: Bool)] = [
        ("当前位置", true), ("当前所在位置", true), ("您的位置", true), ("您当前的位置", true), ("您所在的位置", true),
        ("您现在的位置", true), ("你的位置", true), ("现在位置", true), ("上一篇", true), ("下一篇", true), ("上一条", true),
        ("下一条", true), ("上一页", false), ("下一页", false), ("分享到", false), ("分享至", false), ("扫一扫", false),
        ("打印本页", false), ("打印此页", false), ("【打印", false), ("[打印", false), ("［打印", false), ("关闭窗口", false),
        ("关闭本页", false), ("【关闭", false), ("【字体", false), ("【字号", false), ("【大", false), ("[字体", false),
        ("字体", true), ("字号", true), ("返回顶部", false), ("返回首页", false), ("设为首页", false), ("加入收藏", false),
        ("收藏本页", false), ("网站地图", false), ("版权所有", true), ("责任编辑", true), ("浏览次数", true), ("阅读次数", true),
        ("点击次数", true), ("点击数", true), ("访问量", true), ("技术支持", true), ("网站标识码", true),
    ]

    @inline(__always)
    private static func mayBegin(_ text: UTF8Bytes, at index: Int) -> Bool {
        switch text.scalar(at: index).value {
        // 当您你现上下分扫打【［关字返设加收网版责浏阅点访技首第
        case 0x5F53, 0x60A8, 0x4F60, 0x73B0, 0x4E0A, 0x4E0B, 0x5206, 0x626B, 0x6253, 0x3010, 0xFF3B, 0x5173, 0x5B57,
            0x8FD4, 0x8BBE, 0x52A0, 0x6536, 0x7F51, 0x7248, 0x8D23, 0x6D4F, 0x9605, 0x70B9, 0x8BBF, 0x6280, 0x9996,
            0x7B2C, 0x2014, 0x2013, 0xFF0D, 0x2015, 0x4EAC:  // and — – － ― 京
            true
        default: false
        }
    }

    private static func isNavigation(_ text: UTF8Bytes, _ range: Range<Int>, _ line: Line) -> Bool {
        // A sentence is none: 打印本页的，应当……。
        if endsSentence(text, range) { return false }
        for (name, needsColon) in beginnings where text.matches(name, at: range.lowerBound, to: range.upperBound) {
            let end = text.skippingBlanks(from: range.lowerBound + name.utf8CodeUnitCount, to: range.upperBound)
            guard end < range.upperBound else { return true }
            let scalar = text.scalar(at: end).value
            if scalar == 0xFF1A || scalar == 0x3A { return true }
            if !needsColon, line.isShort { return true }
        }
        return isTrail(text, range) || isCopyright(text, range)
    }

    private static func endsSentence(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        let last = text.scalar(before: range.upperBound, notBefore: range.lowerBound).value
        return last == 0x3002 || last == 0xFF1B || last == 0xFF0C
    }

    /// 首页 > 政务公开 > 通知.
    private static func isTrail(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        guard text.matches("首页", at: range.lowerBound, to: range.upperBound) else { return false }
        let next = text.skippingBlanks(from: range.lowerBound + 6, to: range.upperBound)
        guard next < range.upperBound else { return false }
        return [0x3E, 0xBB, 0x203A, 0xFF1E, 0x2192, 0x3009].contains(text.scalar(at: next).value)  // > » › ＞ → 〉
    }

    /// 京ICP备…, ICP备案…, Copyright ©….
    private static func isCopyright(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        if text.matches("Copyright", at: start, to: range.upperBound)
            || text.matches("copyright", at: start, to: range.upperBound)
            || text.matches("©", at: start, to: range.upperBound)
        {
            return !endsSentence(text, range)
        }
        guard
            text.matches("ICP", at: start, to: range.upperBound)
                || text.matches("京ICP", at: start, to: range.upperBound)
        else { return false }
        return text.firstIndex(of: "备", in: range) != nil && !endsSentence(text, range)
    }

    /// Whether a line is a number alone between two parts of a sentence: a page ends there.
    ///
    /// - Parameters:
    ///   - line: The line with the number.
    ///   - before: The line before, long enough to be no cell of a table.
    ///   - after: The line behind, which begins with no mark.
    ///   - text: Valid UTF-8.
    /// - Returns: Whether what stands around it is one sentence.
    static func isBareNumber(
        _ line: Range<Int>, between before: Range<Int>, and after: Range<Int>, _ text: UTF8Bytes
    ) -> Bool {
        guard line.count <= 3, number(text, at: line.lowerBound, to: line.upperBound) == line.upperBound,
            text.breaksOff(before), before.count >= leastBytesAroundNumber
        else { return false }
        let last = text.scalar(before: after.upperBound, notBefore: after.lowerBound).value
        return [0x3002, 0xFF1B, 0xFF1A].contains(last) || after.count >= leastBytesAroundNumber
    }

    /// Sixteen ideographs.
    private static let leastBytesAroundNumber = 48

    /// — 12 —, - 3 -, · 2 ·, 第 3 页, 第3页 共20页.
    static func isPageNumber(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        guard range.count <= 60 else { return false }
        var index = range.lowerBound
        let end = range.upperBound
        if text.matches("第", at: index, to: end) {
            guard let page = number(text, at: index + 3, to: end), text.matches("页", at: page, to: end) else {
                return false
            }
            index = page + 3
            while index < end {
                let (scalar, length) = text.scalar(at: index)
                let isRest =
                    Blank.contains(scalar) || (0x30...0x39).contains(scalar)
                    || [0x5171, 0x9875, 0x2F, 0xFF0C, 0x2C, 0x28, 0x29, 0xFF08, 0xFF09].contains(scalar)  // 共 页 / ， ( )
                guard isRest else { return false }
                index += length
            }
            return true
        }
        index = dashes(text, at: index, to: end)
        guard index > range.lowerBound, let page = number(text, at: index, to: end), page < end else { return false }
        return dashes(text, at: page, to: end) == end
    }

    /// Where digits with blanks around them end; nil for none, or too many for a page.
    private static func number(_ text: UTF8Bytes, at index: Int, to end: Int) -> Int? {
        let start = text.skippingBlanks(from: index, to: end)
        var index = start
        while index < end, (0x30...0x39).contains(text[index]), index - start < 5 { index += 1 }
        return index > start ? text.skippingBlanks(from: index, to: end) : nil
    }

    private static func dashes(_ text: UTF8Bytes, at index: Int, to end: Int) -> Int {
        var index = index
        while index < end {
            let (scalar, length) = text.scalar(at: index)
            guard [0x2D, 0x2013, 0x2014, 0x2015, 0xFF0D, 0xB7].contains(scalar) else { break }
            index += length
        }
        return index
    }
}
