internal import FaguiUnicode

/// Reads web pages: bytes -> text.
enum HTMLReader {
    /// Reads a page.
    ///
    /// - Parameters:
    ///   - bytes: The page as it is.
    ///   - decoder: As the user says.
    ///   - path: For errors.
    /// - Returns: Its text.
    /// - Throws: ``CorpusError`` where it is no text, or cannot be read to its end.
    static func read(_ bytes: UnsafeRawBufferPointer, _ decoder: TextDecoder, path: String) throws -> ExtractedText {
        var warnings: [CorpusError] = []
        let page = try HTMLCharset.decode(bytes, decoder, path: path, warnings: &warnings)
        let handler = HTMLTextHandler()
        do throws(MarkupParser.Fault) {
            try MarkupParser.parseHTML(page, handler)
        } catch {
            let reason = handler.refusal ?? "no HTML that can be read: \(error.reason)"
            throw CorpusError(.malformed, path: path, reason: reason, line: error.line)
        }
        let text = handler.lines.finish()
        var extracted = ExtractedText(text: text)
        extracted.title = extracted.text.withUnsafeBufferPointer {
            HTMLTitle.choose(titleElement: handler.title, headings: handler.firstHeadings, text: $0)
        }
        extracted.warnings = warnings
        return extracted
    }
}
