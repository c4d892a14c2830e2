/// What went wrong, in the same style as all pages.
struct ErrorPage {
    let context: PageContext
    let error: RequestError
    /// Where to go on; the search page where nothing better is known.
    var wayOut: (text: String, url: PageURL)?

    /// The document.
    func page() -> [UInt8] {
        PageFrame(context: context, title: title, kind: "error").page { html in
            html.element("div", .class("nothing")) { html in
                html.element("h1", text: title)
                html.element("p") { html in context.writeSentence(error.message, to: &html) }
                if !error.advice.isEmpty {
                    html.element("p") { html in context.writeSentence(error.advice, to: &html) }
                }
                html.element("p") { html in
                    let out = wayOut ?? (context.say("回到检索", "Back to the search"), context.url(.search))
                    html.element("a", .class("button"), .href(out.url), text: out.text)
                }
                html.element("p", .class("code")) { html in
                    html.element("small", text: "\(error.httpStatus) · \(error.code)")
                }
            }
        }
    }

    private var title: String {
        switch error.httpStatus {
        case 401: context.say("需要登录", "Please sign in")
        case 403: context.say("没有权限", "Not allowed")
        case 404: context.say("没有这一页", "Not found")
        case 405: context.say("不支持这一方法", "Method not allowed")
        case 410: context.say("索引已经更新", "The index has changed")
        case 413: context.say("内容太长", "Too long")
        case 429: context.say("请求太多", "Too many requests")
        case 503: context.say("暂时无法回答", "Not available just now")
        case 400..<500: context.say("请求有误", "This cannot be answered")
        default: context.say("出错了", "Something went wrong")
        }
    }
}
