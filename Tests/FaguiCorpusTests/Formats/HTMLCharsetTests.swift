import FaguiTestSupport
import FaguiUnicode
import Testing

@testable import FaguiCorpus

@Suite struct HTMLCharsetTests {
    /// 质量监督 in the encodings.
    private static let gb: [UInt8] = [0xD6, 0xCA, 0xC1, 0xBF, 0xBC, 0xE0, 0xB6, 0xBD]
    private static let big5: [UInt8] = [0xBD, 0xE8, 0xB6, 0x71, 0xBA, 0xCA, 0xB7, 0xFE]

    private func lines(_ head: String, _ body: [UInt8]) throws -> (lines: [String], warnings: Int) {
        let bytes = Array(head.utf8) + body
        return (try bytes.lines("html"), try bytes.read("html").report.warnings.count)
    }

    @Test(
        arguments: [
            #"<meta charset="gb2312">"#, "<META CHARSET=GBK>",
            #"<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />"#,
            #"<?xml version="1.0" encoding="GB18030"?>"#, "<!-- <meta charset=big5> --><meta charset='gbk'>",
        ])
    func whatAPageStatesCounts(_ head: String) throws {
        let (lines, warnings) = try lines(head, Self.gb)
        #expect(lines == ["质量监督"])
        #expect(warnings == 0)
    }

    @Test func big5IsRead() throws {
        #expect(try lines("<meta charset=big5>", Self.big5).lines == ["質量監督"])
    }

    @Test func aPageThatStatesAnotherEncodingThanItsOwnIsReadWithAWarning() throws {
        let text = "为了加强对产品质量的监督管理，明确产品质量责任。"
        for name in ["gb2312", "big5"] {
            let (found, warnings) = try lines("<meta charset=\(name)>", Array(text.utf8))
            #expect(found == [text])
            #expect(warnings == 1)
        }
        let gb = Array(repeating: Self.gb, count: 8).flatMap { $0 }
        let (found, warnings) = try lines("<meta charset=utf-8>", gb)
        #expect(found == [String(repeating: "质量监督", count: 8)])
        #expect(warnings == 1)
    }

    @Test func aByteOrderMarkCountsMoreThanMeta() throws {
        let units = "<meta charset=gb2312><p>质量".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try ([0xFF, 0xFE] + units).lines("html") == ["质量"])
        #expect(try ([0xEF, 0xBB, 0xBF] + Array("<meta charset=gb2312><p>质量".utf8)).lines("html") == ["质量"])
    }

    @Test func whatIsInNoEncodingIsRefused() {
        let refusal = (Array("<meta charset=utf-8>质量".utf8) + [0xFF, 0x80, 0x41]).refusal("html")
        #expect(refusal?.kind == .decoding)
        #expect(Array("<meta charset=utf-8>\u{0}".utf8).refusal("html")?.kind == .decoding)
    }
}
