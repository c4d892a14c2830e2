internal import Fagui

/// The box for texts whose citations are to be checked, and what became of them.
struct CitationsPage {
    let context: PageContext
    var text = ""
    /// nil where nothing was asked.
    var report: CitationReport?

    /// Citations that are shown: a page of many more would be more than a browser likes.
    private static let rowLimit = 500

    /// The document.
    func page() -> [UInt8] {
        let name = context.say("核对引用", "Check citations")
        return PageFrame(context: context, title: name, kind: "citations").page { html in
            html.element("h1", text: name)
            html.element(
                "p",
                text: context.say(
                    "粘贴一段文字：其中引用的每一条都会查明是否存在、是否现行有效、引文是否相符。",
                    "Paste a text: of every citation it is said whether it is there, in force, and rightly quoted."))
            writeForm(&html)
            if let report { write(report, &html) }
        }
    }

    private func writeForm(_ html: inout HTMLWriter) {
        html.element("form", .class("paste"), .plain(.method, "post"), .action(context.url(.citations))) { html in
            html.element("label") { html in
                html.element("span", .class("unseen"), text: context.say("要核对的文字", "Text to check"))
                html.element(
                    "textarea", .name("text"), .plain(.rows, "8"), .flag(.required),
                    .plain(
                        .placeholder,
                        context.say("例如：依据《产品质量法》第三十二条……", "For example: 依据《产品质量法》第三十二条……")), text: "\n" + text)
            }
            html.element("div", .class("choose")) { html in
                html.element("label") { html in
                    html.element("span", text: context.say("按某日有效", "In force on"))
                    html.void(
                        "input", .type("date"), .name("as_of"),
                        .value((try? context.day()).flatMap { $0 }.map { "\($0)" } ?? ""))
                }
                html.element("button", .type("submit"), text: context.say("核对", "Check"))
            }
        }
    }

    private func write(_ report: CitationReport, _ html: inout HTMLWriter) {
        html.element("p", .class("summary"), .plain(.role, "status")) { html in
            html.text(
                report.checks.isEmpty
                    ? context.say("没有找到引用。", "No citations were found.")
                    : context.say(
                        "\(report.checks.count) 处引用，\(report.findings.count) 处需要核实。",
                        "\(report.checks.count) citations, of which \(report.findings.count) want a look."))
        }
        if report.uncheckedCount > 0 {
            html.element(
                "p", .class("summary"),
                text: context.say(
                    "引用太多，其余 \(report.uncheckedCount) 处没有核对。",
                    "There are too many citations: \(report.uncheckedCount) more were not checked."))
        }
        guard !report.checks.isEmpty else { return }
        html.element("div", .class("scroll")) { html in
            html.element("table", .class("checks")) { html in
                html.element("thead") { html in
                    html.element("tr") { html in
                        for heading in [
                            context.say("行", "Line"), context.say("引用", "Citation"), context.say("所指", "Means"),
                            context.say("结论", "Verdict"),
                        ] { html.element("th", .plain(.scope, "col"), text: heading) }
                    }
                }
                html.element("tbody") { html in
                    for check in report.checks.prefix(Self.rowLimit) {
                        html.element("tr", .class(check.verdict == .ok ? "fine" : "finding")) { write(check, &$0) }
                    }
                }
            }
        }
        let more = report.checks.count - Self.rowLimit
        guard more > 0 else { return }
        html.element(
            "p",
            text: context.say(
                "另有 \(more) 处引用没有列出；请分段核对，或用 /v1/cite:check 取得全部。",
                "\(more) more citations are not shown; check the text in parts, or get all of them from /v1/cite:check."
            ))
    }

    private func write(_ check: CitationCheck, _ html: inout HTMLWriter) {
        html.element("td", .class("number"), text: "\(check.line)")
        html.element("td", .lang("zh-Hans")) { html in
            html.text(check.citation)
            if let quotation = check.quotation {
                html.element("q", text: quotation)
            }
        }
        html.element("td", .lang("zh-Hans")) { html in
            let target = (check.title.isEmpty ? "" : "《\(check.title)》") + check.place
            if let id = check.ids.first {
                html.element("a", .href(HitText.url(context, id)), text: target)
            } else {
                html.text(target)
            }
        }
        html.element("td") { html in
            html.element(
                "span", .class("badge \(check.verdict == .ok ? "in-force" : "repealed")"),
                text: context.name(of: check.verdict))
            if !check.message.isEmpty {
                html.element("p") { html in context.writeSentence(check.message, to: &html) }
            }
        }
    }
}
