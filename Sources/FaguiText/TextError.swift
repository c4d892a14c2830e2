/// An error of text analysis.
public enum TextError: Error, Sendable, Equatable {
    /// ICU's data or functions are missing or do not answer; the name is ICU's error.
    case icu(function: String, name: String)
    /// The analysis file was made by a newer program.
    case newerAnalysis(found: Int, supported: Int)
    /// The analysis file is not what was written.
    case corruptAnalysis(reason: String)
    /// A line of a lexicon cannot be understood.
    case lexicon(line: Int, reason: String)
}
