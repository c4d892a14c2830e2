/// The form for the key, where the server wants one.
struct SignInPage {
    let context: PageContext
    /// The page that was wanted.
    var target: PageURL?
    /// Whether a key was given that is none.
    var hasFailed = false

    /// The document.
    func page() -> [UInt8] {
        let title = context.say("登录", "Sign in")
        return PageFrame(context: context, title: title, hasSearchBox: false, kind: "sign-in").page { html in
            html.element("div", .class("nothing")) { html in
                html.element("h1", text: title)
                html.element("p", text: context.say("请输入访问密钥。", "The server asks for an access key."))
                if hasFailed {
                    html.element(
                        "p", .class("remark warning"), .plain(.role, "alert"),
                        text: context.say("密钥不对。", "That is not one of its keys."))
                }
                html.element("form", .class("choose"), .plain(.method, "post"), .action(context.url(.signIn))) { html in
                    html.element("label", .class("wide")) { html in
                        html.element("span", text: context.say("密钥", "Key"))
                        html.void(
                            "input", .type("password"), .name("key"), .plain(.autocomplete, "current-password"),
                            .flag(.required))
                    }
                    html.void("input", .type("hidden"), .name("to"), .value(target?.text ?? ""))
                    html.element("button", .type("submit"), text: title)
                }
            }
        }
    }
}
