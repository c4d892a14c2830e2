import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// Columns and fields that come to an index which has segments already.
@Suite struct SchemaGrowthTests {
    private let directory = MemoryDirectory()
    private static let older = Schema(
        fields: Texts.schema.fields, columns: Array(Texts.schema.columns.prefix(1)))

    /// A batch of sources with one document each, with the values of as many columns as the schema has.
    private static func batch(_ ids: String..., schema: Schema) throws -> DocumentBatch {
        let batch = DocumentBatch(schema: schema)
        for (number, id) in ids.enumerated() {
            let isOld = schema.columns.count == 1
            batch.beginSource(id: Array(id.utf8), stored: [1], columns: isOld ? [] : [.int64(7)])
            [UInt8](id.utf8).withUnsafeBytes {
                let own: [ColumnValue] = [.uint32(UInt32(number)), .keyword(Array("issuer of \(id)".utf8))]
                batch.beginDocument(stored: $0, columns: isOld ? [own[0]] : own)
            }
            for field in schema.fields.indices {
                try Texts.add([Array(id.utf8)], to: batch, field: FieldID(field))
            }
            batch.endDocument()
            batch.endSource()
        }
        return batch
    }

    private func writeOld() throws {
        let writer = try IndexWriter(directory: directory, schema: Self.older)
        try writer.add(Self.batch("a", "b", schema: Self.older))
        try writer.commit()
        try writer.add(Self.batch("c", schema: Self.older))
        try writer.commit()
        writer.close()
    }

    @Test func anOlderIndexOpensAsItIs() throws {
        try writeOld()
        let snapshot = try Snapshot.open(directory)
        #expect(snapshot.schema == Self.older)
        #expect(snapshot.schema.column(named: "issuer") == nil)
        #expect(try Texts.find("c", in: snapshot) == ["c"])
    }

