import Fagui
import Testing

@testable import FaguiServer

@Suite struct HTMLWriterTests {
    private func written(_ body: (inout HTMLWriter) -> Void) -> String {
        var html = HTMLWriter()
        body(&html)
        return String(decoding: html.bytes, as: UTF8.self)
    }

    @Test(arguments: hostileTexts)
    func textsNeverBecomeMarkup(_ hostile: String) {
        let html = written { $0.element("p", .class("x"), .plain(.title, hostile), text: hostile) }
        // All that is between the tags that were asked for has none of the characters that begin or end markup.
        let inside = html.dropFirst("<p class=\"x\" title=\"".count).dropLast("</p>".count)
        #expect(inside.filter { $0 == "<" }.isEmpty)
        #expect(inside.filter { $0 == ">" }.count == 1)
        #expect(inside.filter { $0 == "\"" }.count == 1)
        #expect(!inside.contains("'"))
    }

    @Test func elementsAreNested() {
        let html = written { html in
            html.element("ul", .id("list")) { html in
                html.element("li", .flag(.hidden), text: "一 & 二")
                html.void("input", .type("text"), nil, .value("\""))
            }
        }
        #expect(html == "<ul id=\"list\"><li hidden>一 &amp; 二</li><input type=\"text\" value=\"&quot;\"></ul>")
    }

    @Test(arguments: [
        ("a\u{0}b", "a\u{FFFD}b"), ("a\u{1B}b", "a\u{FFFD}b"), ("a\nb\tc\r\nd", "a\nb\tc\r\nd"),
        ("<&>\"'", "&lt;&amp;&gt;&quot;&#39;"),
        ("质量", "质量"), ("", ""),
    ])
    func charactersAreEscaped(_ text: String, _ escaped: String) {
        #expect(HTMLText.escaped(text) == escaped)
    }

    @Test(arguments: [
        // Ranges of scalars, in bytes as well as beyond the text.
        ("质量安全", [0..<2], "<mark>质量</mark>安全"), ("质量安全", [0..<2, 2..<4], "<mark>质量</mark><mark>安全</mark>"),
        ("质量安全", [], "质量安全"), ("质量安全", [3..<9], "质量安<mark>全</mark>"), ("质量", [5..<9], "质量"),
        ("e\u{301}𠮷b", [2..<3], "e\u{301}<mark>𠮷</mark>b"), ("a<b>c", [1..<4], "a<mark>&lt;b&gt;</mark>c"),
        ("", [0..<1], ""),
    ])
    func highlightsAreMarked(_ text: String, _ ranges: [Range<Int>], _ expected: String) {
        let html = written { HitText.write(text, marking: ranges, to: &$0) }
        #expect(Array(html.utf8) == Array(expected.utf8))
    }
}

/// What somebody may type or index to make a browser run something.
let hostileTexts = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "javascript:alert(1)",
    "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "<!--", "]]>", "&lt;script&gt;",
    "data:text/html,<script>alert(1)</script>", "\u{0}<svg/onload=alert(1)>", "//evil.example/<b>", "%3Cscript%3E",
    "`${alert(1)}`",
]
