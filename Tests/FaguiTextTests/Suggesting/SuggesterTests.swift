import Testing

@testable import FaguiText

@Suite struct SuggesterTests {
    private func suggester() throws -> Suggester {
        let suggester = try Suggester(.current)
        for title in ["中华人民共和国产品质量法", "产品质量监督试行办法", "商业银行法", "会计法", "GB/T 19001 标准目录"] {
            suggester.add(title, .title)
        }
        for term in ["缺陷产品", "长春市", "女职工"] { suggester.add(term, .term) }
        for heading in ["生产者的责任", "生产者的责任", "总则"] { suggester.add(heading, .heading) }
        return suggester
    }

    private func completions(_ typed: String) throws -> [String] {
        try suggester().completions(of: typed, limit: 10).map(\.text)
    }

    @Test(arguments: ["产品质", "產品質", "chanpinzhil", "chan pin zhi", "cpzl", "产品zl", "chanpzl", "CPZL"])
    func completesHanPinyinAndInitialsInAnyMixture(_ typed: String) throws {
        #expect(try completions(typed).prefix(2) == ["产品质量监督试行办法", "中华人民共和国产品质量法"])
    }

    @Test func findsCharactersByEachOfTheirReadings() throws {
        #expect(try completions("yinhang") == ["商业银行法"])
        #expect(try completions("kuaiji") == ["会计法"])
        #expect(try completions("changchun") == ["长春市"])
        #expect(try completions("nvzhi") == ["女职工"])
    }

    @Test func takesTwoLettersOfAnInitial() throws {
        #expect(try completions("shchzhe") == ["生产者的责任"])
    }

    @Test func showsWhatBeginsWithItBeforeWhatHoldsIt() throws {
        #expect(try completions("产品") == ["产品质量监督试行办法", "中华人民共和国产品质量法", "缺陷产品"])
    }

    @Test func passesOverPunctuationAndCase() throws {
        #expect(try completions("gbt19001") == ["GB/T 19001 标准目录"])
    }

    @Test func countsTextsThatAreAddedAgain() throws {
        #expect(try suggester().completions(of: "生产者", limit: 1).first?.count == 2)
    }

    @Test(arguments: ["", " ", "。", "xyzxyz", String(repeating: "产", count: 500), String(repeating: "a", count: 500)])
    func givesNothingForWhatFitsNothing(_ typed: String) throws {
        #expect(try completions(typed).isEmpty)
    }

    @Test func replacesAPartThatSoundsTheSame() throws {
        #expect(try suggester().corrections(of: "+缺限产品 召回", limit: 3) == ["+缺陷产品 召回"])
    }

    @Test func replacesOneCharacter() throws {
        #expect(try suggester().corrections(of: "\"缺失产品\"", limit: 3) == ["\"缺陷产品\""])
    }

    @Test func addsAMissingCharacterAndDropsOneTooMany() throws {
        #expect(try suggester().corrections(of: "缺产品", limit: 3) == ["缺陷产品"])
        #expect(try suggester().corrections(of: "缺陷的产品", limit: 3) == ["缺陷产品"])
    }

    @Test(arguments: ["缺陷产品", "abc", "", "总", "完全别的东西"])
    func correctsNothingThatIsRightOrFar(_ query: String) throws {
        #expect(try suggester().corrections(of: query, limit: 3).isEmpty)
    }
}
