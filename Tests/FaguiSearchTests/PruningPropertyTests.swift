import FaguiIndex
import FaguiTestSupport
import Testing

@testable import FaguiSearch

/// Pruned search against scoring everything, and both against a model.
@Suite struct PruningPropertyTests {
    static let sizes = [1, 2, 63, 64, 65, 300, 900, 2500]

    @Test(arguments: RandomTests.seeds(8))
    func prunedSearchFindsWhatScoringEverythingFinds(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let size = Self.sizes.randomElement(using: &random) ?? 1
        var model = SearchModel(
            documentCount: size, segmentCount: Int.random(in: 1...4, using: &random), using: &random)
        let searcher = Searcher(snapshot: try model.write(to: MemoryDirectory(), using: &random))
        for round in 0..<(size > 1000 ? 6 : 24) {
            let query =
                round % 8 == 7
                ? RandomQueries.bag(Int.random(in: 5...90, using: &random), using: &random)
                : RandomQueries.query(using: &random)
            let all = try searcher.searchExhaustively(query, limit: .max)
            let comment: Comment = "seed \(seed), round \(round), \(size) documents: \(query)"
            for limit in [0, 1, 3, 10, 100, Int.max] {
                let exact = try searcher.search(query, limit: limit, exactTotal: true)
                #expect(exact.docs == Array(all.docs.prefix(limit)), comment)
                #expect(exact.total == all.total && exact.isTotalExact, comment)
                let quick = try searcher.search(query, limit: limit, exactTotal: false)
                #expect(quick.docs == exact.docs, comment)
                #expect(quick.isTotalExact ? quick.total == all.total : quick.total <= all.total, comment)
                #expect(quick.total >= quick.docs.count, comment)
            }
            #expect(try searcher.count(query) == all.total, comment)
        }
    }

    @Test(arguments: RandomTests.seeds(8))
    func scoringEverythingFindsWhatTheModelFinds(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let size = [1, 40, 130, 400].randomElement(using: &random) ?? 1
        var model = SearchModel(
            documentCount: size, segmentCount: Int.random(in: 1...4, using: &random), using: &random)
        let searcher = Searcher(snapshot: try model.write(to: MemoryDirectory(), using: &random))
        #expect(Int(searcher.snapshot.documentCount) == size)
        for round in 0..<20 {
            let query = RandomQueries.query(using: &random)
            let expected = model.matches(query)
            let found = try searcher.searchExhaustively(query, limit: .max)
            let comment: Comment = "seed \(seed), round \(round), \(size) documents: \(query)"
            #expect(Set(found.docs.map(\.address)) == Set(expected.keys), comment)
            for doc in found.docs {
                let score = expected[doc.address] ?? -1
                #expect(abs(Double(doc.score) - score) <= 1e-5 * max(score, 1e-3), comment)
            }
            let places = found.docs.indices.dropFirst()
            let isOrdered = places.allSatisfy {
                let (a, b) = (found.docs[$0 - 1], found.docs[$0])
                return a.score > b.score || a.score == b.score && a.address < b.address
            }
            #expect(isOrdered, comment)
        }
    }

    @Test(arguments: RandomTests.seeds(3))
    func anExplanationAddsUpToTheScore(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var model = SearchModel(documentCount: 200, segmentCount: 3, using: &random)
        let searcher = Searcher(snapshot: try model.write(to: MemoryDirectory(), using: &random))
        for round in 0..<20 {
            let query = RandomQueries.query(using: &random)
            let comment: Comment = "seed \(seed), round \(round): \(query)"
            let found = try searcher.search(query, limit: 20, exactTotal: false)
            for doc in found.docs {
                let explanation = try #require(try searcher.explain(query, doc.address), comment)
                #expect(explanation.value == doc.score, comment)
                expectToAddUp(explanation, comment)
            }
            let expected = model.matches(query)
            for segment in model.segments.indices {
                let doc = DocID.random(in: 0..<DocID(model.segments[segment].count), using: &random)
                let address = DocAddress(segment: segment, doc: doc)
                #expect(try (searcher.explain(query, address) != nil) == (expected[address] != nil), comment)
            }
        }
    }

    /// Every number follows from its parts: a sum but for the last bits, since scores are summed in another order.
    private func expectToAddUp(_ node: Explanation, _ comment: Comment) {
        let values = node.parts.map { Double($0.value) }
        let expected: Double
        switch node.operation {
        case .value:
            #expect(node.parts.isEmpty, comment)
            return
        case .sum: expected = values.reduce(0, +)
        case .product: expected = values.reduce(1, *)
        case .formula where values.count == 2:
            expected = logarithm(1 + (values[1] - values[0] + 0.5) / (values[0] + 0.5))
        case .formula: expected = values[0] / (values[0] + 1.2 * (0.25 + 0.75 * values[1] / values[2]))
        }
        #expect(abs(expected - Double(node.value)) <= 1e-5 * max(expected, 1e-3), "\(comment): \(node.label)")
        for part in node.parts { expectToAddUp(part, comment) }
    }

    @Test func anAddressOutsideTheSnapshotHasNoExplanation() throws {
        var random = SeededGenerator(seed: 1)
        var model = SearchModel(documentCount: 10, segmentCount: 1, using: &random)
        let searcher = Searcher(snapshot: try model.write(to: MemoryDirectory(), using: &random))
        let query = Query.prefix(.init(field: 0, bytes: [], weight: 1))
        #expect(try searcher.explain(query, DocAddress(segment: 0, doc: 10)) == nil)
        #expect(try searcher.explain(query, DocAddress(segment: 1, doc: 0)) == nil)
    }
}
