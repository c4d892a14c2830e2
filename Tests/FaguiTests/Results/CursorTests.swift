import Fagui
import FaguiTestSupport
import Testing

@Suite struct CursorTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/index" }

    private func library(_ path: String? = nil) async throws -> Library {
        let library = try await Library.create(at: path ?? self.path)
        for number in 0..<9 { try await library.add(id: "t\(number)", title: "", text: "质量第\(number)号。") }
        try await library.commit()
        return library
    }

    private func options(after cursor: String?) -> SearchOptions {
        var options = SearchOptions(limit: 4)
        options.after = cursor
        return options
    }

    private func code(_ library: Library, _ query: String, _ options: SearchOptions) async -> LibraryError.Code? {
        do {
            _ = try await library.search(query, options: options)
            return nil
        } catch {
            return (error as? LibraryError)?.code
        }
    }

    @Test func theLastPageHasNoNext() async throws {
        let library = try await library()
        let first = try await library.search("质量", options: options(after: nil))
        let second = try await library.search("质量", options: options(after: first.next))
        let third = try await library.search("质量", options: options(after: second.next))
        #expect([first, second, third].map(\.hits.count) == [4, 4, 1])
        #expect(third.next == nil && third.hits.first?.rank == 9)
        var exact = options(after: nil)
        exact.limit = 9
        #expect(try await library.search("质量", options: exact).next == nil)
        exact.limit = 0
        #expect(try await library.search("质量", options: exact).next == nil)
    }

    @Test func goesOnInTheCommitThatItCameFrom() async throws {
        let library = try await library()
        let whole = try await library.search("质量", limit: 100).hits.map(\.id)
        let first = try await library.search("质量", options: options(after: nil))
        try await library.add(id: "new", title: "", text: "质量质量质量。")
        _ = try await library.remove(ids: ["t5"])
        try await library.mergeAll()
        let second = try await library.search("质量", options: options(after: first.next))
        #expect(first.hits.map(\.id) + second.hits.map(\.id) == Array(whole.prefix(8)))
        #expect(second.snapshot == first.snapshot)
        #expect(try await library.search("质量", limit: 1).snapshot > first.snapshot)
    }

    @Test func aCommitThatIsNotHeldAnyMoreIsAnErrorOfItsOwn() async throws {
        let library = try await library()
        let first = try await library.search("质量", options: options(after: nil))
        for number in 0..<6 {
            try await library.add(id: "n\(number)", title: "", text: "质量。")
            try await library.commit()
            // Each page shown holds its commit, and lets an older one go.
            _ = try await library.search("质量", options: options(after: nil))
        }
        #expect(await code(library, "质量", options(after: first.next)) == .snapshotReleased)
        let other = try await Library.open(at: path)
        #expect(await code(other, "质量", options(after: first.next)) == .snapshotReleased)
    }

    @Test func anotherQueryOrOtherOptionsAreErrors() async throws {
        let library = try await library()
        let cursor = try await library.search("质量", options: options(after: nil)).next
        #expect(await code(library, "质量 ", options(after: cursor)) == .invalidCursor)
        var other = options(after: cursor)
        other.sort = .newest
        #expect(await code(library, "质量", other) == .invalidCursor)
        other = options(after: cursor)
        other.collapsesLaws = true
        #expect(await code(library, "质量", other) == .invalidCursor)
        other = options(after: cursor)
        other.expansion = .none
        #expect(await code(library, "质量", other) == .invalidCursor)
        other = options(after: cursor)
        other.limit = 1
        other.explains = true
        #expect(await code(library, "质量", other) == nil)
        #expect(await code(library, "质量", options(after: "质量")) == .invalidCursor)
        #expect(await code(library, "质量", options(after: "")) == .invalidCursor)
    }

    @Test func anotherIndexIsAnError() async throws {
        let library = try await library()
        let cursor = try await library.search("质量", options: options(after: nil)).next
        let other = try await self.library(folder.path + "/other")
        #expect(await code(other, "质量", options(after: cursor)) == .invalidCursor)
    }
}
