internal import Fagui

/// A law: its outline and its full text.
struct LawPage {
    let context: PageContext
    let details: LawDetails
    /// The passages shown: long texts come in pieces.
    let shown: Range<Int>

    /// Passages of a page.
    private static let limit = 1500

    /// - Parameters:
    ///   - context: What the address says.
    ///   - details: The law.
    ///   - start: A passage that is to be shown.
    init(context: PageContext, details: LawDetails, from start: Int) {
        self.context = context
        self.details = details
        let first = min(start, max(0, details.passages.count - 1)) / Self.limit * Self.limit
        shown = first..<min(first + Self.limit, details.passages.count)
    }

    /// The page of a law.
    static func url(
        _ context: PageContext, _ details: LawDetails, from index: Int = 0, fragment: String = ""
    ) -> PageURL {
        let first = index / limit * limit
        let url = context.url(
            .law, ["law": details.wording.law.id, "from": first > 0 ? "\(first)" : ""], fragment: fragment)
        return context.fields["as_of"].map { url.with("as_of", $0) } ?? url
    }

    /// The document.
    func page() -> [UInt8] {
        let law = details.wording.law
        return PageFrame(context: context, title: details.title, kind: "law").page { html in
            html.element("div", .class("columns reading")) { html in
                html.element("article", .class("full")) { html in
                    writeHead(law, &html)
                    writeText(&html)
                    writePieces(&html)
                    WordingList(context: context, details: details).write(to: &html)
                    MetadataList(context: context, law: law).write(to: &html)
                }
                html.element("aside", .class("side")) { html in
                    LawOutline(context: context, details: details, onPage: shown).write(to: &html)
                }
            }
        }
    }

    private func writeHead(_ law: LawReference, _ html: inout HTMLWriter) {
        html.element("h1") { html in
            html.element("span", .lang("zh-Hans"), text: details.title)
            context.writeStatus(details.wording.status, to: &html)
        }
        if let note = law.wordingNote {
            html.element("p", .class("remark warning")) { html in context.writeSentence(note, to: &html) }
        }
        html.element("p", .class("facts")) { html in
            if let date = details.wording.date {
                html.element("span", text: context.say("\(date) 文本", "wording of \(date)"))
            }
            if let effective = details.wording.effective {
                html.element("span", text: context.say("\(effective) 施行", "effective \(effective)"))
            }
            if let repealed = details.wording.repealed {
                html.element("span", text: context.say("\(repealed) 废止", "repealed \(repealed)"))
            }
            if details.wording.articleCount > 0 {
                html.element(
                    "span",
                    text: context.say("\(details.wording.articleCount) 条", "\(details.wording.articleCount) articles"))
            }
            if details.wordings.count > 1 {
                html.element("a", .href(PageURL(fragment: "wordings"))) { html in
                    html.text(
                        context.say("历次文本 \(details.wordings.count)", "\(details.wordings.count) wordings"))
                }
            }
        }
    }

    private func writeText(_ html: inout HTMLWriter) {
        var open: [String] = []
        for index in shown {
            let passage = details.passages[index]
            let headings = LawOutline.headings(of: passage, in: details)
            var common = 0
            while common < min(open.count, headings.count), LawOutline.areEqual(open[common], headings[common]) {
                common += 1
            }
            for depth in common..<max(common, headings.count) {
                let id = LawOutline.fragment(ofHeading: index, depth)
                switch depth {
                case 0: html.element("h2", .id(id), text: headings[depth])
                case 1: html.element("h3", .id(id), text: headings[depth])
                case 2: html.element("h4", .id(id), text: headings[depth])
                default: html.element("h5", .id(id), text: headings[depth])
                }
            }
            open = headings
            html.element("section", .class("article"), .id(LawOutline.fragment(of: passage))) { html in
                html.element("p", .class("locator")) { html in
                    html.element(
                        "a", .href(HitText.url(context, passage.id)), text: context.name(ofPlace: passage.locator))
                }
                PassageBody(context: context, passage: passage).write(to: &html)
            }
        }
    }

    private func writePieces(_ html: inout HTMLWriter) {
        guard shown.count < details.passages.count else { return }
        html.element("nav", .class("paging"), .label(context.say("翻页", "Pages"))) { html in
            if shown.lowerBound > 0 {
                html.element(
                    "a", .plain(.rel, "prev"), .href(Self.url(context, details, from: shown.lowerBound - 1)),
                    text: context.say("上一部分", "Earlier part"))
            }
            if shown.upperBound < details.passages.count {
                html.element(
                    "a", .class("button"), .plain(.rel, "next"),
                    .href(Self.url(context, details, from: shown.upperBound)),
                    text: context.say("下一部分", "Next part"))
            }
        }
    }
}
