import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// Whole lives of an index against a model kept in a dictionary.
@Suite struct IndexModelTests {
    @Test(arguments: RandomTests.seeds(12)) func anIndexIsWhatItsHistoryMakesOfIt(seed: UInt64) throws {
        print("seed \(seed)")
        var life = try IndexLife(seed: seed)
        for _ in 0..<60 {
            try life.step()
            if life.isCommitted { try life.expectEqual() }
        }
        try life.end()
    }
}

/// An index, the model of it, and what is done to both.
private struct IndexLife {
    /// Live sources in the order in which they were added.
    typealias Model = [(id: String, texts: [String])]

    private let seed: UInt64
    private var random: SeededGenerator
    private let directory = MemoryDirectory()
    private var writer: IndexWriter
    private var options = IndexWriter.Options()
    private var committed: Model = []
    private var current: Model = []
    private var held: (snapshot: Snapshot, model: Model)?
    private(set) var isCommitted = false

    private static let words = (0..<40).map { $0 % 5 == 0 ? "a long word number \($0)".filter { $0 != " " } : "w\($0)" }

    init(seed: UInt64) throws {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        options.mergesInBackground = Bool.random(using: &random)
        options.memoryBudget = [1, 20_000, 1 << 20][Int.random(in: 0..<3, using: &random)]
        options.threads = Int.random(in: 1...2, using: &random)
        writer = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
    }

    /// Does one thing at random.
    mutating func step() throws {
        isCommitted = false
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<8: try add()
        case 8..<11: try delete()
        case 11..<15: try commit()
        case 15:
            try writer.rollback()
            current = committed
        case 16:
            try writer.mergeAll()
            committed = current
            isCommitted = true
            let snapshot = try Snapshot.open(directory)
            #expect(snapshot.documentCount == UInt64(current.reduce(0) { $0 + $1.texts.count }), "seed \(seed)")
        case 17:
            try writer.waitForMerges()
            try expectCommitted()
        case 18:
            writer.close()
            #expect(try IndexChecker.check(directory).warnings.isEmpty, "seed \(seed)")
            writer = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
            current = committed
        default: held = (try Snapshot.open(directory), committed)
        }
    }

    private mutating func add() throws {
        var sources: Model = []
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            var texts: [String] = []
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let count = Int.random(in: 0...8, using: &random)
                texts.append(
                    (0..<count).map { _ in Self.words.randomElement(using: &random) ?? "" }.joined(separator: " "))
            }
            sources.append((id: "source \(Int.random(in: 0..<25, using: &random))", texts: texts))
        }
        try writer.add(Texts.batch(of: sources))
        for source in sources {
            current.removeAll { $0.id == source.id }
            current.append(source)
        }
    }

    private mutating func delete() throws {
        let ids = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            "source \(Int.random(in: 0..<25, using: &random))"
        }
        let count = try writer.delete(sourceIDs: ids.map { Array($0.utf8) })
        #expect(count == Set(ids).intersection(current.map(\.id)).count, "seed \(seed)")
        current.removeAll { ids.contains($0.id) }
    }

    private mutating func commit() throws {
        try writer.commit()
        committed = current
        isCommitted = true
    }

    private func expectCommitted() throws {
        try Self.expect(Snapshot.open(directory), committed, "seed \(seed)")
    }

    /// Compares the newest commit with the model, by stored bytes and by every word's postings.
    mutating func expectEqual() throws {
        try expectCommitted()
        if let (snapshot, model) = held { try Self.expect(snapshot, model, "seed \(seed), a snapshot held open") }
    }

    /// Ends the writer, and looks at what is left.
    mutating func end() throws {
        try writer.rollback()
        writer.close()
        try expectEqual()
        let report = try IndexChecker.check(directory)
        #expect(report.findings.isEmpty && report.warnings.isEmpty, "seed \(seed): \(report)")
        try Self.expect(Snapshot.open(directory.afterPowerLoss()), committed, "seed \(seed), after the power went")
    }

    private static func expect(_ snapshot: Snapshot, _ model: Model, _ what: String) throws {
        let contents = try Texts.contents(snapshot)
        #expect(contents == Dictionary(uniqueKeysWithValues: model.map { ($0.id, $0.texts) }), "\(what)")
        let texts = model.flatMap(\.texts)
        for word in words {
            let expected = texts.filter { $0.split(separator: " ").contains(Substring(word)) }
            #expect(try Texts.find(word, in: snapshot) == expected, "\(what): \(word)")
            #expect(try Texts.find(word, field: 1, in: snapshot) == expected, "\(what): \(word)")
        }
        for (id, texts) in model {
            #expect(try Texts.find(id, field: 2, in: snapshot) == texts, "\(what): \(id)")
        }
    }
}
