import FaguiCorpus
import FaguiIndex
import FaguiTestSupport
import FaguiText
import Testing

@testable import Fagui

/// An index that was made before columns and marks of breaks were kept.
@Suite struct OlderIndexTests {
    private let folder = TemporaryFolder()

    /// Writes texts as the first version did: no columns but two, and an analysis without marks.
    private func write() throws {
        var bytes: [UInt8] = Array("FGAN".utf8) + [1, 0, 0, 0, 1, 1, 2, 0, 4] + Array("72.1".utf8)
        bytes += [4] + Array("15.0".utf8)
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: sum >> UInt64(8 * $0)) }
        var schema = LibrarySchema.schema
        schema.columns = Array(schema.columns.prefix(2))
        let writer = try IndexWriter(
            directory: FileSystemDirectory(path: folder.path, creating: true), schema: schema)
        try writer.keepAnalysis(bytes)
        let indexer = try SourceIndexer(Analysis(serialized: bytes), schema: schema)
        var source = StoredSourceTests.source(id: "old", text: "电梯质量监督。处三万元罚款。")
        source.fields = [.init(key: "issuer", value: "质检总局"), .init(key: "issued", value: "2009-02-26")]
        try indexer.add(source, contentHash: 1)
        // The indexer begins another one.
        nonisolated(unsafe) let batch = indexer.takeBatch()
        try writer.add(batch)
        try writer.commit()
        writer.close()
    }

    @Test func isSearchedAsBeforeWithANoteOfWhatItLacks() async throws {
        try write()
        let library = try await Library.open(at: folder.path)
        #expect(try await library.search("质量 NEAR/3 监督", limit: 9).hits.count == 1)
        for query in ["issuer:质检总局", "issued:2009", "质量 SENTENCE 监督"] {
            let results = try await library.search(query, limit: 9)
            #expect(results.hits.isEmpty, "\(query)")
            #expect(results.notes.contains { $0.contains("'fagui index") }, "\(query): \(results.notes)")
        }
        #expect(try await library.search("* -issuer:*", limit: 9).hits.count == 1)
        #expect(try await Library.verify(at: folder.path).isSound)
    }

    @Test func growsWithWhatIsAdded() async throws {
        try write()
        let library = try await Library.open(at: folder.path)
        try await library.add(
            id: "new", title: "办法", text: "电梯质量监督。处三万元罚款。",
            metadata: [MetadataEntry(key: "issuer", value: "质检总局")])
        try await library.commit()
        #expect(try await library.search("issuer:质检总局", limit: 9).hits.map(\.law.id) == ["new"])
        #expect(try await library.search("质量 SENTENCE 监督", limit: 9).hits.map(\.law.id) == ["new"])
        #expect(try await library.search("质量 AND 监督", limit: 9).total.value == 2)
        try await library.mergeAll()
        #expect(try await library.search("质量 AND 监督", limit: 9).total.value == 2)
        #expect(try await library.reanalyze().changedTexts == 1)
        #expect(try await library.search("issuer:质检总局", limit: 9).total.value == 2)
        #expect(try await library.search("质量 SENTENCE 监督", limit: 9).total.value == 2)
        #expect(try await library.search("质量 SENTENCE 罚款", limit: 9).total.value == 0)
        #expect(try await library.search("质量 SENTENCE 监督 issued:2009", limit: 9).notes.isEmpty)
        #expect(try await Library.verify(at: folder.path).isSound)
    }
}
