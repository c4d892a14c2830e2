import Testing

@testable import FaguiText

@Suite struct ExpansionFileTests {
    private func own(_ kind: ExpansionKind, _ text: String) throws -> ExpansionFile {
        let analyzer = try Analyzer(.current)
        return try ExpansionFile(kind, Array(text.utf8)) { analyzer.folded($0) }
    }

    private func expansions(_ text: String, synonyms: String = "", thesaurus: String = "") throws -> [Expansion] {
        let vocabulary = QueryVocabulary(
            synonyms: try own(.synonyms, synonyms), thesaurus: try own(.thesaurus, thesaurus))
        return try Analyzer(.current).expansions(of: text, by: vocabulary)
    }

    @Test func eachSynonymStandsForAllOthers() throws {
        let file = "# names\n\n甲乙总局 = 甲总局=甲局\n"
        #expect(
            try expansions("找甲总局投诉", synonyms: file) == [
                Expansion(kind: .synonyms, typed: "甲总局", targets: ["甲乙总局", "甲局"])
            ])
        #expect(try expansions("甲乙总局", synonyms: file).map(\.targets) == [["甲总局", "甲局"]])
    }

    @Test func theThesaurusIsAskedOneWay() throws {
        let file = "老公\t配偶 夫妻\n"
        #expect(
            try expansions("我的老公呢", thesaurus: file) == [
                Expansion(kind: .thesaurus, typed: "老公", targets: ["配偶", "夫妻"])
            ])
        #expect(try expansions("配偶和夫妻", thesaurus: file).isEmpty)
    }

    @Test func theLongestNameTakesItsPlace() throws {
        let file = "辞退\t解除\n被辞退\t经济补偿\n退\t返还\n"
        #expect(try expansions("我被辞退了", thesaurus: file).map(\.typed) == ["被辞退"])
        #expect(try expansions("被辞退还是辞退", thesaurus: file).map(\.typed) == ["被辞退", "辞退"])
    }

    @Test func twoLinesOfOneNameAreJoined() throws {
        let file = "老公\t配偶\n房东\t出租人\n老公\t夫妻 配偶\n"
        #expect(try expansions("老公", thesaurus: file).map(\.targets) == [["配偶", "夫妻"]])
    }

    @Test func oneCharacterCountsOnlyAsAWord() throws {
        let file = "偷\t盗窃\n"
        #expect(try expansions("有人偷东西", thesaurus: file).map(\.typed) == ["偷"])
        #expect(try expansions("小偷", thesaurus: file).isEmpty)
    }

    @Test func latinNamesAreNotTornOutOfWords() throws {
        let file = "app\t应用程序\npos机\t收款终端\n"
        #expect(try expansions("这个APP收费", thesaurus: file).map(\.typed) == ["app"])
        #expect(try expansions("apple", thesaurus: file).isEmpty)
        #expect(try expansions("刷ＰＯＳ机", thesaurus: file).map(\.targets) == [["收款终端"]])
    }

    @Test func nothingIsFoundInNothing() throws {
        #expect(try expansions("", thesaurus: "老公\t配偶\n").isEmpty)
        #expect(try expansions("老", thesaurus: "老公\t配偶").isEmpty)
        #expect(try expansions("老公", thesaurus: "老公\t配偶").count == 1)
        #expect(try Analyzer(.current).expansions(of: "老公", by: .none).isEmpty)
    }

    @Test(arguments: [
        (ExpansionKind.synonyms, "甲 = 乙\n丙", 2, "has no ="), (.synonyms, "甲 = ", 1, "has an empty name"),
        (.synonyms, "甲 = 乙 = 甲", 1, "has a name twice"), (.thesaurus, "#\n老公 配偶", 2, "has no tab"),
        (.thesaurus, "老公\t", 1, "has no tab"), (.thesaurus, "a\tb\tc", 1, "has more than one tab"),
        (.thesaurus, "a\tb b", 1, "has a name twice"),
    ])
    func namesTheLineThatCannotBeTaken(kind: ExpansionKind, text: String, line: Int, reason: String) {
        #expect(throws: VocabularyError(line: line, reason: reason)) { try own(kind, text) }
    }

    @Test func bytesThatAreNoUTF8AreAnError() {
        #expect(throws: VocabularyError(line: 2, reason: "is not valid UTF-8")) {
            try ExpansionFile(.synonyms, [0x0A, 0xFF]) { $0 }
        }
    }

    /// What is scanned without being checked must be as the checker would have it, and what is looked for folded.
    @Test(arguments: ExpansionKind.allCases)
    func theShippedFilesAreSound(kind: ExpansionKind) throws {
        let analyzer = try Analyzer(.current)
        let bytes = ExpansionFile.shipped(kind).withBytes { Array($0) }
        let entries = try ExpansionFile.entries(of: kind, bytes)
        #expect(entries.count > 10)
        var first: Set<String> = []
        for entry in entries {
            let sought = kind == .synonyms ? entry : [entry[0]]
            for name in sought { #expect(analyzer.folded(name) == name, "\(name) is not folded") }
            let isNew = first.insert(entry[0]).inserted
            #expect(isNew, "\(entry[0]) stands on two lines")
            let found = analyzer.expansions(
                of: entry[0],
                by: QueryVocabulary(
                    synonyms: kind == .synonyms ? .shipped(kind) : nil,
                    thesaurus: kind == .thesaurus ? .shipped(kind) : nil))
            #expect(found.first?.typed == entry[0], "\(entry[0]) is never found")
            let targets = Set(found.first?.targets ?? [])
            #expect(targets.isSuperset(of: Array(entry.dropFirst())))
        }
    }
}
