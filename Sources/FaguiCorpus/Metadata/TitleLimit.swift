/// The longest title and the longest heading with `#`.
///
/// Both are indexed with every passage below them: without a limit, a text of 80 KB took 400 MB.
enum TitleLimit {
    /// In characters (scalars).
    static let characters = 200

    /// The beginning of a title that is longer; nil if it is not.
    static func cut(_ title: String) -> String? {
        let scalars = title.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: characters, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return nil }
        return String(scalars[..<end])
    }

    /// Cuts a title that is longer, and warns of it.
    static func cut(_ title: String, path: String, warnings: inout [CorpusError]) -> String {
        guard let beginning = cut(title) else { return title }
        warnings.append(
            CorpusError(
                .malformed, path: path,
                reason: "the title is longer than \(characters) characters: only its beginning is kept"))
        return beginning
    }

    /// Whether a range of a text is longer.
    static func isExceeded(_ text: UTF8Bytes, by range: Range<Int>) -> Bool {
        // A scalar has at most four bytes, so most lines need not be counted.
        guard range.count > characters else { return false }
        if range.count > characters * 4 { return true }
        return text[range].count { $0 & 0xC0 != 0x80 } > characters
    }
}
