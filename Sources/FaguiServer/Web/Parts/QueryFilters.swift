internal import Fagui

/// The filters of a query that facets add: `level:"法律"` beside what is typed.
struct QueryFilters: Equatable {
    /// A filter of the query.
    struct Filter: Equatable {
        var column: FacetColumn
        var value: String
        /// The query without it.
        var rest: String
    }

    let query: String
    /// In the order in which they stand.
    let filters: [Filter]
    /// Whether the query means in brackets what it means alone.
    private let isWellFormed: Bool

    init(_ query: String) {
        self.query = query
        filters = Self.filters(of: query)
        isWellFormed = SearchOptions.isWellFormed(query)
    }

    /// Whether a value of a facet is asked for.
    func has(_ column: FacetColumn, _ value: String) -> Bool {
        filters.contains { $0.column == column && $0.value.utf8.elementsEqual(value.utf8) }
    }

    /// The query that asks for a value of a facet beside all else; nil where the value cannot be written in a query, or the
    /// query is not well formed.
    func adding(_ column: FacetColumn, _ value: String) -> String? {
        let isWritable = value.unicodeScalars.allSatisfy { !Self.quotes.contains($0) && $0.value >= 0x20 }
        guard isWritable, !value.isEmpty else { return nil }
        let filter = "\(column.rawValue):\(Self.needsQuotes(column) ? "\"\(value)\"" : value)"
        let quoteCount = query.unicodeScalars.count { $0 == "\"" }
        // Behind a quotation that is not closed it would be read as a part of that.
        guard quoteCount % 2 == 0 else { return "\(filter) \(query)" }
        guard isWellFormed else { return nil }
        // A filter stands beside all of the query: of alternatives it would be one side's.
        let hasOperators = query.split(separator: " ").contains {
            Self.operators.contains(String($0.prefix { $0 != "/" }))
        }
        return hasOperators ? "+(\(query)) \(filter)" : "\(query) \(filter)"
    }

    private static let operators: Set<String> = ["AND", "OR", "NOT", "NEAR", "BEFORE", "SENTENCE", "PARAGRAPH"]

    private static let quotes: Set<Unicode.Scalar> = ["\"", "“", "”", "「", "」", "『", "』", "＂"]

    private static func needsQuotes(_ column: FacetColumn) -> Bool { column != .year && column != .status }

    /// Finds `name:"value"` and `name:value` between blanks.
    private static func filters(of query: String) -> [Filter] {
        var found: [Filter] = []
        let scalars = Array(query.unicodeScalars)
        var index = 0
        while index < scalars.count, found.count < 16 {
            let start = index
            guard let (column, valueStart) = column(scalars, at: start) else {
                while index < scalars.count, scalars[index] != " " { index += 1 }
                index += 1
                continue
            }
            var end = valueStart
            let isQuoted = end < scalars.count && scalars[end] == "\""
            if isQuoted {
                end += 1
                while end < scalars.count, scalars[end] != "\"" { end += 1 }
                guard end < scalars.count else { return found }
                end += 1
            } else {
                while end < scalars.count, scalars[end] != " " { end += 1 }
            }
            let value = scalars[(isQuoted ? valueStart + 1 : valueStart)..<(isQuoted ? end - 1 : end)]
            index = end
            if !value.isEmpty, end == scalars.count || scalars[end] == " " {
                let before = text(scalars[..<start]).trimmingBlanks
                let after = text(scalars[end...]).trimmingBlanks
                let rest = before.isEmpty || after.isEmpty ? before + after : "\(before) \(after)"
                found.append(Filter(column: column, value: text(value), rest: rest))
            }
            while index < scalars.count, scalars[index] != " " { index += 1 }
            index += 1
        }
        return found
    }

    private static func column(_ scalars: [Unicode.Scalar], at start: Int) -> (FacetColumn, Int)? {
        for column in FacetColumn.allCases {
            let name = Array("\(column.rawValue):".unicodeScalars)
            if scalars[start...].starts(with: name), start + name.count < scalars.count {
                let first = scalars[start + name.count]
                // Ranges, dates and groups of values are more than one value.
                let isValue =
                    first != "(" && first != "[" && first != "{" && first != ">" && first != "<" && first != " "
                return isValue ? (column, start + name.count) : nil
            }
        }
        return nil
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}

extension String {
    /// Without blanks at its ends.
    fileprivate var trimmingBlanks: String {
        guard let start = unicodeScalars.firstIndex(where: { $0 != " " }),
            let end = unicodeScalars.lastIndex(where: { $0 != " " })
        else { return "" }
        return String(unicodeScalars[start...end])
    }
}
