import Testing

@testable import FaguiSearch

@Suite struct LeafTextTests {
    private func phrase(_ elements: [(String, UInt32)], lastIsPrefix: Bool = false) -> String {
        LeafKey(
            Query.Phrase(
                field: 1,
                elements: elements.enumerated().map { place, element in
                    .init(
                        bytes: Array(element.0.utf8), offset: element.1,
                        isPrefix: lastIsPrefix && place == elements.count - 1)
                }, weight: 1)
        ).text
    }

    @Test func joinsTheGramsOfAPhrase() {
        #expect(phrase([("质量", 0), ("量安", 1), ("安全", 2)]) == "质量安全")
        #expect(phrase([("质量", 0), ("量", 1)], lastIsPrefix: true) == "质量*")
    }

    @Test func showsPunctuationAndWhiteSpaceBetweenRuns() {
        #expect(phrase([("质量", 0), ("量 ", 1), ("安全", 3)]) == "质量，安全")
        #expect(phrase([("质量", 0), ("量 ", 1), ("安全", 2)]) == "质量 安全")
    }

    @Test func showsASingleTermWithoutItsMark() {
        #expect(LeafKey(term: .init(field: 0, bytes: Array("量 ".utf8), weight: 1), isPrefix: false).text == "量")
        #expect(LeafKey(term: .init(field: 0, bytes: Array("质".utf8), weight: 1), isPrefix: true).text == "质*")
    }
}
