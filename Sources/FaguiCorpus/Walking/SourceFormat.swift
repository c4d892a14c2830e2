/// The formats that are read, by the ending of a file's name (case apart).
public enum SourceFormat: String, Sendable, CaseIterable {
    case plainText = "txt"
    case markdown = "md"
    case jsonLines = "jsonl"
    case html
    case word = "docx"
    case pdf
    case zip

    /// The format of an ending in lower case, without its dot; nil if files with it are not read.
    init?(ending: String) {
        self.init(rawValue: ending == "htm" ? "html" : ending)
    }

    /// Whether it is text as it is, or is so in other encodings.
    var isText: Bool {
        switch self {
        case .plainText, .markdown, .jsonLines, .html: true
        case .word, .pdf, .zip: false
        }
    }

    /// The ending of a file's name in lower case, without its dot; empty if it has none.
    static func ending(of name: String) -> String {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return "" }
        return String(name[name.utf8.index(after: dot)...]).lowercased()
    }
}
