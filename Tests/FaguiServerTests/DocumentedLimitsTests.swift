import Foundation
import Testing

@testable import FaguiServer

/// The table of README says what the code does.
@Suite struct DocumentedLimitsTests {
    private static func table() throws -> [String: String] {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let text = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
        let section = try #require(text.components(separatedBy: "### Limits of the server\n").dropFirst().first)
        var values: [String: String] = [:]
        for line in section.components(separatedBy: "\n## ")[0].split(separator: "\n") where line.hasPrefix("|") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[2].hasPrefix("`--") else { continue }
            values[cells[2].trimmingCharacters(in: ["`"])] = cells[1]
        }
        return values
    }

    @Test func theTableOfREADMEHasTheDefaults() throws {
        let limits = ServerLimits()
        func seconds(_ duration: Duration) -> String { "\(duration.components.seconds) s" }
        #expect(
            try Self.table() == [
                "--max-line": "\(limits.lineBytes)", "--max-header": "\(limits.headerBytes)",
                "--max-body": "\(limits.bodyBytes)", "--max-query": "\(limits.queryBytes)",
                "--max-hits": "\(limits.hits)", "--max-offset": "\(limits.offset)",
                "--max-time": seconds(limits.queryTime), "--max-connections": "\(limits.connections)",
                "--max-connections-per-address": "\(limits.connectionsPerAddress)",
                "--max-rate": "\(limits.requestsPerSecond)", "--max-waiting": "\(limits.waitingRequests)",
                "--max-pipelined": "\(limits.pipelinedRequests)", "--max-unsent": "\(limits.unsentBytes)",
                "--idle-time": seconds(limits.idleTime),
                "--transfer-time": seconds(limits.transferTime), "--stop-time": seconds(limits.stopTime),
            ])
    }
}
