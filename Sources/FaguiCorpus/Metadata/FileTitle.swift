/// What a file's name tells of its text: 质量法(2018-12-29).md is the version of that day.
struct FileTitle {
    /// The name without ending and date.
    var title: String
    /// The date in brackets at its end, ISO 8601.
    var version: String?

    /// Reads the last part of a path.
    init(path: String) {
        var name = String(path.split(separator: "/").last ?? Substring(path))
        if let dot = name.lastIndex(of: "."), dot > name.startIndex { name = String(name[..<dot]) }
        title = name
        guard let close = name.last, close == ")" || close == "）",
            let open = name.lastIndex(where: { $0 == "(" || $0 == "（" }),
            let date = CalendarDate.parse(whole: String(name[name.index(after: open)...].dropLast()))
        else { return }
        version = date.iso8601
        let rest = name[..<open]
        if !rest.isEmpty { title = String(rest) }
    }
}
