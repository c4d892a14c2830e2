internal import FaguiCorpus

/// What tells that two texts are wordings of one law.
enum WorkKey {
    /// The key of a title; nil for one of which there may be many that have nothing to do with each other: 关于…的通知,
    /// 关于修改部分行政法规的决定.
    static func of(title: String) -> String? {
        let key = LawTitle(title).key
        var name = Array(key.unicodeScalars)[...]
        // (试行), (一)
        while name.last == ")", let open = name.lastIndex(of: "(") { name = name[..<open] }
        guard name.count >= shortest else { return nil }
        return endings.contains { name.suffix($0.unicodeScalars.count).elementsEqual($0.unicodeScalars) } ? key : nil
    }

    /// 宪法, 刑法.
    private static let shortest = 2

    private static let endings = [
        "法", "法典", "条例", "规定", "办法", "细则", "规则", "章程", "准则", "规程", "规范", "解释", "标准", "守则", "目录",
    ]
}
