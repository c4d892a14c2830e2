package import FaguiIndex

/// The scores of a query's documents wherever they rank, opened segment by segment as they are asked for.
///
/// - Concurrency: One value belongs to one thread.
package final class SnapshotScores {
    private final class Segment {
        var scores: MatchScores
        init(_ scores: consuming MatchScores) { self.scores = scores }
    }

    private let searcher: Searcher
    private let query: PreparedQuery
    private var segments: [Int: Segment] = [:]

    /// Asks a query that the searcher has prepared.
    package init(_ searcher: Searcher, _ query: PreparedQuery) {
        self.searcher = searcher
        self.query = query
    }

    /// The score of a document; nil if it does not match or is deleted.
    package func score(of address: DocAddress) throws -> Float? {
        let segment = try opened(address.segment)
        let document = Int(address.doc & 63)
        let matched = try segment.scores.evaluate(Int(address.doc >> 6))
        return matched >> UInt64(document) & 1 != 0 ? segment.scores.score(of: document) : nil
    }

    /// The documents of a source that match, with their scores, in text order.
    package func matches(ofSource source: Int, in number: Int) throws -> [TopDocs.ScoredDoc] {
        let segment = try opened(number)
        let documents = try searcher.snapshot.segments[number].documents(ofSource: source)
        guard let last = documents.last else { return [] }
        var found: [TopDocs.ScoredDoc] = []
        for block in documents.lowerBound >> 6...last >> 6 {
            var matched = try segment.scores.evaluate(Int(block))
            while matched != 0 {
                let document = matched.trailingZeroBitCount
                matched &= matched - 1
                let doc = block << 6 | DocID(document)
                guard documents.contains(doc) else { continue }
                found.append(
                    TopDocs.ScoredDoc(
                        address: DocAddress(segment: number, doc: doc), score: segment.scores.score(of: document)))
            }
        }
        return found
    }

    private func opened(_ number: Int) throws -> Segment {
        if let segment = segments[number] { return segment }
        let leaves = try SegmentLeaves(
            query.plans[number], number: number, in: searcher.snapshot, searcher.scoring)
        let segment = Segment(MatchScores(leaves, number: number))
        segments[number] = segment
        return segment
    }
}
