internal import Fagui

/// How the matches are spread, as links that narrow the search.
struct SearchFacets {
    let context: PageContext
    let query: String
    let results: SearchResults

    func write(to html: inout HTMLWriter) {
        let filters = QueryFilters(query)
        html.element("aside", .class("facets"), .id("facets"), .label(context.say("筛选", "Filters"))) { html in
            if !filters.filters.isEmpty { writeChosen(filters, &html) }
            for facet in results.facets where isUseful(facet, filters) { write(facet, filters, &html) }
        }
    }

    /// Whether there is a choice.
    private func isUseful(_ facet: SearchFacet, _ filters: QueryFilters) -> Bool {
        if filters.filters.contains(where: { $0.column == facet.column }) { return false }
        // Nearly everything is in force where nothing else was asked for.
        return facet.valueCount > 1 || facet.column != .status && facet.valueCount == 1 && facet.missing > 0
    }

    private func writeChosen(_ filters: QueryFilters, _ html: inout HTMLWriter) {
        html.element("section", .class("chosen")) { html in
            html.element("h2", text: context.say("已选", "Chosen"))
            html.element("ul") { html in
                for filter in filters.filters {
                    html.element("li") { html in
                        html.element(
                            "a", .href(SearchPage.url(context, filter.rest)),
                            .label(context.say("去掉 \(filter.value)", "Remove \(filter.value)"))
                        ) { html in
                            html.element("span", text: "\(context.name(of: filter.column))：\(filter.value)")
                            html.element("span", .class("count"), text: "✕")
                        }
                    }
                }
            }
        }
    }

    private func write(_ facet: SearchFacet, _ filters: QueryFilters, _ html: inout HTMLWriter) {
        html.element("details", .class("facet"), .flag(.open)) { html in
            html.element("summary") { html in
                html.element("h2", text: context.name(of: facet.column))
            }
            html.element("ul") { html in
                for value in Self.ordered(facet) {
                    html.element("li") { html in
                        let count = context.number(value.count)
                        if let narrowed = filters.adding(facet.column, value.text) {
                            html.element("a", .href(SearchPage.url(context, narrowed))) { html in
                                html.element("span", text: name(of: value, facet.column))
                                html.element("span", .class("count"), text: count)
                            }
                        } else {
                            html.element("span", text: value.text)
                            html.element("span", .class("count"), text: count)
                        }
                    }
                }
            }
            let rest = facet.valueCount - facet.values.count
            if rest > 0 {
                html.element("p", .class("more"), text: context.say("另有 \(rest) 种", "and \(rest) more"))
            }
        }
    }

    /// Years are looked for by their order, all else by how much there is of it.
    private static func ordered(_ facet: SearchFacet) -> [SearchFacet.Value] {
        facet.column == .year
            ? facet.values.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }.reversed() : facet.values
    }

    private func name(of value: SearchFacet.Value, _ column: FacetColumn) -> String {
        guard column == .status, let status = LegalStatus(rawValue: value.text) else { return value.text }
        return context.name(of: status)
    }
}
