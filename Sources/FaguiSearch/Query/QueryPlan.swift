internal import FaguiIndex

/// A query made ready for one snapshot: its scoring units in a fixed order, and a tree over their numbers.
///
/// The order is what a score is summed in, whatever path finds the document.
struct QueryPlan: Sendable {
    /// A scoring unit: a term, the union of a prefix's terms, or a phrase.
    struct Leaf: Sendable {
        var key: LeafKey
        /// The factor that the query gives, summed over all times the same unit was asked under one parent.
        var weight: Float
        /// Whether its score counts: not for what is excluded, nor in a field that is not scored.
        var isScored: Bool
        /// Whether the documents that have it are excluded.
        var isExcluded: Bool
        var statistics: LeafStatistics
        /// weight × idf; what a saturation of 1 would score.
        var boost: Float { isScored ? weight * statistics.idf : 0 }
    }

    var leaves: [Leaf]
    /// Nil if nothing can match.
    var root: MatchNode?
    /// What was not done as asked, for people.
    var notes: [String] = []
}

extension QueryPlan.Leaf {
    /// Whether documents of a segment can have it.
    func isPresent(inSegment number: Int) -> Bool {
        if key.filter != nil { return !statistics.masks[number].isEmpty }
        let terms = statistics.terms[number]
        return key.isPossible { !terms[$0].isEmpty }
    }
}

/// Where a leaf's terms lie, and how rare they are.
struct LeafStatistics: Sendable {
    /// By segment, by element: the element's terms, one for a term, any number for a prefix.
    var terms: [[[TermInfo]]]
    /// Of a filter, by segment: the documents that it selects.
    var masks: [DocumentMask] = []
    /// Documents with the leaf, deleted ones included; for a prefix at most, for a phrase the least of its elements'.
    var documentFrequency: UInt64
    /// Inverse document frequency; of a phrase the sum of its elements'.
    var idf: Float

    /// Documents that have an element, at most, and deleted ones included: for each of its terms those that have it.
    func documentFrequency(ofElement place: Int) -> UInt64 {
        terms.reduce(0) { sum, segment in
            segment.indices.contains(place)
                ? segment[place].reduce(sum) { $0 + UInt64($1.documentFrequency) } : sum
        }
    }
}
