internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiTestSupport
internal import FaguiText
import Testing

@testable import Fagui

@Suite struct ReanalysisTests {
    private let texts = [
        ("a", "海带晾晒机应当符合质量要求。\n\n海带品鉴日由质检机构组织。"), ("b", "特种设备的使用单位应当登记。"),
        ("c", "第一条 海带晾晒机的生产者应当标明成分。\n\n第二条 本办法自公布之日起施行。"),
    ]
    private let lexicon = "海带晾晒机\tproduct\n海带品鉴日\n"

    private func fill(_ library: Library) async throws {
        for (id, text) in texts { try await library.add(id: id, title: "标题\(id)", text: text) }
        try await library.commit()
    }

    private func hits(_ library: Library, _ query: String) async throws -> [String] {
        try await library.search(query, limit: 100).hits.map { "\($0.id) \($0.score)" }
    }

    @Test func textsStayFindableUntilTheyAreAnalysedAnew() async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path)
        try await fill(library)
        try await library.useLexicon(lexicon)
        try await library.add(id: "d", title: "新", text: "海带晾晒机抽查结果。")
        try await library.commit()
        let found = try await library.search("海带晾晒机", limit: 10).hits.map(\.id)
        #expect(Set(found).isSuperset(of: ["a#p1", "c#第一条", "d#p1"]))
        #expect(try await Set(library.statistics().segments.map(\.analysis)).count == 2)

        let report = try await library.reanalyze()
        #expect(report.examined == 5 && report.changedTexts == 2 && report.changedPassages == 4)
        #expect(try await Set(library.statistics().segments.map(\.analysis)).count == 1)
        #expect(try await library.search("海带晾晒机", limit: 10).hits.map(\.id).count == found.count)
        #expect(try await library.reanalyze().examined == 0)
        #expect(try await Library.verify(at: folder.path).isSound)
    }

    @Test func afterwardsAllIsAsInANewIndex() async throws {
        let (old, new) = (TemporaryFolder(), TemporaryFolder())
        let library = try await Library.create(at: old.path)
        try await fill(library)
        try await library.useLexicon(lexicon)
        _ = try await library.reanalyze()
        try await library.mergeAll()
        let fresh = try await Library.create(at: new.path)
        try await fresh.useLexicon(lexicon)
        try await fill(fresh)
        for query in ["海带晾晒机", "海带品鉴日", "质量", "\"第一条\"", "登记 施行"] {
            #expect(try await Set(hits(library, query)) == Set(hits(fresh, query)), "\(query)")
        }
        #expect(try await library.passages(withID: "c").map(\.text) == fresh.passages(withID: "c").map(\.text))
    }

    @Test func theLexiconStaysWithTheIndex() async throws {
        let folder = TemporaryFolder()
        var library = try await Library.create(at: folder.path)
        try await library.useLexicon(lexicon)
        try await fill(library)
        await library.close()
        library = try await Library.open(at: folder.path)
        try await library.add(id: "d", title: "新", text: "海带品鉴日")
        try await library.commit()
        #expect(try await Set(library.statistics().segments.map(\.analysis)).count == 1)
        #expect(try await library.analyze("海带品鉴日").contains { $0.term == "海带品鉴日" })
        try await library.useLexicon("")
        #expect(try await library.reanalyze().changedTexts == 3)
        #expect(try await !library.analyze("海带品鉴日").contains { $0.term == "海带品鉴日" })
    }

    @Test func bringsAnIndexOfTheFirstVersionUpToDate() async throws {
        let folder = TemporaryFolder()
        // As the first version wrote its analysis: settings, versions, FNV-1a.
        var bytes: [UInt8] = Array("FGAN".utf8) + [1, 0, 0, 0, 1, 1, 2, 0, 4] + Array("72.1".utf8)
        bytes += [4] + Array("15.0".utf8)
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: sum >> UInt64(8 * $0)) }
        do {
            let writer = try IndexWriter(
                directory: FileSystemDirectory(path: folder.path, creating: true), schema: LibrarySchema.schema)
            try writer.keepAnalysis(bytes)
            let indexer = try SourceIndexer(Analysis(serialized: bytes))
            try indexer.add(StoredSourceTests.source(id: "old", text: "產品質量監督"), contentHash: 1)
            // The indexer begins another one.
            nonisolated(unsafe) let batch = indexer.takeBatch()
            try writer.add(batch)
            try writer.commit()
            writer.close()
        }
        let library = try await Library.open(at: folder.path)
        #expect(try await library.search("產品質量", limit: 9).hits.count == 1)
        #expect(try await library.search("\"产品质量\"", limit: 9).hits.isEmpty)
        #expect(try await library.reanalyze().changedTexts == 1)
        #expect(try await library.search("\"产品质量\"", limit: 9).hits.count == 1)
        #expect(try await library.search("\"產品質量\"", limit: 9).hits.count == 1)
        #expect(try await Library.verify(at: folder.path).isSound)
    }

    @Test func namesTheLineOfALexiconThatItCannotRead() async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path)
        await #expect {
            try await library.useLexicon("质量安全\n质 量")
        } throws: { error in
            (error as? LibraryError).map { $0.code == .invalidArgument && $0.message.contains("line 2") } ?? false
        }
    }
}

enum StoredSourceTests {
    /// A source of one passage.
    static func source(id: String, text: String) -> SourceText {
        let bytes = Array(text.utf8)
        return SourceText(
            id: id, path: id, title: "标题", fields: [], text: bytes, rowID: nil,
            passages: [Passage(locator: "p1", headings: [], range: 0..<bytes.count)])
    }
}
