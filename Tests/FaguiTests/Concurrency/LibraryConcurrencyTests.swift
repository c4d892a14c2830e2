import FaguiTestSupport
import Testing

@testable import Fagui

/// Searches at any moment of writing: each answer is of one commit. `scripts/check-threads` runs it under
/// ThreadSanitizer.
@Suite struct LibraryConcurrencyTests {
    private static let sourceCount = 12

    /// All texts of a generation say which one it is.
    private static func text(_ number: Int, generation: Int) -> String {
        "第一条 第\(number)号文本讲产品质量，属于第\(generation)代。\n第二条 安全，属于第\(generation)代。"
    }

    @Test(arguments: RandomTests.seeds(2)) func everyAnswerIsOfOneCommit(seed: UInt64) async throws {
        print("seed \(seed)")
        let folder = TemporaryFolder()
        let writer = try await Library.create(at: folder.path)
        try await Self.write(0, to: writer)
        let isDone = Flag()
        let generations = 25 * RandomTests.scale
        try await withThrowingTaskGroup(of: Set<String>.self) { group in
            for reader in 0..<5 {
                // Some share the writer's library, some have one of their own, as another process would.
                let library = reader < 2 ? writer : try await Library.open(at: folder.path)
                group.addTask {
                    var random = SeededGenerator(seed: seed &+ UInt64(reader) &+ 1)
                    var seen: Set<String> = []
                    while !isDone.isRaised || seen.isEmpty {
                        if Int.random(in: 0..<2, using: &random) == 0 { try await library.refresh() }
                        seen.insert(try await Self.check(library, seed, &random))
                        await Task.yield()
                    }
                    return seen
                }
            }
            var random = SeededGenerator(seed: seed)
            for generation in 1...generations {
                try await Self.write(generation, to: writer)
                if Int.random(in: 0..<6, using: &random) == 0 { try await writer.mergeAll() }
                await Task.yield()
            }
            isDone.raise()
            var seen: Set<String> = []
            for try await some in group { seen.formUnion(some) }
            #expect(!seen.isEmpty)
        }
        await writer.close()
        #expect(try await Library.verify(at: folder.path).isSound)
    }

    private static func write(_ generation: Int, to library: Library) async throws {
        for number in 0..<sourceCount {
            try await library.add(id: "t\(number)", title: "文本\(number)", text: text(number, generation: generation))
        }
        try await library.commit()
    }

    /// One search, whose hits must be all those of one generation, and of no other.
    private static func check(
        _ library: Library, _ seed: UInt64, _ random: inout SeededGenerator
    ) async throws -> String {
        let query = random.pick(["属于", "产品质量", "安全"])
        let results = try await library.search(
            query, options: SearchOptions(limit: 100, collapsesDuplicates: false))
        var found: Set<String> = []
        for hit in results.hits {
            let snippet = hit.snippet.text
            if let start = snippet.firstRange(of: "属于第"), let end = snippet[start.upperBound...].firstIndex(of: "代") {
                found.insert(String(snippet[start.upperBound..<end]))
            }
        }
        #expect(found.count == 1, "seed \(seed): \(query) found generations \(found)")
        let expected = query == "属于" ? 2 * sourceCount : sourceCount
        #expect(results.hits.count == expected, "seed \(seed): \(query)")
        return found.first ?? ""
    }

    @Test func aSecondWriterIsRefusedAtOnceAndTheFirstGoesOn() async throws {
        let folder = TemporaryFolder()
        let first = try await Library.create(at: folder.path)
        let error = await #expect(throws: LibraryError.self) { try await Library.create(at: folder.path) }
        #expect(error?.code == .locked)
        // One that was opened for reading wants the lock when it writes first.
        let reader = try await Library.open(at: folder.path)
        let late = await #expect(throws: LibraryError.self) { try await reader.add(id: "a", title: "", text: "质量") }
        #expect(late?.code == .locked)
        try await first.add(id: "a", title: "", text: "质量")
        try await first.commit()
        await first.close()
        try await reader.add(id: "b", title: "", text: "质量")
        try await reader.commit()
        #expect(try await reader.count("质量") == 2)
    }
}
