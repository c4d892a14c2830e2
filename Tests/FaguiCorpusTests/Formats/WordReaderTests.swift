import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct WordReaderTests {
    private typealias D = WordDocument

    private func lines(_ document: WordDocument) throws -> [String] { try document.bytes.lines("docx") }

    @Test func paragraphsAreLines() throws {
        let text = try lines(
            D(
                D.paragraph("示例条例")
                    + "<w:p><w:r><w:t>第一条</w:t><w:tab/><w:t>甲</w:t></w:r><w:r><w:br/><w:t>乙 &amp; 丙</w:t></w:r></w:p><w:p/>"
            ))
        #expect(text == ["示例条例", "第一条\t甲", "乙 & 丙"])
    }

    @Test func numbersThatWordMakesStandBeforeTheText() throws {
        var document = D(
            D.paragraph("总则", D.number(1)) + D.paragraph("甲。", D.number(2)) + D.paragraph("乙：", D.number(2))
                + D.paragraph("其一；", D.number(2, level: 1)) + D.paragraph("其二。", D.number(2, level: 1))
                + D.paragraph("附则", D.number(1)) + D.paragraph("丙：", D.number(2))
                + D.paragraph("又一。", D.number(2, level: 1)) + D.paragraph("细目", D.number(2, level: 2))
                + D.paragraph("点", D.number(3)) + D.paragraph("无号", D.number(0)))
        document.numbering =
            D.list(1, [D.level(0, "chineseCountingThousand", "第%1章")])
            + D.list(
                2,
                [
                    D.level(0, "chineseCounting", "第%1条"),
                    D.level(1, "chineseCounting", "（%2）", #"<w:suff w:val="nothing"/>"#),
                    D.level(2, "decimal", "%1.%3", "<w:isLgl/>"),
                ])
            + D.list(3, [D.level(0, "bullet", "\u{F0B7}")])
        #expect(
            try lines(document) == [
                "第一章 总则", "第一条 甲。", "第二条 乙：", "（一）其一；", "（二）其二。", "第二章 附则", "第三条 丙：", "（一）又一。", "3.1 细目", "- 点", "无号",
            ])
        let text = try document.bytes.read("docx").texts[0]
        #expect(text.locators.filter { $0.hasSuffix("条") } == ["第一条", "第二条", "第三条"])
    }

    @Test func numbersComeFromStylesAndGoOnOverUsesOfAList() throws {
        var document = D(
            D.paragraph("甲。", #"<w:pStyle w:val="A"/>"#) + D.paragraph("乙。", #"<w:pStyle w:val="B"/>"#)
                + D.paragraph("丙。", D.number(8)) + D.paragraph("丁。", D.number(9)) + D.paragraph("戊。", D.number(9)))
        document.styles =
            #"<w:style w:type="paragraph" w:styleId="A"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>"#
            + #"<w:style w:type="paragraph" w:styleId="B"><w:name w:val="条二"/><w:basedOn w:val="A"/></w:style>"#
        document.numbering =
            D.list(7, [D.level(0, "ideographDigital", "第%1条")])
            + #"<w:num w:numId="8"><w:abstractNumId w:val="7"/></w:num>"#
            + #"<w:num w:numId="9"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/></w:lvlOverride></w:num>"#
        #expect(try lines(document) == ["第一条 甲。", "第二条 乙。", "第三条 丙。", "第一〇条 丁。", "第一一条 戊。"])
    }

    @Test(
        arguments: [
            ("decimal", 12, "12"), ("decimalZero", 7, "07"), ("decimalFullWidth", 12, "１２"), ("lowerLetter", 28, "bb"),
            ("upperRoman", 1994, "MCMXCIV"), ("lowerRoman", 4, "iv"), ("chineseCounting", 20, "二十"),
            ("chineseCountingThousand", 101, "一百零一"), ("ideographDigital", 101, "一〇一"), ("japaneseCounting", 11, "十一"),
            ("chineseLegalSimplified", 32, "叁拾贰"), ("ideographTraditional", 3, "丙"), ("ideographZodiac", 12, "亥"),
            ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedParen", 1, "⑴"), ("ideographEnclosedCircle", 10, "㊉"),
            ("none", 3, ""), ("somethingNew", 3, "3"), ("chineseCounting", -1, "-1"), ("upperRoman", 0, "0"),
        ] as [(String, Int, String)])
    func listsWriteTheirNumbers(_ format: String, _ number: Int, _ text: String) {
        #expect(ListNumeral(wordFormat: format).text(number) == text)
    }

    @Test func stylesAndOutlinesMakeHeadings() throws {
        var document = D(
            D.paragraph("关于甲的办法", #"<w:pStyle w:val="T"/>"#) + D.paragraph("总体要求", #"<w:pStyle w:val="2"/>"#)
                + D.paragraph("目标", #"<w:outlineLvl w:val="1"/>"#) + D.paragraph("正文一段。")
                + D.paragraph("各条都用标题样式，也是正文。", #"<w:pStyle w:val="2"/>"#) + D.paragraph("# 不是标题"))
        document.styles =
            #"<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>"#
            + #"<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/></w:style>"#
        #expect(
            try lines(document) == ["# 关于甲的办法", "## 总体要求", "### 目标", "正文一段。", "各条都用标题样式，也是正文。", "\\# 不是标题"])
        let text = try document.bytes.read("docx").texts[0]
        #expect(text.title == "关于甲的办法")
        #expect(text.paths.first == "总体要求 > 目标")
    }

    @Test func tablesAreRowsAndFramesAreLines() throws {
        func cell(_ texts: String...) -> String { "<w:tc>\(texts.map { D.paragraph($0) }.joined())</w:tc>" }
        let table =
            "<w:tbl><w:tr>\(cell("项目")) \(cell("限值", "毫克"))</w:tr><w:tr>\(cell("铅")) \(cell("0.5"))</w:tr></w:tbl>"
        let frame = "<w:tbl><w:tr>\(cell("第一条 甲。", "第二条 乙。"))</w:tr></w:tbl>"
        let nested = "<w:tbl><w:tr><w:tc>\(table)\(D.paragraph("注"))</w:tc>\(cell("丙"))</w:tr></w:tbl>"
        #expect(
            try lines(D(table + frame + nested)) == [
                "| 项目 | 限值 毫克 |", "| 铅 | 0.5 |", "第一条 甲。", "第二条 乙。", "| 项目 | 限值 毫克 |", "| 铅 | 0.5 |", "注", "丙",
            ])
    }

    @Test func insertionsAreTakenAndDeletionsLeftOut() throws {
        let document = D(
            """
            <w:p><w:r><w:t>罚款</w:t></w:r><w:del w:id="1"><w:r><w:delText>一万元</w:delText></w:r></w:del>\
            <w:ins w:id="2"><w:r><w:t>二万元</w:t></w:r></w:ins></w:p>\
            <w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>\
            <w:p><w:r><w:t>后半</w:t></w:r></w:p>\
            <w:p><w:moveFrom w:id="4"><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:t>留下</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:trPr><w:del w:id="5"/></w:trPr><w:tc>\(D.paragraph("删"))</w:tc><w:tc>\(D.paragraph("去"))</w:tc></w:tr>\
            <w:tr><w:tc>\(D.paragraph("甲"))</w:tc><w:tc>\(D.paragraph("乙"))</w:tc></w:tr></w:tbl>
            """)
        let (texts, report) = try document.bytes.read("docx")
        #expect(String(decoding: texts[0].text, as: UTF8.self) == "罚款二万元\n\n前半后半\n\n留下\n\n| 甲 | 乙 |\n")
        #expect(report.warnings.count == 1)
        #expect(report.warnings.first?.reason.contains("tracked") == true)
        #expect(report.warnings.first?.path == "/x/law.docx")
    }

    @Test func formatsOfBeforeAChangeDoNotCount() throws {
        var document = D(
            D.paragraph(
                "甲", #"<w:pPrChange w:id="1"><w:pPr>\#(D.number(1))<w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>"#))
        document.numbering = D.list(1, [D.level(0, "decimal", "%1.")])
        #expect(try lines(document) == ["甲"])
    }

    @Test func textBoxesComeOnceAndBehindTheirParagraph() throws {
        let box = "<w:txbxContent>\(D.paragraph("框中"))\(D.paragraph("两段"))</w:txbxContent>"
        let document = D(
            "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx>\(box)</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>\(box)</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>"
        )
        #expect(try lines(document) == ["前后", "框中", "两段"])
    }

    @Test func notesComeAtTheEndInTheOrderOfTheirReferences() throws {
        var document = D(
            "<w:p><w:r><w:t>第一条 甲</w:t></w:r><w:r><w:footnoteReference w:id=\"5\"/></w:r><w:r><w:t>乙。</w:t></w:r><w:r><w:footnoteReference w:id=\"3\"/></w:r></w:p>"
        )
        document.footnotes =
            "<w:footnote w:type=\"separator\" w:id=\"-1\">\(D.paragraph("线"))</w:footnote><w:footnote w:id=\"3\">\(D.paragraph("后注"))</w:footnote><w:footnote w:id=\"5\">\(D.paragraph("先注"))</w:footnote>"
        #expect(try lines(document) == ["第一条 甲乙。", "## 脚注", "[1] 先注", "[2] 后注"])
        #expect(try document.bytes.read("docx").texts[0].texts == ["第一条 甲乙。", "[1] 先注", "[2] 后注"])
    }

    @Test func thePropertiesTitleIsTheLastResort() throws {
        var document = D(D.paragraph("这是没有标题的一段正文。"))
        document.title = "属性里的题目"
        #expect(try document.bytes.read("docx").texts[0].title == "属性里的题目")
        document.body = D.paragraph("正文的题目") + document.body
        #expect(try document.bytes.read("docx").texts[0].title == "正文的题目")
    }

    @Test func theMainPartMayHaveAnotherName() throws {
        var entries = D(D.paragraph("甲。")).entries
        entries[1].name = Array("word/document2.xml".utf8)
        entries.append(
            StoredZip.Entry(
                "_rels/.rels",
                #"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>"#
            ))
        #expect(try StoredZip.make(entries).lines("docx") == ["甲。"])
    }
}
