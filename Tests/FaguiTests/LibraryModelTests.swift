import Fagui
import FaguiTestSupport
import Testing

/// An index after any sequence of changes, against a dictionary of what should be in it.
@Suite struct LibraryModelTests {
    /// Lines of texts, by id.
    private typealias Model = [String: [String]]

    // Few letters, so that phrases of two and three occur often and in many texts.
    private static let letters = ["质", "量", "安", "全", "A", "7", "，"]

    private static func line(_ random: inout SeededGenerator) -> String {
        let count = Int.random(in: 1...12, using: &random)
        return (0..<count).map { _ in letters.randomElement(using: &random) ?? "" }.joined() + "。"
    }

    @Test(arguments: RandomTests.seeds(4))
    func hitsAreThoseOfTheModelAndAfterAFullMergeTheScoresToo(seed: UInt64) async throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let folder = TemporaryFolder()
        let path = folder.path + "/index"
        var library = try await Library.create(at: path)
        var committed: Model = [:]
        var pending: Model = [:]
        for _ in 0..<40 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                let id = "t\(Int.random(in: 0..<12, using: &random))"
                let lines = (0..<Int.random(in: 1...4, using: &random)).map { _ in Self.line(&random) }
                try await library.add(id: id, title: "文", text: lines.joined(separator: "\n"))
                pending[id] = lines
            case 5:
                let id = "t\(Int.random(in: 0..<12, using: &random))"
                let removed = try await library.remove(ids: [id])
                #expect(removed.isEmpty == (pending[id] == nil), "seed \(seed)")
                pending[id] = nil
                // Removing commits, all that was added before too.
                committed = pending
            case 6, 7:
                try await library.commit()
                committed = pending
            case 8:
                try await library.mergeAll()
                committed = pending
            default:
                await library.close()
                library = try await Library.create(at: path)
                pending = committed
            }
            try await library.refresh()
            try await Self.check(library, against: committed, seed, &random)
        }
        try await library.mergeAll()
        committed = pending
        try await Self.checkScores(library, against: committed, seed, &random)
        #expect(try await Library.verify(at: path).isSound, "seed \(seed)")
    }

    /// Every hit of a phrase, and every passage byte for byte.
    private static func check(
        _ library: Library, against model: Model, _ seed: UInt64, _ random: inout SeededGenerator
    ) async throws {
        let phrase = (0..<Int.random(in: 1...3, using: &random))
            .map { _ in letters.dropLast().randomElement(using: &random) ?? "" }.joined()
        var expected: Set<String> = []
        for (id, lines) in model {
            for (number, line) in lines.enumerated() where line.contains(phrase) {
                expected.insert("\(id)#p\(number + 1)")
            }
        }
        let options = SearchOptions(limit: 1000, collapsesDuplicates: false)
        let results = try await library.search("\"\(phrase)\"", options: options)
        #expect(Set(results.hits.map(\.id)) == expected, "seed \(seed), phrase \(phrase)")
        #expect(results.total.value == expected.count, "seed \(seed)")
        if let (id, lines) = model.randomElement(using: &random) {
            #expect(try await library.passages(withID: id).map(\.text) == lines, "seed \(seed)")
        }
    }

    /// Scores do not depend on how an index came about, once nothing deleted is left in it.
    private static func checkScores(
        _ library: Library, against model: Model, _ seed: UInt64, _ random: inout SeededGenerator
    ) async throws {
        let folder = TemporaryFolder()
        let fresh = try await Library.create(at: folder.path + "/index")
        for (id, lines) in model.sorted(by: { $0.key < $1.key }) {
            try await fresh.add(id: id, title: "文", text: lines.joined(separator: "\n"))
        }
        try await fresh.commit()
        for query in ["质量 安全", "\"质量\" 全", "安", "质量安全A7 -全", "(质 OR 7) 量"] {
            let options = SearchOptions(limit: 1000, collapsesDuplicates: false)
            let scores = try await library.search(query, options: options).hits.map { ($0.id, $0.score) }
            let expected = try await fresh.search(query, options: options).hits.map { ($0.id, $0.score) }
            #expect(
                Dictionary(uniqueKeysWithValues: scores) == Dictionary(uniqueKeysWithValues: expected),
                "seed \(seed), query \(query)")
        }
    }
}
