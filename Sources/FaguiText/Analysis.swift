/// All that decides which terms a text gives: the settings and data behind an ``Analyzer``, kept in the index as a
/// content-addressed file, so that every segment is asked in its own analysis.
public struct Analysis: Sendable, Equatable {
    /// What a new index gets.
    public static var current: Analysis { get throws { fatalError("skeleton") } }

    /// Reads the bytes of an analysis file.
    ///
    /// - Throws: ``TextError`` with `newerAnalysis` or `corruptAnalysis`.
    public init(serialized bytes: [UInt8]) throws { fatalError("skeleton") }

    /// The bytes to keep; the same for the same analysis.
    public var serialized: [UInt8] { fatalError("skeleton") }

    /// A few words for people: "ICU 72.1 words, NFKC case-folded, grams of 2".
    public var summary: String { fatalError("skeleton") }
}
