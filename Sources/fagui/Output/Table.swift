/// A table with aligned columns and a line of names above.
struct Table {
    /// Where the text of a column stands.
    enum Alignment {
        case left, right
    }

    /// A column with its name.
    struct Column {
        var name: String
        var alignment: Alignment

        init(_ name: String, _ alignment: Alignment = .left) {
            self.name = name
            self.alignment = alignment
        }
    }

    private let columns: [Column]
    private var rows: [[String]]

    init(columns: [Column]) {
        self.columns = columns
        rows = [columns.map(\.name)]
    }

    /// Adds a row, one text for each column.
    mutating func add(_ row: [String]) {
        precondition(row.count == columns.count, "a row has one text for each column")
        rows.append(row)
    }

    /// The lines, without white space at their ends.
    var lines: [String] {
        let widths = columns.indices.map { column in
            rows.reduce(0) { max($0, DisplayWidth.of($1[column])) }
        }
        return rows.map { row in
            var line = ""
            for (column, text) in row.enumerated() {
                if column > 0 { line += "  " }
                let space = String(repeating: " ", count: widths[column] - DisplayWidth.of(text))
                line += columns[column].alignment == .right ? space + text : text + space
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
