/// A lexicon that the command line names.
enum LexiconText {
    /// The text of a file; `-` is standard input.
    static func read(_ path: String) throws -> String {
        guard let text = String(validating: try InputBytes.read(path), as: UTF8.self) else {
            throw CommandFailure(
                code: "invalid_argument", "\(path) is not UTF-8.", advice: "Save it as UTF-8.", path: path)
        }
        return text
    }
}
