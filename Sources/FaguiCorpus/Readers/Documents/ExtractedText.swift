internal import FaguiUnicode

/// What a document of another format says, as a Markdown text.
struct ExtractedText {
    /// Valid UTF-8: a paragraph a line, blank lines between, `#` before headings, rows of tables between `|`.
    var text: [UInt8]
    /// The title that the document states; nil if it states none.
    var title: String?
    /// A title of less weight than what the text begins with.
    var fallbackTitle: String?
    /// What is odd about the document.
    var warnings: [CorpusError] = []

    /// Joins the parts.
    init(text: [UInt8], title: String? = nil, fallbackTitle: String? = nil) {
        // What a C library gave is not believed: everything behind takes valid UTF-8 for granted.
        let isValid = text.withUnsafeBytes { UTF8Validation.firstFault(in: $0) == nil }
        self.text = isValid ? text : Array(String(decoding: text, as: UTF8.self).utf8)
        self.title = title
        self.fallbackTitle = fallbackTitle
    }

    /// Whether there is nothing in it but white space.
    var isBlank: Bool { text.withUnsafeBufferPointer { $0.trimmed(0..<$0.count).isEmpty } }
}
