import FaguiTestSupport
import Synchronization
import Testing

@testable import Fagui

@Suite struct TimeoutTests {
    private let folder = TemporaryFolder()

    private func library() async throws -> Library {
        let library = try await Library.create(at: folder.path + "/index")
        for number in 0..<60 {
            try await library.add(id: "t\(number)", title: "", text: "质量第\(number)号，安全监督检查。")
            if number % 12 == 11 { try await library.commit() }
        }
        return library
    }

    /// Says that the time is up from the n-th question on.
    private func expiry(after count: Int) -> @Sendable () -> Bool {
        let left = Counter(count)
        return { left.isUsedUp() }
    }

    private final class Counter: Sendable {
        private let left: Mutex<Int>
        init(_ count: Int) { left = Mutex(count) }
        func isUsedUp() -> Bool {
            left.withLock {
                $0 -= 1
                return $0 < 0
            }
        }
    }

    @Test func whatWasFoundIsReturnedAndSaidToBeNotAll() async throws {
        let library = try await library()
        let whole = try library.results(of: "质量 安全", options: SearchOptions(limit: 1000))
        #expect(!whole.isPartial)
        var sawSome = false
        var sawNone = false
        var sawAll = false
        for count in 0..<90 {
            let results = try library.results(
                of: "质量 安全", options: SearchOptions(limit: 1000), isExpired: expiry(after: count))
            #expect(results.query == "质量 安全")
            let scores = Dictionary(uniqueKeysWithValues: whole.hits.map { ($0.id, $0.score) })
            #expect(results.hits.allSatisfy { scores[$0.id] == $0.score })
            if results.isPartial {
                #expect(results.next == nil)
                if results.hits.isEmpty { sawNone = true } else { sawSome = true }
            } else {
                #expect(results.hits == whole.hits)
                sawAll = true
            }
        }
        #expect(sawNone && sawSome && sawAll)
    }

    /// A law of 30 articles, cited one by one.
    @Test func citedArticlesHeedTimeAndCancelling() async throws {
        let library = try await Library.create(at: folder.path + "/index")
        let text = (1...30).map { "第\($0)条 质量安全监督。" }.joined(separator: "\n")
        try await library.add(id: "law", title: "质量条例", text: text)
        try await library.commit()
        let query = "《质量条例》" + (1...30).map { "第\($0)条" }.joined(separator: "、")
        let options = SearchOptions(limit: 100)
        let whole = try library.results(of: query, options: options)
        #expect(whole.hits.count == 30 && !whole.isPartial && !whole.citations.isEmpty)
        var counts: Set<Int> = []
        for count in 0..<90 {
            let results = try library.results(of: query, options: options, isExpired: expiry(after: count))
            #expect(results.isPartial == (results.hits.count < 30))
            #expect(results.hits == Array(whole.hits.prefix(results.hits.count)))
            counts.insert(results.hits.count)
        }
        // One citation is always looked up, and ten hits are finished.
        #expect(counts.contains(30) && counts.count > 2 && counts.allSatisfy { $0 >= 1 })
        #expect {
            _ = try library.results(of: query, options: options, isCancelled: { true })
        } throws: {
            ($0 as? LibraryError)?.code == .cancelled
        }
    }

    @Test func hitsOfAPageAreFinishedUpToTen() async throws {
        let library = try await library()
        let found = try library.results(of: "质量", options: SearchOptions(limit: 1000))
        // The time is up as soon as all was found: the first question after that stops the making of hits.
        let questions = Mutex(0)
        _ = try library.results(
            of: "质量", options: SearchOptions(limit: 1000),
            isExpired: {
                questions.withLock { $0 += 1 }
                return false
            })
        let all = questions.withLock { $0 }
        let results = try library.results(
            of: "质量", options: SearchOptions(limit: 1000), isExpired: expiry(after: all - (found.hits.count - 10)))
        #expect(results.isPartial && results.hits == Array(found.hits.prefix(10)))
    }

    @Test func aTimeoutInTheOptionsIsKept() async throws {
        let library = try await library()
        var options = SearchOptions(limit: 5)
        options.timeout = .zero
        let none = try await library.search("质量", options: options)
        #expect(none.isPartial && none.hits.isEmpty && none.total.relation == .atLeast)
        options.timeout = .seconds(86_400)
        let all = try await library.search("质量", options: options)
        #expect(!all.isPartial && all.hits.count == 5)
    }

    @Test func cancellingThrowsAlsoWhenTheTimeIsUp() async throws {
        let library = try await library()
        #expect(throws: LibraryError.self) {
            try library.results(of: "质量", options: SearchOptions(), isCancelled: { true }, isExpired: { true })
        }
    }
}
