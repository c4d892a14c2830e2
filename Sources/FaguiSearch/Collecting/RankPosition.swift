package import FaguiIndex

/// Where a document stands among the results of a query over a snapshot: what comes behind it is a later page.
package struct RankPosition: Sendable, Hashable {
    /// Its score.
    package var score: Float
    /// Where it lies.
    package var address: DocAddress

    /// Joins the two.
    package init(score: Float, address: DocAddress) {
        self.score = score
        self.address = address
    }
}
