internal import Fagui

/// Reads the command line of a plain search without the argument parser, whose start takes as long as a search does.
///
/// What is not plain (help, mistakes, `--limit=5`, an option given twice) is left to the argument parser, so that there is
/// one place that explains and complains.
enum PlainSearch {
    /// The search that the arguments ask for; nil where the argument parser has to look at them.
    static func request(_ arguments: [String]) -> SearchRequest? {
        guard arguments.first == "search" else { return nil }
        var words: [String] = []
        var flags: Set<String> = []
        var values: [String: String] = [:]
        var rest = QueryText.masking(arguments)[1...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                break
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                words.append(argument)
                continue
            }
            if Self.flags.contains(argument) {
                guard flags.insert(argument).inserted else { return nil }
            } else {
                guard let name = options[argument], let value = rest.popFirst(),
                    value == "-" || !value.hasPrefix("-"), values.updateValue(value, forKey: name) == nil
                else { return nil }
            }
        }
        return request(words.map(QueryText.unmasking), flags, values.mapValues(QueryText.unmasking))
    }

    private static let flags: Set<String> = [
        "--json", "--jsonl", "--explain", "--no-collapse", "--no-snippets", "--strict", "--all-versions",
    ]
    private static let options = [
        "-n": "limit", "--limit": "limit", "--offset": "offset", "--queries": "queries", "--format": "format",
        "--color": "color", "--index": "index", "--min-match": "min-match", "--as-of": "as-of",
        "--server": "server", "--key": "key",
    ]

    private static func request(_ words: [String], _ flags: Set<String>, _ values: [String: String]) -> SearchRequest? {
        guard words.isEmpty != (values["queries"] == nil), values["index"] != "",
            values["index"] == nil || values["server"] == nil
        else { return nil }
        var request = SearchRequest(
            query: words.joined(separator: " "), queries: values["queries"],
            index: IndexLocation.path(option: values["index"]))
        for (name, place) in [
            ("limit", \SearchRequest.limit), ("offset", \SearchRequest.offset),
            ("min-match", \SearchRequest.minimumMatch),
        ] {
            guard let text = values[name] else { continue }
            guard let number = Int(text), number >= 0 else { return nil }
            request[keyPath: place] = number
        }
        let formats = [
            flags.contains("--json") ? "json" : nil, flags.contains("--jsonl") ? "jsonl" : nil, values["format"],
        ]
        .compactMap { $0 }
        guard formats.count <= 1, let format = HitFormat(rawValue: formats.first ?? "text"),
            let color = ColorMode(rawValue: values["color"] ?? "auto")
        else { return nil }
        if let text = values["as-of"] {
            guard let day = CalendarDay(text), !flags.contains("--all-versions") else { return nil }
            request.validity = .asOf(day)
        } else if flags.contains("--all-versions") {
            request.validity = .all
        }
        request.server = RemoteAddress.chosen(option: values["server"], hasIndex: values["index"] != nil)
        request.key = RemoteAddress.key(option: values["key"])
        request.format = format
        request.color = color
        request.isStrict = flags.contains("--strict")
        request.explains = flags.contains("--explain")
        request.collapses = !flags.contains("--no-collapse")
        request.makesSnippets = !flags.contains("--no-snippets")
        return request
    }
}
