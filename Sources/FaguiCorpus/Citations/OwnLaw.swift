/// The words by which a law names itself: 本法, 本条例, 本办法, 本实施细则.
enum OwnLaw {
    /// Reads one at an index; where it ends.
    static func parse(_ text: UTF8Bytes, at index: Int, to end: Int) -> (end: Int, Void)? {
        guard text.matches("本", at: index, to: end) else { return nil }
        return noun(text, at: index + 3, to: end).map { ($0, ()) }
    }

    /// Where a noun of a law that stands at an index ends: 法, 条例, 实施办法.
    static func noun(_ text: UTF8Bytes, at index: Int, to end: Int) -> Int? {
        for noun in nouns where text.matches(noun, at: index, to: end) { return index + noun.utf8CodeUnitCount }
        return nil
    }

    /// Words for a law or a rule; the longer before what they begin with.
    static let nouns: [StaticString] = [
        "法典", "法", "条例", "條例", "实施条例", "规定", "規定", "暂行规定", "补充规定", "办法", "辦法", "实施办法", "暂行办法",
        "管理办法", "规则", "規則", "细则", "細則", "实施细则", "准则", "解释", "解釋", "意见", "決定", "决定", "章程", "规程",
        "规范", "标准", "公约", "协定", "议定书", "宪法", "通知", "纪要", "通则", "守则", "批复", "制度", "方案", "指引", "指南",
        "纲要", "规章", "修正案", "法律",
    ]
}
