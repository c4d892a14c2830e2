import Fagui
import Testing

@testable import FaguiServer

@Suite struct QueryFiltersTests {
    @Test(arguments: [
        ("质量", FacetColumn.level, "法律", "质量 level:\"法律\""), ("质量", .year, "2010", "质量 year:2010"),
        ("质量", .status, "已废止", "质量 status:已废止"), ("质量 OR 安全", .level, "法律", "+(质量 OR 安全) level:\"法律\""),
        ("质量 NEAR/3 安全", .level, "法律", "+(质量 NEAR/3 安全) level:\"法律\""),
        // A quotation that is not closed must not swallow the filter.
        ("24\" 显示器", .level, "法律", "level:\"法律\" 24\" 显示器"),
    ])
    func filtersAreAdded(_ query: String, _ column: FacetColumn, _ value: String, _ expected: String) {
        #expect(QueryFilters(query).adding(column, value) == expected)
    }

    @Test(arguments: [
        "质量 AND", "OR 质量", "质量 NEAR/99999999999 食品", "质量 NEAR 食品", "质量 (安全", "质量)) OR 食品", ")质量(",
    ])
    func whatIsNotWellFormedGetsNoFilter(_ query: String) {
        #expect(QueryFilters(query).adding(.level, "法律") == nil)
    }

    @Test(arguments: ["", "a\"b", "“x”", "a\nb"])
    func valuesThatCannotBeWrittenAreNoFilters(_ value: String) {
        #expect(QueryFilters("质量").adding(.issuer, value) == nil)
    }

    @Test(arguments: [
        ("质量 level:\"法律\"", "level:法律", "质量"), ("level:\"地方性 法规\" 质量 安全", "level:地方性 法规", "质量 安全"),
        ("质量 year:2010 安全", "year:2010", "质量 安全"), ("质量 status:已废止", "status:已废止", "质量"),
    ])
    func filtersAreFound(_ query: String, _ filter: String, _ rest: String) throws {
        let found = try #require(QueryFilters(query).filters.first)
        #expect("\(found.column.rawValue):\(found.value)" == filter)
        #expect(found.rest == rest)
    }

    @Test(arguments: [
        "质量", "level:", "level: 法律", "issuer:(国务院 质检总局)", "year:[2010 TO 2012]", "year:>2010", "xlevel:法律",
        "level:\"法律",
        "-level:法律", "+level:法律", "a level:\"b\"c",
    ])
    func allElseIsNoFilter(_ query: String) {
        #expect(QueryFilters(query).filters.isEmpty)
    }

    @Test func whatIsAddedIsFoundAndTakenAway() throws {
        let one = try #require(QueryFilters("质量 安全").adding(.level, "法律"))
        let two = try #require(QueryFilters(one).adding(.year, "2010"))
        let filters = QueryFilters(two)
        #expect(filters.filters.map(\.value) == ["法律", "2010"])
        #expect(filters.has(.level, "法律") && !filters.has(.level, "规章"))
        #expect(filters.filters.last?.rest == one)
        #expect(QueryFilters(one).filters.first?.rest == "质量 安全")
    }
}
