import Fagui
import FaguiTestSupport
import Testing

@Suite struct LibraryTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/index" }

    private let regulation = """
        示例条例
        第一章 总则
        第一条 为了保证产品质量，制定本条例。
        第二条 生产者应当建立质量安全管理制度。
        第二章 法律责任
        第三条 违反本条例的，处一万元以下罚款。
        """

    @Test func whatIsAddedIsFoundAfterTheCommitAndNotBefore() async throws {
        let library = try await Library.create(at: path)
        try await library.add(id: "a", title: "示例条例", text: regulation)
        #expect(try await library.search("质量安全", limit: 10).hits.isEmpty)
        let generation = try await library.commit()
        let results = try await library.search("质量安全", limit: 10)
        #expect(results.snapshot == generation)
        let first = try #require(results.hits.first)
        #expect(first.id == "a#第二条")
        #expect(first.locator == "第二条")
        #expect(first.headings == ["第一章 总则"])
        #expect(first.law.title == "示例条例")
        #expect(first.rank == 1)
    }

    @Test func highlightsAreTheScalarsThatMatched() async throws {
        let library = try await Library.create(at: path)
        try await library.add(id: "a", title: "", text: "𠀀加强质量监督。")
        try await library.commit()
        let hit = try #require(try await library.search("\"质量\"", limit: 1).hits.first)
        let scalars = Array(hit.snippet.text.unicodeScalars)
        let marked = hit.snippet.highlights.map { range in
            String(String.UnicodeScalarView(scalars[range]))
        }
        #expect(marked == ["质量"])
    }

    @Test func aTextOfTheSameIDReplacesTheOlder() async throws {
        let library = try await Library.create(at: path)
        try await library.add(id: "a", title: "", text: "旧的文本。")
        try await library.add(id: "a", title: "", text: "新的文本。")
        try await library.commit()
        #expect(try await library.count("\"旧的\"") == 0)
        #expect(try await library.count("\"新的\"") == 1)
        try await library.add(id: "a", title: "", text: "最后的文本。")
        try await library.commit()
        #expect(try await library.count("\"新的\"") == 0)
        #expect(try await library.passages(withID: "a").map(\.text) == ["最后的文本。"])
    }

    @Test func removingSaysWhatWasThere() async throws {
        let library = try await Library.create(at: path)
        try await library.add(id: "a b", title: "", text: "甲。")
        try await library.add(id: "c", title: "", text: "乙。")
        try await library.commit()
        #expect(try await library.remove(ids: ["a%20b", "x"]) == ["a%20b"])
        #expect(try await library.count("甲") == 0)
        #expect(try await library.count("乙") == 1)
    }

    @Test func equalPassagesAreShownOnceWithTheirPlaces() async throws {
        let library = try await Library.create(at: path)
        try await library.add(id: "a", title: "", text: "加强质量监督。")
        try await library.add(id: "b", title: "", text: "加强 质量监督。")
        try await library.add(id: "c", title: "", text: "加强质量监督工作。")
        try await library.commit()
        let results = try await library.search("质量监督", limit: 10)
        #expect(results.hits.map(\.id) == ["a#p1", "c#p1"])
        #expect(results.hits.first?.duplicates == ["b#p1"])
        #expect(results.total.value == 3)
        #expect(results.total.relation == .equal)
        let all = try await library.search("质量监督", options: SearchOptions(collapsesDuplicates: false))
        #expect(all.hits.count == 3)
    }

    @Test func pagesFollowOneAnother() async throws {
        let library = try await Library.create(at: path)
        for number in 0..<25 { try await library.add(id: "t\(number)", title: "", text: "质量\(number)号。") }
        try await library.commit()
        let whole = try await library.search("质量", limit: 25).hits.map(\.id)
        var pages: [String] = []
        for offset in stride(from: 0, to: 25, by: 10) {
            pages += try await library.search("质量", options: SearchOptions(limit: 10, offset: offset)).hits.map(\.id)
        }
        #expect(pages == whole)
        #expect(Set(whole).count == 25)
    }

    @Test func aSecondWriterIsToldThatTheIndexIsLocked() async throws {
        let first = try await Library.create(at: path)
        let second = try await Library.open(at: path)
        await #expect { try await second.add(id: "a", title: "", text: "甲。") } throws: {
            ($0 as? LibraryError)?.code == .locked
        }
        await first.close()
        try await second.add(id: "a", title: "", text: "甲。")
        try await second.commit()
        #expect(try await second.count("甲") == 1)
    }

    @Test func whereNoIndexIsTheErrorSaysSo() async throws {
        let path = path
        await #expect { _ = try await Library.open(at: path) } throws: { ($0 as? LibraryError)?.code == .noIndex }
    }

    @Test func aReaderInAnotherPlaceSeesACommitWhenItRefreshes() async throws {
        let writer = try await Library.create(at: path)
        let reader = try await Library.open(at: path)
        try await writer.add(id: "a", title: "", text: "甲。")
        try await writer.commit()
        #expect(try await reader.count("甲") == 0)
        try await reader.refresh()
        #expect(try await reader.count("甲") == 1)
    }

    @Test func whatWasNotCommittedIsGoneAfterClosing() async throws {
        let library = try await Library.create(at: path)
        try await library.add(id: "a", title: "", text: "甲。")
        await library.close()
        let again = try await Library.create(at: path)
        try await again.commit()
        #expect(try await again.count("甲") == 0)
    }

    @Test func aCancelledSearchThrows() async throws {
        let library = try await Library.create(at: path)
        try await library.add(id: "a", title: "", text: "甲。")
        try await library.commit()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await library.search("甲", limit: 1)
        }
        let result = await task.result
        #expect(throws: LibraryError.self) { try result.get() }
    }

    @Test func manyThreadsSearchWhileOneWrites() async throws {
        let library = try await Library.create(at: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var last = 0
                    for _ in 0..<50 {
                        let count = try await library.count("质量")
                        #expect(count >= last)
                        last = count
                    }
                }
            }
            group.addTask {
                for number in 0..<20 {
                    try await library.add(id: "\(number)", title: "", text: "质量。")
                    try await library.commit()
                }
            }
            try await group.waitForAll()
        }
        #expect(try await library.count("质量") == 20)
    }
}
