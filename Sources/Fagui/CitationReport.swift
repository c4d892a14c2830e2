/// The citations of a document, each with what became of what it cites.
public struct CitationReport: Sendable, Equatable {
    /// The document's path, or that of the file and the row's id.
    public var id: String
    /// Its title.
    public var title: String
    /// The citations in text order.
    public var checks: [CitationCheck]
    /// Citations that were not looked at, since the document has more than are checked.
    public var uncheckedCount = 0

    /// Those that somebody should look at.
    public var findings: [CitationCheck] { checks.filter { $0.verdict != .ok } }
}

/// One citation of a document.
public struct CitationCheck: Sendable, Equatable {
    /// What became of what is cited.
    public enum Verdict: String, Sendable, CaseIterable {
        /// It is there, in force, and says what is quoted.
        case ok
        /// It does not say what is quoted.
        case textDiffers = "text_differs"
        /// A later wording has taken the place of what is cited or quoted.
        case superseded
        /// The law is not in force any more.
        case repealed
        /// The law is not in force yet.
        case notYetInForce = "not_yet_in_force"
        /// What is quoted stands in another place of the law now.
        case renumbered
        /// The law has no such article, paragraph or item.
        case noSuchPlace = "no_such_article"
        /// No text of the index has the title.
        case notInCorpus = "not_in_corpus"
        /// Several laws may be meant.
        case ambiguous
    }

    /// The line of the document in which it begins, from 1.
    public var line: Int
    /// The citation as it is written.
    public var citation: String
    /// The place that it means, in full and in canonical numerals; empty for a law as a whole.
    public var place: String
    /// The title of the law that it means.
    public var title: String
    /// What is quoted from there, if anything is.
    public var quotation: String?
    /// What became of it.
    public var verdict: Verdict
    /// A sentence about it; empty where all is well.
    public var message: String
    /// The passages that are cited; none where they are not in the index.
    public var ids: [String]
}
