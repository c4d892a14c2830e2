import FaguiTestSupport
import FaguiUnicode
import Testing

@testable import FaguiCorpus

@Suite struct HTMLReaderTests {
    private static let page = """
        <!DOCTYPE html>
        <html><head><meta charset="utf-8"><title>示例市产品质量条例_示例市人民政府</title>
        <style>p { color: red } </style><script>var a = "<p>不是正文</p>";</script></head>
        <body><nav><a href="/">首页</a> <a href="/zw">政务</a></nav>
        <div class="top"><h1>示例市产品质量条例</h1><p>（2020年5月1日公布&nbsp;&middot;&nbsp;2020年6月1日施行）</p></div>
        <h2>第一章　总则</h2>
        <p>第一条　为了加强产品质量监督，
           提高产品质量，制定本条例。</p>
        <p>第二条　下列情形除外：<br>（一）军工产品；<br />（二）建设工程&lt;除装修&gt;。</p>
        <ol><li>初检<li>复检 <b>A&amp;B</b></ol>
        <ul><li>样品<ul><li>密封</li></ul></li></ul>
        <table border=1><tr><th>项目</th><th>限值</th></tr><tr><td>铅<td>0.5&nbsp;mg</table>
        <pre>附件
          甲
          乙</pre>
        <noscript>请打开脚本</noscript>
        <p>本页网址 <a href="x">上一篇</a> | <a href="y">下一篇</a></p>
        </body></html>
        """

    private func lines(_ page: String) throws -> [String] { try Array(page.utf8).lines("html") }

