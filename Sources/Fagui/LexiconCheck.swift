internal import FaguiText

/// What a check of a lexicon found.
public struct LexiconCheck: Sendable, Equatable {
    /// An entry that can never be a word of a text.
    public struct Finding: Sendable, Equatable {
        /// The line, from 1.
        public var line: Int
        /// The word as it stands there.
        public var word: String
        /// Why it never wins, a sentence without its full stop.
        public var reason: String
    }

    /// Entries in all.
    public var entries: Int
    /// Entries without effect, in the order of the file.
    public var findings: [Finding]

    /// Checks the text of a lexicon, beside ICU's dictionary and the lexicon that comes with Fagui.
    ///
    /// - Parameter lexicon: The text, as ``IndexingOptions/lexicon`` takes it.
    /// - Throws: ``LibraryError``: `invalidArgument` for a line that cannot be understood.
    public init(_ lexicon: String) throws {
        do {
            let file = try LexiconFile(parsing: Array(lexicon.utf8))
            entries = file.entries.count
            findings = try LexiconLint.findings(in: file).map {
                Finding(line: $0.entry.line, word: $0.entry.word, reason: $0.reason)
            }
        } catch {
            throw LibraryError.wrap(error, index: "")
        }
    }

    /// Joins the parts.
    package init(entries: Int, findings: [Finding]) {
        self.entries = entries
        self.findings = findings
    }
}
