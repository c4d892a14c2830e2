/// Reads `.docx`: bytes -> text.
///
/// Paragraphs, tables and text boxes in order, with the numbers that Word makes; footnotes and endnotes behind.
/// Insertions are taken and deletions left out. Headers, footers and comments are no text of the document.
enum WordReader {
    /// Reads a document.
    ///
    /// - Parameters:
    ///   - bytes: The file as it is.
    ///   - path: For errors.
    ///   - memory: What its parts may take.
    /// - Returns: Its text.
    /// - Throws: ``CorpusError`` where it is none, is encrypted, damaged, or unpacks to too much.
    static func read(
        _ bytes: UnsafeRawBufferPointer, path: String, memory: ReadingMemory = .unlimited
    ) throws(CorpusError) -> ExtractedText {
        let package = try WordPackage(bytes, path: path, memory: memory)
        var warnings: [CorpusError] = []
        func warn(_ reason: String) { warnings.append(CorpusError(.malformed, path: path, reason: reason)) }
        var styles = WordStyles()
        do throws(MarkupParser.Fault) { styles = try WordStyles(package.styles) } catch {
            warn("its styles cannot be read, so that headings may be taken for text: \(error.reason)")
        }
        var numbering = WordNumbering(styles)
        do throws(MarkupParser.Fault) { numbering = try WordNumbering(package.numbering, styles) } catch {
            warn("its numbering cannot be read, so that numbers of articles may be missing: \(error.reason)")
        }
        let body = WordTextHandler(styles, numbering)
        do throws(MarkupParser.Fault) { try MarkupParser.parseXML(package.document, body) } catch {
            throw CorpusError(
                .malformed, path: path, reason: "damaged: its XML cannot be read: \(error.reason)", line: error.line)
        }
        var hasChanges = body.hasChanges
        for (part, isEndnote) in [(package.footnotes, false), (package.endnotes, true)] where !part.isEmpty {
            let notes = WordNotes()
            let handler = WordTextHandler(styles, body.numbering, notes: notes)
            do throws(MarkupParser.Fault) { try MarkupParser.parseXML(part, handler) } catch {
                warn("its \(isEndnote ? "endnotes" : "footnotes") cannot be read: \(error.reason)")
            }
            hasChanges = hasChanges || handler.hasChanges
            add(notes, isEndnote, to: body)
        }
        if hasChanges {
            warn("it has changes that were tracked: insertions are read as text, deletions are left out")
        }
        if body.hasEmbedded { warn("a document that is embedded in it is not read") }
        var text = ExtractedText(text: body.lines.finish(), fallbackTitle: package.title)
        text.warnings = warnings
        return text
    }

    /// Adds notes under a heading, so that they do not become part of the last article; in the order in which the text
    /// refers to them, and behind these those that it does not refer to.
    private static func add(_ notes: WordNotes, _ isEndnote: Bool, to body: WordTextHandler) {
        guard !notes.notes.isEmpty else { return }
        var ranks: [String: Int] = [:]
        for reference in body.noteReferences where reference.isEndnote == isEndnote && ranks[reference.id] == nil {
            ranks[reference.id] = ranks.count
        }
        let ordered = notes.notes.enumerated().sorted {
            let left = ranks[$0.element.id] ?? Int.max
            let right = ranks[$1.element.id] ?? Int.max
            return left != right ? left < right : $0.offset < $1.offset
        }
        body.lines.endParagraph()
        body.lines.setLevel(2)
        body.lines.append((isEndnote ? "尾注" : "脚注").utf8)
        body.lines.endParagraph()
        for (number, note) in ordered.enumerated() {
            var blocks = note.element.blocks
            blocks[0].bytes = Array("[\(number + 1)] ".utf8) + blocks[0].bytes
            body.lines.add(blocks)
        }
    }
}