    @Test func aPageIsItsLines() throws {
        #expect(
            try lines(Self.page) == [
                "# 示例市产品质量条例", "（2020年5月1日公布\u{A0}·\u{A0}2020年6月1日施行）", "## 第一章　总则", "第一条　为了加强产品质量监督，提高产品质量，制定本条例。",
                "第二条　下列情形除外：", "（一）军工产品；", "（二）建设工程<除装修>。", "1. 初检", "2. 复检 A&B", "- 样品", "- 密封", "| 项目 | 限值 |",
                "| 铅 | 0.5\u{A0}mg |", "附件", "甲", "乙", "本页网址 上一篇 | 下一篇",
            ])
        let text = try Array(Self.page.utf8).read("html").texts[0]
        #expect(text.title == "示例市产品质量条例")
        #expect(text.locators.contains("第二条"))
    }

    /// What Python's `html.parser` gives of the same page without white space, elements that are left out apart.
    private static let oracle =
        "示例市产品质量条例（2020年5月1日公布·2020年6月1日施行）第一章总则第一条为了加强产品质量监督，提高产品质量，制定本条例。第二条下列情形除外：（一）军工产品；（二）建设工程<除装修>。初检复检A&B样品密封项目限值铅0.5mg附件甲乙本页网址上一篇|下一篇"

    @Test func nothingIsLostAndNothingAddedButMarks() throws {
        let text = try lines(Self.page).joined()
        let marks: Set<Unicode.Scalar> = ["#", "|", "-"]
        func letters(_ text: String) -> String {
            String(
                String.UnicodeScalarView(
                    text.unicodeScalars.filter { !Blank.contains($0.value) && !marks.contains($0) }))
        }
        let plain = text.replacing("1. 初检", with: "初检").replacing("2. 复检", with: "复检")
        #expect(letters(plain) == letters(Self.oracle))
    }

    @Test(
        arguments: [
            ("<p>甲<p>乙", ["甲", "乙"]), ("<p>甲 乙\n丙\n\n丁 a\nb</p>", ["甲 乙丙丁 a b"]), ("甲<br><br>乙", ["甲", "乙"]),
            ("<p>第二十七条\n在景区内\n经营。<h2>第一章\n总则</h2>", ["第二十七条 在景区内经营。", "## 第一章 总则"]),
            ("<h1>条例<br>（试行）</h1>", ["# 条例 （试行）"]), ("<h2><div>甲</div></h2><p>乙。", ["## 甲", "乙。"]),
            ("<ol start=3><li>甲<li value=9>乙<li>丙</ol>", ["3. 甲", "9. 乙", "10. 丙"]),
            ("<ol type=a><li><p>甲</p><p>乙</p></ol>", ["a. 甲", "乙"]), ("<dl><dt>甲<dd>乙</dl>", ["甲", "乙"]),
            ("<p># 甲", ["\\# 甲"]), ("<p>&lt;!-- 甲 --&gt;", ["\\<!-- 甲 -->"]), ("甲<!-- 注 -->乙", ["甲乙"]),
            ("<p>质&#37327;&#x5B89;&hellip;</p>", ["质量安…"]),
            ("<div>甲<span>乙</span><div>丙</div>丁</div>", ["甲乙", "丙", "丁"]),
            ("<ruby>质<rp>(</rp><rt>zhì</rt><rp>)</rp></ruby>量", ["质量"]), ("<table><tr><td>甲</table>", ["甲"]),
            ("<tr><td>甲<td>乙", ["甲", "乙"]), ("<table><tr><td>甲<td>乙", ["| 甲 | 乙 |"]),
            ("<table><tr><td><h2>甲</h2><p>乙。<td><a>丙</a></table>", ["## 甲", "乙。", "丙"]),
            ("<table><tr><td>甲<table><tr><td>乙<td>丙</table></table>", ["甲", "| 乙 | 丙 |"]),
            ("<table><caption>表一</caption><tr><td>甲<td>乙</table>", ["表一", "| 甲 | 乙 |"]),
            ("<select><option>甲</select><textarea>乙</textarea>丙", ["丙"]),
        ] as [(String, [String])])
    func elementsMakeLines(_ page: String, _ expected: [String]) throws {
        #expect(try lines(page) == expected)
    }

    @Test func whatCallsItselfNavigationIsKeptIfItIsText() throws {
        let article = "<p>第一条 " + String(repeating: "质量", count: 400) + "。</p>"
        #expect(try lines("<nav><a>首页</a>\(article)<p>乙</nav>").count == 3)
        #expect(try lines("<nav>\(String(repeating: "<a>链接文字</a>", count: 400))</nav>乙") == ["乙"])
    }

    @Test(
        arguments: [
            ("条例_政府网", "<p>政府网<p>条例<p>甲。", "条例"), ("条例 - 法规库", "<h1>法规库</h1><p>条例</p>", "法规库"),
            ("条例", "<h1>通告</h1>", "通告"),
            ("首页", "<p>甲。", "首页"), ("", "<h1>通告</h1>", "通告"), ("甲条例全文", "<h1>站名</h1><h1>甲条例</h1>", "甲条例"),
            ("关于甲的通知(2020)-某局", "<h2>关于甲的通知(2020)</h2>", "关于甲的通知(2020)"),
        ])
    func theTitleIsChosen(_ element: String, _ body: String, _ title: String) throws {
        let page = "<title>\(element)</title>\(body)"
        #expect(try Array(page.utf8).read("html").texts.first?.title == title)
    }

    @Test func sloppyPagesAreReadWhole() throws {
        let fonts = String(repeating: "<font><b>甲", count: 800)
        #expect(try lines(fonts + "<p>终").last == "终")
        let deep = String(repeating: "<div>", count: 3_000) + "甲"
        let refusal = Array(deep.utf8).refusal("html")
        #expect(refusal?.reason.contains("nested") == true)
        #expect(refusal?.kind == .malformed)
    }

    @Test func manyTablesInOneAnotherTakeLinearTime() throws {
        let page = String(repeating: "<table><tr><td>甲<td>", count: 400) + String(repeating: "<p>乙", count: 20_000)
        #expect(try lines(page).count { $0 == "乙" } == 20_000)
    }
}
