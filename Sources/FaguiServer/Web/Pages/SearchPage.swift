internal import Fagui

/// The page with the search box: help where nothing was asked, else the hits.
struct SearchPage {
    let context: PageContext
    /// What was asked; nil for nothing.
    var query: String?
    var results: SearchResults?

    /// What an address asks of the library beside its query.
    ///
    /// - Parameters:
    ///   - context: What the address says.
    ///   - limits: The server's.
    /// - Returns: What is searched with.
    /// - Throws: ``RequestError``.
    static func options(_ context: PageContext, _ limits: ServerLimits) throws(RequestError) -> SearchOptions {
        var options = SearchOptions(limit: min(hitsOfPage, limits.hits))
        options.validity = try context.validity()
        options.after = context.fields["after"]
        options.collapsesLaws = context.fields.isTicked("collapse_laws")
        options.sort = context.fields["sort"].flatMap(SearchSort.init) ?? .score
        options.facets = [.status, .level, .year, .issuer]
        options.facetLimit = min(8, limits.hits)
        return options
    }

    private static let hitsOfPage = 10

    /// The document.
    func page() -> [UInt8] {
        PageFrame(
            context: context, title: query ?? "", hasSearchBox: false, kind: query == nil ? "home" : "search"
        ).page { html in
            if query == nil {
                html.element("div", .class("welcome")) { html in
                    html.element(
                        "h1", text: context.say("检索法律、法规、规章和规范性文件", "Search Chinese laws, regulations and rules"))
                }
            } else {
                html.element("h1", .class("unseen"), text: context.say("检索", "Search"))
            }
            SearchForm(context: context, query: query ?? "").write(to: &html)
            if let query, let results {
                html.element("div", .class("columns")) { html in
                    html.element("section", .class("results"), .label(context.say("结果", "Results"))) { html in
                        writeResults(query, results, &html)
                    }
                    if results.total.value > 0, !results.facets.isEmpty {
                        SearchFacets(context: context, query: query, results: results).write(to: &html)
                    }
                }
            } else {
                SearchHelp(context: context).writeExamples(to: &html)
                SearchHelp(context: context).writeSyntax(to: &html)
            }
        }
    }

    /// This search with a parameter changed, from its first page.
    static func url(_ context: PageContext, _ query: String, _ changes: KeyValuePairs<String, String> = [:]) -> PageURL
    {
        var url = context.url(.search, ["q": query])
        for name in ["sort", "as_of", "all_versions", "collapse_laws"] {
            if let value = context.fields[name] { url = url.with(name, value) }
        }
        for (name, value) in changes { url = url.with(name, value) }
        return url
    }

    // MARK: Results

    private func writeResults(_ query: String, _ results: SearchResults, _ html: inout HTMLWriter) {
        writeSummary(results, &html)
        writeRemarks(query, results, &html)
        if results.hits.isEmpty {
            writeNothing(query, results, &html)
        } else {
            html.element("ol", .class("hits")) { html in
                for hit in results.hits {
                    html.element("li") { html in HitText(context: context, hit: hit).write(to: &html) }
                }
            }
        }
        let isLater = context.fields["after"] != nil
        if results.next != nil || isLater {
            html.element("nav", .class("paging"), .label(context.say("翻页", "Pages"))) { html in
                if isLater {
                    html.element(
                        "a", .href(Self.url(context, query)), text: context.say("回到第一页", "First page"))
                }
                if let next = results.next {
                    html.element(
                        "a", .class("button"), .plain(.rel, "next"), .href(Self.url(context, query, ["after": next])),
                        text: context.say("下一页", "Next page"))
                }
            }
        }
    }

    private func writeSummary(_ results: SearchResults, _ html: inout HTMLWriter) {
        let count = context.number(results.total.value)
        let isLeast = results.total.relation == .atLeast
        let milliseconds = max(1, results.tookMicroseconds / 1000)
        html.element("p", .class("summary"), .plain(.role, "status")) { html in
            html.element("strong", text: isLeast ? "≥ \(count)" : count)
            html.text(
                context.say(
                    " 条结果 · \(milliseconds) 毫秒",
                    results.total.value == 1 ? " result · \(milliseconds) ms" : " results · \(milliseconds) ms"))
            if case .asOf(let day)? = try? context.validity() {
                html.text(context.say(" · 按 \(day) 有效的文本", " · wordings in force on \(day)"))
            }
            if results.total.value > 0, !results.facets.isEmpty {
                html.element(
                    "a", .class("to-facets"), .href(PageURL(fragment: "facets")), text: context.say("筛选 ↓", "Filters ↓")
                )
            }
        }
    }

