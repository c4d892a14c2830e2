/// YAML between two lines `---` at the beginning of a text.
struct FrontMatter {
    /// What `title` or 标题 says.
    var title: String?
    /// All else, in order; a list gives a field an item, a map of maps keys with dots.
    var fields: [SourceText.Field] = []
    /// Where the text goes on.
    var end = 0

    /// Why a head is no front matter.
    struct Fault: Error {
        var reason: String
        var byteOffset: Int?
    }

    /// The longest front matter that is read: beyond, a `---` at the beginning is a rule.
    static let sizeLimit = 65_536
    /// Levels of lists and mappings that are read.
    static let depthLimit = 16

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
        var matter = FrontMatter()
        matter.end = end
        var events = YAMLEvents(yaml)
        do {
            while true {
                switch try events.next() {
                case .end: return matter
                case .other: continue
                case .mappingStart: try matter.takeMapping("", &events, depth: 0)
                case .scalar, .sequenceStart, .mappingEnd, .sequenceEnd:
                    throw Fault(reason: "no lines of key: value", byteOffset: 0)
                }
            }
        } catch let fault as YAMLEvents.Fault {
            throw Fault(reason: "no YAML: \(fault.problem) in line \(fault.line)", byteOffset: 0)
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault(reason: "no YAML", byteOffset: 0)
        }
    }

    /// Takes all of a mapping whose beginning has been read.
    private mutating func takeMapping(_ prefix: String, _ events: inout YAMLEvents, depth: Int) throws {
        while true {
            let key: String
            switch try events.next() {
            case .mappingEnd, .end: return
            case .scalar(let text): key = text
            case let other:
                // A key that is a list or a mapping names nothing.
                try take("", other, &events, depth: depth + 1)
                key = ""
            }
            let path = prefix.isEmpty || key.isEmpty ? key : "\(prefix).\(key)"
            try take(path, try events.next(), &events, depth: depth + 1)
        }
    }

    /// Takes the value that begins with an event; one without a key, or too deep, is passed over.
    private mutating func take(
        _ key: String, _ first: YAMLEvents.Event, _ events: inout YAMLEvents, depth: Int
    ) throws {
        guard depth < Self.depthLimit else {
            throw Fault(reason: "deeper than \(Self.depthLimit) levels", byteOffset: 0)
        }
        switch first {
        case .scalar(let text):
            guard !key.isEmpty, !text.isEmpty else { return }
            if title == nil, FieldNames.key(key) == "title" {
                title = text
            } else {
                fields.append(FieldNames.field(key, text))
            }
        case .sequenceStart:
            while true {
                let item = try events.next()
                if item == .sequenceEnd || item == .end { return }
                try take(key, item, &events, depth: depth + 1)
            }
        case .mappingStart: try takeMapping(key, &events, depth: depth)
        case .mappingEnd, .sequenceEnd, .other, .end: return
        }
    }
}
