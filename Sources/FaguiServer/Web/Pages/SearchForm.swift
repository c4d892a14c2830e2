internal import Fagui

/// The search box of the search page with what can be chosen beside it.
struct SearchForm {
    let context: PageContext
    var query: String

    func write(to html: inout HTMLWriter) {
        html.element(
            "form", .class("find at-once"), .plain(.role, "search"), .action(PageURL(.search)),
            .label(context.say("检索", "Search"))
        ) { html in
            SearchBox(context: context, query: query).write(to: &html)
            html.element("div", .class("options")) { html in
                html.element("label") { html in
                    html.element("span", text: context.say("排序", "Sort by"))
                    html.element("select", .name("sort")) { html in
                        let chosen = context.fields["sort"].flatMap(SearchSort.init) ?? .score
                        for sort in SearchSort.allCases {
                            html.element(
                                "option", .value(sort == .score ? "" : sort.rawValue),
                                sort == chosen ? .flag(.selected) : nil, text: context.name(of: sort))
                        }
                    }
                }
                html.element("label") { html in
                    html.element("span", text: context.say("按某日有效", "In force on"))
                    html.void("input", .type("date"), .name("as_of"), .value(day))
                }
                writeBox("all_versions", context.say("包括失效文本", "Also out of force"), &html)
                writeBox("collapse_laws", context.say("每部法规一条", "One hit a law"), &html)
            }
        }
    }

    /// The day as the control wants it; what is no day is left out.
    private var day: String {
        guard let day = try? context.day() else { return "" }
        return "\(day)"
    }

    private func writeBox(_ name: String, _ text: String, _ html: inout HTMLWriter) {
        html.element("label", .class("box-label")) { html in
            html.void(
                "input", .type("checkbox"), .name(name), .value("1"),
                context.fields.isTicked(name) ? .flag(.checked) : nil)
            html.element("span", text: text)
        }
    }
}
