/// Reads plain texts: decoded text -> source text.
enum TextReader {
    /// What is known of a text before it is read.
    struct Origin {
        /// The source id.
        var id: String
        /// The path as given or found.
        var path: String
        /// The title, if it is stated elsewhere.
        var title: String?
        /// The title where nothing states one; nil for the file's name.
        var fallbackTitle: String?
        /// Metadata stated elsewhere; what the text's head states comes behind.
        var fields: [SourceText.Field] = []
        /// What a database or a table beside the text says of it.
        var sideFields: [SourceText.Field] = []
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - origin: Where it is from.
    ///   - isMarkdown: Whether `#` and comments mean what they do in Markdown.
    ///   - warnings: Gets what is odd about the head.
    /// - Returns: The source text; without passages if no text stands after the head.
    static func read(
        _ text: [UInt8], _ origin: Origin, isMarkdown: Bool, warnings: inout [CorpusError]
    ) -> SourceText {
        let (title, fields, passages) = text.withUnsafeBufferPointer { bytes in
            let head = TextHead.parse(bytes, path: origin.path, warnings: &warnings)
            let sideTitle = origin.sideFields.first { $0.key == "title" }?.value
            let lines = LineScanner(bytes, isMarkdown: isMarkdown).lines(of: head.bodyStart..<bytes.count)
            let opening = TextOpening(bytes, lines, statedTitle: origin.title ?? head.title ?? sideTitle)
            var passages = PassageCutter.cut(bytes, lines, titleLines: opening.titleLines)
            if passages.isEmpty, let line = head.titleLine(bytes) {
                passages = [Passage(locator: "p1", headings: [], range: line)]
                warnings.append(
                    CorpusError(.malformed, path: origin.path, reason: "no text after the head: its title is indexed"))
            }
            let name = FileTitle(path: origin.path)
            let title = TitleLimit.cut(
                opening.title ?? origin.fallbackTitle ?? name.title, path: origin.path, warnings: &warnings)
            let known = origin.fields + head.fields + opening.fields + origin.sideFields.filter { $0.key != "title" }
            let inferred = TextInference.fields(
                of: bytes, body: head.bodyStart..<bytes.count, title: title, name: name, path: origin.path, known: known
            )
            return (title, MetadataOrder.arranged(known + inferred), passages)
        }
        return SourceText(
            id: origin.id, path: origin.path, title: title, fields: fields, text: text, rowID: nil,
            passages: passages)
    }
}
