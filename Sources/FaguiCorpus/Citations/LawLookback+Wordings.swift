/// Which wording of a law the words before its name mean.
extension LawLookback {
    /// Words before a name that say of a wording.
    struct Wording {
        /// A year or a day; nil for a wording of which only is said that it is not in force any more.
        var version: String?
        /// Where the words begin.
        var start: Int
        /// The words as they stand there.
        var words: String

        /// The name with what is said of its wording. One that was in force before no text is called by: better not found
        /// than taken for today's.
        func names(_ name: String) -> String {
            if let version { return LawTitle(name).version == nil ? "\(name)（\(version)）" : name }
            return words + name
        }
    }

    /// Looks at what stands before a name: 2009年, 2017年修正的, 修订前的.
    func wording(before index: Int, notBefore low: Int) -> Wording? {
        guard index - low >= 3, Self.lastOfWording.contains(text.scalar(before: index, notBefore: low).value) else {
            return nil
        }
        if let year = VersionReader(text: text, end: index).yearBefore(notBefore: low) {
            return Wording(version: year.text, start: year.start, words: text.string(year.start..<index))
        }
        if Self.otherWords.contains(where: { ends(with: $0, at: index, low) }) { return nil }
        for words in Self.former where ends(with: words, at: index, low) {
            return Wording(start: index - words.utf8CodeUnitCount, words: words.description)
        }
        return nil
    }

    private static let former: [StaticString] = ["修订前的", "修正前的", "修改前的", "修订前", "修正前", "修改前", "旧"]
    private static let otherWords: [StaticString] = ["依旧", "仍旧", "照旧", "折旧"]
    private static let lastOfWording = Set(" 年版的日正订改后布行过定前旧".unicodeScalars.map(\.value))
}
