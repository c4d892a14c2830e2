import Testing

@testable import FaguiText

@Suite struct LexiconTests {
    private func lexicon(_ text: String) throws -> LexiconFile { try LexiconFile(parsing: Array(text.utf8)) }

    @Test func readsWordsClassesAndCosts() throws {
        let file = try lexicon("# 注\n质检总局\tshort\n\n万里行\r\n黑名单制度\tconcept\t40\n")
        #expect(
            file.entries == [
                .init(word: "质检总局", kind: "short", cost: nil, line: 2),
                .init(word: "万里行", kind: "", cost: nil, line: 4),
                .init(word: "黑名单制度", kind: "concept", cost: 40, line: 5),
            ])
        #expect(try lexicon(file.text).entries.map(\.word) == file.entries.map(\.word))
    }

    @Test(arguments: [
        ("质量\n质 量\n", 2), ("质量\tx\t0", 1), ("质量\tx\t256", 1), ("质量\tx\tabc", 1), ("质量\tx\t3\ty", 1),
        ("\tx", 1), (String(repeating: "质", count: 25), 1),
    ])
    func namesTheLineThatItCannotRead(_ text: String, _ line: Int) {
        #expect {
            try lexicon(text)
        } throws: { error in
            if case .lexicon(line, _) = error as? TextError { true } else { false }
        }
    }

    @Test func refusesWhatIsNotUTF8() {
        #expect(throws: TextError.self) { try LexiconFile(parsing: [0xFF, 0xFE]) }
    }

    @Test func theShippedFileHasNoFaults() throws {
        let shipped = LexiconFile.shipped
        let bytes = Array(shipped.text.utf8)
        #expect(try LexiconFile(parsing: bytes).entries.count == shipped.entries.count)
        let kinds: Set = [
            "body", "short", "offence", "procedure", "document", "product", "person", "right", "penalty", "concept",
            "field",
        ]
        #expect(shipped.entries.allSatisfy { kinds.contains($0.kind) })
    }

    @Test(arguments: [
        ("质量\tconcept", "already"), ("质", "one character"), ("GB产品", "ideographs"), ("安全海带\tconcept\t250", "below"),
        ("海带晾晒机\n海带晾晒机", "line 1"), ("海帶晾曬機\n海带晾晒机", "line 1"),
    ])
    func saysWhyAnEntryNeverWins(_ text: String, _ part: String) throws {
        let findings = try LexiconLint.findings(in: lexicon(text))
        #expect(findings.count == 1 && findings.first?.reason.contains(part) == true, "\(findings)")
    }

    @Test func findsNothingInAnEntryThatWins() throws {
        let file = try lexicon("海带晾晒机\tproduct\n海带品鉴日\n")
        #expect(try LexiconLint.findings(in: file).isEmpty)
        let words = try Analyzer(.current(with: file)).terms("海带晾晒机和海带品鉴日").words.map(\.text)
        #expect(words.contains("海带晾晒机") && words.contains("海带品鉴日"))
    }

    @Test func theUsersWordsComeBackFromTheAnalysis() throws {
        let file = try lexicon("海带晾晒机\tproduct\t30\n")
        let analysis = try Analysis.current(with: file)
        #expect(try Analysis(serialized: analysis.serialized).userLexicon == file)
        #expect(try Analysis.current.userLexicon == LexiconFile())
        #expect(try analysis != Analysis.current)
    }

    @Test func aWordOfTraditionalCharactersIsThatOfSimplifiedOnes() throws {
        let words = try Analyzer(.current(with: lexicon("海帶晾曬機"))).terms("海带晾晒机").words
        #expect(words.contains { $0.text == "海带晾晒机" })
    }
}
