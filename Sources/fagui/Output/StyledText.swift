/// Text whose pieces have roles, and its breaking into lines.
struct StyledText {
    /// A stretch of text of one role.
    struct Piece: Equatable {
        var text: String
        var role: Style.Role
        /// Whether no line may end inside it: an id in two lines cannot be copied.
        var isWhole = false
    }

    var pieces: [Piece] = []

    init() {}

    /// Text of one role, for a terminal; control characters are replaced.
    init(_ text: String, _ role: Style.Role = .plain, isWhole: Bool = false) {
        append(Terminal.sanitized(text), role, isWhole: isWhole)
    }

    mutating func append(_ text: String, _ role: Style.Role = .plain, isWhole: Bool = false) {
        if !text.isEmpty { pieces.append(Piece(text: text, role: role, isWhole: isWhole)) }
    }

    /// The text in colours, without line breaks of its own.
    func rendered(_ style: Style) -> String {
        pieces.map { style.render($0.text, $0.role) }.joined()
    }

    /// The lines of the text, each at most `width` columns wide, unless a character or a whole piece alone is wider.
    ///
    /// Han text breaks anywhere, except that closing marks stay with what they close and opening ones with what they
    /// open; runs of Latin letters and digits stay whole where they can.
    func lines(width: Int?) -> [StyledText] {
        guard let width else { return [self] }
        let cells = self.cells
        var lines: [StyledText] = []
        var start = 0
        while start < cells.count {
            var end = start
            var columns = 0
            while end < cells.count, columns + cells[end].width <= width || end == start {
                columns += cells[end].width
                end += 1
            }
            if end < cells.count { end = Self.lineEnd(in: cells, from: start, to: end) }
            var shown = start..<end
            while let last = shown.last, shown.count > 1, cells[last].isSpace { shown.removeLast() }
            lines.append(Self.joined(cells[shown]))
            start = end
            while start < cells.count, cells[start].isSpace { start += 1 }
        }
        return lines.isEmpty ? [self] : lines
    }

    /// A character with the marks upon it, or a whole piece.
    private struct Cell {
        var text: String
        var width: Int
        var role: Style.Role
        var kind: Kind
        var isSpace: Bool { kind == .space }

        enum Kind: Equatable {
            case space, word, opening, closing, wide
        }
    }

    private var cells: [Cell] {
        var cells: [Cell] = []
        for piece in pieces {
            if piece.isWhole {
                cells.append(
                    Cell(text: piece.text, width: DisplayWidth.of(piece.text), role: piece.role, kind: .word))
                continue
            }
            for scalar in piece.text.unicodeScalars {
                let width = DisplayWidth.of(scalar)
                if width == 0, let last = cells.indices.last {
                    cells[last].text.unicodeScalars.append(scalar)
                    // A space that bears a mark is seen, and not to be dropped at the end of a line.
                    if cells[last].isSpace { cells[last].kind = .word }
                } else {
                    cells.append(Cell(text: String(scalar), width: width, role: piece.role, kind: Self.kind(scalar)))
                }
            }
        }
        return cells
    }

    private static func kind(_ scalar: Unicode.Scalar) -> Cell.Kind {
        switch scalar.properties.generalCategory {
        case .spaceSeparator: .space
        case .openPunctuation, .initialPunctuation: .opening
        case .closePunctuation, .finalPunctuation: .closing
        default:
            if "，。、；：！？…％".unicodeScalars.contains(scalar) {
                .closing
            } else if DisplayWidth.of(scalar) == 2 {
                .wide
            } else {
                .word
            }
        }
    }

    /// The last place in `start + 1...end` where a line may end, or `end` where there is none.
    private static func lineEnd(in cells: [Cell], from start: Int, to end: Int) -> Int {
        var place = end
        while place > start + 1 {
            let before = cells[place - 1].kind
            let after = cells[place].kind
            let isInsideWord = before == .word && after == .word
            if after == .space || (!isInsideWord && after != .closing && before != .opening) { return place }
            place -= 1
        }
        return end
    }

    private static func joined(_ cells: ArraySlice<Cell>) -> StyledText {
        var text = StyledText()
        for cell in cells {
            if let last = text.pieces.indices.last, text.pieces[last].role == cell.role {
                text.pieces[last].text += cell.text
            } else {
                text.append(cell.text, cell.role)
            }
        }
        return text
    }
}
