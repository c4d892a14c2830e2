/// What all pages have around their content: head, navigation, foot.
struct PageFrame {
    let context: PageContext
    /// The title, without the product's name.
    var title: String
    /// Whether the header has a search box; the search page has its own.
    var hasSearchBox = true
    /// What the header's search box holds.
    var query = ""
    /// Names the content for styling.
    var kind: String

    /// Writes a page.
    ///
    /// - Parameter content: Writes what is in `main`.
    /// - Returns: The document, UTF-8.
    func page(_ content: (inout HTMLWriter) -> Void) -> [UInt8] {
        var html = HTMLWriter()
        html.doctype()
        html.element("html", .lang(context.language.tag)) { html in
            html.element("head") { writeHead(&$0) }
            html.element("body", .class("page-\(kind)")) { html in
                html.element(
                    "a", .class("skip"), .href(PageURL(fragment: "main")), text: context.say("跳到正文", "Skip to content"))
                html.element("header", .class("top")) { writeHeader(&$0) }
                html.element("main", .id("main")) { content(&$0) }
                html.element("footer", .class("foot")) { html in
                    html.element(
                        "p",
                        text: context.say(
                            "条文依所收录的文本显示，引用前请与公布的标准文本核对。",
                            "Texts are shown as they were indexed; check them against the official text before relying on them."
                        ))
                }
            }
        }
        return html.bytes
    }

    private func writeHead(_ html: inout HTMLWriter) {
        html.void("meta", .plain(.charset, "utf-8"))
        html.void(
            "meta", .name("viewport"), .plain(.content, "width=device-width, initial-scale=1"))
        html.void("meta", .name("color-scheme"), .plain(.content, "light dark"))
        let name = context.say("法规检索", "Fagui")
        html.element("title", text: title.isEmpty ? name : "\(title) · \(name)")
        html.void("link", .plain(.rel, "icon"), .type("image/svg+xml"), .href(WebAssets.url(.icon)))
        html.void("link", .plain(.rel, "stylesheet"), .href(WebAssets.url(.style)))
        html.element("script", .src(WebAssets.url(.script)), .flag(.defer), text: "")
    }

    private func writeHeader(_ html: inout HTMLWriter) {
        html.element("div", .class("bar")) { html in
            html.element("a", .class("brand"), .href(context.url(.search))) { html in
                html.element("span", .class("seal"), text: "法")
                html.element("span", text: context.say("法规检索", "Fagui"))
            }
            if hasSearchBox {
                html.element(
                    "form", .class("find small"), .plain(.role, "search"), .action(PageURL(.search))
                ) { html in SearchBox(context: context, query: query).write(to: &html) }
            }
            html.element("nav", .class("pages"), .label(context.say("主导航", "Main"))) { html in
                let pages: [(PageURL.Path, String)] = [
                    (.search, context.say("检索", "Search")), (.laws, context.say("目录", "Laws")),
                    (.diff, context.say("比对", "Compare")), (.citations, context.say("核对引用", "Check citations")),
                ]
                for (path, name) in pages {
                    html.element(
                        "a", .href(context.url(path)),
                        path == context.path ? .plain(.ariaCurrent, "page") : nil, text: name)
                }
            }
            html.element("div", .class("tools")) { html in
                for language in Language.allCases where language != context.language {
                    html.element(
                        "a", .href(context.url(in: language)), .lang(language.tag), .plain(.hreflang, language.tag),
                        text: language.ownName)
                }
                if context.isSignedIn {
                    html.element(
                        "form", .plain(.method, "post"), .action(context.url(.signOut))
                    ) { html in
                        html.element("button", .type("submit"), .class("plain"), text: context.say("退出", "Sign out"))
                    }
                }
            }
        }
    }
}
