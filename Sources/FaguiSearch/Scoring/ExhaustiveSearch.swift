internal import FaguiIndex

/// Scores every live document of a segment: slow, and simple enough to be believed.
enum ExhaustiveSearch {
    /// All documents that match, with their scores, by document.
    static func documents(
        _ plan: QueryPlan, segment number: Int, in snapshot: Snapshot, _ scoring: FieldScoring,
        folding: @escaping KeywordFolding
    ) throws -> [TopDocs.ScoredDoc] {
        let evaluator = try DocumentEvaluator(plan, number: number, in: snapshot, scoring, folding: folding)
        let segment = snapshot.segments[number]
        var found: [TopDocs.ScoredDoc] = []
        for doc in 0..<DocID(segment.documentCount) {
            guard segment.liveDocuments(inBlock: Int(doc >> 6)) >> UInt64(doc & 63) & 1 != 0,
                let shares = try evaluator.shares(of: doc)
            else { continue }
            found.append(
                TopDocs.ScoredDoc(
                    address: DocAddress(segment: number, doc: doc), score: shares.reduce(0) { $0 + $1.score }))
        }
        return found
    }
}
