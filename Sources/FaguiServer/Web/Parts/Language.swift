/// A language of the pages' own words; texts of the index stay as they are.
enum Language: String, CaseIterable {
    case chinese = "zh"
    case english = "en"

    /// As HTML names it.
    var tag: String { self == .chinese ? "zh-Hans" : "en" }

    /// How speakers call it.
    var ownName: String { self == .chinese ? "中文" : "English" }

    /// The first language of a browser's list that there is; Chinese where it has none.
    ///
    /// - Parameter acceptLanguage: The header: en-GB,en;q=0.9,zh;q=0.8.
    init(acceptLanguage: String) {
        var best: (language: Language, weight: Double)?
        for range in acceptLanguage.split(separator: ",").prefix(16) {
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            guard let tag = parts.first?.lowercased() else { continue }
            let primary = tag.split(separator: "-").first.map(String.init) ?? tag
            guard let language = Language(rawValue: primary) else { continue }
            let weight =
                parts.dropFirst().lazy.compactMap { part in
                    part.hasPrefix("q=") ? Double(part.dropFirst(2)) : nil
                }.first ?? 1
            if weight > 0, weight > best?.weight ?? 0 { best = (language, weight) }
        }
        self = best?.language ?? .chinese
    }
}
