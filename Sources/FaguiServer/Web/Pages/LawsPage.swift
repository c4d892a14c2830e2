internal import Fagui

/// The laws of the index by their titles.
struct LawsPage {
    let context: PageContext
    let listing: LawListing
    let offset: Int

    /// Laws of a page.
    static let limit = 100

    /// The document.
    func page() -> [UInt8] {
        let title = context.fields["title"] ?? ""
        return PageFrame(context: context, title: context.say("法规目录", "Laws"), kind: "laws").page { html in
            html.element("h1", text: context.say("法规目录", "Laws"))
            html.element("form", .class("choose"), .action(PageURL(.laws))) { html in
                html.element("label", .class("wide")) { html in
                    html.element("span", text: context.say("标题含", "Title has"))
                    html.void("input", .type("search"), .name("title"), .value(title))
                }
                if let language = context.chosenLanguage {
                    html.void("input", .type("hidden"), .name("lang"), .value(language.rawValue))
                }
                html.element("button", .type("submit"), text: context.say("查找", "Find"))
            }
            html.element("p", .class("summary"), .plain(.role, "status")) { html in
                html.element("strong", text: context.number(listing.total))
                html.text(context.say(" 部", listing.total == 1 ? " law" : " laws"))
            }
            html.element("ul", .class("laws")) { html in
                for entry in listing.laws { html.element("li") { write(entry, &$0) } }
            }
            writePaging(title, &html)
        }
    }

    private func write(_ entry: LawListing.Entry, _ html: inout HTMLWriter) {
        html.element("a", .href(context.url(.law, ["law": entry.law.id])), text: entry.law.title)
        context.writeStatus(entry.law.status, to: &html)
        html.element("span", .class("facts")) { html in
            for key in ["level", "issuer", "version"] {
                if let value = entry.law.metadata.first(where: { $0.key == key })?.value {
                    html.element("span", text: value)
                }
            }
            if entry.texts > 1 {
                html.element("span", text: context.say("\(entry.texts) 个文本", "\(entry.texts) texts"))
            }
        }
    }

    private func writePaging(_ title: String, _ html: inout HTMLWriter) {
        guard offset > 0 || offset + listing.laws.count < listing.total else { return }
        func url(_ offset: Int) -> PageURL {
            context.url(.laws, ["title": title, "offset": offset > 0 ? "\(offset)" : ""])
        }
        html.element("nav", .class("paging"), .label(context.say("翻页", "Pages"))) { html in
            if offset > 0 {
                html.element(
                    "a", .plain(.rel, "prev"), .href(url(max(0, offset - Self.limit))),
                    text: context.say("上一页", "Previous page"))
            }
            if offset + listing.laws.count < listing.total {
                html.element(
                    "a", .class("button"), .plain(.rel, "next"), .href(url(offset + Self.limit)),
                    text: context.say("下一页", "Next page"))
            }
        }
    }
}
