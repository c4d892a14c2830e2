internal import FaguiIndex

/// Tells how a document's score comes about.
struct Explainer {
    let snapshot: Snapshot
    let scoring: FieldScoring
    /// By segment, for each term that was not typed: the part of the query that it is asked for.
    var origins: [[[UInt8]: String]] = []
    let folding: KeywordFolding

    /// Nil if the document does not match, is deleted, or does not exist.
    func explain(_ plan: QueryPlan, _ address: DocAddress) throws -> Explanation? {
        try explain([address]) { _ in plan }.first ?? nil
    }

    /// Explains many documents, looking the terms of each segment up once.
    func explain(_ addresses: [DocAddress], plan: (Int) -> QueryPlan) throws -> [Explanation?] {
        var evaluators: [Int: DocumentEvaluator] = [:]
        return try addresses.map { address in
            guard snapshot.segments.indices.contains(address.segment) else { return nil }
            let plan = plan(address.segment)
            let evaluator =
                try evaluators[address.segment]
                ?? DocumentEvaluator(plan, number: address.segment, in: snapshot, scoring, folding: folding)
            evaluators[address.segment] = evaluator
            return try explain(plan, address, evaluator)
        }
    }

    private func explain(
        _ plan: QueryPlan, _ address: DocAddress, _ evaluator: DocumentEvaluator
    ) throws -> Explanation? {
        let segment = snapshot.segments[address.segment]
        guard Int(address.doc) < segment.documentCount,
            segment.liveDocuments(inBlock: Int(address.doc >> 6)) >> UInt64(address.doc & 63) & 1 != 0
        else { return nil }
        guard let shares = try evaluator.shares(of: address.doc) else { return nil }
        let origins = self.origins.indices.contains(address.segment) ? self.origins[address.segment] : [:]
        return Explanation(
            value: shares.reduce(0) { $0 + $1.score }, label: "score: sum of",
            parts: shares.map { part($0, plan, origins) })
    }

    private func part(
        _ share: DocumentEvaluator.Share, _ plan: QueryPlan, _ origins: [[UInt8]: String]
    ) -> Explanation {
        let leaf = plan.leaves[share.leaf]
        var label = leaf.key.label(snapshot.schema)
        if leaf.key.elements.count == 1, let typed = origins[leaf.key.elements[0].bytes] {
            label += " for \(typed)"
        }
        // A filter asks of a text what it does not score.
        guard leaf.isScored, leaf.weight > 0 else {
            return Explanation(value: 0, label: "\(label), not scored", parts: [])
        }
        let average = scoring.averages[Int(leaf.key.field)]
        let saturation = Explanation(
            value: share.saturation, label: "saturation: frequency / (frequency + k1 (1 - b + b length / average))",
            parts: [
                Explanation(value: Float(share.frequency), label: "frequency", parts: []),
                Explanation(value: share.length, label: "length", parts: []),
                Explanation(value: average, label: "average length", parts: []),
            ])
        let idf = Explanation(
            value: leaf.statistics.idf,
            label: leaf.key.needsPositions
                ? "idf: sum over the phrase's terms" : "idf: ln(1 + (N - n + 0.5) / (n + 0.5))",
            parts: [
                Explanation(value: Float(leaf.statistics.documentFrequency), label: "n", parts: []),
                Explanation(value: Float(snapshot.documentCount), label: "N", parts: []),
            ])
        return Explanation(
            value: share.score, label: "\(label): weight × idf × saturation",
            parts: [Explanation(value: leaf.weight, label: "weight", parts: []), idf, saturation])
    }
}
