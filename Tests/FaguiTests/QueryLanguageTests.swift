import Fagui
import FaguiSearch
import FaguiTestSupport
import Foundation
import Testing

/// Every example of docs/query-language.md, over the texts that stand there.
@Suite struct QueryLanguageTests {
    /// A row of a table: its cells, and the first cell of the table's head.
    private struct Row {
        var table: String
        var cells: [String]
        var line: Int
    }

    private static func rows() throws -> [Row] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/query-language.md")
        var rows: [Row] = []
        var table: String?
        for (number, line) in try String(contentsOf: url, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).enumerated() {
            guard line.hasPrefix("|") else {
                table = nil
                continue
            }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: .whitespaces) }
            if table == nil {
                table = cells.first
            } else if let table, cells.first?.hasPrefix("---") == false {
                rows.append(Row(table: table, cells: cells, line: number + 1))
            }
        }
        return rows
    }

    /// What stands between back quotes, if that is all of a cell.
    private static func code(_ cell: String) -> String? {
        guard cell.count > 2, cell.first == "`", cell.last == "`" else { return nil }
        let code = cell.dropFirst().dropLast()
        return code.contains("`") ? nil : String(code)
    }

    private static func library(_ rows: [Row], at path: String) async throws -> Library {
        let library = try await Library.create(at: path)
        for row in rows where row.table == "id" {
            let metadata = row.cells[2].split(separator: " ").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1)
                return MetadataEntry(key: String(parts[0]), value: String(parts[1]))
            }
            try await library.add(
                id: row.cells[0], title: row.cells[1], text: row.cells[3].replacing("⏎", with: "\n"),
                metadata: metadata)
        }
        try await library.commit()
        return library
    }

    @Test func everyExampleFindsWhatIsWritten() async throws {
        let rows = try Self.rows()
        let folder = TemporaryFolder()
        let library = try await Self.library(rows, at: folder.path + "/index")
        var count = 0
        for row in rows where row.table == "query" {
            let query = try #require(Self.code(row.cells[0]), "line \(row.line)")
            var options = SearchOptions()
            options.isStrict = true
            options.validity = .all
            let found = try await library.search(query, options: options).hits.map { String($0.law.id) }
            // Groups from the best on; within one the order is not told.
            let groups =
                row.cells[1] == "—"
                ? []
                : row.cells[1].split(separator: ">").map { group in
                    Set(group.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
                }
            let comment: Comment = "line \(row.line): \(query) finds \(found)"
            #expect(found.count == groups.reduce(0) { $0 + $1.count }, comment)
            var rest = found[...]
            for group in groups {
                #expect(Set(rest.prefix(group.count)) == group, comment)
                rest = rest.dropFirst(group.count)
            }
            #expect(try await library.count(query, options: options) == found.count, comment)
            count += 1
        }
        #expect(count >= 86)
    }

    @Test func whatFitsNoGrammarIsReadAsWritten() throws {
        var count = 0
        for row in try Self.rows() where row.table == "typed" {
            let typed = try #require(Self.code(row.cells[0]), "line \(row.line)")
            let query = ParsedQuery(typed)
            if let other = Self.code(row.cells[1]) {
                #expect(query.root == ParsedQuery(other).root, "line \(row.line)")
            } else {
                #expect(query.root == .text(typed), "line \(row.line)")
            }
            #expect(throws: QuerySyntaxError.self, "line \(row.line)") { try ParsedQuery(strict: typed) }
            count += 1
        }
        #expect(count > 15)
    }

    @Test func strictReadingPointsAtTheFault() throws {
        var count = 0
        for row in try Self.rows() where row.table == "mistyped" {
            let typed = try #require(Self.code(row.cells[0]), "line \(row.line)")
            let fault = #expect(throws: QuerySyntaxError.self, "line \(row.line)") {
                try ParsedQuery(strict: typed)
            }
            #expect(fault.map { "\($0.position + 1)" } == row.cells[1], "line \(row.line)")
            count += 1
        }
        #expect(count > 12)
    }

    @Test func looseTextCanBeRequiredInPart() async throws {
        let folder = TemporaryFolder()
        let library = try await Self.library(Self.rows(), at: folder.path + "/index")
        func found(_ query: String, _ minimum: Int) async throws -> Set<String> {
            var options = SearchOptions()
            options.minimumMatch = minimum
            options.validity = .all
            return Set(try await library.search(query, options: options).hits.map { $0.law.id })
        }
        #expect(try await found("质量 安全 监督 检验", 3) == ["d"])
        #expect(try await found("质量 安全 监督 检验", 2) == ["a", "c", "d", "e"])
        #expect(try await found("缺陷产品召回", 3) == ["e"])
        #expect(try await found("质量 安全 -issuer:国务院", 2) == ["d"])
        #expect(try await found("\"产品质量\"", 5) == ["a"], "there is no loose text")
        await #expect(throws: LibraryError.self) { try await found("质量", -1) }
    }
}
