import FaguiIndex
import FaguiTestSupport
import Testing

@testable import FaguiSearch

/// Plans: what is joined, dropped and laid flat before a search.
@Suite struct CountTests {
    private let searcher: Searcher
    private let model: SearchModel

    init() throws {
        var random = SeededGenerator(seed: 3)
        var model = SearchModel(documentCount: 150, segmentCount: 2, using: &random)
        searcher = Searcher(snapshot: try model.write(to: MemoryDirectory(), using: &random))
        self.model = model
    }

    private func term(_ index: Int, weight: Float = 1) -> Query {
        .term(.init(field: 0, bytes: SearchModel.vocabulary[index], weight: weight))
    }

    private func plan(_ query: Query) throws -> QueryPlan {
        try PlanBuilder.plan(query, over: searcher.snapshot, isCancelled: { false })
    }

    @Test func equalTermsUnderOneParentAreOneLeafWithTheSumOfTheirWeights() throws {
        let plan = try plan(.boolean(must: [], should: [term(0), term(1), term(0, weight: 2)], mustNot: []))
        #expect(plan.leaves.map(\.weight) == [3, 1])
        #expect(plan.root == .boolean(must: [], should: [.leaf(0), .leaf(1)], mustNot: []))
    }

    @Test func anOptionalTermThatIsRequiredAnywayAddsItsWeight() throws {
        let plan = try plan(.boolean(must: [term(0)], should: [term(0), term(1)], mustNot: []))
        #expect(plan.leaves.map(\.weight) == [2, 1])
        #expect(plan.root == .boolean(must: [.leaf(0)], should: [.leaf(1)], mustNot: []))
    }

    @Test func alternativesOfAlternativesAreLaidFlat() throws {
        let inner = Query.boolean(must: [], should: [term(1), term(2)], mustNot: [])
        let plan = try plan(.boolean(must: [], should: [term(0), inner], mustNot: []))
        #expect(plan.root == .boolean(must: [], should: [.leaf(0), .leaf(1), .leaf(2)], mustNot: []))
    }

    @Test func aRequiredTermThatNobodyHasFindsNothing() throws {
        let absent = Query.term(.init(field: 0, bytes: Array("absent".utf8), weight: 1))
        #expect(try plan(.boolean(must: [absent], should: [term(0)], mustNot: [])).root == nil)
        #expect(try searcher.count(.boolean(must: [term(0), absent], should: [], mustNot: [])) == 0)
    }

    @Test func exclusionsAloneFindNothing() throws {
        #expect(try searcher.count(.boolean(must: [], should: [], mustNot: [term(0)])) == 0)
    }

    @Test func aPhraseInAFieldWithoutPositionsFindsNothing() throws {
        let phrase = Query.Phrase(
            field: 0, elements: [.init(bytes: Array("a0".utf8), offset: 0), .init(bytes: Array("b1".utf8), offset: 1)],
            weight: 1)
        #expect(try searcher.count(.phrase(phrase)) == 0)
    }

    @Test func theEmptyPrefixIsEveryDocumentWithTheField() throws {
        let found = try searcher.search(
            .prefix(.init(field: 0, bytes: [], weight: 1)), limit: 1000, exactTotal: true)
        let expected = model.segments.joined().count { !$0.isDeleted && !$0.fields[0].isEmpty }
        #expect(found.total == expected && found.docs.count == expected)
    }

    @Test func weightsThatAreNoWeightsCountNothing() throws {
        for weight: Float in [-1, Float.nan, -Float.infinity] {
            let found = try searcher.search(term(0, weight: weight), limit: 3, exactTotal: true)
            #expect(found.docs.allSatisfy { $0.score == 0 } && found.total > 0)
        }
        let heavy = try searcher.search(term(0, weight: .infinity), limit: 3, exactTotal: true)
        #expect(heavy.docs.allSatisfy { $0.score.isFinite })
    }
}
