/// Whether a wording of a law is in force on a day.
///
/// What is not known does not end a law: a text without dates is in force.
public enum LegalStatus: String, Sendable, CaseIterable {
    /// Its day of effect has not come.
    case notYetInForce = "尚未生效"
    /// It is in force.
    case inForce = "现行有效"
    /// A later wording has taken its place.
    case amended = "已被修改"
    /// It was repealed, or is said to have lapsed.
    case repealed = "已废止"

    /// Whether what a source states means that it is out of force: 已废止, 失效; not so 部分失效, 未废止.
    static func endsForce(stated: String) -> Bool {
        let words = stated.unicodeScalars.filter { !$0.properties.isWhitespace }
        return ended.contains { $0.unicodeScalars.elementsEqual(words) }
    }

    private static let ended = [
        "已废止", "废止", "已失效", "失效", "已被修改", "已修改", "已过期", "已被废止", "已被替代", "已替代", "已作废", "作废",
    ]
}
