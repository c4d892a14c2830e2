/// What tells that two texts are wordings of one law: the key of their titles, where that names a law.
enum WorkKey {
    /// Whether texts with a key are wordings of one law; not so 关于…的通知 and 关于修改部分行政法规的决定, of which there may be
    /// many that have nothing to do with each other.
    ///
    /// - Parameter key: That of a title, UTF-8; see `LawTitle`.
    /// - Returns: Whether it ends as titles of laws do.
    static func namesLaw(_ key: some BidirectionalCollection<UInt8>) -> Bool {
        var name = key[...]
        // (试行), (一)
        while name.last == UInt8(ascii: ")"), let open = name.lastIndex(of: UInt8(ascii: "(")) { name = name[..<open] }
        guard name.count >= shortest else { return false }
        return endings.contains { ending in
            name.count >= ending.utf8CodeUnitCount
                && ending.withUTF8Buffer { name.suffix($0.count).elementsEqual($0) }
        }
    }

    /// Whether a title names a law.
    static func namesLaw(_ key: String) -> Bool { namesLaw(Array(key.utf8)) }

    /// 宪法, 刑法.
    private static let shortest = 6

    private static let endings: [StaticString] = [
        "法", "法典", "条例", "规定", "办法", "细则", "规则", "章程", "准则", "规程", "规范", "解释", "标准", "守则", "目录", "通则",
        "总则",
    ]
}
