import Testing

@testable import Fagui

@Suite struct CitedPassageTests {
    private func cited(_ text: String, _ validity: Validity = .today) async throws -> CitedPassages {
        let laws = try await LawFixture()
        return try #require(try await laws.library.cited(text, validity: validity)?.first)
    }

    @Test(arguments: [
        ("《电梯法》第三条", "梯法2022#第三条"), ("《中华人民共和国电梯法》第三条", "梯法2022#第三条"), ("电梯法3条", "梯法2022#第三条"),
        ("电梯法（2007）第三条", "梯法2007#第三条"), ("电梯法@2007 第三条", "梯法2007#第三条"),
        ("《电梯法》第三条第一款", "梯法2022#第三条第一款"), ("电梯法第三条第二款第（二）项", "梯法2022#第三条第二款第（二）项"),
        ("某省电梯法实施细则第一条", "细则#第一条"), ("电梯旧办法第一条", "办法#第一条"),
    ])
    func leadsToThePassage(_ text: String, _ id: String) async throws {
        let found = try await cited(text)
        #expect(found.passages.map(\.id) == [id])
        #expect(found.failure == nil)
    }

    @Test func partsHaveTheirOwnText() async throws {
        #expect(try await cited("电梯法第三条第一款").passages[0].text == "电梯每半年检验一次。")
        #expect(try await cited("电梯法第三条第二款第（二）项").passages[0].text == "（二）定期检验。")
        #expect(try await cited("电梯法第三条第（一）项").passages[0].text == "（一）首次检验；")
        #expect(
            try await cited("电梯法第三条第二款").passages[0].text == "检验由检验机构进行：\n（一）首次检验；\n（二）定期检验。")
    }

    @Test func rangesChaptersAndLaws() async throws {
        #expect(try await cited("电梯法第二条至第四条").passages.map(\.locator) == ["第二条", "第三条", "第四条"])
        #expect(try await cited("电梯法第一章").passages.count == 4)
        #expect(try await cited("《电梯法》").passages.count == 4)
        let laws = try await LawFixture()
        let several = try #require(try await laws.library.cited("《电梯法》第一条、第三条；电梯旧办法第一条"))
        #expect(several.flatMap(\.passages).map(\.id) == ["梯法2022#第一条", "梯法2022#第三条", "办法#第一条"])
    }

    @Test func theDayDecides() async throws {
        let day = try #require(CalendarDay("2010-06-01"))
        #expect(try await cited("电梯法第三条", .asOf(day)).passages.map(\.id) == ["梯法2007#第三条"])
    }

    @Test func failuresSayWhatThereIs() async throws {
        let article = try await cited("电梯法第九条")
        #expect(article.failure?.reason == .noSuchPlace && article.failure?.message.contains("第四条") == true)
        let paragraph = try await cited("电梯法第三条第七款")
        #expect(
            paragraph.failure?.reason == .noSuchPlace && paragraph.failure?.message.contains("2 paragraphs") == true)
        let version = try await cited("电梯法（1998）第一条")
        #expect(version.failure?.reason == .noSuchVersion && version.failure?.message.contains("2007-08-30") == true)
        let law = try await cited("《不存在的条例》第一条")
        #expect(law.failure?.reason == .noSuchLaw)
        // Two laws have it in their titles, none is called so.
        let several = try await cited("《梯的通知》第一条")
        #expect(!several.notes.isEmpty || several.failure?.reason == .ambiguous)
    }

    @Test func anExactTitleComesBeforeALongerOne() async throws {
        // 某省电梯法实施细则 contains it.
        #expect(try await cited("电梯法第一条").law?.title == "中华人民共和国电梯法")
        let part = try await cited("电梯法实施细则第一条")
        #expect(part.law?.id == "细则" && !part.notes.isEmpty)
    }

    @Test(arguments: [
        "电梯条例", "梯法", "法实施细则", "电梯法实施", "旧办法", "电梯法解释", "绿化条例", "组织法",
    ])
    func theTitleOfALawIsNotTakenForAnother(title: String) async throws {
        let laws = try await LawFixture()
        try await laws.library.add(id: "解释", title: "关于适用《旧梯条例》若干问题的解释", text: "第一条 甲。")
        try await laws.library.add(id: "地方", title: "滨海市电梯条例", text: "第一条 乙。")
        try await laws.library.add(id: "城市", title: "滨海市城市绿化条例", text: "第一条 丙。")
        try await laws.library.add(id: "组织", title: "国务院组织法", text: "第一条 丁。")
        try await laws.library.commit()
        #expect(try await laws.library.cited("《旧梯条例》第一条")?.first?.failure?.reason == .noSuchLaw)
        let found = try #require(try await laws.library.cited("《\(title)》第一条")?.first)
        switch title {
        case "电梯条例": #expect(found.law?.id == "地方" && !found.notes.isEmpty)
        case "电梯法实施": #expect(found.law?.id == "细则" && !found.notes.isEmpty)
        default: #expect(found.failure?.reason == .noSuchLaw)
        }
    }

    @Test(arguments: [
        ("电梯法第三条至第九条", ["梯法2022#第三条", "梯法2022#第四条"], "第九条"), ("电梯法第三条至第一条", ["梯法2022#第三条"], "第三条至第一条"),
        ("电梯法第三条至第四条第九款", ["梯法2022#第三条", "梯法2022#第四条"], "第四条第九款"),
        ("电梯法第三条第一款至第九款", ["梯法2022#第三条第一款至第二款"], "第三条第九款"),
        ("电梯法第三条第二款至第九款", ["梯法2022#第三条第二款"], "第三条第九款"),
        (
            "电梯法第三条第二款第（一）项至第（九）项", ["梯法2022#第三条第二款第（一）项至第二款第（二）项"],
            "第三条第二款第（九）项"
        ),
        (
            "电梯法第三条第二款第（一）项至第（二）项、第（九）项",
            ["梯法2022#第三条第二款第（一）项至第二款第（二）项"], "第三条第二款第（九）项"
        ),
        ("电梯法第一条、第九条", ["梯法2022#第一条"], "第九条"), ("电梯法第一条第一、二款", ["梯法2022#第一条第一款"], "第一条第二款"),
    ])
    func placesThatThereAreNotAreNamed(text: String, ids: [String], missing: String) async throws {
        let found = try await cited(text)
        #expect(found.passages.map(\.id) == ids)
        #expect(found.failure?.reason == .noSuchPlace)
        #expect(found.failure?.message.contains("has no \(missing);") == true)
    }

    @Test(arguments: [
        ("电梯法第三条第九款", "第三条 has 2 paragraphs"), ("电梯法第三条第二款第（九）项", "第三条第二款 has 2 subparagraphs"),
        ("电梯法第三条第（九）项", "第三条 has 2 subparagraphs"), ("电梯法第三条第九款第（一）项", "第三条 has 2 paragraphs"),
        ("电梯法第三条第一款第（一）项", "第三条第一款 has no subparagraphs"), ("电梯法第一条第二款", "第一条 has 1 paragraph."),
        ("电梯法第三条第二款第（一）项第1目", "第三条第二款第（一）项 has no items"),
        ("电梯法第三条第三款至第九款", "第三条 has 2 paragraphs"),
    ])
    func whatThereIsInsteadIsOfTheKindThatWasCited(text: String, message: String) async throws {
        let found = try await cited(text)
        #expect(found.passages.isEmpty && found.failure?.message.contains("; \(message)") == true)
    }

    @Test(
        arguments: [
            ("罐法总则", ["罐法#第一条"], nil), ("罐法附则", ["罐法#第四条"], nil), ("《罐法总则》第三条", ["罐法#第三条"], nil),
            ("罐法分则", ["罐法#第一条", "罐法#第二条", "罐法#第三条", "罐法#第四条"], "中华人民共和国罐法 has no 分则; all of it is shown."),
            ("罐法第一节", ["罐法#第二条", "罐法#第三条"], "中华人民共和国罐法 has several 第一节, in 第二章 生产、第三章 销售; all of them are shown."),
            ("罐法第三章第一节", ["罐法#第三条"], nil), ("罐法第二章", ["罐法#第二条"], nil),
        ] as [(String, [String], String?)])
    func chaptersAreCitedByNameAndNumber(text: String, ids: [String], note: String?) async throws {
        let laws = try await LawFixture()
        try await laws.library.add(
            id: "罐法", title: "中华人民共和国罐法",
            text: """
                第一章　总　则
                第一条 甲。
                第二章 生产
                第一节 一般规定
                第二条 乙。
                第三章 销售
                第一节 一般规定
                第三条 丙。
                附　则
                第四条 丁。
                """)
        try await laws.library.commit()
        let found = try #require(try await laws.library.cited(text)?.first)
        #expect(found.passages.map(\.id) == ids)
        #expect(found.notes == (note.map { [$0] } ?? []) && found.failure == nil)
    }

    @Test func numbersLeadToTheirTexts() async throws {
        let laws = try await LawFixture()
        for (id, title, number) in [
            ("解释", "关于电梯的解释", "法释〔2020〕17号"), ("令", "电梯条例", "中华人民共和国国务院令第721号"),
            ("甲", "关于修改甲的决定", "法发〔2021〕3号"), ("乙", "关于修改乙的决定", "法发〔2021〕3号"),
        ] {
            try await laws.library.add(
                id: id, title: title, text: "第一条 内容。\n第二条 \(id)。",
                metadata: [
                    MetadataEntry(key: "number", value: number), MetadataEntry(key: "issued", value: "2021-01-01"),
                ])
        }
        try await laws.library.commit()
        for (text, id) in [
            ("法释〔2020〕17号第一条", "解释"), ("法释(2020)17号第1条", "解释"), ("《法释〔2020〕17号》第一条", "解释"), ("国务院令第721号第一条", "令"),
            ("《关于电梯的解释》（法释〔2020〕17号）第一条", "解释"),
        ] {
            let found = try #require(try await laws.library.cited(text)?.first, "\(text)")
            #expect(found.passages.map(\.id) == ["\(id)#第一条"], "\(text)")
        }
        #expect(try await laws.library.cited("法释〔2020〕17号")?.first?.notes == ["法释〔2020〕17号 was taken for 关于电梯的解释."])
        let several = try #require(try await laws.library.cited("法发〔2021〕3号第一条")?.first)
        #expect(several.failure?.reason == .ambiguous)
        #expect(several.failure?.candidates.map(\.id).sorted() == ["乙", "甲"].sorted())
        let unknown = try await laws.library.cited("法发〔2021〕99号第一条")?.first
        #expect(unknown?.failure?.reason == .noSuchLaw)
        let found = try await laws.library.search("法释〔2020〕17号第一条", options: SearchOptions())
        #expect(found.citations == ["法释〔2020〕17号第一条"])
    }

    @Test func aSearchForACitationGoesToTheArticle() async throws {
        let laws = try await LawFixture()
        let results = try await laws.library.search("《电梯法》第三条", options: SearchOptions())
        #expect(results.hits.map(\.id) == ["梯法2022#第三条"])
        #expect(results.citations == ["《电梯法》第三条"])
        #expect(results.total.value == 1)
        let missing = try await laws.library.search("《电梯法》第九条", options: SearchOptions())
        #expect(missing.citations.isEmpty && missing.notes.contains { $0.contains("第四条") })
        let whole = try await laws.library.search("《电梯法》", options: SearchOptions())
        #expect(whole.citations.isEmpty && whole.hits.count > 1, "a law as a whole is searched for")
        let quoted = try await laws.library.search("\"《电梯法》第三条\"", options: SearchOptions())
        #expect(Set(quoted.hits.map(\.law.id)) == ["细则", "通知1"])
    }

    @Test func citedArticlesAreCountedByFacets() async throws {
        let laws = try await LawFixture()
        var options = SearchOptions(limit: 1)
        options.facets = [.status, .title, .issuer]
        options.facetLimit = 1
        let results = try await laws.library.search("《电梯法》第二条至第四条；电梯旧办法第一条", options: options)
        #expect(results.citations.count == 2 && results.hits.map(\.id) == ["梯法2022#第二条"])
        #expect(
            results.facets == [
                SearchFacet(
                    column: .status, values: [.init(text: LegalStatus.inForce.rawValue, count: 3)], valueCount: 2,
                    missing: 0),
                SearchFacet(
                    column: .title, values: [.init(text: "中华人民共和国电梯法", count: 3)], valueCount: 2, missing: 0),
                SearchFacet(column: .issuer, values: [], valueCount: 0, missing: 4),
            ])
        #expect(try await laws.library.search("《电梯法》第三条").facets.isEmpty)
    }

    @Test func aLawInSeveralFilesIsOne() async throws {
        let laws = try await LawFixture()
        for (part, article) in [("总则", "第一条 总则。"), ("物权编", "第二条 物权。"), ("婚姻家庭编", "第三条 婚姻。")] {
            try await laws.library.add(
                id: part, title: "中华人民共和国某法典 \(part)", text: article,
                metadata: [MetadataEntry(key: "issued", value: "2020-05-28")])
        }
        try await laws.library.commit()
        for text in ["某法典第三条", "某法典婚姻家庭编第三条", "《中华人民共和国某法典》第三条"] {
            #expect(try await laws.library.cited(text)?.first?.passages.map(\.id) == ["婚姻家庭编#第三条"], "\(text)")
        }
        #expect(try await laws.found("物权", .today) == ["物权编"], "no part is an older wording of another")
        #expect(try await laws.library.history(of: "某法典").wordings.count == 1)
        #expect(try await laws.library.history(of: "某法典").title == "中华人民共和国某法典")
        let part = try await laws.library.cited("某法典物权编")?.first
        #expect(part?.passages.map(\.id) == ["物权编#第二条"] && part?.notes == [])
        let written = try await laws.library.cited("中华人民共和国某法典 物权编")?.first
        #expect(written?.passages.map(\.id) == ["物权编#第二条"])
    }

    @Test(
        arguments: [
            ("某法典第二编", ["物权编#第二条", "物权编#第三条"], nil), ("某法典第三编第一章", ["婚姻家庭编#第四条"], nil),
            ("某法典物权编第二章", ["物权编#第三条"], nil), ("某法典总则编", ["总则#第一条"], nil), ("某法典附则", ["附则#第五条"], nil),
            (
                "某法典第一章", ["总则#第一条", "物权编#第二条", "婚姻家庭编#第四条"],
                "中华人民共和国某法典 has several 第一章, in 第一编 总则、第二编 物权编、第三编 婚姻家庭编; all of them are shown."
            ),
            ("某法典第二章", ["物权编#第三条"], nil), ("某法典第四编", [], nil),
        ] as [(String, [String], String?)])
    func partsAreCountedByTheirArticles(text: String, ids: [String], note: String?) async throws {
        let laws = try await LawFixture()
        for (part, text) in [
            ("总则", "第一章 甲\n第一条 总则。"), ("物权编", "第一章 乙\n第二条 物权。\n第二章 丙\n第三条 占有。"),
            ("婚姻家庭编", "第一章 丁\n第四条 婚姻。"), ("附则", "第五条 附则。"),
        ] {
            try await laws.library.add(
                id: part, title: "中华人民共和国某法典 \(part)", text: text,
                metadata: [MetadataEntry(key: "issued", value: "2020-05-28")])
        }
        try await laws.library.commit()
        let found = try #require(try await laws.library.cited(text)?.first)
        #expect(found.passages.map(\.id) == ids)
        #expect(found.notes == (note.map { [$0] } ?? []))
        #expect((found.failure == nil) == !ids.isEmpty)
    }

    @Test func aLawOfWhichPartsAreMissingHasNoNumberedParts() async throws {
        let laws = try await LawFixture()
        for (part, text) in [("物权编", "第一章 乙\n第二条 物权。"), ("合同编", "第一章 丙\n第三条 合同。")] {
            try await laws.library.add(
                id: part, title: "中华人民共和国某法典 \(part)", text: text,
                metadata: [MetadataEntry(key: "issued", value: "2020-05-28")])
        }
        try await laws.library.commit()
        #expect(try await laws.library.cited("某法典第一编")?.first?.failure?.reason == .noSuchPlace)
        let chapters = try #require(try await laws.library.cited("某法典第一章")?.first)
        #expect(chapters.passages.map(\.id) == ["物权编#第二条", "合同编#第三条"] && !chapters.notes.isEmpty)
    }

    @Test func limitsHoldForCitations() async throws {
        let laws = try await LawFixture()
        let page = try await laws.library.search("电梯法第一条至第四条", options: SearchOptions(limit: 2, offset: 1))
        #expect(page.hits.map(\.locator) == ["第二条", "第三条"] && page.total.value == 4)
        #expect(page.notes.contains { $0.contains("1 more") })
        for options in [SearchOptions(limit: -1), SearchOptions(offset: -1), SearchOptions(snippetLength: -1)] {
            await #expect(throws: LibraryError.self) { try await laws.library.search("电梯法第一条", options: options) }
        }
    }

    @Test func allVersionsCiteAllWordings() async throws {
        #expect(
            Set(try await cited("电梯法第二条", .all).passages.map(\.id)) == ["梯法2007#第二条", "梯法2022#第二条"])
    }

    @Test func idsReachBelowTheArticle() async throws {
        let laws = try await LawFixture()
        let passages = try await laws.library.passages(withID: "梯法2022#第三条第二款第（一）项")
        #expect(passages.map(\.text) == ["（一）首次检验；"])
        #expect(try await laws.library.passages(withID: "梯法2022#第三条第九款").isEmpty)
    }
}
