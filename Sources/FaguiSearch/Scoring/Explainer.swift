internal import FaguiIndex

/// Tells how a document's score comes about, as a tree: the score is the sum of what each term of the query brings, this
/// the sum of what it brings in each field, and that a product of weight, rarity and frequency.
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
        let score = shares.reduce(0) { $0 + $1.score }
        return Explanation(score, "score", .sum, parts(of: shares, plan, origins))
    }

    /// What each term brings, the most first; terms are one that are written alike, be they words or grams.
    private func parts(
        of shares: [DocumentEvaluator.Share], _ plan: QueryPlan, _ origins: [[UInt8]: String]
    ) -> [Explanation] {
        var names: [String] = []
        var terms: [String: [Explanation]] = [:]
        for share in shares {
            let key = plan.leaves[share.leaf].key
            var name = key.text
            if key.elements.count == 1, let typed = origins[key.elements[0].bytes] { name += " for \(typed)" }
            if terms[name] == nil { names.append(name) }
            terms[name, default: []].append(part(share, plan))
        }
        let sums = names.map { name in
            let own = terms[name, default: []].sorted { $0.value > $1.value }
            return own.count == 1
                ? Explanation(own[0].value, "\(name), \(own[0].label)", own[0].operation, own[0].parts)
                : Explanation(sumOf: own, name)
        }
        return sums.sorted { $0.value > $1.value }
    }

    private func part(_ share: DocumentEvaluator.Share, _ plan: QueryPlan) -> Explanation {
        let leaf = plan.leaves[share.leaf]
        let field = snapshot.schema.fields[Int(leaf.key.field)].name
        if leaf.key.filter != nil { return Explanation(0, "a filter: not scored") }
        guard leaf.isScored, leaf.weight > 0 else { return Explanation(0, "\(field): not scored") }
        let saturation = Explanation(
            share.saturation, "saturation: frequency / (frequency + k1 (1 - b + b length / average))", .formula,
            [
                Explanation(Float(share.frequency), "frequency"), Explanation(share.length, "length"),
                Explanation(scoring.averages[Int(leaf.key.field)], "average length"),
            ])
        let parts = [Explanation(leaf.weight, "weight"), idf(leaf), saturation]
        return Explanation(share.score, "\(field): weight × idf × saturation", .product, parts)
    }

    private func idf(_ leaf: QueryPlan.Leaf) -> Explanation {
        let total = snapshot.documentCount
        func idf(_ documentFrequency: UInt64, _ name: String) -> Explanation {
            Explanation(
                BM25.idf(documentFrequency: documentFrequency, documentCount: total),
                "\(name): ln(1 + (N - n + 0.5) / (n + 0.5))", .formula,
                [Explanation(Float(documentFrequency), "n"), Explanation(Float(total), "N")])
        }
        guard leaf.key.needsPositions else { return idf(leaf.statistics.documentFrequency, "idf") }
        /// The idf of a phrase: nil where no document has one of its elements.
        func phrase(_ range: Range<Int>) -> Explanation? {
            let parts = range.compactMap { place -> Explanation? in
                let count = leaf.statistics.documentFrequency(ofElement: place)
                return count == 0 ? nil : idf(min(count, total), "idf of \(leaf.key.elements[place].text)")
            }
            guard parts.count == range.count, !parts.isEmpty else { return nil }
            return parts.count == 1 ? parts[0] : Explanation(sumOf: parts, "idf, summed over the phrase")
        }
        guard let shape = leaf.key.shape else {
            return phrase(leaf.key.elements.indices) ?? Explanation(leaf.statistics.idf, "idf")
        }
        // Of alternatives the least counts.
        return shape.joined(
            phrase, any: { choices in choices.min { $0.value < $1.value } ?? choices[0] },
            all: { Explanation(sumOf: $0, "idf, summed over what stands near one another") })
            ?? Explanation(leaf.statistics.idf, "idf")
    }
}
