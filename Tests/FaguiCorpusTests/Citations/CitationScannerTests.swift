import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct CitationScannerTests {
    /// Each citation as `text = meaning`.
    @Test(
        arguments: [
            // With a law.
            ("依照《产品质量法》第三条的规定", ["《产品质量法》第三条 = 产品质量法 第三条"]),
            ("依照《产品质量法》（2018）第三条", ["《产品质量法》（2018）第三条 = 产品质量法@2018 第三条"]),
            ("《甲法》第三条和《乙法》第五条、第六条第二款", ["《甲法》第三条 = 甲法 第三条", "《乙法》第五条、第六条第二款 = 乙法 第五条、第六条第二款"]),
            ("《甲法》实施条例第三条", ["《甲法》实施条例第三条 = 甲法实施条例 第三条"]),
            ("《甲法》三十二条", ["《甲法》三十二条 = 甲法 第三十二条"]),
            ("《甲法》（以下简称《本》）的第三条", ["《甲法》（以下简称《本》）的第三条 = 甲法 第三条"]),
            ("《关于修改〈甲法〉的决定》", ["《关于修改〈甲法〉的决定》 = 关于修改甲法的决定 "]),
            ("持有《许可证》的", ["《许可证》 = 许可证 "]),
            ("依照刑法第二百条的规定", ["刑法第二百条 = 刑法 第二百条"]),
            ("应当认定为中华人民共和国刑法第二百条", ["中华人民共和国刑法第二百条 = 刑法 第二百条"]),
            ("当事人依照劳动合同法第四十条规定", ["劳动合同法第四十条 = 劳动合同法 第四十条"]),
            ("违反医疗器械监督管理条例第五条", ["医疗器械监督管理条例第五条 = 医疗器械监督管理条例 第五条"]),
            ("适用企业所得税法实施条例第五条", ["企业所得税法实施条例第五条 = 企业所得税法实施条例 第五条"]),
            ("构成刑法分则第三章规定的犯罪", ["刑法分则第三章 = 刑法 第二编第三章"]),
            ("违反本条例第五条、第六条规定", ["本条例第五条、第六条 = 本条例 第五条、第六条"]),
            ("违反本条例规定第五条", ["本条例规定第五条 = 本条例 第五条"]),
            ("基本法第十八条", ["基本法第十八条 = 基本法 第十八条"]),
            ("《甲法》第三条规定，依照同法第五条", ["《甲法》第三条 = 甲法 第三条", "同法第五条 = ^同法 第五条"]),
            ("该条例第五条", ["该条例第五条 = ^该条例 第五条"]),
            // Lists.
            ("第三条、第五条第二款和第七条", ["第三条、第五条第二款和第七条 = - 第三条、第五条第二款、第七条"]),
            ("第一款第（一）项、第（三）项", ["第一款第（一）项、第（三）项 = - 第一款第（一）项、第一款第（三）项"]),
            ("第三条第（一）、（三）项和第五条", ["第三条第（一）、（三）项和第五条 = - 第三条第（一）项、第三条第（三）项、第五条"]),
            ("第三、四条", ["第三、四条 = - 第三条、第四条"]),
            ("第三条至第五条", ["第三条至第五条 = - 第三条至第五条"]),
            ("第三章、第五章第二节", ["第三章、第五章第二节 = - 第三章、第五章第二节"]),
            ("刑法第一百二十条之一、第一百二十条之二", ["刑法第一百二十条之一、第一百二十条之二 = 刑法 第一百二十条之一、第一百二十条之二"]),
            // Relative.
            ("有前款规定的行为", ["前款 = - 前款"]),
            ("前两款规定的", ["前两款 = - 前两款"]), ("依照前条规定", ["前条 = - 前条"]), ("前三条规定", ["前三条 = - 前三条"]),
            ("前项所列", ["前项 = - 前项"]), ("以前款规定的数额为限", ["前款 = - 前款"]),
            ("前款第（一）项、第（三）项", ["前款第（一）项、第（三）项 = - 前款第（一）项、前款第（三）项"]),
            ("前条第二款", ["前条第二款 = - 前条第二款"]), ("本条第二款、第三款", ["本条第二款、第三款 = - 本条第二款、本条第三款"]),
            ("本条前款", ["本条前款 = - 前款"]), ("本章规定", ["本章 = - 本章"]), ("本章第二节", ["本章第二节 = - 本章第二节"]),
            ("有第二款规定的情形", ["第二款 = - 第二款"]),
            ("前款规定的第（一）项", ["前款 = - 前款", "第（一）项 = - 前款第（一）项"]),
            ("刑法第三百条，该条第二款", ["刑法第三百条 = 刑法 第三百条", "该条第二款 = 刑法 第三百条第二款"]),
            ("刑法第三百零七条之一前三款", ["刑法第三百零七条之一前三款 = 刑法 第三百零七条之一第一款至第三百零七条之一第三款"]),
            ("违反本法第五条规定的：（一）违反第二项的", ["本法第五条 = 本法 第五条", "第二项 = 本法 第五条第（二）项"]),
        ] as [(String, [String])])
    func findsCitations(_ text: String, _ expected: [String]) {
        #expect(found(text) == expected)
        #expect(found("规定：" + text + "。") == expected)
    }

    @Test(arguments: [
        "第三条例", "第三章程", "目前条件", "基本条件", "本条例", "本章程", "本项目", "前款项", "以下条件", "资本项下", "当前项目",
        "基本款项", "第一项目", "前编制", "本节目", "第一目标", "依照合同第三条", "调解协议第二条", "香港法例第13章", "第三方", "第一审",
        "生产前项目", "第零条", "三条红线", "第三人",
    ])
    func leavesOtherWords(_ text: String) {
        #expect(found(text) == [])
        #expect(found("的" + text + "的") == [])
    }

    @Test func headingsOfTheTextItselfAreNoCitations() {
        #expect(found("第三条　违反第四条的") == ["第四条 = - 第四条"])
        #expect(found("**第三条** 违反第四条的") == ["第四条 = - 第四条"])
        #expect(found("## 第三条\n违反前款的") == ["前款 = - 前款"])
        #expect(found("“第三条　甲\n第二章　乙\n丙") == [])
        #expect(found("第三条、第四条的规定") == ["第三条、第四条 = - 第三条、第四条"])
        #expect(found("甲。第四条　乙") == [])
    }

    @Test(arguments: [
        ("《甲法》第三条规定：“甲乙。”", "甲乙。"), ("刑法第三条“甲乙”", "甲乙"), ("本法第三条规定，“甲‘丙’乙”，", "甲‘丙’乙"),
        ("第三条规定：“甲“丙”乙”", "甲“丙”乙"), ("第三条规定: \"甲乙\"", "甲乙"), ("第三条规定：＂甲＂", "甲"),
        ("第三条规定：「甲『丙』乙」", "甲『丙』乙"), ("刑法第三条『甲』", "甲"), ("第三条规定‘甲’", "甲"),
        ("第三条所称“甲”", "甲"), ("第三条所述“甲”", "甲"), ("第三条的规定，即：“甲”", "甲"), ("刑法第三条即“甲”", "甲"),
        ("刑法第三条关于安全标准的规定：“甲”", "甲"), ("刑法第三条关于“甲”的规定", "甲"), ("第三条、第五条分别规定：“甲”“乙”", "甲"),
        ("“甲”（《甲法》第三条）", "甲"), ("“甲”(见《甲法》第三条)", "甲"), ("\"丙\"，第三条：\"甲\"", "甲"),
        ("丙\"\n刑法第三条：\"甲\"", "甲"), ("第三条规定：“甲\n“乙”", "甲\n“乙"),
    ])
    func theWordingBehindIsItsQuotation(_ text: String, _ quotation: String) throws {
        let citation = try #require(CitationScanner.scan(text).first)
        #expect(citation.quotation.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } == quotation)
    }

    @Test(arguments: [
        "第三条规定的“甲”", "第三条规定。“甲”", "第三条规定：“甲", "《甲》：“乙”", "\"第三条\"的规定，属于\"甲\"", "第三条规定：\"甲\n乙\"",
        "第三条规定：「甲”", "刑法第三条关于甲，乙的规定：“甲”", "“甲”，《甲法》第三条", "“甲”（《甲法》第三条和别的）",
    ])
    func otherQuotationsAreNot(_ text: String) throws {
        #expect(try #require(CitationScanner.scan(text).first).quotation == nil)
    }

    @Test func citationsInQuotationMarksSaySo() {
        #expect(CitationScanner.scan("将第三条修改为：“依照前款”，第四条").map(\.isQuoted) == [false, true, false])
        // Each paragraph opens the marks again, the last one closes them.
        #expect(CitationScanner.scan("“甲\n“前款\n“乙”\n、第四条").map(\.isQuoted) == [true, false])
    }

    @Test func whatWasNamedBeforeIsKept() throws {
        let citations = CitationScanner.scan("依照《甲法》第三条；第五条；该法第六条；违反前款，有第二款行为的")
        #expect(citations.map(\.antecedent) == [nil, "甲法", "甲法", "甲法", "甲法"])
        #expect(citations.map { $0.antecedentPlace?.place.locator } == [nil, nil, nil, "第六条", "第六条"])
        #expect(withBytes("该法第六条") { CitationScanner.scan($0, antecedent: "乙法") }.map(\.antecedent) == ["乙法"])
    }

    @Test func hostileTextsTakeLinearTime() {
        let pieces = [
            "第", "第一", "第一、", "《", "前", "本", "“", "第一条“", "（", "法第一条", "第一条之一", "《法》（", "第一章第一条第", "第一条\"",
            "第一条「", "”（第一条）", "第一条关于",
        ]
        for piece in pieces {
            let text = String(repeating: piece, count: 150_000 / piece.utf8.count)
            let clock = ContinuousClock()
            let time = clock.measure { _ = CitationScanner.scan(text) }
            #expect(time < .seconds(20), "\(piece)")
        }
    }

    @Test func randomTextsGiveRangesInOrder() {
        let pieces = [
            "第", "三", "条", "款", "项", "、", "至", "（", "）", "《", "》", "法", "本", "前", "“", "”", "\n", "1", "章", "之", "中",
            "x", "和",
        ]
        for seed in RandomTests.seeds(300) {
            var generator = SeededGenerator(seed: seed)
            let text = (0..<80).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let count = text.utf8.count
            var end = 0
            for citation in CitationScanner.scan(text) {
                #expect(citation.range.lowerBound >= end && !citation.range.isEmpty, "seed \(seed): \(text)")
                #expect(citation.range.upperBound <= count, "seed \(seed): \(text)")
                end = citation.range.upperBound
            }
        }
    }

    private func found(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return CitationScanner.scan(text).map {
            "\(String(decoding: bytes[$0.range], as: UTF8.self)) = \(described($0))"
        }
    }
}
