import FaguiCorpus
import FaguiIndex
import FaguiTestSupport
import Testing

@testable import Fagui

/// What a source's metadata give its columns.
@Suite struct SourceColumnTests {
    private static func values(_ fields: [(String, String)], title: String = "办法") -> [ColumnValue] {
        let source = SourceText(
            id: "a", path: "a", title: title, fields: fields.map { SourceText.Field(key: $0.0, value: $0.1) }, text: [],
            rowID: nil, passages: [])
        return SourceColumns.values(of: source, contentHash: 5) { $0 }
    }

    private static func keyword(_ text: String) -> ColumnValue { .keyword(Array(text.utf8)) }

    @Test func thereIsAValueForEveryColumnOfSources() throws {
        let columns = LibrarySchema.schema.columns.filter { $0.level == .source }
        let values = Self.values([])
        #expect(values.count == columns.count)
        for (column, value) in zip(columns, values) {
            switch (column.kind, value) {
            case (.uint32, .uint32(let number)): #expect(number == 0, "\(column.name) is not stated")
            case (.int64, .int64): #expect(column.name == "content_hash")
            case (.keyword, .keyword(let bytes)): #expect(bytes.isEmpty || ["title", "work"].contains(column.name))
            default: Issue.record("\(column.name) has a value of another kind")
            }
        }
    }

    @Test func whatIsStatedFirstCounts() {
        let values = Self.values([
            ("issuer", " 国务院 "), ("number", "国发[2009] 1号"), ("status", "现行有效"),
            ("level", "行政法规"), ("published", "2009-03-01"), ("issued", "2009-02-26"), ("issued", "2015-04-24"),
            ("effective", "2009-06-01"), ("effective", "2015-10-01"),
        ])
        #expect(
            values == [
                .int64(5), Self.keyword("国务院"), Self.keyword("国发〔2009〕1号"), Self.keyword("现行有效"),
                Self.keyword("行政法规"), .uint32(20_090_226), .uint32(20_151_001), Self.keyword("2009"),
                Self.keyword("办法"), Self.keyword("办法"), .uint32(20_090_226), .uint32(0),
                Self.keyword(""),
            ])
    }

    @Test func issuersAndNumbersAreAllKept() {
        let values = Self.values([
            ("issuer", "公安部"), ("number", "公通字[2010]1号"), ("issuer", " 司法部\n"), ("issuer", "公安部"),
            ("issuer", ""), ("number", "司发(2010)2号"), ("issuer", "国家\n监委"),
        ])
        #expect(values[1] == Self.keyword("公安部\n司法部\n国家 监委"))
        #expect(values[2] == Self.keyword("公通字〔2010〕1号\n司发〔2010〕2号"))
    }

    @Test func issuersOfAnotherOriginAreNoFurtherOnes() {
        let fields = [("国务院", SourceText.Field.Origin.stated), ("公安部", .inferred), ("司法部", .stated)].map {
            SourceText.Field(key: "issuer", value: $0.0, origin: $0.1)
        }
        let source = SourceText(id: "a", path: "a", title: "办法", fields: fields, text: [], rowID: nil, passages: [])
        #expect(SourceColumns.values(of: source, contentHash: 5) { $0 }[1] == Self.keyword("国务院\n司法部"))
    }

    @Test func aTextOfTwoIssuersIsFoundAndCountedUnderBoth() async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path + "/index")
        let joint = ["最高人民法院", "最高人民检察院"].map { MetadataEntry(key: "issuer", value: $0) }
        try await library.add(id: "a", title: "解释", text: "第一条 量刑。", metadata: joint)
        try await library.add(id: "b", title: "规定", text: "第一条 量刑。", metadata: [joint[1]])
        try await library.add(id: "c", title: "办法", text: "第一条 量刑。")
        try await library.commit()
        var options = SearchOptions()
        options.collapsesDuplicates = false
        func found(_ query: String) async throws -> Set<String> {
            Set(try await library.search(query, options: options).hits.map(\.law.id))
        }
        #expect(try await found("量刑 issuer:最高人民检察院") == ["a", "b"])
        #expect(try await found("量刑 issuer:\"最高人民检察院\"") == ["a", "b"])
        #expect(try await found("量刑 issuer:\"最高人民法院\"") == ["a"])
        #expect(try await found("量刑 issuer:最高*法院") == ["a"])
        #expect(try await found("量刑 issuer:法院*检察院") == [])
        #expect(try await found("量刑 -issuer:检察院") == ["c"])
        options.facets = [.issuer]
        let facet = try #require(try await library.search("量刑", options: options).facets.first)
        #expect(facet.values.map(\.text) == ["最高人民检察院", "最高人民法院"])
        #expect(facet.values.map(\.count) == [2, 1])
        #expect(facet.valueCount == 2 && facet.missing == 1)
    }

    @Test func theEffectIsOfThePreferredOrigin() {
        func effective(_ days: [(String, SourceText.Field.Origin)]) -> ColumnValue {
            let fields = days.map { SourceText.Field(key: "effective", value: $0.0, origin: $0.1) }
            let source = SourceText(id: "a", path: "a", title: "法", fields: fields, text: [], rowID: nil, passages: [])
            return SourceColumns.values(of: source, contentHash: 5) { $0 }[6]
        }
        #expect(effective([("2009-06-01", .stated), ("2020-01-01", .database)]) == .uint32(20_090_601))
        #expect(effective([("2020-01-01", .database), ("2009-06-01", .stated)]) == .uint32(20_200_101))
    }

    @Test func aMonthOrThePublicationWillDo() {
        let month = Self.values([("published", "2010-05")])
        #expect(month[5...7] == [.uint32(20_100_500), .uint32(0), Self.keyword("2010")])
        let vague = Self.values([("issued", "近日")])
        #expect(vague[5...7] == [.uint32(0), .uint32(0), Self.keyword("")])
    }

    @Test func aKeywordIsCutBetweenCharacters() {
        let values = Self.values([("issuer", String(repeating: "局", count: 500))])
        #expect(values[1] == Self.keyword(String(repeating: "局", count: 341)))
    }

    @Test func anIndexHasTheColumnsOfItsTexts() async throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/index"
        let library = try await Library.create(at: path)
        try await library.add(
            id: "a", title: "办法", text: "第一条 内容。",
            metadata: [MetadataEntry(key: "issuer", value: "国务院"), MetadataEntry(key: "issued", value: "2009-02-26")])
        try await library.add(id: "b", title: "规定", text: "第一条 内容。")
        try await library.commit()
        await library.close()
        let snapshot = try Snapshot.open(FileSystemDirectory(path: path))
        let segment = try #require(snapshot.segments.first)
        #expect(segment.isComplete)
        #expect(try segment.keyword(LibrarySchema.issuerColumn, ofSource: 0) == Array("国务院".utf8))
        #expect(try segment.keyword(LibrarySchema.issuerColumn, ofSource: 1) == [])
        #expect(try segment.uint32Values(LibrarySchema.issuedColumn).elementsEqual([20_090_226, 0]))
        #expect(try segment.keyword(LibrarySchema.titleColumn, ofSource: 1) == Array("规定".utf8))
    }
}
