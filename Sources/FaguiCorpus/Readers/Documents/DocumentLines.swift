/// Gathers the lines of a document from what its parser tells: paragraphs, headings, items of lists, rows of tables.
///
/// A table whose cells hold no more than short texts gives a line a row; one that lays out a page gives the lines of its
/// cells.
struct DocumentLines {
    /// What was gathered: a line.
    struct Block {
        var bytes: [UInt8]
        /// Whether it goes on with the table of the line before.
        var continuesTable = false
        /// Whether it is a row of a table, or a heading: cells with these lay out a page.
        var isStructure = false
    }

    /// The line that is being gathered, and those before it in the same cell.
    private struct Frame {
        var blocks: [Block] = []
        var line: [UInt8] = []
        var level = 0
        var mark: [UInt8] = []
        /// Lines that come behind the one that is being gathered.
        var later: [Block] = []
    }

    /// Rows of cells of lines.
    private struct Table {
        var rows: [[[Block]]] = []
    }

    /// Tables in tables that are told apart: each level moves its lines once more.
    static let tableDepthLimit = 8
    /// Bytes of a cell beyond which its table lays out a page: an item of a table of duties has some hundred characters.
    static let cellLimit = 3_000

    private var frame = Frame()
    private var outer: [Frame] = []
    private var tables: [Table] = []

    /// Whether another table can be begun.
    var canBeginTable: Bool { tables.count < Self.tableDepthLimit }
    /// The line that is being gathered.
    var line: [UInt8] { frame.line }
    /// Whether nothing was gathered of the line yet.
    var isAtLineStart: Bool { frame.line.isEmpty }
    /// The level of the heading that is being gathered; 0 for none.
    var level: Int { frame.level }
    /// The last character of the line.
    var lastScalar: UInt32? {
        frame.line.withUnsafeBufferPointer { $0.isEmpty ? nil : $0.scalar(before: $0.count, notBefore: 0).value }
    }

    // MARK: Lines

    /// Goes on with the line.
    mutating func append(_ bytes: some Sequence<UInt8>) { frame.line.append(contentsOf: bytes) }

    /// Goes on with the line.
    mutating func append(_ byte: UInt8) { frame.line.append(byte) }

    /// Makes the line a heading, 1...6, or text, 0.
    mutating func setLevel(_ level: Int) { frame.level = min(level, 6) }

    /// Puts a number or a bullet before the line.
    mutating func setMark(_ mark: String) { frame.mark = Array(mark.utf8) }

    /// Ends the line; nothing where it is blank, so that a bullet waits for its text.
    mutating func endLine() {
        let content = frame.line.withUnsafeBufferPointer { Array($0[$0.trimmed(0..<$0.count)]) }
        frame.line.removeAll(keepingCapacity: true)
        if !content.isEmpty {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(content.count + frame.mark.count + 8)
            if frame.level > 0 {
                bytes.append(contentsOf: repeatElement(UInt8(ascii: "#"), count: frame.level))
                bytes.append(0x20)
            } else if frame.mark.isEmpty, Self.looksLikeMarkup(content) {
                bytes.append(UInt8(ascii: "\\"))
            }
            bytes.append(contentsOf: frame.mark)
            // A paragraph with a line feed in it would be two.
            bytes.append(contentsOf: content.lazy.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })
            frame.blocks.append(Block(bytes: bytes, isStructure: frame.level > 0))
            frame.mark.removeAll()
        }
        if !frame.later.isEmpty {
            frame.blocks += frame.later
            frame.later.removeAll()
        }
    }

    /// Ends a paragraph: its number or level is not the next one's.
    mutating func endParagraph() {
        let marked = frame.mark
        endLine()
        // A number whose paragraph is empty counts, but nobody sees it in a text.
        if !marked.isEmpty { frame.mark.removeAll() }
        frame.level = 0
    }

    /// `#` or a comment at the beginning of a line of text would be taken for Markdown's.
    private static func looksLikeMarkup(_ line: [UInt8]) -> Bool {
        line.first == UInt8(ascii: "#") || line.starts(with: "<!--".utf8)
    }

    // MARK: Tables

    /// Begins a table; see ``canBeginTable``.
    mutating func beginTable() {
        endLine()
        tables.append(Table())
    }

    /// Begins a row of the innermost table.
    mutating func beginRow() {
        guard !tables.isEmpty else { return }
        tables[tables.count - 1].rows.append([])
    }

    /// Takes the innermost table's last row out.
    mutating func dropRow() {
        guard !tables.isEmpty else { return }
        _ = tables[tables.count - 1].rows.popLast()
    }

    /// Begins a cell, or a part that ``endAside()`` gives back.
    mutating func beginPart() {
        outer.append(frame)
        frame = Frame()
    }

    /// Ends a cell of the innermost table's last row.
    mutating func endCell() {
        guard let blocks = endAside(), !tables.isEmpty else { return }
        if tables[tables.count - 1].rows.isEmpty { beginRow() }
        let row = tables[tables.count - 1].rows.count - 1
        tables[tables.count - 1].rows[row].append(blocks)
    }

    /// Ends the innermost table: its rows, or the lines of its cells.
    mutating func endTable() {
        guard let table = tables.popLast() else { return }
        if Self.isLayout(table) {
            for row in table.rows { for cell in row { frame.blocks += cell } }
            return
        }
        var isFirst = true
        for row in table.rows where row.contains(where: { !$0.isEmpty }) {
            var bytes = Array("|".utf8)
            for cell in row {
                bytes.append(0x20)
                for (index, block) in cell.enumerated() {
                    if index > 0 { bytes.append(0x20) }
                    bytes.append(contentsOf: block.bytes)
                }
                bytes.append(contentsOf: " |".utf8)
            }
            frame.blocks.append(Block(bytes: bytes, continuesTable: !isFirst, isStructure: true))
            isFirst = false
        }
    }

    private static func isLayout(_ table: Table) -> Bool {
        var widest = 0
        for row in table.rows {
            widest = max(widest, row.count { !$0.isEmpty })
            for cell in row {
                if cell.contains(where: \.isStructure) { return true }
                if cell.reduce(0, { $0 + $1.bytes.count }) > cellLimit { return true }
            }
        }
        return widest < 2
    }

    // MARK: Parts

    /// Ends a part that ``beginPart()`` began; nil if none was.
    mutating func endAside() -> [Block]? {
        guard let before = outer.popLast() else { return nil }
        endParagraph()
        let blocks = frame.blocks
        frame = before
        return blocks
    }

    /// Adds lines before the one that is being gathered.
    mutating func add(_ blocks: [Block]) { frame.blocks += blocks }

    /// Adds lines behind the one that is being gathered.
    mutating func addLater(_ blocks: [Block]) { frame.later += blocks }

    // MARK: The whole

    /// Ends all that is open, and gives the text.
    mutating func finish() -> [UInt8] {
        while !outer.isEmpty || !tables.isEmpty {
            if let blocks = endAside() { frame.blocks += blocks }
            endTable()
        }
        endParagraph()
        var text: [UInt8] = []
        text.reserveCapacity(frame.blocks.reduce(0) { $0 + $1.bytes.count + 2 })
        for block in frame.blocks {
            // A blank line between paragraphs: without one, Markdown joins lines.
            if !text.isEmpty { text.append(contentsOf: block.continuesTable ? "\n".utf8 : "\n\n".utf8) }
            text.append(contentsOf: block.bytes)
        }
        if !text.isEmpty { text.append(0x0A) }
        return text
    }
}
