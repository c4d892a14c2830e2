import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// An index whose postings are of version 1 is read as it was meant, and comes up to date when it is merged.
///
/// The fixture was written by the program of that time from the texts that ``terms(of:)`` gives: a dense list (常, 密), a list
/// with impacts (长), short ones (短, 独), and frequencies of all sizes.
@Suite struct OlderVersionTests {
    private static let documentCount = 80_000

    /// The terms of a document, in order.
    private static func terms(of doc: Int) -> [String] {
        var terms: [String] = []
        func add(_ term: String, _ count: Int) { terms += Array(repeating: term, count: count) }
        if doc % 64 < 12 && doc % 10 != 9 { add("常", 1 + (doc % 5 == 0 ? 1 : 0) + (doc % 499 == 0 ? 20 : 0)) }
        if doc % 140 == 3 { add("长", doc % 280 == 3 ? 2 : 1) }
        if doc % 1500 == 11 { add("短", doc % 4 + 1) }
        if doc == 33_333 { add("独", 1) }
        if doc % 2 == 0 && doc % 64 < 20 { add("密", 1 + doc % 3) }
        return terms
    }

    @Test func postingsOfVersion1AreRead() throws {
        let snapshot = try Snapshot.open(try fixture())
        #expect(snapshot.segments.count == 1)
        try check(snapshot.segments[0])
    }

    @Test func postingsOfVersion1AreSound() throws {
        #expect(throws: Never.self) { try IndexChecker.check(try fixture()) }
    }

    @Test func mergingBringsThemUpToDate() throws {
        let directory = try fixture()
        let schema = try Snapshot.open(directory).schema
        let writer = try IndexWriter(directory: directory, schema: schema)
        let batch = DocumentBatch(schema: schema)
        batch.beginSource(id: Array("new".utf8), stored: [], columns: [])
        batch.beginDocument(stored: UnsafeRawBufferPointer(start: nil, count: 0), columns: [])
        batch.endDocument()
        batch.endSource()
        // Nobody touches it any more, which the compiler does not see through closures.
        nonisolated(unsafe) let added = batch
        try writer.add(added)
        try writer.mergeAll()
        writer.close()
        let snapshot = try Snapshot.open(directory)
        #expect(snapshot.segments.count == 1)
        #expect(snapshot.segments[0].documentCount == Self.documentCount + 1)
        try check(snapshot.segments[0])
    }

    /// The fixture in memory, where it can be written to.
    private func fixture() throws -> MemoryDirectory {
        let folder = "\(#filePath)".split(separator: "/").dropLast().map { "/\($0)" }.joined()
        let files = try FileSystemDirectory(path: "\(folder)/Fixtures/postings-1")
        let directory = MemoryDirectory()
        for name in try files.list() {
            let file = try files.map(name)
            withExtendedLifetime(file) { directory.put(Array(file.bytes), as: name) }
        }
        return directory
    }

    /// Compares every list with the texts.
    private func check(_ segment: SegmentReader) throws {
        var expected: [String: [Int: [UInt32]]] = [:]
        for doc in 0..<Self.documentCount {
            for (position, term) in Self.terms(of: doc).enumerated() {
                expected[term, default: [:]][doc, default: []].append(UInt32(position))
            }
        }
        for (term, documents) in expected {
            let info = try #require(try Array(term.utf8).withUnsafeBytes { try segment.term($0, in: 0) })
            #expect(Int(info.documentFrequency) == documents.count, "\(term)")
            let found = try Texts.positions(of: info, in: segment)
            #expect(found == documents, "\(term)")
        }
    }
}
