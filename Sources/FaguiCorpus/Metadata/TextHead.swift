/// What stands before a text's body: YAML between two lines `---`, or all that ends with `<!-- INFO END -->`.
struct TextHead {
    /// The title, if the head states one.
    var title: String?
    /// What else it states.
    var fields: [SourceText.Field] = []
    /// Where the body begins.
    var bodyStart = 0

    /// The first line with text in the head, for a text that is nothing but a head; nil if there is none.
    func titleLine(_ text: UTF8Bytes) -> Range<Int>? {
        let lines = LineScanner(text, isMarkdown: true).lines(of: 0..<bodyStart).filter { !$0.isMarkup }
        return (lines.first { $0.markdownLevel > 0 || $0.isOverlongHeading } ?? lines.first)?.content
    }

    /// Parses the head; a broken one is taken as text, with a warning.
    static func parse(_ text: UTF8Bytes, path: String, warnings: inout [CorpusError]) -> TextHead {
        var head = TextHead()
        do {
            if let matter = try FrontMatter.parse(text) {
                head.title = matter.title
                head.fields = matter.fields
                head.bodyStart = matter.end
            }
        } catch {
            warnings.append(
                CorpusError(
                    .malformed, path: path, reason: "front matter read as text: \(error.reason)",
                    byteOffset: error.byteOffset))
        }
        if let end = InfoHead.end(text, from: head.bodyStart) {
            let info = InfoHead.parse(text, head.bodyStart..<end.lowerBound)
            head.title = head.title ?? info.title
            head.fields += info.fields
            head.bodyStart = end.upperBound
        }
        return head
    }
}
