import Fagui
import FaguiTestSupport
import Testing

@testable import FaguiServer

@Suite struct LibrarySentencesTests {
    @Test(arguments: [
        (
            "The wording of 2015-06-01 is not in the index; this is that of 2018-12-29.",
            "未收录2015-06-01当时的文本；此处为2018-12-29的文本。"
        ),
        ("3 more are cited: ask for more hits, or pass over these.", "还引用了另外3条，未在此列出。"),
        ("That is 第三条 now.", "现为第三条。"), ("It does not say what is quoted.", "该处没有所引的内容。"),
        ("甲法 has no 第三条第（三）项; 第三条 has 2 paragraphs. It stands in 第二款.", "《甲法》没有第三条第（三）项；第三条共2款。所引内容在第二款。"),
        ("甲法 has no 第三条第（九）项; 第三条 has 2 subparagraphs.", "《甲法》没有第三条第（九）项；第三条共2项。"),
        ("甲法 has no 第三条第（一）项; 第三条 has no subparagraphs.", "《甲法》没有第三条第（一）项；第三条不分项。"),
        ("甲法 has several 第三章, in 第一编 总则、第二编 分则; all of them are shown.", "《甲法》有几个第三章：第一编 总则、第二编 分则；均已列出。"),
        ("a. is not in force as of b. is not in force as of 2020.", "《a.》在b. is not in force as of 2020不具效力。"),
    ])
    func knownSentencesAreSaidInChinese(_ english: String, _ chinese: String) {
        #expect(LibrarySentences.chinese(english) == chinese)
    }

    @Test(arguments: ["", "Something else.", "That is", "The wording of x.", "#"])
    func othersAreNot(_ sentence: String) {
        #expect(LibrarySentences.chinese(sentence) == nil)
    }

    @Test func valuesAreAsManyInBoth() {
        for sentence in LibrarySentences.sentences {
            #expect(sentence.english.count { $0 == "#" } == sentence.chinese.count { $0 == "#" }, "\(sentence.english)")
        }
    }

    /// The library's own words, so that a change there is noticed here.
    @Test func theLibrarySaysThem() async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path + "/index")
        try await library.add(id: "a", title: "示例法", text: "第一条 为了安全，制定本法。")
        try await library.commit()
        let text = "依据《示例法》第九条和《别的法》第一条，以及第七条。《示例法》第一条规定：“为了别的事情而制定本法”。"
        let report = try await library.checkCitations(ofText: text)
        let messages = report.checks.map(\.message).filter { !$0.isEmpty }
        #expect(!messages.isEmpty)
        for message in messages { #expect(LibrarySentences.chinese(message) != nil, "\(message)") }
        let query = try await library.search("-安全")
        for note in query.notes { #expect(LibrarySentences.chinese(note) != nil, "\(note)") }
    }
}
