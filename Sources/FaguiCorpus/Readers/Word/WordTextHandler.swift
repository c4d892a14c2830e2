/// Gathers the text of a part of a Word document: paragraphs with the numbers that Word makes, tables, text boxes.
final class WordTextHandler: MarkupHandler {
    /// A paragraph that has begun.
    private struct Paragraph {
        var format = WordParagraphFormat()
        /// Whether its end was deleted, so that the next one goes on with it.
        var goesOn = false
        /// Whether its mark stands before the line.
        var isMarked = false
    }

    /// What was gathered.
    var lines = DocumentLines()
    /// The numbers so far: footnotes count on where the body ended.
    private(set) var numbering: WordNumbering
    /// Whether it has insertions or deletions that nobody took or rejected.
    private(set) var hasChanges = false
    /// Whether a document is embedded that was not read.
    private(set) var hasEmbedded = false
    /// Ids of the footnotes and endnotes, as they are referred to.
    private(set) var noteReferences: [WordNotes.Reference] = []
    let isStopped = false

    private let styles: WordStyles
    /// Receives footnotes one by one; nil for a part that has none.
    private let notes: WordNotes?
    /// Names of the open elements.
    private var path: [String] = []
    private var paragraphs: [Paragraph] = []
    /// Open elements whose text is left out.
    private var skippedDepth = 0
    /// Open elements with a text of a run.
    private var textDepth = 0
    private var hasTitle = false
    /// Whether the paragraph before ended without its end.
    private var goesOn = false
    /// Whether each open `mc:AlternateContent` has given its choice.
    private var alternatives: [Bool] = []
    private var tables: [Bool] = []
    private var isRowDeleted = false

    init(_ styles: WordStyles, _ numbering: WordNumbering, notes: WordNotes? = nil) {
        self.styles = styles
        self.numbering = numbering
        self.notes = notes
    }

    // MARK: Elements

    func open(_ name: String, _ attributes: MarkupAttributes) {
        let parent = path.last ?? ""
        path.append(name)
        if skippedDepth > 0 || isSkipped(name, below: parent) {
            skippedDepth += 1
            return
        }
        switch name {
        case "p": paragraphs.append(Paragraph())
        case "pStyle", "outlineLvl", "numId", "ilvl":
            if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].format.take(name, attributes) }
        case "t": begin()
        case "tab": if parent == "r" { append("\t") }
        case "br", "cr": if parent == "r" { breakLine() }
        case "noBreakHyphen": append("-")
        case "ptab": append("\t")
        case "txbxContent": lines.beginPart()
        case "AlternateContent": alternatives.append(false)
        case "Choice": if !alternatives.isEmpty { alternatives[alternatives.count - 1] = true }
        case "ins", "moveTo", "moveToRangeStart": hasChanges = true
        case "altChunk", "subDoc": hasEmbedded = true
        case "footnoteReference", "endnoteReference":
            if let id = attributes["id"] {
                noteReferences.append(WordNotes.Reference(isEndnote: name == "endnoteReference", id: id))
            }
        case "footnote", "endnote":
            notes?.begin(attributes["type"] == nil ? attributes["id"] : nil)
            lines.beginPart()
        default: openTable(name)
        }
    }

    /// Whether an element's text is none of the document's.
    private func isSkipped(_ name: String, below parent: String) -> Bool {
        switch name {
        case "del", "moveFrom":
            hasChanges = true
            if parent == "rPr" {
                // The end of a paragraph was deleted.
                if name == "del", !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].goesOn = true }
            } else if parent == "trPr" {
                isRowDeleted = true
            }
            return true
        case "instrText", "delText", "delInstrText", "rt", "sdtPr", "binData", "pgNum": return true
        case "Fallback": return alternatives.last == true
        default:
            // What the format was before a change.
            return name.hasSuffix("PrChange") || name == "tblGridChange"
        }
    }

    private func openTable(_ name: String) {
        switch name {
        case "tbl":
            let isTable = lines.canBeginTable
            tables.append(isTable)
            if isTable { lines.beginTable() }
        case "tr":
            isRowDeleted = false
            if tables.last == true { lines.beginRow() }
        case "tc": if tables.last == true { lines.beginPart() }
        default: break
        }
    }

    func close(_ name: String) {
        path.removeLast()
        guard skippedDepth == 0 else {
            skippedDepth -= 1
            return
        }
        switch name {
        case "p": endParagraph()
        case "t": textDepth -= 1
        case "txbxContent": if let blocks = lines.endAside() { lines.addLater(blocks) }
        case "AlternateContent": _ = alternatives.popLast()
        case "footnote", "endnote": if let blocks = lines.endAside() { notes?.end(blocks) }
        case "tbl": if tables.popLast() == true { lines.endTable() }
        case "tr":
            if isRowDeleted, tables.last == true { lines.dropRow() }
            isRowDeleted = false
        case "tc": if tables.last == true { lines.endCell() }
        default: break
        }
    }

    // MARK: Text

    func text(_ bytes: UTF8Bytes) {
        guard textDepth > 0, skippedDepth == 0 else { return }
        mark()
        lines.append(bytes)
    }

    private func begin() { textDepth += 1 }

    private func append(_ text: StaticString) {
        mark()
        text.withUTF8Buffer { lines.append($0) }
    }

    private func breakLine() {
        if lines.level > 0 { lines.append(0x20) } else { lines.endLine() }
    }

    /// Puts before a paragraph's text what its format says, once that is known whole.
    private func mark() {
        guard !paragraphs.isEmpty, !paragraphs[paragraphs.count - 1].isMarked else { return }
        paragraphs[paragraphs.count - 1].isMarked = true
        let format = styles.resolved(paragraphs[paragraphs.count - 1].format)
        if goesOn {
            goesOn = false
            return
        }
        lines.setMark(numbering.mark(format))
        if format.isTitle {
            hasTitle = true
            lines.setLevel(1)
        } else if let level = format.outlineLevel, level < 9 {
            lines.setLevel(level + (hasTitle ? 2 : 1))
        }
    }

    private func endParagraph() {
        guard let paragraph = paragraphs.popLast() else { return }
        if paragraph.goesOn {
            goesOn = paragraph.isMarked || goesOn
            return
        }
        if !paragraph.isMarked, !goesOn {
            // An empty paragraph is counted where it has a number: Word shows it.
            _ = numbering.mark(styles.resolved(paragraph.format))
        }
        goesOn = false
        if lines.level > 0, Self.isSentence(lines.line) { lines.setLevel(0) }
        lines.endParagraph()
    }

    /// Whether a line is text, whatever its style says: in many a document whole articles have the style of a heading.
    private static func isSentence(_ line: [UInt8]) -> Bool {
        line.withUnsafeBufferPointer { text in
            let range = text.trimmed(0..<text.count)
            guard !range.isEmpty else { return false }
            let last = text.scalar(before: range.upperBound, notBefore: range.lowerBound).value
            return last == 0x3002 || last == 0xFF1B || last == 0xFF1A  // 。 ； ：
        }
    }
}
