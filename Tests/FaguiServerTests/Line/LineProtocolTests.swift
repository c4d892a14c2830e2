import FaguiTestSupport
import Foundation
import Testing

@testable import FaguiServer

/// What docs/line-protocol.md says is so.
@Suite struct LineProtocolTests {
    private static func document() throws -> String {
        try String(contentsOfFile: SampleIndex.repository + "/docs/line-protocol.md", encoding: .utf8)
    }

    @Test func theSessionIsReplayedByteForByte() async throws {
        let block = try #require(try Self.document().components(separatedBy: "```session\n").last)
        let lines = block.components(separatedBy: "\n```")[0].split(separator: "\n")
        let asked = lines.filter { $0.hasPrefix(">") }.map { String($0.dropFirst(2)) }
        let expected = lines.filter { $0.hasPrefix("<") }.map { String($0.dropFirst(2)) }
        #expect(asked.count + expected.count == lines.count && asked.count == expected.count && asked.count > 10)
        try await LineTestServer.running { server in
            let client = try server.client()
            try await client.send(asked.map { $0 + "\n" }.joined())
            client.closeOutput()
            let answers = try await client.allLines()
            #expect(answers.count == expected.count)
            for (answer, expected) in zip(answers, expected) {
                let normal = answer.replacing(#/"took_us":\d+/#, with: "\"took_us\":0")
                    .replacing(SampleIndex.repository + "/", with: "")
                #expect(normal == expected)
            }
        }
    }

    @Test func theTableHasEveryOperationWithItsParameters() throws {
        let rows = try Self.document().split(separator: "\n").filter { $0.hasPrefix("| `") }
        let reading: Set<String> = ["strict", "min_match", "expand", "as_of", "all_versions"]
        for operation in Operation.all {
            let row = try #require(rows.first { $0.hasPrefix("| `\(operation.name)` |") }, "\(operation.name)")
            let cells = row.split(separator: "|", omittingEmptySubsequences: false)
            var names = Set(cells[2].matches(of: #/`([a-z_]+)`/#).map { String($0.1) })
            if cells[2].contains("read") { names.formUnion(reading) }
            #expect(names == Set(operation.parameters.map(\.name)), "\(operation.name)")
        }
    }
}
