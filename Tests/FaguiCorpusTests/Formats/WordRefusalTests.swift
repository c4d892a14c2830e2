import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct WordRefusalTests {
    private let text = WordDocument(WordDocument.paragraph("第一条 甲。"))

    @Test func entitiesAreRefused() {
        let laughs =
            "<!DOCTYPE x [<!ENTITY a \"哈哈哈哈哈哈哈哈\">"
            + (1...9).map { level in
                let name = { (number: Int) in number == 0 ? "a" : "a\(number)" }
                return "<!ENTITY \(name(level)) \"\(String(repeating: "&\(name(level - 1));", count: 10))\">"
            }.joined() + "]>"
        for prolog in [
            laughs, "<!DOCTYPE x SYSTEM \"http://localhost:1/x.dtd\">",
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
        ] {
            var document = text
            document.prolog = prolog
            document.body = "<w:p><w:r><w:t>&a9;&a;</w:t></w:r></w:p>"
            let refusal = document.bytes.refusal("docx")
            #expect(refusal?.kind == .malformed)
            #expect(refusal?.reason.contains("document type") == true)
        }
    }

    @Test func deepXMLIsRefused() {
        let deep = String(repeating: "<w:sdt>", count: 100_000)
        #expect(WordDocument(deep).bytes.refusal("docx")?.kind == .malformed)
    }

    @Test func encryptedDocumentsAreNamed() {
        let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [UInt8]([$0, 0]) }
        #expect((mark + Array(repeating: 0, count: 600) + name).refusal("docx")?.kind == .encrypted)
        let older = (mark + Array(repeating: 7, count: 600)).refusal("docx")
        #expect(older?.kind == .malformed)
        #expect(older?.reason.contains("2007") == true)
        var entries = text.entries
        entries[1].flags |= 1
        #expect(StoredZip.make(entries).refusal("docx")?.kind == .encrypted)
    }

    @Test func whatIsCutOffIsRefused() {
        let bytes = text.bytes
        for length in 1..<bytes.count {
            #expect(Array(bytes[..<length]).refusal("docx") != nil, "\(length) of \(bytes.count)")
        }
    }

    @Test func aWrongChecksumIsRefused() {
        var entries = text.entries
        entries[1].isDamaged = true
        #expect(StoredZip.make(entries).refusal("docx")?.reason.contains("damaged") == true)
    }

    @Test(arguments: ["", "x", "PK", "PK\u{3}\u{4}", "<html>甲</html>"])
    func whatIsNoDocumentIsRefused(_ content: String) {
        #expect(Array(content.utf8).refusal("docx")?.kind == .malformed)
    }

    @Test func anArchiveWithoutADocumentIsRefused() {
        let refusal = StoredZip.make([StoredZip.Entry("xl/workbook.xml", "<x/>")]).refusal("docx")
        #expect(refusal?.reason.contains("word/document.xml") == true)
    }

    @Test func aDocumentWithoutTextIsNamed() {
        #expect(WordDocument("<w:p/>").bytes.refusal("docx")?.reason == "no text in it")
    }

    @Test func brokenStylesAndNumberingAreWarnings() throws {
        var document = text
        document.styles = "<w:style>"
        document.numbering = "<w:num"
        let (texts, report) = try document.bytes.read("docx")
        #expect(texts[0].texts == ["第一条 甲。"])
        #expect(report.warnings.count == 2)
    }
}
