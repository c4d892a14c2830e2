import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct CSVRowsTests {
    private static func rows(_ text: String) -> [CSVRows.Row] {
        withBytes(text) { bytes in
            var reader = CSVRows(bytes)
            var rows: [CSVRows.Row] = []
            while let row = reader.next() { rows.append(row) }
            return rows
        }
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a, b \r\n\r\n\"x,\"\"y\"\"\",\"1\n2\"", [["a", "b"], ["x,\"y\"", "1\n2"]]),
        ("甲,\n,乙\n", [["甲", ""], ["", "乙"]]), ("", []), ("\n\n", []), ("a\rb\r", [["a"], ["b"]]),
        ("\"\",\"\"\n", [["", ""]]),
    ])
    func cellsAreThoseOfTheStandard(text: String, rows: [[String]]) {
        #expect(Self.rows(text).map(\.cells) == rows)
        #expect(Self.rows(text).allSatisfy { $0.fault == nil })
    }

    @Test func linesAreCountedInsideQuotes() {
        #expect(Self.rows("a\n\"1\n2\n3\"\nb\n\nc").map(\.line) == [1, 2, 5, 7])
    }

    @Test(arguments: ["a,\"b\nc,d\n", "\"a\"b,c\n"])
    func brokenQuotesAreFaults(text: String) {
        #expect(Self.rows(text).contains { $0.fault != nil })
    }

    @Test(arguments: RandomTests.seeds(100))
    func whatIsWrittenIsRead(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = ["a", "质", ",", "\"", "\n", "x y", "1"]
        let table = (0..<Int.random(in: 1..<6, using: &random)).map { _ in
            (0..<3).map { column in
                let cell = (0..<Int.random(in: 0..<5, using: &random)).map { _ in pieces.randomElement(using: &random)!
                }
                // White space at the ends goes, and a row of empty cells is a row.
                return "c\(column)" + cell.joined() + "."
            }
        }
        let text = table.map { row in
            row.map {
                "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            }
            .joined(separator: ",")
        }.joined(separator: "\r\n")
        #expect(Self.rows(text).map(\.cells) == table)
    }
}
