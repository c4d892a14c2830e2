import Testing

@testable import FaguiText

@Suite struct InnerWordTests {
    private func words(_ text: String, _ lexicon: String) throws -> [Term] {
        try Analyzer(.current(with: LexiconFile(parsing: Array(lexicon.utf8)))).terms(text).words
    }

    @Test func aCompoundHoldsItsPartsAndTheirParts() throws {
        let words = try words("国家质量监督检验检疫总局", "质量监督检验检疫总局\n质量监督\n检验检疫\n")
        #expect(Set(words.map(\.text)).isSuperset(of: ["质量监督检验检疫总局", "质量", "监督", "检验", "检疫", "总局", "质量监督", "检验检疫"]))
        #expect(words.allSatisfy { $0.text == $0.source })
    }

    @Test func aWordOfTwoCharactersHoldsNone() throws {
        #expect(try words("质量", "").map(\.text) == ["质量"])
    }

    @Test func plainModeHasNone() throws {
        #expect(try Analyzer(.plain).terms("有期徒刑").words.map(\.text) == ["有期徒刑"])
        #expect(try words("有期徒刑", "").map(\.text) == ["有期徒刑", "徒刑"])
    }
}
