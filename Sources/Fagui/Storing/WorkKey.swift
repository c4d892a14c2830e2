/// What tells that two texts are wordings of one law: the key of their titles, where that names a law.
enum WorkKey {
    /// Whether texts with a key are wordings of one law; not so 关于…的通知 and 关于修改部分行政法规的决定, of which there may be
    /// many that have nothing to do with each other.
    ///
    /// - Parameter key: That of a title; see `LawTitle`.
    static func namesLaw(_ key: String) -> Bool {
        var name = Array(key.unicodeScalars)[...]
        // (试行), (一)
        while name.last == ")", let open = name.lastIndex(of: "(") { name = name[..<open] }
        guard name.count >= shortest else { return false }
        return endings.contains { name.suffix($0.unicodeScalars.count).elementsEqual($0.unicodeScalars) }
    }

    /// 宪法, 刑法.
    private static let shortest = 2

    private static let endings = [
        "法", "法典", "条例", "规定", "办法", "细则", "规则", "章程", "准则", "规程", "规范", "解释", "标准", "守则", "目录",
    ]
}
