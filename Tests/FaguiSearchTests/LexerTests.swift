import Testing

@testable import FaguiSearch

@Suite struct LexerTests {
    private func tokens(_ text: String) -> [QueryToken] { Lexer.tokens(of: text.unicodeScalars) }

    @Test func whiteSpaceOfAnyKindSeparatesPieces() {
        #expect(tokens("质量 安全\u{3000}检查\n抽查") == [.text("质量"), .text("安全"), .text("检查"), .text("抽查")])
    }

    @Test func asciiQuotesRequireAndChineseQuotesRaise() {
        #expect(tokens("\"黑名单\"制度") == [.phrase("黑名单", isRequired: true), .text("制度")])
        for quoted in ["“安全”", "「安全」", "『安全』"] {
            #expect(tokens("质量" + quoted) == [.text("质量"), .phrase("安全", isRequired: false)])
        }
    }

    @Test func quoteWithoutPartnerIsText() {
        #expect(tokens("24\" 显示器") == [.text("24\""), .text("显示器")])
        #expect(tokens("“安全") == [.text("“安全")])
        #expect(tokens("安全”") == [.text("安全”")])
    }

    @Test func signCountsOnlyDirectlyBeforeSomethingAtTheStartOfAPiece() {
        #expect(tokens("-质量") == [.minus, .text("质量")])
        #expect(
            tokens("+质量 (-\"安全\")") == [
                .plus, .text("质量"), .open, .minus, .phrase("安全", isRequired: true), .close,
            ])
        #expect(
            tokens("GB-19001 C++ 质量 - 安全 + --x") == [
                .text("GB-19001"), .text("C++"), .text("质量"), .text("-"), .text("安全"), .text("+"), .text("--x"),
            ])
        #expect(tokens("\"甲\"-乙") == [.phrase("甲", isRequired: true), .text("-乙")])
    }

    @Test func operatorsAreCapitalPiecesAlone() {
        #expect(tokens("甲 AND 乙 OR NOT 丙") == [.text("甲"), .and, .text("乙"), .or, .not, .text("丙")])
        #expect(
            tokens("甲 and 乙 ANDROID +OR") == [
                .text("甲"), .text("and"), .text("乙"), .text("ANDROID"), .plus, .text("OR"),
            ])
    }

    @Test func fieldNameNeedsAColonAndAValue() {
        #expect(
            tokens("title:质量 -body:\"安全\" headings:(章)") == [
                .field("title"), .text("质量"), .minus, .field("body"), .phrase("安全", isRequired: true),
                .field("headings"), .open, .text("章"), .close,
            ])
        #expect(tokens("title: 质量 title:") == [.text("title:"), .text("质量"), .text("title:")])
        #expect(
            tokens("foo:质量 Title:质量 title：质量") == [
                .text("foo:质量"), .text("Title:质量"), .text("title：质量"),
            ])
        #expect(tokens("title:title:质量") == [.field("title"), .text("title:质量")])
    }

    @Test func fullWidthCharactersAreText() {
        #expect(tokens("（质量）＋安全？－检查") == [.text("（质量）＋安全？－检查")])
        #expect(tokens("＂质量＂") == [.text("＂质量＂")])
    }
}
