internal import FaguiText

/// How long the analysis of a text takes, words and grams.
@_spi(Measuring) public enum AnalysisMeasurement {
    /// Seconds for one text, the best of some rounds; bytes that are not UTF-8 are analysed as U+FFFD.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - rounds: How often.
    /// - Returns: Seconds.
    /// - Throws: ``LibraryError`` if ICU does not answer.
    public static func seconds(of text: [UInt8], rounds: Int) throws -> Double {
        do {
            let analyzer = try Analyzer(.current)
            var words = TermBuffer()
            var grams = TermBuffer()
            let clock = ContinuousClock()
            var best = Double.infinity
            for _ in 0..<max(1, rounds) {
                let start = clock.now
                text.withUnsafeBufferPointer { analyzer.analyze($0, words: &words, grams: &grams) }
                best = min(best, (clock.now - start) / .seconds(1))
            }
            return best
        } catch {
            throw LibraryError.wrap(error, index: "")
        }
    }
}
