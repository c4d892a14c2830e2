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

    /// Whether what a source states means that it is out of force.
    static func endsForce(stated: String) -> Bool {
        ["废止", "失效", "已被修改", "已修改", "过期"].contains { stated.contains($0) }
    }
}

extension String {
    /// Whether a text stands in this one, byte by byte.
    fileprivate func contains(_ other: String) -> Bool {
        let own = Array(utf8)
        let wanted = Array(other.utf8)
        guard own.count >= wanted.count else { return false }
        return (0...own.count - wanted.count).contains { own[$0..<$0 + wanted.count].elementsEqual(wanted) }
    }
}
