internal import Yams

/// YAML between two lines `---` at the beginning of a text.
struct FrontMatter {
    /// What `title` or 标题 says.
    var title: String?
    /// All else, in order; a list gives a field an item, a map of maps keys with dots.
    var fields: [SourceText.Field] = []
    /// Where the text goes on.
    var end = 0
    /// Values still to be taken: a few anchors that name each other make billions.
    private var budget = 10_000

    /// Why a head is no front matter.
    struct Fault: Error {
        var reason: String
        var byteOffset: Int?
    }

    /// The longest front matter that is read: beyond, a `---` at the beginning is a rule.
    static let sizeLimit = 65_536

    /// Parses the front matter of a text; nil if it has none.
    static func parse(_ text: UTF8Bytes) throws(Fault) -> FrontMatter? {
        let first = text.line(from: 0, to: text.count)
        guard text.trimmed(first.range).count == 3, text.matches("---", at: 0, to: text.count) else { return nil }
        var start = first.next
        let limit = min(text.count, sizeLimit)
        while start < limit {
            let line = text.line(from: start, to: text.count)
            let range = text.trimmed(line.range)
            if range.count == 3,
                text.matches("---", at: range.lowerBound, to: range.upperBound)
                    || text.matches("...", at: range.lowerBound, to: range.upperBound)
            {
                return try parse(text.string(first.next..<start), end: line.next)
            }
            start = line.next
        }
        // A rule that begins a text is no front matter.
        let second = text.line(from: first.next, to: text.count).range
        guard text.firstIndex(of: ":", in: second) != nil else { return nil }
        throw Fault(reason: "no second line --- within its first \(sizeLimit / 1024) KB", byteOffset: 0)
    }

    private static func parse(_ yaml: String, end: Int) throws(Fault) -> FrontMatter {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw Fault(reason: "no YAML: \(error)", byteOffset: 0)
        }
        var matter = FrontMatter()
        matter.end = end
        guard let root else { return matter }
        guard case .mapping(let mapping) = root else {
            throw Fault(reason: "no lines of key: value", byteOffset: 0)
        }
        for (key, value) in mapping { matter.take(key.scalar?.string ?? "", value, depth: 0) }
        return matter
    }

    private mutating func take(_ key: String, _ value: Node, depth: Int) {
        guard budget > 0 else { return }
        budget -= 1
        switch value {
        case .scalar(let scalar):
            let text = scalar.string
            guard !key.isEmpty, !text.isEmpty else { return }
            if title == nil, key == "title" || key == "标题" {
                title = text
            } else {
                fields.append(Self.field(key, text))
            }
        case .sequence(let items) where depth < 8:
            for item in items { take(key, item, depth: depth + 1) }
        case .mapping(let mapping) where depth < 8:
            for (name, item) in mapping { take("\(key).\(name.scalar?.string ?? "")", item, depth: depth + 1) }
        default: break
        }
    }

    /// A field under its usual key; a date as ISO 8601.
    static func field(_ key: String, _ value: String) -> SourceText.Field {
        SourceText.Field(key: keys[key] ?? key, value: CalendarDate.parse(whole: value)?.iso8601 ?? value)
    }

    private static let keys = [
        "date": "issued", "通过日期": "issued", "公布日期": "published", "发布日期": "published", "施行日期": "effective",
        "生效日期": "effective", "实施日期": "effective", "修订日期": "revised", "修正日期": "revised", "文号": "number",
        "发布机关": "issuer", "制定机关": "issuer", "发文机关": "issuer",
    ]
}
