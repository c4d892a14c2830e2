import FaguiIndex
import FaguiTestSupport
import Testing

@testable import FaguiSearch

/// Damaged bytes, and searches that are called off.
@Suite struct PruningDamageTests {
    @Test(arguments: RandomTests.seeds(3))
    func damagedBytesGiveAnErrorOrAWrongScore(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var model = SearchModel(documentCount: 400, segmentCount: 2, using: &random)
        let sound = MemoryDirectory()
        _ = try model.write(to: sound, using: &random)
        let names = try sound.list().filter { name in
            ["postings", "positions", "terms", "norms"].contains { name.hasSuffix(".\($0)") }
        }
        #expect(!names.isEmpty)
        for _ in 0..<40 {
            let damaged = MemoryDirectory(isGuarded: true)
            for name in try sound.list() {
                if let content = sound.content(of: name) { damaged.put(content, as: name) }
            }
            let name = try #require(names.randomElement(using: &random))
            var content = try #require(sound.content(of: name))
            // Header and footer are checked on opening; the body between them is what a search meets.
            guard content.count > 100 else { continue }
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                content[Int.random(in: 40..<content.count - 40, using: &random)] ^=
                    1
                    << UInt8.random(
                        in: 0..<8, using: &random)
            }
            damaged.put(content, as: name)
            guard let snapshot = try? Snapshot.open(damaged) else { continue }
            let searcher = Searcher(snapshot: snapshot)
            for _ in 0..<12 {
                let query = RandomQueries.query(using: &random)
                // Whatever it finds, it ends, and an error is one of the index.
                do {
                    _ = try searcher.search(query, limit: 10, exactTotal: true)
                    _ = try searcher.search(query, limit: .max, exactTotal: false)
                } catch {
                    #expect(error is IndexError, "seed \(seed): \(error)")
                }
            }
        }
    }

    @Test func aSearchCanBeCalledOff() throws {
        var random = SeededGenerator(seed: 7)
        var model = SearchModel(documentCount: 300, segmentCount: 2, using: &random)
        let searcher = Searcher(snapshot: try model.write(to: MemoryDirectory(), using: &random))
        let query = RandomQueries.bag(5, using: &random)
        #expect(throws: SearchError.cancelled) {
            try searcher.search(query, limit: 10, exactTotal: true, isCancelled: { true })
        }
        #expect(throws: SearchError.cancelled) { try searcher.count(query, isCancelled: { true }) }
    }
}
