import Foundation
import Testing

@testable import Fagui

/// What is written of results is read again as it was.
@Suite struct SearchResultsReadingTests {
    private static func read(_ json: [UInt8]) throws -> SearchResults {
        try JSONObject(json.withUnsafeBytes { try JSONFields($0).members }).searchResults()
    }

    private static func written(_ results: SearchResults) -> [UInt8] {
        var json = JSONWriter()
        json.write(results)
        return json.bytes
    }

    private static let full: SearchResults = {
        let law = LawReference(
            id: "法规/条例.md", title: "条例\"\n", path: "法规/条例.md",
            metadata: [
                MetadataEntry(key: "issued", value: "2023-06-01", origin: .inferred),
                MetadataEntry(key: "number", value: "第1号", origin: .database),
                MetadataEntry(key: "issuer", value: "国务院"),
            ], status: .amended, wordingNote: "later")
        let part = ScoreExplanation(value: 0.1, label: "质量", operation: .value, parts: [])
        var hit = Hit(
            rank: 3, score: 1.435_182_7, id: "法规/条例.md#第二条", law: law, locator: "第二条", headings: ["第一章 总则"],
            snippet: Snippet(text: "产品质量", highlights: [2..<4, 0..<1], isCutBefore: true, isCutAfter: true),
            duplicates: ["a#第二条"],
            explanation: ScoreExplanation(value: 1.5e-7, label: "score", operation: .product, parts: [part, part]),
            references: [
                .init(
                    from: "a#第二条", text: "前款", title: "条例", place: "第二条第一款", ids: ["a#第二条"], status: .inForce,
                    state: .noSuchPlace)
            ], othersInLaw: 3)
        hit.nearDuplicates = [Hit.NearDuplicate(id: "b#第二条", similarity: 0.96)]
        var results = SearchResults(
            query: "质量", total: TotalHits(value: 7, relation: .atLeast), hits: [hit], notes: ["cut"], snapshot: .max,
            tookMicroseconds: 412)
        results.corrections = ["\"质量\""]
        results.expansions = [.init(typed: "质检总局", targets: ["质"], source: "synonyms", weight: 0.8)]
        results.facets = [
            SearchFacet(column: .issuer, values: [.init(text: "国务院", count: 1)], valueCount: 2, missing: 1)
        ]
        results.isPartial = true
        results.hidden = [.init(status: .repealed, count: 2)]
        results.citations = ["《条例》第二条"]
        results.next = "AQ"
        return results
    }()

    @Test func allIsReadAgain() throws {
        #expect(try Self.read(Self.written(Self.full)) == Self.full)
        let plain = SearchResults(
            query: "", total: TotalHits(value: 0, relation: .equal), hits: [], notes: [], snapshot: 0,
            tookMicroseconds: 0)
        #expect(try Self.read(Self.written(plain)) == plain)
    }

    @Test func valuesOfOneNameComeApartAgain() throws {
        var results = Self.full
        results.hits[0].law.metadata.append(MetadataEntry(key: "issuer", value: "国务院办公厅"))
        let again = try Self.read(Self.written(results))
        #expect(again.hits[0].law.metadata.map(\.value) == ["2023-06-01", "第1号", "国务院", "国务院办公厅"])
        #expect(Self.written(again) == Self.written(results))
    }

    @Test func namesThatANewerServerWritesArePassedOver() throws {
        let text = String(decoding: Self.written(Self.full), as: UTF8.self)
        let newer = text.replacingOccurrences(of: #"{"rank""#, with: #"{"new":{"a":[1]},"rank""#)
        #expect(newer != text)
        #expect(try Self.read(Array(newer.utf8)) == Self.full)
    }

    /// Any member left out or of another kind is an error or harmless, never a crash.
    @Test func whatIsNoResultIsRefused() throws {
        let text = String(decoding: Self.written(Self.full), as: UTF8.self)
        for name in [
            "query", "total", "snapshot", "took_us", "rank", "score", "id", "law", "snippet", "label", "column",
        ] {
            let other = text.replacingOccurrences(of: "\"\(name)\":", with: "\"other\":")
            #expect(throws: JSONFields.Malformed.self, "\(name)") { try Self.read(Array(other.utf8)) }
        }
        for (part, wrong) in [("[2,4]", "[4,2]"), ("[2,4]", "[2]"), ("1.4351827", "\"x\""), ("\"gte\"", "\"lt\"")] {
            let other = text.replacingOccurrences(of: part, with: wrong)
            #expect(other != text)
            #expect(throws: JSONFields.Malformed.self, "\(wrong)") { try Self.read(Array(other.utf8)) }
        }
    }
}
