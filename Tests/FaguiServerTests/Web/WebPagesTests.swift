import Fagui
import FaguiTestSupport
import Testing

@testable import FaguiServer

/// Pages over an index of a few texts, without sockets.
@Suite struct WebPagesTests {
    private static let law = """
        第一章 总则
        第一条 为了加强产品质量监督，制定本法。
        第二条 生产者应当对其产品质量负责：
        （一）不得掺假；
        （二）不得以次充好。
        销售者亦同。
        第二章 罚则
        第三条 违反本法第二条的，处三万元罚款。
        """

    private static let older = "第一条 为了加强产品质量管理，制定本法。\n第二条 生产者应当负责。"

    /// Gives pages over an index in a folder of its own, which goes away again.
    private func withPages(
        keys: String? = nil, texts: [(id: String, title: String, text: String, metadata: [MetadataEntry])]? = nil,
        _ body: (WebPages, Library) async throws -> Void
    ) async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path + "/index")
        for text in texts ?? Self.texts {
            try await library.add(id: text.id, title: text.title, text: text.text, metadata: text.metadata)
        }
        try await library.commit()
        let pool = WorkPool(threadCount: 1, waitingLimit: 8)
        let runner = OperationRunner(library: library, limits: ServerLimits(), pool: pool)
        let pages = WebPages(
            runner: runner, access: AccessControl(try keys.map { try AccessKeys($0) }, RateLimiter(perSecond: 0)))
        try await body(pages, library)
        try await pool.shutDown()
    }

    private static let texts: [(id: String, title: String, text: String, metadata: [MetadataEntry])] = [
        (
            "new", "示例质量法", law,
            [
                MetadataEntry(key: "version", value: "2018-12-29"),
                MetadataEntry(key: "effective", value: "2018-12-29"),
                MetadataEntry(key: "level", value: "法律"), MetadataEntry(key: "issuer", value: "全国人大常委会"),
                MetadataEntry(key: "issued", value: "2000-07-08"),
            ]
        ),
        (
            "old", "示例质量法", older,
            [
                MetadataEntry(key: "version", value: "2000-07-08"),
                MetadataEntry(key: "effective", value: "2000-09-01"),
                MetadataEntry(key: "level", value: "法律"), MetadataEntry(key: "issued", value: "2000-07-08"),
            ]
        ),
        (
            "rule", "示例质量办法", "第一条 依据《示例质量法》第二条，制定本办法。\n第二条 质量监督适用本办法。",
            [MetadataEntry(key: "level", value: "部门规章"), MetadataEntry(key: "issued", value: "2012-01-01")]
        ),
    ]

    private func get(_ pages: WebPages, _ url: PageURL) async throws -> (status: Int, text: String) {
        let parts = url.text.split(separator: "?", maxSplits: 1)
        let response = try await pages.answer(
            WebRequest(path: String(parts[0]), query: parts.count > 1 ? String(parts[1].prefix { $0 != "#" }) : ""))
        return (response.status, String(decoding: response.body, as: UTF8.self))
    }

    // MARK: Content

    @Test func aSearchShowsHitsWithWhatMatched() async throws {
        try await withPages { pages, _ in
            let (status, html) = try await get(pages, PageURL(.search, ["q": "产品质量 监督"]))
            #expect(status == 200)
            #expect(html.contains("示例质量法") && html.contains("<mark>"))
            #expect(html.contains("href=\"/passage?id=new%23%E7%AC%AC%E4%B8%80%E6%9D%A1\""))
            #expect(html.contains("现行有效"))
            // The older wording is left out, and a link shows it.
            #expect(html.contains("已被修改 1 条") || html.contains("已被修改 2 条"))
            #expect(html.contains("all_versions=1"))
            // Facets narrow the query.
            let narrowed = PageURL(.search, ["q": "产品质量 监督 level:\"部门规章\""]).text
            #expect(html.contains("href=\"\(narrowed)\""))
        }
    }

    @Test func pagesFollowOneAnother() async throws {
        let text = (1...35).map { "第\($0)条 质量监督第\($0)项内容。" }.joined(separator: "\n")
        try await withPages(texts: [("a", "办法", text, [])]) { pages, library in
            var url = PageURL(.search, ["q": "质量监督", "sort": "title"])
            var ids: [String] = []
            for page in 1...4 {
                let (status, html) = try await get(pages, url)
                #expect(status == 200)
                ids += html.split(separator: "<h2><a href=\"/passage?id=").dropFirst().map {
                    String($0.prefix { $0 != "\"" })
                }
                guard page < 4 else {
                    #expect(!html.contains("rel=\"next\""))
                    break
                }
                let next = try #require(html.split(separator: "rel=\"next\" href=\"").dropFirst().first)
                let target = String(next.prefix { $0 != "\"" }).replacing("&amp;", with: "&")
                url = try #require(PageURL(target: target))
                #expect(url.parameters.contains { $0.name == "sort" && $0.value == "title" })
            }
            #expect(ids.count == 35)
            #expect(Set(ids).count == 35)
        }
    }

    @Test func aPageOfACommitThatIsGoneLeadsToTheFirst() async throws {
        let text = (1...15).map { "第\($0)条 质量监督第\($0)项内容。" }.joined(separator: "\n")
        try await withPages(texts: [("a", "办法", text, [])]) { pages, library in
            let results = try await library.search("质量监督")
            let next = try #require(results.next)
            for round in 1...6 {
                try await library.add(id: "b\(round)", title: "通知", text: "质量监督\(round)")
                try await library.commit()
                _ = try await library.search("质量监督", limit: 1)
            }
            let (status, html) = try await get(pages, PageURL(.search, ["q": "质量监督", "after": next]))
            #expect(status == 410 || status == 400)
            #expect(html.contains("href=\"\(PageURL(.search, ["q": "质量监督"]).text)\""))
            #expect(try await get(pages, PageURL(.search, ["q": "x", "after": "nonsense"])).status == 400)
        }
    }

    @Test func anArticleStandsInItsLaw() async throws {
        try await withPages { pages, _ in
            let (status, html) = try await get(pages, PageURL(.passage, ["id": "new#第二条"]))
            #expect(status == 200)
            #expect(html.contains("<p class=\"paragraph\">生产者应当对其产品质量负责：</p>"))
            #expect(html.contains("<p class=\"subparagraph\">（一）不得掺假；</p>"))
            #expect(html.contains("<p class=\"paragraph\">销售者亦同。</p>"))
            #expect(html.contains("aria-current=\"true\">第二条</a>"))
            #expect(html.contains("rel=\"prev\"") && html.contains("rel=\"next\""))
            #expect(html.contains("第二章 罚则"))
            #expect(html.contains("《示例质量法》第二条"))
            // Who cites it, in its own law and elsewhere.
            #expect(html.contains("/passage?id=rule%23") && html.contains("违反本法第二条"))
            // The other wording, and the comparison with it.
            #expect(html.contains("/passage?id=old%23"))
            #expect(html.contains("/diff?old=old&amp;new=new#a-"))
        }
    }

    @Test func aReferenceInTheTextIsALink() async throws {
        try await withPages { pages, _ in
            let (_, html) = try await get(pages, PageURL(.passage, ["id": "new#第三条"]))
            #expect(html.contains(">本法第二条</a>的，处三万元罚款。"))
        }
    }

    @Test func aLawShowsItsOutlineAndText() async throws {
        try await withPages { pages, _ in
            let (status, html) = try await get(pages, PageURL(.law, ["law": "示例质量法"]))
            #expect(status == 200)
            #expect(html.contains("id=\"第三条\"") && html.contains("处三万元罚款"))
            #expect(html.contains("<h2 id=\"h0-0\">第一章 总则</h2>"))
            #expect(html.contains("href=\"\(PageURL(fragment: "第三条").text)\""))
        }
    }

    @Test func aCitationGoesToItsArticle() async throws {
        try await withPages { pages, _ in
            let (status, html) = try await get(pages, PageURL(.search, ["q": "《示例质量法》第二条"]))
            #expect(status == 200 && html.contains("按条文引用理解") && html.contains("/passage?id=new%23"))
            // With a filter it would be none.
            #expect(!html.contains("id=\"facets\""))
        }
    }

    /// A law of 1,200 articles.
    private static func longLaw(hasHeadings: Bool) -> String {
        (1...1200).map { number in
            let heading = hasHeadings && number % 300 == 1 ? "第\(number / 300 + 1)章 某事\n" : ""
            return "\(heading)第\(number)条 质量的第\(number)项规定：\n（一）甲；\n（二）乙。"
        }.joined(separator: "\n")
    }

    @Test(arguments: [true, false]) func theOutlineOfALongLawShowsHeadingsAndNeighbours(
        hasHeadings: Bool
    ) async throws {
        try await withPages(texts: [("long", "长法", Self.longLaw(hasHeadings: hasHeadings), [])]) { pages, library in
            let details = try await library.law("long")
            #expect(details.passages.count == 1200)
            let middle = details.passages[700]
            // Of an article and of a part of it.
            for id in [middle.id, middle.id + "第（二）项"] {
                let (status, html) = try await get(pages, PageURL(.passage, ["id": id]))
                #expect(status == 200)
                let side = try #require(html.split(separator: "<nav class=\"tree\"").last)
                let links = side.ranges(of: "href=\"/passage?").count
                #expect(links >= 100 && links <= 130, "\(id): \(links)")
                #expect(side.ranges(of: "aria-current=\"true\"").count == 1)
                #expect(side.contains("aria-current=\"true\">\(middle.locator)</a>"))
                if hasHeadings { #expect(side.ranges(of: "<summary>").count == 4) }
                #expect(html.contains("rel=\"prev\"") && html.contains("rel=\"next\""))
                #expect(html.contains("#\(PageURL(fragment: middle.locator).text.dropFirst())\""))
            }
            let (_, law) = try await get(pages, PageURL(.law, ["law": "long"]))
            let side = try #require(law.split(separator: "<nav class=\"tree\"").last)
            #expect(side.ranges(of: hasHeadings ? "<summary>" : "<li>").count == (hasHeadings ? 4 : 24))
        }
    }

    @Test func aDividedLawIsOneInTheOrderOfItsArticles() async throws {
        // By their ids the last part would be the first.
        let parts = [("a", "婚姻家庭编", "第三条 婚姻。"), ("b", "总则", "第一条 总则。"), ("c", "物权编", "第一章 一般规定\n第二条 物权。")]
        let texts = parts.map { part in
            (
                id: part.0, title: "中华人民共和国某法典 \(part.1)", text: part.2,
                metadata: [
                    MetadataEntry(key: "issued", value: "2020-05-28"),
                    MetadataEntry(key: "effective", value: "2021-01-01"),
                ]
            )
        }
        try await withPages(texts: texts) { pages, _ in
            let (status, html) = try await get(pages, PageURL(.law, ["law": "中华人民共和国某法典"]))
            #expect(status == 200)
            #expect(html.contains("<title>中华人民共和国某法典 · "))
            let places = ["<h2 id=\"h0-0\">总则", "<h2 id=\"h1-0\">物权编", "<h3 id=\"h1-1\">第一章", "<h2 id=\"h2-0\">婚姻家庭编"]
                .map { html.firstRange(of: $0)?.lowerBound }
            #expect(!places.contains(nil))
            #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
        }
    }

    @Test(arguments: ["", "side"])
    func twoWordingsAreCompared(_ view: String) async throws {
        try await withPages { pages, _ in
            let (status, html) = try await get(pages, PageURL(.diff, ["old": "old", "new": "new", "view": view]))
            #expect(status == 200)
            #expect(html.contains("<del>") && html.contains("<ins>"))
            #expect(html.contains("<span class=\"badge changed\">"))
            #expect(html.contains(view == "side" ? "class=\"sides\"" : "class=\"pieces\""))
        }
    }

    @Test func citationsAreChecked() async throws {
        try await withPages { pages, _ in
            let body = PageURL(.search, ["text": "依据《示例质量法》第二条和《示例质量法》第九十九条。"]).text.dropFirst(2)
            let response = try await pages.answer(WebRequest(method: "POST", path: "/cite")) { Array(body.utf8) }
            let html = String(decoding: response.body, as: UTF8.self)
            #expect(response.status == 200)
            #expect(html.contains("2 处引用，1 处需要核实。"))
            #expect(html.contains("无此条款"))
        }
    }

    @Test func soManyCitationsAreShown() async throws {
        try await withPages { pages, _ in
            let text = String(repeating: "依据《示例质量法》第二条。\n", count: 600)
            let body = PageURL(.search, ["text": text]).text.dropFirst(2)
            let response = try await pages.answer(WebRequest(method: "POST", path: "/cite")) { Array(body.utf8) }
            let html = String(decoding: response.body, as: UTF8.self)
            #expect(html.ranges(of: "<tr class").count == 500)
            #expect(html.contains("600 处引用") && html.contains("另有 100 处引用"))
        }
    }

    @Test func nothingFoundHelps() async throws {
        try await withPages { pages, _ in
            let (status, html) = try await get(pages, PageURL(.search, ["q": "\"鲸鱼洄游\""]))
            #expect(status == 200)
            #expect(html.contains("没有找到相符的条文") && html.contains("检索式"))
        }
    }

    // MARK: Languages, suggestions, files

    @Test func theLanguageIsThatOfTheBrowserOrOfTheAddress() async throws {
        try await withPages { pages, _ in
            let english = try await pages.answer(
                WebRequest(path: "/", query: "q=%E8%B4%A8%E9%87%8F", acceptLanguage: "en"))
            let html = String(decoding: english.body, as: UTF8.self)
            #expect(html.contains("<html lang=\"en\">") && html.contains("In force"))
            #expect(html.contains("/?q=%E8%B4%A8%E9%87%8F&amp;lang=zh"))
            let chosen = try await pages.answer(
                WebRequest(path: "/", query: "q=%E8%B4%A8%E9%87%8F&lang=zh", acceptLanguage: "en"))
            #expect(String(decoding: chosen.body, as: UTF8.self).contains("<html lang=\"zh-Hans\">"))
        }
    }

    @Test(arguments: ["示例质", "slzl", "shilizhiliang"])
    func titlesAreSuggested(_ typed: String) async throws {
        try await withPages { pages, _ in
            let (status, json) = try await get(pages, PageURL(.suggest, ["q": typed]))
            #expect(status == 200)
            #expect(json.contains("{\"text\":\"示例质量法\",\"label\":\"标题\"}"))
        }
    }

    @Test(arguments: [PageURL.Path.style, .script, .icon])
    func filesAreKeptByBrowsers(_ path: PageURL.Path) async throws {
        try await withPages { pages, _ in
            let url = WebAssets.url(path)
            let query = String(url.text.split(separator: "?")[1])
            let first = try await pages.answer(WebRequest(path: path.rawValue, query: query))
            #expect(first.status == 200 && first.isLasting && !first.body.isEmpty)
            let tag = try #require(first.tag)
            let again = try await pages.answer(WebRequest(path: path.rawValue, query: query, ifNoneMatch: tag))
            #expect(again.status == 304 && again.body.isEmpty)
            #expect(try await !pages.answer(WebRequest(path: path.rawValue)).isLasting)
        }
    }

    // MARK: What is hostile or wrong

    @Test(arguments: hostileTexts)
    func hostileQueriesStayText(_ hostile: String) async throws {
        try await withPages { pages, _ in
            for url in [
                PageURL(.search, ["q": hostile]), PageURL(.search, ["q": "质量", "sort": hostile, "after": hostile]),
                PageURL(.passage, ["id": hostile]), PageURL(.law, ["law": hostile]), PageURL(.laws, ["title": hostile]),
                PageURL(.diff, ["old": hostile, "new": hostile]), PageURL(.search, ["q": "质量", "lang": hostile]),
            ] {
                let (_, html) = try await get(pages, url)
                expectHarmless(html)
            }
            let body = PageURL(.search, ["text": hostile + "《示例质量法》第二条", "as_of": hostile]).text.dropFirst(2)
            let response = try await pages.answer(WebRequest(method: "POST", path: "/cite")) { Array(body.utf8) }
            expectHarmless(String(decoding: response.body, as: UTF8.self))
        }
    }

    @Test(arguments: hostileTexts)
    func hostileTextsStayText(_ hostile: String) async throws {
        let metadata = ["level", "issuer", "number", "url", hostile].filter { !$0.isEmpty }.map {
            MetadataEntry(key: $0, value: hostile)
        }
        let text = "第一章 \(hostile)\n第一条 质量\(hostile)监督。\n（一）\(hostile)；\n第二条 依据本办法第一条\(hostile)。"
        try await withPages(texts: [("x\(hostile)", "办法\(hostile)", text, metadata)]) { pages, library in
            for hit in try await library.search("质量 OR 依据").hits {
                for url in [
                    PageURL(.passage, ["id": hit.id]), PageURL(.law, ["law": hit.law.id]),
                    PageURL(.diff, ["old": hit.law.id, "new": hit.law.id, "all": "1"]),
                ] {
                    let (status, html) = try await get(pages, url)
                    #expect(status == 200)
                    expectHarmless(html)
                }
            }
            for url in [PageURL(.search, ["q": "质量 OR 依据"]), PageURL(.laws)] {
                let (status, html) = try await get(pages, url)
                #expect(status == 200)
                expectHarmless(html)
            }
        }
    }

    /// The only script is our file; no element has a program, and links lead to our pages.
    private func expectHarmless(_ html: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let tags = html.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
        #expect(tags.count { $0.hasPrefix("script") } == 1, sourceLocation: sourceLocation)
        for tag in tags {
            let name = tag.prefix { $0 != " " && $0 != "/" }
            #expect(
                !["img", "svg", "iframe", "object", "style", "b"].contains(name), "\(tag)",
                sourceLocation: sourceLocation)
            // Outside values, nothing begins with on.
            let outside = tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 0 }.map(\.element).joined()
            #expect(!outside.contains(" on") && !outside.contains("style="), "\(tag)", sourceLocation: sourceLocation)
            for name in ["href=\"", "src=\"", "action=\""] {
                for value in tag.split(separator: name).dropFirst() where tag.contains(name) {
                    let isOurs = value.hasPrefix("/") && !value.hasPrefix("//") || value.hasPrefix("#")
                    #expect(isOurs, "\(tag)", sourceLocation: sourceLocation)
                }
            }
        }
    }

    @Test(arguments: [
        ("/nowhere", "", 404), ("/passage", "", 400), ("/passage", "id=nothing%23x", 404), ("/law", "law=nothing", 404),
        ("/", "q=x&as_of=yesterday", 400), ("/", "q=%FF", 400), ("/law", "law=new&from=-1", 400),
        ("/assets/other.css", "", 404),
        ("/diff", "old=old&new=nothing", 404), ("/passage", "id=new%23%E7%AC%AC%E4%B9%9D%E6%9D%A1", 404),
        ("/signin", "", 303),
    ])
    func failuresArePages(_ path: String, _ query: String, _ status: Int) async throws {
        try await withPages { pages, _ in
            let response = try await pages.answer(WebRequest(path: path, query: query))
            #expect(response.status == status)
            if status != 303 { #expect(String(decoding: response.body, as: UTF8.self).hasSuffix("</html>")) }
        }
    }

    @Test func aTextThatIsTooLongIsRefused() async throws {
        try await withPages { pages, _ in
            let query = "q=" + String(repeating: "a", count: pages.runner.limits.queryBytes + 1)
            let response = try await pages.answer(WebRequest(path: "/", query: query))
            #expect(response.status == 413)
        }
    }

    // MARK: Keys

    @Test func withKeysPagesWantOne() async throws {
        try await withPages(keys: "clerk read 0123456789abcdef\nloader write fedcba9876543210\n") { pages, _ in
            let anonymous = try await pages.answer(WebRequest(path: "/", query: "q=%E8%B4%A8%E9%87%8F"))
            #expect(anonymous.status == 401)
            #expect(String(decoding: anonymous.body, as: UTF8.self).contains("value=\"/?q=%E8%B4%A8%E9%87%8F\""))
            for path in ["/passage", "/law", "/laws", "/diff", "/cite", "/suggest.json"] {
                #expect(try await pages.answer(WebRequest(path: path)).status == 401, "\(path)")
            }
            // Style and script are nobody's secret.
            #expect(try await pages.answer(WebRequest(path: "/assets/page.css")).status == 200)

            let wrong = try await pages.answer(WebRequest(method: "POST", path: "/signin")) {
                Array("key=0123456789abcdee&to=/laws".utf8)
            }
            #expect(wrong.status == 401 && wrong.cookie == nil)
            let right = try await pages.answer(WebRequest(method: "POST", path: "/signin")) {
                Array("key=0123456789abcdef&to=/laws".utf8)
            }
            #expect(right.status == 303 && right.location == "/laws")
            let cookie = String(try #require(right.cookie).split(separator: ";")[0])
            #expect(!cookie.contains("0123456789abcdef"))
            let laws = try await pages.answer(WebRequest(path: "/laws", cookies: cookie))
            #expect(laws.status == 200 && laws.isSecret)
            #expect(
                try await pages.answer(WebRequest(path: "/laws", authorization: "Bearer 0123456789abcdef")).status
                    == 200)
            #expect(
                try await pages.answer(WebRequest(path: "/laws", authorization: "Bearer wrong", cookies: cookie)).status
                    == 401)
            #expect(
                try await pages.answer(WebRequest(path: "/laws", authorization: "Bearer fedcba9876543210")).status
                    == 403)
            let elsewhere = try await pages.answer(WebRequest(method: "POST", path: "/signin")) {
                Array("key=0123456789abcdef&to=//evil.example".utf8)
            }
            #expect(elsewhere.location == "/")
            let out = try await pages.answer(WebRequest(method: "POST", path: "/signout", cookies: cookie))
            #expect(out.cookie?.contains("Max-Age=0") == true)
        }
    }
}
