internal import Fagui

/// Two wordings of a law, article by article.
struct DiffPage {
    let context: PageContext
    /// The wordings that can be chosen, the oldest first.
    var wordings: [LawWording] = []
    /// nil where there is nothing to compare yet.
    var comparison: LawComparison?

    /// The page that compares two wordings.
    static func url(
        _ context: PageContext, old: LawWording, new: LawWording, locator: String? = nil
    ) -> PageURL {
        context.url(
            .diff, ["old": old.ids.first ?? "", "new": new.ids.first ?? ""], fragment: locator.map { "a-\($0)" } ?? "")
    }

    private var isSideBySide: Bool { context.fields["view"] == "side" }
    private var showsAll: Bool { context.fields.isTicked("all") }

    /// The document.
    func page() -> [UInt8] {
        let title = comparison?.new.law.title ?? ""
        let name = context.say("比对文本", "Compare wordings")
        return PageFrame(context: context, title: title.isEmpty ? name : "\(name) · \(title)", kind: "diff").page {
            html in
            html.element("h1", text: title.isEmpty ? name : title)
            if let comparison {
                writeForm(comparison, &html)
                writeSummary(comparison, &html)
                for article in comparison.articles where showsAll || article.kind != .unchanged {
                    write(article, &html)
                }
            } else {
                writeEmptyForm(&html)
            }
        }
    }

    // MARK: Choosing

    private func writeForm(_ comparison: LawComparison, _ html: inout HTMLWriter) {
        html.element("form", .class("choose at-once"), .action(PageURL(.diff))) { html in
            writeChoice("old", context.say("旧文本", "Older"), comparison.old, &html)
            writeChoice("new", context.say("新文本", "Newer"), comparison.new, &html)
            html.element("label") { html in
                html.element("span", text: context.say("显示", "View"))
                html.element("select", .name("view")) { html in
                    html.element("option", .value(""), text: context.say("合并", "inline"))
                    html.element(
                        "option", .value("side"), isSideBySide ? .flag(.selected) : nil,
                        text: context.say("并列", "side by side"))
                }
            }
            html.element("label", .class("box-label")) { html in
                html.void(
                    "input", .type("checkbox"), .name("all"), .value("1"), showsAll ? .flag(.checked) : nil)
                html.element("span", text: context.say("显示未变条文", "Unchanged articles too"))
            }
            writeLanguage(&html)
            html.element("button", .type("submit"), text: context.say("比对", "Compare"))
        }
    }

    private func writeChoice(_ name: String, _ label: String, _ chosen: LawWording, _ html: inout HTMLWriter) {
        var choices = wordings
        if !choices.contains(where: { $0.ids == chosen.ids }) { choices.append(chosen) }
        html.element("label") { html in
            html.element("span", text: label)
            html.element("select", .name(name)) { html in
                for wording in choices {
                    let day = wording.date.map { "\($0)" } ?? wording.law.title
                    html.element(
                        "option", .value(wording.ids.first ?? ""),
                        wording.ids == chosen.ids ? .flag(.selected) : nil,
                        text: "\(day) · \(context.name(of: wording.status))")
                }
            }
        }
    }

    private func writeEmptyForm(_ html: inout HTMLWriter) {
        html.element(
            "p",
            text: context.say(
                "写两个文本：标题加版本（反垄断法@2007），或者文本编号。不写版本的，指现行有效的文本。",
                "Name two wordings: a title with a version (反垄断法@2007), or the id of a text. Without a version the wording in force is meant."
            ))
        html.element("form", .class("choose"), .action(PageURL(.diff))) { html in
            for (name, label) in [("old", context.say("旧文本", "Older")), ("new", context.say("新文本", "Newer"))] {
                html.element("label") { html in
                    html.element("span", text: label)
                    html.void("input", .type("text"), .name(name), .value(context.fields[name] ?? ""), .flag(.required))
                }
            }
            writeLanguage(&html)
            html.element("button", .type("submit"), text: context.say("比对", "Compare"))
        }
    }

    private func writeLanguage(_ html: inout HTMLWriter) {
        if let language = context.chosenLanguage {
            html.void("input", .type("hidden"), .name("lang"), .value(language.rawValue))
        }
    }

    // MARK: Articles

    private func writeSummary(_ comparison: LawComparison, _ html: inout HTMLWriter) {
        html.element("p", .class("wordings-compared")) { html in
            html.text("\(context.name(of: comparison.old)) → \(context.name(of: comparison.new))")
        }
        html.element("p", .class("counts"), .plain(.role, "status")) { html in
            let kinds: [LawComparison.Article.Kind] = [.changed, .added, .removed, .renumbered, .unchanged]
            for kind in kinds {
                html.element("span", .class("badge \(kind.rawValue)")) { html in
                    html.text("\(context.name(of: kind)) \(comparison.count(of: kind))")
                }
            }
        }
        if comparison.articles.allSatisfy({ $0.kind == .unchanged }) {
            html.element("p", text: context.say("两个文本相同。", "The two wordings are the same."))
        }
    }

    private func write(_ article: LawComparison.Article, _ html: inout HTMLWriter) {
        let id = article.new?.locator ?? article.old?.locator ?? ""
        html.element("section", .class("change \(article.kind.rawValue)"), .id("a-\(id)")) { html in
            html.element("h2") { html in
                if let old = article.old, article.new.map({ !LawOutline.areEqual($0.locator, old.locator) }) ?? true {
                    html.element("a", .href(HitText.url(context, old.id)), text: context.name(ofPlace: old.locator))
                    if article.new != nil { html.text(" → ") }
                }
                if let new = article.new {
                    html.element("a", .href(HitText.url(context, new.id)), text: context.name(ofPlace: new.locator))
                }
                html.element("span", .class("badge \(article.kind.rawValue)"), text: context.name(of: article.kind))
            }
            if isSideBySide {
                html.element("div", .class("sides"), .lang("zh-Hans")) { html in
                    html.element("div", .class("text")) { write(article.pieces, without: .inserted, &$0) }
                    html.element("div", .class("text")) { write(article.pieces, without: .deleted, &$0) }
                }
            } else {
                html.element("div", .class("text"), .lang("zh-Hans")) { write(article.pieces, without: nil, &$0) }
            }
        }
    }

    private func write(
        _ pieces: [LawComparison.Piece], without left: LawComparison.Piece.Kind?, _ html: inout HTMLWriter
    ) {
        html.element("p", .class("pieces")) { html in
            for piece in pieces where piece.kind != left {
                switch piece.kind {
                case .same: html.text(piece.text)
                case .deleted: html.element("del", text: piece.text)
                case .inserted: html.element("ins", text: piece.text)
                }
            }
        }
    }
}
