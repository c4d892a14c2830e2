/// Two analyses side by side: whether they give a text other terms.
///
/// - Concurrency: One value belongs to one thread.
package final class AnalysisComparison {
    private let old: Analyzer
    private let new: Analyzer
    private var oldWords = TermBuffer(), oldGrams = TermBuffer()
    private var newWords = TermBuffer(), newGrams = TermBuffer()

    /// - Throws: ``TextError`` if one of them cannot be used.
    package init(_ old: Analysis, _ new: Analysis) throws {
        self.old = try Analyzer(old)
        self.new = try Analyzer(new)
    }

    /// Whether a text has other words, grams, marks, positions or another fingerprint.
    ///
    /// - Parameter text: UTF-8.
    /// - Returns: Whether it does.
    package func differs(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { bytes in
            _ = old.analyzeWithMarks(bytes, words: &oldWords, grams: &oldGrams)
            _ = new.analyzeWithMarks(bytes, words: &newWords, grams: &newGrams)
            return !Self.areEqual(oldWords, newWords) || !Self.areEqual(oldGrams, newGrams)
                || old.fingerprint(bytes) != new.fingerprint(bytes)
        }
    }

    private static func areEqual(_ a: TermBuffer, _ b: TermBuffer) -> Bool {
        a.terms == b.terms && a.positions == b.positions && a.arena == b.arena
    }
}
