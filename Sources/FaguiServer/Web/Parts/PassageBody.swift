internal import Fagui

/// A passage's text as it is laid out: paragraphs, subparagraphs, items, with what it cites as links.
struct PassageBody {
    let context: PageContext
    let passage: StoredPassage
    var references: [LawReferences.Outgoing] = []

    /// A piece of the text that is a link.
    private struct Link {
        var range: Range<Int>
        var id: String
    }

    func write(to html: inout HTMLWriter) {
        let bytes = Array(passage.text.utf8)
        let links = links(in: bytes)
        html.element("div", .class("text"), .lang("zh-Hans")) { html in
            for block in PassageLayout(passage.text).blocks {
                if block.kind == .heading, isNumberAlone(bytes[block.range]) { continue }
                html.element("p", .class(Self.className(block.kind))) { html in
                    write(block.range, of: bytes, links, &html)
                }
            }
        }
    }

    private static func className(_ kind: PassageLayout.Kind) -> String {
        switch kind {
        case .heading: "caption"
        case .paragraph: "paragraph"
        case .subparagraph: "subparagraph"
        case .item: "item"
        case .line: "line"
        }
    }

    /// Whether a heading says no more than the locator, which stands above.
    private func isNumberAlone(_ heading: ArraySlice<UInt8>) -> Bool {
        let marks: [UInt8] = [UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: " ")]
        return heading.filter { !marks.contains($0) }.elementsEqual(passage.locator.utf8)
    }

    private func write(_ range: Range<Int>, of bytes: [UInt8], _ links: [Link], _ html: inout HTMLWriter) {
        var start = range.lowerBound
        func text(upTo end: Int) -> String {
            let piece = String(decoding: bytes[start..<end], as: UTF8.self)
            start = end
            return piece
        }
        for link in links where link.range.lowerBound >= start && link.range.upperBound <= range.upperBound {
            html.text(text(upTo: link.range.lowerBound))
            html.element("a", .href(HitText.url(context, link.id)), text: text(upTo: link.range.upperBound))
        }
        html.text(text(upTo: range.upperBound))
    }

    /// References come in text order, so that each is looked for behind the one before.
    private func links(in bytes: [UInt8]) -> [Link] {
        var links: [Link] = []
        var start = 0
        for reference in references.prefix(100) {
            guard let found = Self.first(Array(reference.text.utf8), in: bytes, from: start) else { continue }
            start = found.upperBound
            if let id = reference.ids.first { links.append(Link(range: found, id: id)) }
        }
        return links
    }

    private static func first(_ part: [UInt8], in bytes: [UInt8], from start: Int) -> Range<Int>? {
        guard let lead = part.first else { return nil }
        var index = start
        while index + part.count <= bytes.count {
            if bytes[index] == lead, bytes[index..<index + part.count].elementsEqual(part) {
                return index..<index + part.count
            }
            index += 1
        }
        return nil
    }
}
