import FaguiTestSupport
import FaguiUnicode
import Testing

@testable import FaguiCorpus

@Suite struct JSONLinesTests {
    private let folder = TemporaryFolder()

    private func read(
        _ bytes: [UInt8], unchanged: Set<String> = [], decoder: TextDecoder = TextDecoder()
    ) throws -> (texts: [SourceText], raw: [String], report: CorpusReader.Report) {
        let path = try write(bytes, to: "rows.jsonl", in: folder)
        let file = SourceFile(path: path, id: "rows.jsonl", format: .jsonLines, sizeInBytes: bytes.count)
        var texts: [SourceText] = []
        var raw: [String] = []
        // A row is read right after it was asked about: these are its bytes.
        var asked = ""
        let report = try CorpusReader(decoder: decoder).read(
            SourcePart(file),
            isUnchanged: { id, _, bytes in
                asked = String(decoding: bytes, as: UTF8.self)
                return unchanged.contains(id)
            }
        ) { text in
            texts.append(text)
            raw.append(asked)
        }
        return (texts, raw, report)
    }

    private func read(_ rows: String..., unchanged: Set<String> = []) throws
        -> (texts: [SourceText], raw: [String], report: CorpusReader.Report)
    {
        try read(Array(rows.joined(separator: "\n").utf8), unchanged: unchanged)
    }

    @Test func aRowIsOnePassageCalledByItsID() throws {
        let row = #"{"id":"a 1","title":"质量法","text":"第一条 甲。\n第二条 乙。","文号":"国发〔2009〕1号","year":2009,"x":null}"#
        let (texts, raw, report) = try read(row)
        #expect(texts.map(\.id) == ["rows.jsonl#a 1"])
        #expect(texts.first?.rowID == "a 1")
        #expect(texts.first?.locators == [""])
        #expect(texts.first?.texts == ["第一条 甲。\n第二条 乙。"])
        #expect(texts.first?.title == "质量法")
        #expect(texts.first?.fields.map(\.key) == ["number", "year"])
        #expect(raw == [row])
        #expect(report.problems == [])
    }

    @Test func aRowThatAsksForItIsCut() throws {
        let (texts, _, _) = try read(#"{"id":7,"text":"质量法\n第一条 甲。\n第二条 乙。","split":true,"path":"law/7"}"#)
        #expect(texts.first?.id == "rows.jsonl#7")
        #expect(texts.first?.rowID == nil)
        #expect(texts.first?.locators == ["第一条", "第二条"])
        #expect(texts.first?.title == "质量法")
        #expect(texts.first?.path == "law/7")
    }

    @Test func badRowsAreLeftOutAndTheOthersRead() throws {
        let (texts, _, report) = try read(
            "\u{FEFF}{\"id\":\"1\",\"text\":\"甲\"}", "{\"id\":\"2\",", "", "   ", "[1]", #"{"text":"丙"}"#,
            #"{"id":"3"}"#,
            #"{"id":"4","text":" "}"#, #"{"id":"5","text":5}"#, #"{"id":"1","text":"丁"}"#,
            #"{"id":"6","text":"戊"}"# + "\r")
        #expect(texts.compactMap(\.rowID) == ["1", "6"])
        let lines = report.problems.map { String($0.reason.prefix(while: { $0 != ":" })) }
        #expect(lines == ["line 2", "line 5", "line 6", "line 7", "line 8", "line 9", "line 10"])
        #expect(report.problems.first?.byteOffset == 3 + 24 + 10)
        #expect(report.problems.last?.reason.contains("line 1") == true)
        #expect(report.problems.contains { $0.kind != .malformed } == false)
    }

    @Test func aRowThatIsNoUTF8DoesNotTakeTheOthersWithIt() throws {
        var bytes = Array("{\"id\":\"1\",\"text\":\"质量\"}\n".utf8)
        bytes += Array("{\"id\":\"2\",\"text\":\"".utf8) + [0xB0, 0xB2] + Array("\"}\n".utf8)
        bytes += Array("{\"id\":\"3\",\"text\":\"安全\"}\n".utf8)
        let (texts, _, report) = try read(bytes)
        #expect(texts.compactMap(\.rowID) == ["1", "3"])
        #expect(report.problems.map(\.kind) == [.decoding])
        #expect(report.problems.first?.byteOffset == 27 + 18)
    }

    @Test func whatIsReplacedInARowIsTold() throws {
        var bytes = Array("{\"id\":\"1\",\"text\":\"质量\"}\n".utf8)
        bytes += Array("{\"id\":\"2\",\"text\":\"甲".utf8) + [0xB0, 0xB2] + Array("\"}\n".utf8)
        bytes += Array("{\"id\":\"3\",\"text\":\"".utf8) + [0xFF] + Array("\"}\n".utf8)
        let decoder = TextDecoder(encoding: .utf8, isLossy: true)
        let (texts, _, report) = try read(bytes, unchanged: ["rows.jsonl#3"], decoder: decoder)
        #expect(texts.flatMap(\.texts) == ["质量", "甲\u{FFFD}\u{FFFD}"])
        #expect(report.problems == [])
        #expect(report.warnings.map(\.kind) == [.decoding])
        #expect(report.warnings.map(\.reason) == ["line 2: 2 malformed places replaced by U+FFFD"])
        #expect(report.warnings.map(\.byteOffset) == [27])
    }

    @Test func unchangedRowsArePassedOver() throws {
        let (texts, _, _) = try read(
            #"{"id":"1","text":"甲"}"#, #"{"id":"2","text":"乙"}"#, unchanged: ["rows.jsonl#1"])
        #expect(texts.compactMap(\.rowID) == ["2"])
    }

    @Test func idsThatOnlyLookAlikeAreTwo() throws {
        let (texts, _, report) = try read(
            "{\"id\":\"caf\u{E9}\",\"text\":\"甲\"}", "{\"id\":\"cafe\u{301}\",\"text\":\"乙\"}")
        #expect(texts.count == 2)
        #expect(report.problems == [])
    }

    @Test func anIDHasALimit() throws {
        let longest = String(repeating: "i", count: 1024)
        let (texts, _, report) = try read(
            "{\"id\":\"\(longest)\",\"text\":\"甲\"}", "{\"id\":\"\(longest)j\",\"text\":\"乙\"}", #"{"id":1,"text":"丙"}"#
        )
        #expect(texts.map(\.rowID) == [longest, "1"])
        #expect(report.problems.map(\.reason) == ["line 2: its id is longer than 1024 bytes"])
    }

    @Test func aRowMayBeVeryLong() throws {
        let long = String(repeating: "质量安全", count: 400_000)
        let (texts, _, _) = try read("{\"id\":\"1\",\"text\":\"\(long)\"}")
        #expect(texts.first?.passages.first?.range.count == long.utf8.count)
    }

    @Test func anEmptyFileIsAProblem() throws {
        #expect(throws: CorpusError.self) { try read("", " ", "") }
    }
}
