/// The box in which a query is typed, with its button; the form around it is the page's.
struct SearchBox {
    let context: PageContext
    var query = ""

    func write(to html: inout HTMLWriter) {
        html.element("div", .class("box")) { html in
            html.void(
                "input", .id("q"), .type("search"), .name("q"), .value(query),
                .label(context.say("检索词", "Query")),
                .plain(
                    .placeholder, context.say("词语、条文引用或拼音", "Words, a citation or pinyin")),
                .plain(.autocomplete, "off"), .plain(.spellcheck, "false"), .plain(.enterKeyHint, "search"),
                .plain(.maxLength, "\(context.textLimit)"),
                .data(.suggest, PageURL(.suggest).text), .data(.shortcut, "/"))
            html.element("button", .type("submit"), text: context.say("检索", "Search"))
        }
        if let language = context.chosenLanguage {
            html.void("input", .type("hidden"), .name("lang"), .value(language.rawValue))
        }
    }
}
