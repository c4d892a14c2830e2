import FaguiTestSupport
import Testing

@testable import FaguiCorpus

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct PDFReaderTests {
    /// Whether the program that reads PDF is installed.
    static let isInstalled = {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        return path.split(separator: ":").contains { access("\($0)/pdftotext", X_OK) == 0 }
    }()

    /// A document with lines of ASCII, without compression.
    private static func pdf(_ lines: [String], encrypted: Bool = false) -> [UInt8] {
        let content = "BT /F1 12 Tf 72 720 Td 20 TL " + lines.map { "(\($0)) Tj T* " }.joined() + "ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var text = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (number, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(number + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 6\n0000000000 65535 f \n"
        for offset in offsets {
            text += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n"
        }
        let encryption =
            encrypted
            ? " /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <\(String(repeating: "41", count: 32))> /U <\(String(repeating: "42", count: 32))> >> /ID [<01><01>]"
            : ""
        text += "trailer << /Size 6 /Root 1 0 R\(encryption) >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(text.utf8)
    }

    private func fault(_ bytes: [UInt8], program: String = "pdftotext", seconds: Int = 60) -> CorpusError? {
        do {
            _ = try bytes.withUnsafeBytes {
                try PDFReader.read($0, path: "a.pdf", program: program, seconds: seconds)
            }
            return nil
        } catch { return error as? CorpusError }
    }

    @Test(.enabled(if: isInstalled)) func aDocumentIsItsLines() throws {
        #expect(
            try Self.pdf(["First line", "Second: GB/T 19001"]).lines("pdf") == ["First line", "Second: GB/T 19001"])
    }

    @Test(.enabled(if: isInstalled)) func badDocumentsAreRefused() {
        #expect(fault(Self.pdf([]))?.reason.contains("OCR") == true)
        #expect(fault(Array(Self.pdf(["x"]).prefix(60)))?.kind == .malformed)
        #expect(fault(Self.pdf(["x"], encrypted: true))?.kind == .encrypted)
    }

    @Test func whatIsNoPDFIsNotGivenToAnyProgram() {
        #expect(fault(Array("<html>".utf8), program: "fagui-no-such-program")?.kind == .malformed)
    }

    @Test func aMissingProgramIsNamedWithWhatToInstall() {
        let fault = fault(Self.pdf(["x"]), program: "fagui-no-such-program")
        #expect(fault?.kind == .needsProgram)
        #expect(fault?.reason.contains("poppler-utils") == true)
    }

    @Test func aProgramThatTakesTooLongIsEnded() {
        #expect(fault(Self.pdf(["x"]), program: "cat", seconds: 0)?.kind == .tooLarge)
    }

    @Test func outputIsLimited() throws {
        let input = [UInt8](repeating: 0x41, count: 300_000)
        try input.withUnsafeBytes { bytes in
            let whole = try ChildProcess.run(["cat"], input: bytes, seconds: 60, outputLimit: 300_000)
            #expect(whole.output == input)
            #expect(whole.code == 0)
            #expect(throws: ChildProcess.Fault.tooMuch) {
                try ChildProcess.run(["cat"], input: bytes, seconds: 60, outputLimit: 299_999)
            }
        }
    }

    private func joined(_ pages: String) -> (lines: [String], leftOut: Int) {
        var paragraphs = PDFParagraphs()
        let text = withBytes(pages) { paragraphs.join($0) }
        return (String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init), paragraphs.leftOut)
    }

    @Test func linesOfAParagraphAreJoined() {
        let page = """
                        示例条例
                第一条 为了加强对产品质量的监督管理，
            提高产品质量水平，明确产品质量责任，制
            定本条例。
                第二条 本条例所称产品是指经过加工、制
            作，用于销售的产品。
            第三条 顶格书写的一条也从头开始，不和上
            """
        #expect(
            joined(page).lines == [
                "示例条例", "第一条 为了加强对产品质量的监督管理，提高产品质量水平，明确产品质量责任，制定本条例。", "第二条 本条例所称产品是指经过加工、制作，用于销售的产品。",
                "第三条 顶格书写的一条也从头开始，不和上",
            ])
    }

    @Test func headersAndPageNumbersAreLeftOutAndCounted() {
        let pages = (1...4).map { page in
            "    示例市人民政府公报  2020 年第 \(page) 期\n\n    第\(page)条 甲，乙，丙，丁，戊，己，庚，\n辛。\n    第1\(page)条\n    - \(page) -\n"
        }
        let (lines, leftOut) = joined(pages.joined(separator: "\u{C}"))
        #expect(lines == (1...4).flatMap { ["第\($0)条 甲，乙，丙，丁，戊，己，庚，辛。", "第1\($0)条"] })
        #expect(leftOut == 8)
    }

    @Test func aParagraphGoesOnOverAPage() {
        let (lines, _) = joined("    第一条 甲乙丙。\n    乙 甲乙丙丁戊己庚辛壬癸子丑\n 1\n\u{C}寅卯。\n    第二条 甲乙丙丁戊己庚辛壬癸。\n2")
        #expect(lines == ["第一条 甲乙丙。", "乙 甲乙丙丁戊己庚辛壬癸子丑寅卯。", "第二条 甲乙丙丁戊己庚辛壬癸。"])
    }
}
