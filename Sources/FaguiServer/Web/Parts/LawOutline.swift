internal import Fagui

/// The outline of a law as a tree that can be folded: parts, chapters and sections with their articles.
struct LawOutline {
    let context: PageContext
    let details: LawDetails
    /// The passage that is shown; nil where all are.
    var current: Int?
    /// The passages that are on the page itself; links to others lead to their own pages.
    var onPage: Range<Int> = 0..<0

    /// Laws of more articles list only those beside the one that is shown: a page is not to be mostly links.
    private static let passageLimit = 400
    /// How many of their articles are listed on either side of the one that is shown; of those under no heading, each of
    /// so many.
    private static let step = 50
    /// Deeper headings are listed with those above them.
    private static let depthLimit = 6

    func write(to html: inout HTMLWriter) {
        html.element("details", .class("outline"), .flag(.open)) { html in
            html.element("summary") { html in
                html.element("h2", text: context.say("目录", "Outline"))
            }
            html.element("nav", .class("tree"), .lang("zh-Hans"), .label(context.say("目录", "Outline"))) {
                writeTree(&$0)
            }
        }
    }

    private func writeTree(_ html: inout HTMLWriter) {
        let currentHeadings = current.map { headings(details.passages[$0]) } ?? []
        var open: ArraySlice<String> = []
        html.open("ul")
        for (index, passage) in details.passages.enumerated() {
            let headings = headings(passage)
            var common = 0
            while common < min(open.count, headings.count), Self.areEqual(open[common], headings[common]) {
                common += 1
            }
            for _ in common..<open.count { html.close("ul"); html.close("details"); html.close("li") }
            for depth in common..<headings.count {
                let isAround =
                    currentHeadings.count > depth
                    && zip(currentHeadings, headings.prefix(depth + 1)).allSatisfy { Self.areEqual($0, $1) }
                html.open("li")
                html.open("details", [isAround || current == nil && depth == 0 && isShort ? .flag(.open) : nil])
                html.element("summary") { html in
                    html.element("a", .href(url(heading: index, depth)), text: headings[depth])
                }
                html.open("ul")
            }
            open = headings
            guard isListed(index, headings, currentHeadings) else { continue }
            html.element("li") { html in
                html.element(
                    "a", .href(url(passage: index)), index == current ? .plain(.ariaCurrent, "true") : nil,
                    text: context.name(ofPlace: passage.locator))
            }
        }
        for _ in open { html.close("ul"); html.close("details"); html.close("li") }
        html.close("ul")
    }

    private var isShort: Bool { details.passages.count <= Self.passageLimit }

    private func isListed(
        _ index: Int, _ headings: ArraySlice<String>, _ currentHeadings: ArraySlice<String>
    ) -> Bool {
        if isShort { return true }
        // Where there are no headings to go by, some of the articles are what leads on.
        if headings.isEmpty, index.isMultiple(of: Self.step) { return true }
        guard let current else { return false }
        return abs(index - current) <= Self.step && headings.elementsEqual(currentHeadings, by: Self.areEqual)
    }

    private func headings(_ passage: StoredPassage) -> ArraySlice<String> {
        Self.headings(of: passage, in: details).prefix(Self.depthLimit)
    }

    /// The headings above a passage; where a law is divided into several texts, what its own is called first.
    static func headings(of passage: StoredPassage, in details: LawDetails) -> [String] {
        guard details.wording.ids.count > 1 else { return passage.headings }
        let title = passage.law.title
        let common = details.title
        let own = title.hasPrefix(common) ? title.dropFirst(common.count).drop { $0 == " " || $0 == "　" } : title[...]
        return own.isEmpty ? passage.headings : [String(own)] + passage.headings
    }

    private func url(passage index: Int) -> PageURL {
        onPage.contains(index)
            ? PageURL(fragment: Self.fragment(of: details.passages[index]))
            : HitText.url(context, details.passages[index].id)
    }

    private func url(heading index: Int, _ depth: Int) -> PageURL {
        let fragment = Self.fragment(ofHeading: index, depth)
        if onPage.contains(index) { return PageURL(fragment: fragment) }
        return LawPage.url(context, details, from: index, fragment: fragment)
    }

    /// The place of a passage on the page of its law: what its id says behind the text's.
    static func fragment(of passage: StoredPassage) -> String {
        guard let mark = passage.id.lastIndex(of: "#") else { return "passage" }
        return String(passage.id[mark...].dropFirst())
    }

    /// The place of the heading that begins before a passage.
    static func fragment(ofHeading index: Int, _ depth: Int) -> String { "h\(index)-\(depth)" }

    /// Equal as bytes: the comparison of strings by what they look like is slow, and not what is meant.
    static func areEqual(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
}
