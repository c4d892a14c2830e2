/// The words that titles of laws end with.
enum LawNoun {
    /// Whether a title ends as that of a law or a rule does; what stands in brackets behind it is passed over.
    static func ends(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        let end = bare(text, range)
        var isEnding = false
        for ending in endings {
            let start = end - ending.utf8CodeUnitCount
            guard start >= range.lowerBound, text.matches(ending, at: start, to: end) else { continue }
            // 办法 alone is no title, though it ends with 法.
            if start == range.lowerBound { return false }
            isEnding = true
        }
        return isEnding
    }

    /// Whether a title ends with 法, 法典 or 条例, as those do that people cite without marks.
    static func endsAsStatute(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        let end = bare(text, range)
        return (["法", "法典", "条例", "條例"] as [StaticString]).contains { ending in
            let start = end - ending.utf8CodeUnitCount
            return start > range.lowerBound && text.matches(ending, at: start, to: end)
        }
    }

    /// Where a title ends without brackets behind it: （试行）, （一）, （2007）.
    private static func bare(_ text: UTF8Bytes, _ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound {
            let (close, length) = text.scalar(before: end, notBefore: range.lowerBound)
            if Blank.contains(close) {
                end -= length
                continue
            }
            // 公司法解释三
            if "一二三四五六七八九".unicodeScalars.contains(where: { $0.value == close }),
                text.matches("解释", at: max(range.lowerBound, end - 9), to: end - length)
            {
                return end - length
            }
            guard [0xFF09, 0x29, 0x3015].contains(close) else { break }
            var index = end - length
            var opening: Int?
            while index > range.lowerBound, end - index < 90 {
                let (scalar, length) = text.scalar(before: index, notBefore: range.lowerBound)
                index -= length
                if [0xFF08, 0x28, 0x3014].contains(scalar) {
                    opening = index
                    break
                }
            }
            guard let opening else { break }
            end = opening
        }
        return end
    }

    private static let endings: [StaticString] = [
        "法", "法典", "条例", "條例", "办法", "辦法", "规定", "規定", "决定", "決定", "规则", "規則", "细则", "細則", "准则", "準則", "通则",
        "总则", "分则", "解释", "解釋", "意见", "意見", "通知", "修正案", "纲要", "纪要", "章程", "宪章", "规程", "规范", "标准", "公约",
        "协定", "批复", "答复", "公告", "议定书", "宣言", "制度", "方案", "指引", "指南", "守则", "规约", "令", "编", "要求", "措施",
    ]
}
