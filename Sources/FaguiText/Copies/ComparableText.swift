/// A text taken apart so that near copies of it can be told.
public struct ComparableText: Sendable {
    /// The share of common bigrams from which on two texts are near copies.
    public static let leastShare: Float = 0.9

    /// Its sketch.
    public let sketch: TextSketch
    /// Different bigrams, ascending.
    private let grams: [UInt32]
    /// A hash of what near copies must have in common; see ``CopyMaterial``.
    private let fixed: UInt64
    private let isLongEnough: Bool

    /// Takes a folded text apart.
    init(_ text: FoldedUnits) {
        sketch = TextSketch(text)
        var grams: [UInt32] = []
        grams.reserveCapacity(text.count)
        let (length, fixed) = CopyMaterial.scan(text) { grams.append($0) }
        grams.sort()
        var count = 0
        for gram in grams where count == 0 || grams[count - 1] != gram {
            grams[count] = gram
            count += 1
        }
        grams.removeSubrange(count...)
        self.grams = grams
        self.fixed = fixed
        isLongEnough = length >= CopyMaterial.shortest
    }

    /// The share of bigrams that two texts have in common of all that they have (Jaccard's).
    public func share(with other: ComparableText) -> Float {
        var (own, others, common) = (0, 0, 0)
        while own < grams.count, others < other.grams.count {
            let (a, b) = (grams[own], other.grams[others])
            if a == b { common += 1 }
            if a <= b { own += 1 }
            if b <= a { others += 1 }
        }
        let all = grams.count + other.grams.count - common
        return all == 0 ? 1 : Float(common) / Float(all)
    }

    /// Whether two texts are near copies: long enough, alike, and of the same numbers and obligations.
    public func isNearCopy(of other: ComparableText) -> Bool {
        isLongEnough && other.isLongEnough && fixed == other.fixed && share(with: other) >= Self.leastShare
    }
}
