internal import Fagui

/// What a passage cites, and who cites it.
struct ReferenceLists {
    let context: PageContext
    let references: LawReferences
    let id: String

    /// More are shown where they are asked for.
    private static let shortCount = 10

    func write(to html: inout HTMLWriter) {
        if !references.cites.isEmpty {
            html.element("section", .class("references")) { html in
                html.element("h2", text: context.say("本条引用", "Cites"))
                html.element("ul") { html in
                    var rest = references.cites[...]
                    while let first = rest.first {
                        // One piece of text may cite several places: 第五十六条、第五十七条.
                        let group = rest.prefix { LawOutline.areEqual($0.text, first.text) }
                        rest = rest.dropFirst(group.count)
                        html.element("li") { write(group, &$0) }
                    }
                }
            }
        }
        guard references.citedByCount > 0 || references.hiddenCount > 0 else { return }
        html.element("section", .class("references"), .id("cited-by")) { html in
            html.element("h2") { html in
                html.text(context.say("被引用", "Cited by"))
                html.element("span", .class("count"), text: context.number(references.citedByCount))
            }
            let showsAll = context.fields.isTicked("all")
            html.element("ul") { html in
                for incoming in references.citedBy.prefix(showsAll ? Int.max : Self.shortCount) {
                    html.element("li") { html in
                        html.element("a", .href(HitText.url(context, incoming.id))) { html in
                            html.element("span", .class("law"), text: incoming.law.title)
                            html.text(" ")
                            html.element("span", .class("place"), text: context.name(ofPlace: incoming.locator))
                        }
                        context.writeStatus(incoming.law.status, to: &html)
                        html.element("p", .class("snippet"), .lang("zh-Hans"), text: incoming.text)
                    }
                }
            }
            if !showsAll, references.citedBy.count > Self.shortCount {
                html.element("p") { html in
                    var url = HitText.url(context, id).with("all", "1")
                    url.fragment = "cited-by"
                    html.element(
                        "a", .href(url),
                        text: context.say(
                            "显示全部 \(references.citedBy.count) 处", "Show all \(references.citedBy.count)"))
                }
            }
            if references.hiddenCount > 0 {
                html.element(
                    "p", .class("remark"),
                    text: context.say(
                        "另有 \(references.hiddenCount) 处在已失效的文本中。",
                        "\(references.hiddenCount) more in texts out of force."))
            }
        }
    }

    private func write(_ group: ArraySlice<LawReferences.Outgoing>, _ html: inout HTMLWriter) {
        for (index, reference) in group.enumerated() {
            if index > 0 { html.text(context.say("、", ", ")) }
            write(reference, afterLaw: index > 0 ? group.first?.title : nil, &html)
        }
        guard let first = group.first, group.count > 1 || !LawOutline.areEqual(first.text, target(of: first)) else {
            return
        }
        html.element("small") { html in
            html.text(context.say("原文：", "written: "))
            html.element("span", .lang("zh-Hans"), text: first.text)
        }
    }

    private func target(of reference: LawReferences.Outgoing, afterLaw title: String? = nil) -> String {
        let isKnown = reference.title.isEmpty || title.map { LawOutline.areEqual($0, reference.title) } ?? false
        return (isKnown ? "" : "《\(reference.title)》") + reference.place
    }

    private func write(_ reference: LawReferences.Outgoing, afterLaw title: String?, _ html: inout HTMLWriter) {
        let target = target(of: reference, afterLaw: title)
        if let id = reference.ids.first {
            html.element("a", .href(HitText.url(context, id)), text: target)
        } else if reference.state == .found, !reference.title.isEmpty {
            html.element("a", .href(context.url(.law, ["law": reference.title])), text: target)
        } else {
            html.element("span", text: target.isEmpty ? reference.text : target)
            html.element("span", .class("badge quiet"), text: context.name(of: reference.state))
        }
        context.writeStatus(reference.status == .inForce ? nil : reference.status, to: &html)
    }
}