    @Test func oldSegmentsHaveNoValueOfANewColumn() throws {
        try writeOld()
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        try writer.add(Self.batch("d", schema: Texts.schema))
        try writer.commit()
        let snapshot = try Snapshot.open(directory)
        #expect(snapshot.schema == Texts.schema)
        let issuer = try #require(snapshot.schema.column(named: "issuer"))
        #expect(snapshot.segments.map { $0.hasColumn(issuer) } == [false, false, true])
        #expect(snapshot.segments.map(\.isComplete) == [false, false, true])
        let old = snapshot.segments[0], new = snapshot.segments[2]
        #expect(try old.keyword(issuer, of: 1) == [] && old.int64(2, ofSource: 1) == 0)
        #expect(try old.uint32(0, of: 1) == 1, "what it has stays")
        #expect(try old.keywordOrdinals(issuer).isEmpty && old.keywordCount(issuer) == 0)
        #expect(try new.keyword(issuer, of: 0) == Array("issuer of d".utf8))
        #expect(try new.keywordOrdinals(issuer).elementsEqual([0]) && new.keywordCount(issuer) == 1)
        #expect(try new.keyword(issuer, ordinal: 0).elementsEqual("issuer of d".utf8))
        #expect(throws: IndexError.self) { try new.keyword(issuer, ordinal: 1) }
        for id in ["a", "b", "c", "d"] { #expect(try Texts.find(id, in: snapshot) == [id]) }
        #expect(try IndexChecker.check(directory).findings.isEmpty)
    }

    @Test func mergingKeepsApartWhatDiffersInColumns() throws {
        try writeOld()
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        try writer.add(Self.batch("d", schema: Texts.schema))
        try writer.commit()
        try writer.add(Self.batch("e", schema: Texts.schema))
        try writer.mergeAll()
        let snapshot = try Snapshot.open(directory)
        #expect(snapshot.segments.map(\.documentCount) == [3, 2])
        #expect(snapshot.segments.map(\.isComplete) == [false, true])
        #expect(try snapshot.segments[0].uint32Values(0).elementsEqual([0, 1, 0]))
        #expect(try snapshot.segments[1].keyword(1, of: 1) == Array("issuer of e".utf8))
        for id in ["a", "b", "c", "d", "e"] { #expect(try Texts.find(id, in: snapshot) == [id]) }
        #expect(try IndexChecker.check(directory).findings.isEmpty)
    }

    private static let withField = Schema(
        fields: Texts.schema.fields + [FieldSpec(name: "exact", isScored: false, weight: 0)],
        columns: Texts.schema.columns)

    @Test func oldSegmentsHaveNoTermsOfANewField() throws {
        try writeOld()
        let writer = try IndexWriter(directory: directory, schema: Self.withField)
        try writer.add(Self.batch("d", schema: Self.withField))
        try writer.commit()
        try writer.add(Self.batch("e", schema: Self.withField))
        try writer.commit()
        for isMerged in [false, true] {
            if isMerged { try writer.mergeAll() }
            let snapshot = try Snapshot.open(directory)
            #expect(snapshot.schema == Self.withField)
            let field = try #require(snapshot.schema.field(named: "exact"))
            #expect(
                snapshot.segments.map { $0.hasField(field) }
                    == (isMerged ? [false, true] : [false, false, true, true]))
            #expect(snapshot.segments.map(\.isComplete) == (isMerged ? [false, true] : [false, false, true, true]))
            #expect(snapshot.segments.map { $0.statistics(of: field).termCount }.reduce(0, +) == 2)
            for segment in snapshot.segments {
                var terms: [String] = []
                try segment.forEachTerm(in: field, prefix: []) { bytes, info in
                    let postings = try segment.postings(of: info)
                    #expect(postings.documentFrequency == 1)
                    terms.append(String(decoding: bytes, as: UTF8.self))
                    return true
                }
                #expect(terms.count == (segment.hasField(field) ? segment.documentCount : 0))
            }
            for id in ["a", "b", "c", "d", "e"] { #expect(try Texts.find(id, in: snapshot) == [id]) }
            #expect(try IndexChecker.check(directory).findings.isEmpty)
        }
    }

    @Test func fieldsThatOldDocumentsWouldNeedLengthsOfAreRefused() throws {
        try writeOld()
        for field in [
            FieldSpec(name: "scored"), FieldSpec(name: "placed", hasPositions: true, isScored: false),
        ] {
            let schema = Schema(fields: Texts.schema.fields + [field], columns: Texts.schema.columns)
            #expect(throws: IndexError.self) { try IndexWriter(directory: directory, schema: schema) }
        }
        let fewer = Schema(fields: Array(Texts.schema.fields.prefix(2)), columns: Texts.schema.columns)
        #expect(throws: IndexError.self) { try IndexWriter(directory: directory, schema: fewer) }
    }

    @Test func columnsThatChangedOrWentAreRefused() throws {
        try writeOld()
        for columns in [
            [], [ColumnSpec(name: "number", kind: .int64, level: .document)],
            Array(Texts.schema.columns.reversed()),
        ] {
            let schema = Schema(fields: Texts.schema.fields, columns: columns)
            #expect(throws: IndexError.self) { try IndexWriter(directory: directory, schema: schema) }
        }
    }

    @Test func aFileCutInsideAColumnIsDamage() throws {
        let body: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0]
        #expect(body.count == 12, "one row of three columns: u32, keyword without its table")
        let output = try EnvelopeOutput(directory, name: "x.columns", kind: .columns, uniqueID: 1)
        try output.write(body)
        let (length, checksum) = try output.finish()
        let file = try EnvelopeFile.open(
            directory, name: "x.columns", kind: .columns, uniqueID: 1, length: length, checksum: checksum)
        #expect(throws: IndexError.self) {
            try ColumnsFile(file, name: "x.columns", schema: Texts.schema, documentCount: 1, sourceCount: 1)
        }
    }
}
