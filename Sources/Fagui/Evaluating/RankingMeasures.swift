#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How good rankings are, by the measures of trec_eval; all lie in 0...1.
package struct RankingMeasures: Sendable, Equatable {
    /// Normalized discounted cumulative gain of the first 10: a passage gains its grade / log2(rank + 1), and the sum is
    /// divided by that of the best order.
    package var ndcg10 = 0.0
    /// One over the rank of the first relevant passage; 0 if it is not among the first 10.
    package var reciprocalRank10 = 0.0
    /// The share of the relevant passages that are among the first 10.
    package var recall10 = 0.0
    /// The share of the relevant passages that are among the first 100.
    package var recall100 = 0.0

    /// All of them 0.
    package init() {}

    /// Measures one ranking.
    ///
    /// - Parameters:
    ///   - ranking: Ids, the best first, each once.
    ///   - grades: The judgements of the query; what is not judged, or below 0, has grade 0.
    package init(ranking: [String], grades: [String: Int]) {
        let gains = ranking.prefix(100).map { max(0, grades[$0] ?? 0) }
        let ideal = grades.values.filter { $0 > 0 }.sorted(by: >)
        guard !ideal.isEmpty else { return }
        ndcg10 = Self.discounted(gains) / Self.discounted(ideal)
        reciprocalRank10 = gains.prefix(10).firstIndex { $0 > 0 }.map { 1 / Double($0 + 1) } ?? 0
        let relevant = Double(ideal.count)
        recall10 = Double(gains.prefix(10).count { $0 > 0 }) / relevant
        recall100 = Double(gains.count { $0 > 0 }) / relevant
    }

    private static func discounted(_ gains: [Int]) -> Double {
        gains.prefix(10).enumerated().reduce(0) { $0 + Double($1.element) / log2(Double($1.offset + 2)) }
    }

    /// The means over queries; a query that found nothing counts with 0.
    ///
    /// - Parameters:
    ///   - run: What was found.
    ///   - judgements: What should have been.
    ///   - queries: The queries to take, each with judgements.
    package init(_ run: RankedRun, _ judgements: RelevanceJudgements, queries: [String]) {
        guard !queries.isEmpty else { return }
        for query in queries {
            let one = RankingMeasures(
                ranking: (run.rankings[query] ?? []).map(\.id), grades: judgements.grades[query] ?? [:])
            ndcg10 += one.ndcg10
            reciprocalRank10 += one.reciprocalRank10
            recall10 += one.recall10
            recall100 += one.recall100
        }
        let count = Double(queries.count)
        ndcg10 /= count
        reciprocalRank10 /= count
        recall10 /= count
        recall100 /= count
    }
}
