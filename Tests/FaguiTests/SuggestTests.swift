import FaguiTestSupport
import Testing

@testable import Fagui

@Suite struct SuggestTests {
    private func library(_ folder: TemporaryFolder) async throws -> Library {
        let library = try await Library.create(at: folder.path)
        try await library.add(
            id: "a", title: "示例产品质量条例", text: "第一章 总则\n\n第一条 为了保证产品质量，制定本条例。\n\n第二章 生产者的责任\n\n第二条 缺陷产品应当召回。")
        try await library.commit()
        return library
    }

    @Test func suggestsTitlesHeadingsAndTerms() async throws {
        let folder = TemporaryFolder()
        let library = try await library(folder)
        let titles = try await library.suggest("shilichan")
        #expect(titles == [Suggestion(text: "示例产品质量条例", kind: .title, count: 1)])
        let headings = try await library.suggest("生产者的", limit: 1)
        #expect(headings == [Suggestion(text: "生产者的责任", kind: .heading, count: 1)])
        let terms = try await library.suggest("zhijianzongju", limit: 1)
        #expect(terms == [Suggestion(text: "质检总局", kind: .term, count: 1)])
    }

    @Test func suggestsWhatTheNewestCommitHolds() async throws {
        let folder = TemporaryFolder()
        let library = try await library(folder)
        #expect(try await library.suggest("计量示例").isEmpty)
        try await library.add(id: "b", title: "计量示例办法", text: "第一条 略。")
        try await library.commit()
        #expect(try await library.suggest("计量示例").map(\.text) == ["计量示例办法"])
        _ = try await library.remove(ids: ["b"])
        #expect(try await library.suggest("计量示例").isEmpty)
    }

    @Test func saysWhatMayHaveBeenMeantOnlyWhereNothingIsFound() async throws {
        let folder = TemporaryFolder()
        let library = try await library(folder)
        #expect(try await library.search("\"产品质凉\"").corrections == ["\"产品质量\""])
        #expect(try await library.search("产品质凉").corrections.isEmpty)
        // 质检总局 is a term, but no text of this index has it.
        #expect(try await library.search("\"质检总菊\"").corrections.isEmpty)
    }

    @Test func refusesANegativeLimit() async throws {
        let folder = TemporaryFolder()
        let library = try await library(folder)
        await #expect(throws: LibraryError.self) { try await library.suggest("a", limit: -1) }
    }
}
