internal import Fagui

/// One article: its text, its place in the law, what it cites and who cites it, and its law's wordings.
struct PassagePage {
    let context: PageContext
    let passage: StoredPassage
    let details: LawDetails
    let references: LawReferences
    /// The passage among those of its law, or the article of which it is a part; nil where the law has it not.
    let index: Int?

    init(context: PageContext, passage: StoredPassage, details: LawDetails, references: LawReferences) {
        self.context = context
        self.passage = passage
        self.details = details
        self.references = references
        index = Self.index(of: passage, in: details.passages)
    }

    private static func index(of passage: StoredPassage, in passages: [StoredPassage]) -> Int? {
        var found: Int?
        for (index, whole) in passages.enumerated() where passage.id.utf8.starts(with: whole.id.utf8) {
            // 第三条之一第二款 is a part of 第三条之一, not of 第三条.
            if found.map({ passages[$0].id.utf8.count < whole.id.utf8.count }) ?? true { found = index }
        }
        return found
    }

    /// The document.
    func page() -> [UInt8] {
        PageFrame(context: context, title: context.citation(of: passage.law, passage.locator), kind: "passage").page {
            html in
            html.element("div", .class("columns reading")) { html in
                html.element("article", .class("passage")) { html in
                    writeHead(&html)
                    PassageBody(context: context, passage: passage, references: references.cites).write(to: &html)
                    writeNeighbours(&html)
                    ReferenceLists(context: context, references: references, id: passage.id).write(to: &html)
                    WordingList(context: context, details: details, locator: passage.locator).write(to: &html)
                    MetadataList(context: context, law: passage.law).write(to: &html)
                }
                html.element("aside", .class("side")) { html in
                    html.element("p", .class("side-title")) { html in
                        html.element("a", .href(LawPage.url(context, details)), .lang("zh-Hans"), text: details.title)
                    }
                    LawOutline(context: context, details: details, current: index).write(to: &html)
                }
            }
        }
    }

    private func writeHead(_ html: inout HTMLWriter) {
        let citation = context.citation(of: passage.law, passage.locator)
        html.element("nav", .class("crumbs"), .label(context.say("位置", "Place"))) { html in
            html.element("a", .href(LawPage.url(context, details)), .lang("zh-Hans"), text: passage.law.title)
            for heading in passage.headings {
                html.text(" › ")
                html.element("span", .lang("zh-Hans"), text: heading)
            }
        }
        html.element("h1") { html in
            html.element("span", text: context.name(ofPlace: passage.locator))
            context.writeStatus(passage.law.status, to: &html)
        }
        if let note = passage.law.wordingNote {
            html.element("p", .class("remark warning")) { html in context.writeSentence(note, to: &html) }
        }
        html.element("p", .class("cite")) { html in
            html.element("span", .class("citation"), .lang("zh-Hans"), text: citation)
            html.element(
                "button", .type("button"), .class("plain"), .flag(.hidden), .data(.copy, citation),
                .data(.copied, context.say("已复制", "Copied")), .data(.failed, context.say("请手动复制", "Copy it by hand")),
                text: context.say("复制引用", "Copy citation"))
            html.element(
                "button", .type("button"), .class("plain"), .flag(.hidden), .data(.copy, passage.text),
                .data(.copied, context.say("已复制", "Copied")), .data(.failed, context.say("请手动复制", "Copy it by hand")),
                text: context.say("复制条文", "Copy text"))
        }
    }

    private func writeNeighbours(_ html: inout HTMLWriter) {
        guard let index else { return }
        html.element("nav", .class("neighbours"), .label(context.say("前后条文", "Neighbours"))) { html in
            if index > 0 {
                let before = details.passages[index - 1]
                html.element(
                    "a", .plain(.rel, "prev"), .href(HitText.url(context, before.id)),
                    text: "← \(context.name(ofPlace: before.locator))")
            }
            html.element(
                "a",
                .href(
                    LawPage.url(
                        context, details, from: index, fragment: LawOutline.fragment(of: details.passages[index]))),
                text: context.say("在全文中查看", "In the full text"))
            if index + 1 < details.passages.count {
                let after = details.passages[index + 1]
                html.element(
                    "a", .plain(.rel, "next"), .href(HitText.url(context, after.id)),
                    text: "\(context.name(ofPlace: after.locator)) →")
            }
        }
    }
}
