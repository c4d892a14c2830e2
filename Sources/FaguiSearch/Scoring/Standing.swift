package import FaguiIndex

/// Where a document stands among all that match.
package struct Standing: Sendable, Equatable {
    /// Its place, from 1; passages with the same text count one by one.
    package var rank: Int
    /// Its score.
    package var score: Float
    /// The documents right before it, the nearest last.
    package var before: [TopDocs.ScoredDoc]
}

extension Searcher {
    /// Where a document stands by score.
    ///
    /// - Parameters:
    ///   - address: A document.
    ///   - query: Prepared by this searcher.
    ///   - neighbours: Documents before it that are wanted.
    ///   - isCancelled: Asked from time to time.
    /// - Returns: Its place; nil if it does not match.
    /// - Throws: ``SearchError/cancelled``, and what damaged bytes make the index throw.
    /// - Complexity: All matches are scored.
    package func standing(
        of address: DocAddress, in query: PreparedQuery, neighbours: Int, isCancelled: @Sendable () -> Bool
    ) throws -> Standing? {
        guard let score = try SnapshotScores(self, query).score(of: address) else { return nil }
        let own = SortedCollector.Entry(rank: 0, score: score, address: address)
        var rank = 1
        // In the opposite order, so that what is kept are the nearest.
        var nearest: [SortedCollector.Entry] = []
        for number in snapshot.segments.indices where query.plans[number].root != nil {
            let leaves = try SegmentLeaves(query.plans[number], number: number, in: snapshot, scoring)
            let masks = MatchMasks(leaves)
            try masks.fill(isCancelled: isCancelled)
            var scores = MatchScores(leaves, number: number)
            for block in 0..<masks.count where masks.words[block] != 0 {
                if isCancelled() { throw SearchError.cancelled }
                var matched = try scores.evaluate(block)
                while matched != 0 {
                    let document = matched.trailingZeroBitCount
                    matched &= matched - 1
                    let entry = SortedCollector.Entry(
                        rank: 0, score: scores.score(of: document),
                        address: DocAddress(segment: number, doc: DocID(block * 64 + document)))
                    guard entry.precedes(own) else { continue }
                    rank += 1
                    nearest.append(entry)
                    if nearest.count >= 2 * neighbours + 64 { Self.keepNearest(neighbours, of: &nearest) }
                }
            }
        }
        Self.keepNearest(neighbours, of: &nearest)
        return Standing(
            rank: rank, score: score,
            before: nearest.map { TopDocs.ScoredDoc(address: $0.address, score: $0.score) })
    }

    private static func keepNearest(_ count: Int, of entries: inout [SortedCollector.Entry]) {
        entries.sort { $0.precedes($1) }
        entries.removeFirst(max(0, entries.count - count))
    }
}
