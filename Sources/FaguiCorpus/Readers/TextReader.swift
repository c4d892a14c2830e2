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
    ///   - warnings: Gets what is odd about the head and the articles.
    /// - Returns: The source text; without passages if no text stands after the head.
    static func read(
        _ text: [UInt8], _ origin: Origin, isMarkdown: Bool, warnings: inout [CorpusError]
    ) -> SourceText {
        let (title, fields, passages) = text.withUnsafeBufferPointer { bytes in
            let sideTitle = origin.sideFields.first { $0.key == "title" }?.value
            let parts = TextParts(
                bytes, isMarkdown: isMarkdown, title: origin.title, sideTitle: sideTitle, path: origin.path,
                warnings: &warnings)
            let name = FileTitle(path: origin.path)
            let title = TitleLimit.cut(
                parts.opening.title ?? origin.fallbackTitle ?? name.title, path: origin.path, warnings: &warnings)
            let known =
                origin.fields + parts.head.fields + parts.opening.fields
                + origin.sideFields.filter { $0.key != "title" }
            let inferred = TextInference.fields(
                of: bytes, body: parts.head.bodyStart..<bytes.count, signatureEnd: parts.signatureEnd, title: title,
                name: name, path: origin.path, known: known)
            return (title, MetadataOrder.arranged(known + inferred), parts.outline.passages)
        }
        return SourceText(
            id: origin.id, path: origin.path, title: title, fields: fields, text: text, rowID: nil,
            passages: passages)
    }
}
