internal import Fagui

/// The wordings of a law, each with the same article there and what it changed.
struct WordingList {
    let context: PageContext
    let details: LawDetails
    /// The article that is shown; nil where the law is.
    var locator: String?

    func write(to html: inout HTMLWriter) {
        guard details.wordings.count > 1 else { return }
        let current = details.wordings.firstIndex { $0.ids == details.wording.ids }
        html.element("section", .class("wordings"), .id("wordings")) { html in
            html.element("h2", text: context.say("历次文本", "Wordings"))
            html.element("div", .class("scroll")) { html in
                html.element("table") { html in
                    for (index, wording) in details.wordings.enumerated().reversed() {
                        html.element("tr", index == current ? .class("current") : nil) { html in
                            html.element("td") { html in
                                let name = wording.date?.description ?? context.say("未载明", "undated")
                                if index == current {
                                    html.element("strong", text: name)
                                } else {
                                    html.element("a", .href(url(wording)), text: name)
                                }
                            }
                            html.element("td") { html in context.writeStatus(wording.status, to: &html) }
                            html.element("td") { html in
                                if let effective = wording.effective {
                                    html.text(context.say("\(effective) 施行", "effective \(effective)"))
                                }
                            }
                            html.element("td") { html in
                                if index == current {
                                    html.text(context.say("正在阅读", "shown here"))
                                } else if let current {
                                    let pair = index < current ? (wording, details.wording) : (details.wording, wording)
                                    html.element(
                                        "a", .href(DiffPage.url(context, old: pair.0, new: pair.1, locator: locator)),
                                        text: context.say("与此文本比对", "compare"))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The article in another wording where that is one text; else that wording.
    private func url(_ wording: LawWording) -> PageURL {
        guard let id = wording.ids.first else { return context.url(.laws) }
        guard let locator, wording.ids.count == 1 else { return context.url(.law, ["law": id]) }
        return context.url(.passage, ["id": "\(id)#\(locator)"])
    }
}
