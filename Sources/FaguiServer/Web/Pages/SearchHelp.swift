/// What can be typed, with examples that are links.
struct SearchHelp {
    let context: PageContext

    /// A few queries to begin with.
    func writeExamples(to html: inout HTMLWriter) {
        html.element("section", .class("examples")) { html in
            html.element("h2", text: context.say("可以这样查", "Try"))
            html.element("ul") { html in
                for query in ["产品质量 罚款", "《产品质量法》第三十二条", "电梯多久检验一次", "罚款>=100万元 食品", "\"吊销许可证\" level:部门规章"] {
                    html.element("li") { html in
                        html.element("a", .href(context.url(.search, ["q": query])), text: query)
                    }
                }
            }
        }
    }

    /// The grammar in a table.
    func writeSyntax(to html: inout HTMLWriter) {
        html.element("section", .class("syntax")) { html in
            html.element("h2", text: context.say("检索式", "What can be typed"))
            html.element("dl") { html in
                for (form, meaning) in forms {
                    html.element("div") { html in
                        html.element("dt") { html in html.element("code", text: form) }
                        html.element("dd", text: meaning)
                    }
                }
            }
        }
    }

    private var forms: [(String, String)] {
        [
            ("质量 安全", context.say("含任一词，相符越多越靠前", "any of the words; more of them come first")),
            ("\"产品质量\"", context.say("原样出现", "exactly as it stands")),
            ("+召回 -汽车", context.say("必须有、必须没有", "required, excluded")),
            ("质量 AND (电梯 OR 锅炉)", context.say("与、或、括号", "and, or, parentheses")),
            ("隐患 NEAR/5 报告", context.say("相距不超过 5 个字", "at most 5 characters apart")),
            ("《安全生产法》第九十二条", context.say("直接打开引用的条文", "the article itself")),
            (
                "title:办法 level:部门规章",
                context.say("标题、效力级别；另有 issuer、number、status", "fields; also issuer, number, status")
            ),
            (
                "issued:[2019 TO 2021]",
                context.say("公布日期；另有 effective、version、repealed", "dates; also effective, version, repealed")
            ),
            ("罚款>=10万元 期限<=15日", context.say("数额、期限", "amounts and periods")),
            ("cpzlf · 产品zhil", context.say("输入拼音或首字母时给出建议", "pinyin or initials give suggestions")),
        ]
    }
}
