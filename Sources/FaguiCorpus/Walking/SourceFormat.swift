/// The formats that are read, by the ending of a file's name (case apart).
public enum SourceFormat: String, Sendable, CaseIterable {
    case plainText = "txt"
    case markdown = "md"
    case jsonLines = "jsonl"

    /// The ending of a file's name in lower case, without its dot; empty if it has none.
    static func ending(of name: String) -> String {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return "" }
        return String(name[name.utf8.index(after: dot)...]).lowercased()
    }
}
