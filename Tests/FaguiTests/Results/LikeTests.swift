import Fagui
import FaguiTestSupport
import Testing

@Suite struct LikeTests {
    private let folder = TemporaryFolder()

    private func library() async throws -> Library {
        let library = try await Library.create(at: folder.path + "/index")
        try await library.add(
            id: "召回", title: "召回办法",
            text: """
                第一条 生产者发现缺陷产品应当实施召回。
                第二条 生产者应当停止生产缺陷产品并通知销售者。
                第三条 本办法自公布之日起施行。
                """)
        try await library.add(id: "电梯", title: "电梯条例", text: "第一条 电梯使用单位应当定期检验电梯。\n第三条 本条例自公布之日起施行。")
        try await library.add(id: "汽车", title: "汽车规定", text: "第一条 缺陷汽车产品的召回由生产者实施。\n第二条 销售者应当停止销售。")
        try await library.add(id: "抄本", title: "汇编", text: "第一条 生产者发现缺陷产品应当实施召回。")
        try await library.commit()
        return library
    }

    @Test func findsWhatSharesTheTellingWordsAndNotItself() async throws {
        let library = try await library()
        let found = try await library.like("召回#第一条")
        #expect(found.id == "召回#第一条" && found.law.title == "召回办法" && found.locator == "第一条")
        let ids = found.results.hits.map(\.id)
        #expect(!ids.contains("召回#第一条") && !ids.contains("抄本#第一条"))
        #expect(ids.first == "汽车#第一条" || ids.first == "召回#第二条")
        #expect(ids.contains("汽车#第一条") && ids.contains("召回#第二条"))
        #expect(!ids.contains("电梯#第三条"))
        #expect(found.results.query == found.terms.map(\.text).joined(separator: " "))
        let terms = found.terms.map(\.text)
        #expect(terms.contains("召回") && terms.contains("缺陷"))
        #expect(!terms.contains { $0.hasPrefix("第") })
        #expect(found.results.hits.first?.snippet.highlights.isEmpty == false)
    }

    @Test func leavesTheSameLawOutWhereAsked() async throws {
        let library = try await library()
        let found = try await library.like("召回#第一条", excludingLaw: true)
        #expect(!found.results.hits.isEmpty)
        #expect(found.results.hits.allSatisfy { $0.law.id != "召回" })
    }

    @Test func pagesJoinedAreTheWholeList() async throws {
        let library = try await library()
        let whole = try await library.like("召回#第一条", options: SearchOptions(limit: 100)).results.hits.map(\.id)
        var options = SearchOptions(limit: 1)
        var joined: [String] = []
        repeat {
            let page = try await library.like("召回#第一条", options: options).results
            joined += page.hits.map(\.id)
            options.after = page.next
        } while options.after != nil && joined.count <= whole.count
        #expect(joined == whole && whole.count >= 2)
        options.limit = 1
        options.after = try await library.like("召回#第一条", options: options).results.next
        let first = try await library.like("召回#第一条", options: SearchOptions(limit: 1)).results
        options.after = first.next
        await #expect { _ = try await library.like("召回#第二条", options: options) } throws: {
            ($0 as? LibraryError)?.code == .invalidCursor
        }
    }

    @Test func anIdOfNothingOrOfManyIsAnError() async throws {
        let library = try await library()
        await #expect { _ = try await library.like("没有#第一条") } throws: { ($0 as? LibraryError)?.code == .notFound }
        await #expect { _ = try await library.like("召回") } throws: { ($0 as? LibraryError)?.code == .invalidArgument }
    }

    @Test func aPassageOfAWordingOutOfForceHasItsLikes() async throws {
        let library = try await library()
        try await library.add(
            id: "旧召回", title: "旧召回办法", text: "第一条 生产者发现缺陷汽车产品应当召回。",
            metadata: [MetadataEntry(key: "repealed", value: "2010-01-01")])
        try await library.commit()
        let found = try await library.like("旧召回#第一条")
        #expect(found.law.id == "旧召回" && found.results.hits.contains { $0.id == "汽车#第一条" })
        #expect(!found.results.hits.contains { $0.law.id == "旧召回" })
    }
}
