import FaguiCorpus
import Testing

@testable import Fagui

@Suite struct StoredRecordTests {
    @Test(arguments: Passage.Kind.allCases)
    func aPassageKeepsItsKind(_ kind: Passage.Kind) throws {
        let bytes = PassageRecord.encode(
            locator: "第一条", headingsIndex: 70_000, kind: kind, text: Array("内容".utf8)[...])
        let record = try PassageRecord(decoding: bytes)
        #expect(record.kind == kind && record.headingsIndex == 70_000 && record.locator == "第一条")
        #expect(record.text == Array("内容".utf8))
    }

    @Test func metadataKeepTheirOrigins() throws {
        let record = SourceRecord(
            path: "a", title: "办法",
            metadata: [
                MetadataEntry(key: "level", value: "法律", origin: .inferred),
                MetadataEntry(key: "issued", value: "2009-01-01"),
                MetadataEntry(key: "published", value: "2009-01-02", origin: .database),
            ], headings: [["第一章"]], byteCount: 5)
        #expect(try SourceRecord(decoding: record.encoded) == record)
        // A record of an older version ends before the origins.
        let older = try SourceRecord(decoding: Array(record.encoded.dropLast(3)))
        #expect(older.metadata.map(\.origin) == [.stated, .stated, .stated])
        #expect(older.metadata.map(\.value) == record.metadata.map(\.value))
    }

    @Test func whatIsNoBodyComesBehindIt() async throws {
        #expect(LegalRank.lengthFactor(kind: .body) == 1)
        for kind in Passage.Kind.allCases where kind != .body { #expect(LegalRank.lengthFactor(kind: kind) > 1) }
    }
}
