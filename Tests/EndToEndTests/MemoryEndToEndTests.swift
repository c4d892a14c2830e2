import FaguiTestSupport
import Foundation
import Testing

#if os(Linux)
    /// The anonymous memory of `fagui index`, looked at while it runs. `scripts/torture-limits` has inputs of gigabytes.
    @Suite(.serialized) struct MemoryEndToEndTests {
        private static let budget = 128 << 20

        /// Runs the command, and gives its status and the most anonymous memory that was seen, in bytes.
        private static func run(_ folder: SampleFolder, _ arguments: [String]) throws -> (status: Int32, peak: Int) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Command.path)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            var peak = 0
            while process.isRunning {
                // Not to wait for something: how often it is looked at.
                usleep(2_000)
                guard
                    let status = try? String(
                        contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
                else { continue }
                for line in status.split(separator: "\n") where line.hasPrefix("RssAnon:") {
                    peak = max(peak, (Int(line.split(whereSeparator: \.isWhitespace)[1]) ?? 0) << 10)
                }
            }
            return (process.terminationStatus, peak)
        }

        private static func check(_ files: [String: String], status: Int32) throws {
            try check(files.mapValues { Data($0.utf8) }, status: status)
        }

        private static func check(_ files: [String: Data], status: Int32) throws {
            let folder = try SampleFolder()
            for (name, data) in files { try folder.write("many/\(name)", data) }
            let (code, peak) = try run(folder, ["index", "many", "--memory", "128M"])
            #expect(code == status)
            #expect(peak > 0 && peak < budget + budget / 10, "\(peak >> 20) MB")
        }

        @Test func staysInTheBudgetThroughManyRows() throws {
            let rows = (0..<150_000).map { #"{"id":"\#($0)","title":"甲","text":"质量\#($0)","issuer":"第\#($0)局"}"# }
            try Self.check(["rows.jsonl": rows.joined(separator: "\n")], status: 0)
        }

        @Test func staysInTheBudgetThroughLargeTexts() throws {
            let line = "第一条 生产者应当对其生产的产品质量负责，不得掺杂、掺假，以假充真。\n"
            let text = String(repeating: line, count: 15_000)
            try Self.check(Dictionary(uniqueKeysWithValues: (0..<24).map { ("\($0).txt", text) }), status: 0)
        }

        @Test func staysInTheBudgetThroughAnArchiveThatIsReadInOnePart() throws {
            let line = "第一条 生产者应当对其生产的产品质量负责，不得掺杂、掺假，以假充真。\n"
            let text = String(repeating: line, count: 1_000)
            let inner = StoredZip.make((0..<95).map { StoredZip.Entry("\($0).txt", text) })
            try Self.check(["a.zip": Data(StoredZip.make([StoredZip.Entry("b.zip", inner)]))], status: 0)
        }

        @Test func staysInTheBudgetThroughBadRowsAlone() throws {
            try Self.check(["rows.jsonl": String(repeating: "x\n", count: 1_000_000), "fits.txt": "质量"], status: 1)
        }

        @Test func staysInTheBudgetThroughLongPathsOfHeadings() throws {
            let long = String(repeating: "产品质量监督管理", count: 24)
            let above = (1...5).map { String(repeating: "#", count: $0) + " \($0) \(long)\n\n" }.joined()
            let sections = (0..<20_000).map { "###### 第\($0)类\n\n质量\($0)号。\n\n" }.joined()
            try Self.check(["headings.md": above + sections, "fits.txt": "质量"], status: 1)
        }

        @Test func staysInTheBudgetBesideALargeTable() throws {
            let value = String(repeating: "号", count: 20)
            let rows = (0..<400_000).map { "\($0).txt,\(value),\(value)\n" }.joined()
            try Self.check(["metadata.csv": "file,number,备注\n\(rows)", "0.txt": "质量"], status: 0)
        }

        @Test func staysInTheBudgetWhereNothingFits() throws {
            let line = String(repeating: "产品质量监督管理", count: 1_000)
            try Self.check(
                [
                    "passage.txt": String(repeating: line, count: 400),
                    "lines.txt": String(repeating: "a\n", count: 2_000_000),
                    "row.jsonl": #"{"id":"1","title":"","text":""# + String(repeating: line, count: 400) + "\"}\n",
                    "fits.txt": "质量",
                ], status: 1)
        }

        @Test func staysInTheBudgetThroughTextsOfDifferentTermsAlone() throws {
            var random = SeededGenerator(seed: 5)
            let texts = (0..<10).map { number in
                var text = String.UnicodeScalarView()
                for _ in 0..<100_000 {
                    text.append(Unicode.Scalar(UInt32.random(in: 0x4E00...0x9FA5, using: &random)) ?? "一")
                }
                return ("\(number).txt", String(text))
            }
            try Self.check(Dictionary(uniqueKeysWithValues: texts), status: 0)
        }
    }
#endif
