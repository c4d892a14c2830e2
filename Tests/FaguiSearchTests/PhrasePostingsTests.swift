import FaguiIndex
import FaguiTestSupport
import Testing

@testable import FaguiSearch

/// How often a phrase stands in a document, its elements terms or the unions of prefixes.
@Suite struct PhrasePostingsTests {
    /// The frequency in a document that has element i at `lists[i]`; with prefixes, as two terms by turns.
    private func frequency(_ lists: [[UInt32]], _ offsets: [UInt32], isPrefix: Bool) throws -> UInt32 {
        func term(_ element: Int, _ index: Int) -> [UInt8] {
            Array("t\(element)\(isPrefix && index % 2 == 1 ? "y" : "x")".utf8)
        }
        var terms: [(term: [UInt8], position: UInt32)] = []
        for (element, list) in lists.enumerated() {
            for (index, position) in list.enumerated() { terms.append((term(element, index), position)) }
        }
        terms.sort { $0.position < $1.position }
        // Another document has all terms, so that the segment knows them, too far apart for the phrase.
        let others = lists.indices.flatMap { element in
            (0..<2).map { (term: term(element, $0), position: UInt32(element * 100 + $0)) }
        }
        var random = SeededGenerator(seed: 1)
        var model = SearchModel(documentCount: 0, segmentCount: 1, using: &random)
        model.segments = [[terms, others].map { .init(fields: [[], $0, [], []]) }]
        let searcher = Searcher(snapshot: try model.write(to: MemoryDirectory(), using: &random))
        let phrase = Query.Phrase(
            field: 1,
            elements: offsets.enumerated().map { element, offset in
                .init(bytes: Array("t\(element)\(isPrefix ? "" : "x")".utf8), offset: offset, isPrefix: isPrefix)
            },
            weight: 1)
        let plan = try PlanBuilder.plan(.phrase(phrase), over: searcher.snapshot, isCancelled: { false })
        let leaves = try SegmentLeaves(plan, number: 0, in: searcher.snapshot, searcher.scoring)
        let postings = try #require(leaves.phrases.first)
        let documents = try postings.documents(in: 0, among: 0b11)
        if documents & 2 != 0 { #expect(try postings.frequency(of: 1, in: 0) == 0) }
        return documents & 1 != 0 ? try postings.frequency(of: 0, in: 0) : 0
    }

    @Test(arguments: [false, true])
    func differentBeginningsAreCounted(isPrefix: Bool) throws {
        #expect(try frequency([[1, 4, 9], [2, 5, 11]], [0, 1], isPrefix: isPrefix) == 2)
        #expect(try frequency([[3, 3], [4]], [0, 1], isPrefix: isPrefix) == 1)
        #expect(try frequency([[0, 1, 2], [0, 1, 2]], [0, 0], isPrefix: isPrefix) == 3)
        #expect(try frequency([[], [1]], [0, 1], isPrefix: isPrefix) == 0)
    }

    @Test(arguments: [false, true])
    func manyPlacesAreCounted(isPrefix: Bool) throws {
        let first = (0..<700).map { UInt32($0 * 3) }
        let second = (0..<900).map { UInt32($0 * 5) }
        // 3 a + 1 = 5 b for a = 3, 8, 13... below 700.
        #expect(try frequency([first, second], [0, 1], isPrefix: isPrefix) == 140)
        #expect(try frequency([first, second, first], [0, 1, 3], isPrefix: isPrefix) == 140)
    }
}
