import FaguiTestSupport
import Testing

@testable import Fagui

/// What the citations of a document are compared with, and which citations a document has.
@Suite struct QuotationCheckTests {
    private func checks(_ text: String) async throws -> [CitationCheck] {
        try await LawFixture().library.checkCitations(ofText: text, title: "决定").checks
    }

    private func verdicts(_ text: String) async throws -> [String] {
        try await checks(text).map { "\($0.line) \($0.citation) \($0.verdict.rawValue)" }
    }

    @Test(arguments: [
        "违反《电梯法》第九条案", "二、处罚依据：《电梯法》第九条", "（三）根据《电梯法》第九条", "4. 违反《电梯法》第九条规定", "## 一、《电梯法》第九条",
        "> 《电梯法》第九条", "26 《电梯法》第九条", "当事人的行为违反了《电梯法》第九条之规定，依据",
    ])
    func everyLineIsRead(_ line: String) async throws {
        let expected = "《电梯法》第九条 no_such_article"
        #expect(try await verdicts(line) == ["1 \(expected)"])
        #expect(try await verdicts("决定书\n\n\(line)\n\n正文。\n") == ["3 \(expected)"])
        #expect(
            try await verdicts("\(line)\n正文。\n\(line)\n正文。\n\(line)\n") == [1, 3, 5].map { "\($0) \(expected)" })
    }

    @Test(arguments: [
        ("违反《电梯法》第一条。\n送达《告知书》。\n依据该法第九条处罚。", "该法第九条", "no_such_article"),
        ("违反《电梯法》第一条。\n依据《电梯旧办法》第一条，同法第九条。", "同法第九条", "no_such_article"),
        ("违反《电梯法》第一条。\n依据该条例第九条处罚。", "该条例第九条", "ambiguous"),
        ("违反《电梯法》第一条。\n依据第九条处罚。", "第九条", "ambiguous"),
    ])
    func aLawIsHandedOn(_ text: String, _ citation: String, _ verdict: String) async throws {
        let last = try #require(try await checks(text).last)
        #expect(last.citation == citation && last.verdict.rawValue == verdict)
    }

    @Test(arguments: [
        // With the opening of its list, and behind a list.
        ("第三条第（二）项规定：“检验由检验机构进行：……（二）定期检验”", "ok", ""),
        ("第三条第（二）项规定：“检验由检验机构进行”", "ok", ""),
        ("第三条规定：“检验由检验机构进行：（二）定期检验”", "ok", ""),
        ("第三条规定：“检验由检验机构进行：（二）首次检验”", "text_differs", "It does not say what is quoted."),
        ("第三条第（一）、（二）项规定：“首次检验；（二）定期检验”", "ok", ""),
        ("第三条第（一）、（二）项规定：“定期检验”", "ok", ""),
        ("第一条、第三条规定：“电梯每半年检验一次”", "ok", ""),
        // In another part of the article.
        ("第三条第（二）项规定：“首次检验”", "text_differs", "It stands in 第二款第（一）项."),
        ("第三条第（一）项规定：“检验由检验机构进行……定期检验”", "text_differs", "It stands in 第二款第（二）项."),
        ("第三条第一款规定：“检验由检验机构进行”", "text_differs", "It stands in 第二款."),
        ("第三条第（一）项规定：“月球检验”", "text_differs", "It does not say what is quoted."),
        // Of a place that there is not.
        ("第四条第（二）项规定：“定期检验”", "renumbered", "That is 第三条第二款第（二）项 now."),
        ("第四条第（二）项规定：“月球检验”", "no_such_article", "中华人民共和国电梯法 has no 第四条第（二）项; 第四条 has no subparagraphs."),
        (
            "第三条第（三）项规定：“定期检验”", "no_such_article",
            "中华人民共和国电梯法 has no 第三条第（三）项; 第三条 has 2 subparagraphs. It stands in 第二款第（二）项."
        ),
        // Marks.
        ("第三条规定: \"电梯...检验一次\"", "ok", ""),
        ("第三条规定：\"电梯不用检验\"", "text_differs", "It does not say what is quoted."),
        // Catchwords.
        ("第三条“绝对化用语”", "ok", ""), ("第三条关于“绝对化用语”的规定", "ok", ""), ("第三条的规定，“绝对化用语”", "ok", ""),
        ("第三条规定“绝对化用语”", "text_differs", "It does not say what is quoted."),
        ("第三条“绝对化用语，以及其他用语”", "text_differs", "It does not say what is quoted."),
    ])
    func quotationsAreCompared(_ text: String, _ verdict: String, _ message: String) async throws {
        let checks = try await checks("依照《电梯法》\(text)。")
        #expect(!checks.isEmpty)
        for check in checks { #expect(check.verdict.rawValue == verdict && check.message == message) }
    }

    @Test func aCatchwordIsNoQuotation() async throws {
        #expect(try await checks("《电梯法》第三条“绝对化用语”。").map(\.quotation) == [nil])
        #expect(try await checks("《电梯法》第三条“定期检验”。").map(\.quotation) == ["定期检验"])
    }

    @Test func aQuotationBeforeIsCompared() async throws {
        #expect(try await verdicts("“电梯每半年检验一次”（《电梯法》第三条）。") == ["1 《电梯法》第三条 ok"])
        #expect(try await verdicts("“电梯在月球上不用检验”（《电梯法》第三条）。") == ["1 《电梯法》第三条 text_differs"])
    }

    @Test func insideAQuotationTheLawIsTheOneQuoted() async throws {
        #expect(
            try await verdicts("《电梯法》（2007）第三条规定：“违反本法第二条规定的”，本法第二条。")
                == ["1 《电梯法》（2007）第三条 superseded", "1 本法第二条 superseded", "1 本法第二条 ambiguous"])
    }
}