    private func writeRemarks(_ query: String, _ results: SearchResults, _ html: inout HTMLWriter) {
        if !results.citations.isEmpty {
            html.element("p", .class("remark")) { html in
                html.text(context.say("按条文引用理解：", "Read as a citation: "))
                html.element("strong", text: results.citations.joined(separator: context.say("、", ", ")))
            }
        }
        if results.isPartial {
            html.element(
                "p", .class("remark warning"),
                text: context.say(
                    "检索时间已到，结果不完整。", "The time was up before all was looked at; there may be better results."))
        }
        for note in results.notes {
            html.element("p", .class("remark")) { html in context.writeSentence(note, to: &html) }
        }
        if context.fields.isTicked("all_versions"), context.fields["as_of"] != nil {
            html.element(
                "p", .class("remark"),
                text: context.say("已按所填日期检索，“包括失效文本”未采用。", "The day was taken, and the box for all wordings set aside.")
            )
        }
        if !results.expansions.isEmpty {
            html.element("details", .class("remark")) { html in
                html.element("summary") { html in
                    html.text(context.say("同时检索了：", "Also searched for: "))
                    let names = results.expansions.flatMap(\.targets)
                    html.text(names.prefix(6).joined(separator: context.say("、", ", ")) + (names.count > 6 ? "…" : ""))
                }
                html.element("ul") { html in
                    for expansion in results.expansions {
                        html.element(
                            "li",
                            text: "\(expansion.typed) → \(expansion.targets.joined(separator: context.say("、", ", ")))")
                    }
                }
            }
        }
        writeHidden(query, results, &html)
    }

    private func writeHidden(_ query: String, _ results: SearchResults, _ html: inout HTMLWriter) {
        guard !results.hidden.isEmpty else { return }
        html.element("p", .class("remark")) { html in
            let parts = results.hidden.map { hidden in
                context.say(
                    "\(context.name(of: hidden.status)) \(context.number(hidden.count)) 条",
                    "\(context.number(hidden.count)) \(context.name(of: hidden.status).lowercased())")
            }
            html.text(
                context.say("未显示不在有效期的文本：", "Not shown, being out of force: ")
                    + parts.joined(separator: context.say("、", ", ")) + context.say("。", ". "))
            html.element(
                "a", .href(Self.url(context, query, ["all_versions": "1", "as_of": ""])),
                text: context.say("全部显示", "Show them"))
        }
    }

    private func writeNothing(_ query: String, _ results: SearchResults, _ html: inout HTMLWriter) {
        html.element("div", .class("nothing")) { html in
            html.element("h2", text: context.say("没有找到相符的条文", "No passage matches"))
            if !results.corrections.isEmpty {
                html.element("p") { html in
                    html.text(context.say("是否要找：", "Did you mean: "))
                    for (index, correction) in results.corrections.enumerated() {
                        if index > 0 { html.text(context.say("、", ", ")) }
                        html.element("a", .href(Self.url(context, correction)), text: correction)
                    }
                }
            }
            html.element("ul") { html in
                let filters = QueryFilters(query).filters
                if let rest = filters.first?.rest, !rest.isEmpty {
                    html.element("li") { html in
                        html.element(
                            "a", .href(Self.url(context, rest)),
                            text: context.say("去掉筛选条件再检索", "Search without the filter"))
                    }
                }
                if results.hidden.isEmpty, !context.fields.isTicked("all_versions") {
                    html.element("li") { html in
                        html.element(
                            "a", .href(Self.url(context, query, ["all_versions": "1", "as_of": ""])),
                            text: context.say("在全部文本中检索，包括已失效的", "Search all wordings, also those out of force"))
                    }
                }
                html.element(
                    "li",
                    text: context.say("换用更短或更常见的词；去掉引号", "Use shorter or more common words; leave quotation marks out"))
            }
        }
        SearchHelp(context: context).writeSyntax(to: &html)
    }
}
