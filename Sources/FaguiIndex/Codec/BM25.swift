/// The part of BM25 that depends on a document: what a term's frequency is worth, given the field's length.
///
/// A score is weight × idf × `saturation`; the constant factor k1 + 1 is left out, as in Lucene since 8.0, so that
/// `saturation` lies in 0 ..< 1 and its bound, the impact, fits a byte.
/// - Note: Source: Robertson, Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), 3.15.
public enum BM25 {
    /// How fast further occurrences stop counting.
    public static let k1: Float = 1.2
    /// How much a field's length counts, 0...1.
    public static let b: Float = 0.75

    /// The part of the denominator that depends on the length: k1 × (1 - b + b × length / average).
    ///
    /// - Parameters:
    ///   - length: The field's length as its norm gives it.
    ///   - average: The average length of the field, above 0.
    /// - Returns: A number above 0.
    @inlinable @inline(__always)
    public static func lengthFactor(length: Float, average: Float) -> Float {
        k1 * (1 - b + b * length / average)
    }

    /// What a frequency is worth, in 0 ..< 1.
    @inlinable @inline(__always)
    public static func saturation(frequency: Float, lengthFactor: Float) -> Float {
        frequency / (frequency + lengthFactor)
    }

    /// The inverse document frequency: ln(1 + (N - df + 0.5) / (df + 0.5)); above 0 for every df up to N.
    public static func idf(documentFrequency: UInt64, documentCount: UInt64) -> Float {
        let df = Double(documentFrequency)
        let n = Double(max(documentCount, documentFrequency))
        return Float(logarithm(1 + (n - df + 0.5) / (df + 0.5)))
    }
}
