internal import Fagui

/// One hit in a list of them.
struct HitText {
    let context: PageContext
    let hit: Hit

    func write(to html: inout HTMLWriter) {
        html.element("article", .class("hit")) { html in
            html.element("h2") { html in
                html.element("a", .href(Self.url(context, hit.id))) { html in
                    html.element("span", .class("law"), .lang("zh-Hans"), text: hit.law.title)
                    html.text(" ")
                    html.element("span", .class("place"), text: context.name(ofPlace: hit.locator))
                }
                context.writeStatus(hit.law.status, to: &html)
            }
            if !hit.headings.isEmpty {
                html.element("p", .class("path"), .lang("zh-Hans"), text: hit.headings.joined(separator: " › "))
            }
            html.element("p", .class("snippet"), .lang("zh-Hans")) { html in
                if hit.snippet.isCutBefore { html.text("…") }
                Self.write(hit.snippet.text, marking: hit.snippet.highlights, to: &html)
                if hit.snippet.isCutAfter { html.text("…") }
            }
            if let note = hit.law.wordingNote {
                html.element("p", .class("remark warning")) { html in context.writeSentence(note, to: &html) }
            }
            writeFacts(&html)
        }
    }

    /// The page of a passage.
    static func url(_ context: PageContext, _ id: String) -> PageURL {
        let url = context.url(.passage, ["id": id])
        return context.fields["as_of"].map { url.with("as_of", $0) } ?? url
    }

    /// Writes a text with pieces of it marked.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - ranges: Ranges of its Unicode scalars, ascending and apart; what lies beyond its end is left out.
    ///   - html: Gets both.
    static func write(_ text: String, marking ranges: [Range<Int>], to html: inout HTMLWriter) {
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        var position = 0
        func piece(upTo end: Int) -> String {
            let start = index
            if end > position {
                index = scalars.index(index, offsetBy: end - position, limitedBy: scalars.endIndex) ?? scalars.endIndex
                position = end
            }
            return String(scalars[start..<index])
        }
        for range in ranges {
            html.text(piece(upTo: range.lowerBound))
            let marked = piece(upTo: range.upperBound)
            if !marked.isEmpty { html.element("mark", text: marked) }
        }
        html.text(String(scalars[index...]))
    }

    private func writeFacts(_ html: inout HTMLWriter) {
        let metadata = hit.law.metadata
        func value(_ key: String) -> String? { metadata.first { $0.key == key }?.value }
        html.element("p", .class("facts")) { html in
            if let level = value("level") { html.element("span", text: level) }
            if let issuer = value("issuer") { html.element("span", text: issuer) }
            if let number = value("number") { html.element("span", text: number) }
            if let issued = value("issued") {
                html.element("span", text: context.say("\(issued) 公布", "issued \(issued)"))
            }
            if let effective = value("effective") {
                html.element("span", text: context.say("\(effective) 施行", "effective \(effective)"))
            }
            if let others = hit.othersInLaw, others > 0 {
                html.element("span", text: context.say("本法另有 \(others) 条相符", "\(others) more in this law"))
            }
        }
        if !hit.nearDuplicates.isEmpty {
            html.element("details", .class("duplicates")) { html in
                html.element(
                    "summary",
                    text: context.say(
                        "另有 \(hit.nearDuplicates.count) 处文字相近",
                        "Nearly the same text in \(hit.nearDuplicates.count) other places"))
                html.element("ul") { html in
                    for copy in hit.nearDuplicates.prefix(50) {
                        html.element("li") { html in html.element("a", .href(Self.url(context, copy.id)), text: copy.id)
                        }
                    }
                }
            }
        }
        if !hit.duplicates.isEmpty {
            html.element("details", .class("duplicates")) { html in
                html.element(
                    "summary",
                    text: context.say(
                        "另有 \(hit.duplicates.count) 处文字相同", "The same text in \(hit.duplicates.count) other places"))
                html.element("ul") { html in
                    for id in hit.duplicates.prefix(50) {
                        html.element("li") { html in html.element("a", .href(Self.url(context, id)), text: id) }
                    }
                }
            }
        }
    }
}
