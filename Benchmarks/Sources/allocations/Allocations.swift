import ArgumentParser
import CAllocationCount
import FaguiIndex
import FaguiSearch
import Foundation

/// Counts the allocations of one search, by kind of query, over two indexes of which one is ten times as large: what a loop
/// over blocks or documents allocates would show in the difference.
@main
struct Allocations: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allocations",
        abstract: "Counts allocations a search, and compares them with those that are written down.")

    @Option(help: "The figures to compare with; exit status 1 if any is exceeded.", completion: .file())
    var expected: String?

    func run() throws {
        guard countsAllocations() != 0 else {
            throw ValidationError("Allocations are counted with glibc only.")
        }
        let small = try Searcher(snapshot: index(of: 20_000))
        let large = try Searcher(snapshot: index(of: 200_000))
        var figures: [String: Int] = [:]
        print("query\t20,000 documents\t200,000 documents")
        for (name, query) in Self.queries {
            let counts = try [small, large].map { try count(query, $0) }
            print("\(name)\t\(counts[0])\t\(counts[1])")
            figures[name] = counts.max()
        }
        guard let expected else { return }
        var isExceeded = false
        for line in try String(contentsOfFile: expected, encoding: .utf8).split(separator: "\n").dropFirst() {
            let columns = line.split(separator: "\t")
            guard columns.count == 3, let most = Int(columns[2]), let found = figures[String(columns[0])] else {
                throw ValidationError("\(expected): a line is no query with two numbers: \(line)")
            }
            if found > most {
                isExceeded = true
                print("\(columns[0]): \(found) allocations, \(most) are written down")
            }
        }
        if isExceeded { throw ExitCode(1) }
    }

    private static let field: FieldID = 0
    private static let queries: [(String, TermQuery)] = {
        let terms = ["a", "b", "c", "d"].map { TermQuery.term(Array($0.utf8), in: field) }
        return [
            ("term", terms[1]), ("or2", .any(Array(terms[..<2]))), ("or4", .any(terms)),
            ("and2", .all(Array(terms[..<2]))),
            ("and4", .all(terms)), ("phrase2", .phrase(["a", "b"].map { Array($0.utf8) }, in: field)),
            ("phrase3", .phrase(["a", "b", "c"].map { Array($0.utf8) }, in: field)),
        ]
    }()

    /// The least that a search allocates once memory is warm.
    private func count(_ query: TermQuery, _ searcher: Searcher) throws -> Int {
        var least = Int.max
        for _ in 0..<20 {
            let start = allocationCount()
            _ = try searcher.search(query, limit: 10, exactTotal: false)
            least = min(least, Int(allocationCount() - start))
        }
        return least
    }

    /// An index in a temporary folder, removed again: the files stay mapped.
    private func index(of documentCount: Int) throws -> Snapshot {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("allocations-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let directory = try FileSystemDirectory(path: folder.path, creating: true)
        let schema = Schema(fields: [FieldSpec(name: "body", hasPositions: true)], columns: [])
        let writer = try IndexWriter(directory: directory, schema: schema)
        let batch = DocumentBatch(schema: schema)
        batch.beginSource(id: [1], stored: [], columns: [])
        for doc in 0..<documentCount {
            var text = ""
            for (number, letter) in "abcd".enumerated() where doc * 7919 % (1009 << number) < 300 {
                text += String(repeating: letter, count: 1 + doc % 3)
            }
            let terms = text.utf8.map { UInt64($0) << 56 | 1 }
            let positions = terms.indices.map { UInt32($0) }
            batch.beginDocument(stored: UnsafeRawBufferPointer(start: nil, count: 0), columns: [])
            try terms.withUnsafeBufferPointer { terms in
                try positions.withUnsafeBufferPointer {
                    try batch.addTerms(
                        to: Self.field, terms: terms, positions: $0, arena: UnsafeBufferPointer(start: nil, count: 0))
                }
            }
            batch.endDocument()
        }
        batch.endSource()
        // Nobody touches it any more, which the compiler does not see through closures.
        nonisolated(unsafe) let full = batch
        try writer.add(full)
        try writer.commit()
        writer.close()
        return try Snapshot.open(directory)
    }
}
