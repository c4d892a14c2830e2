extension Schema {
    /// What makes the schema impossible; nil if nothing does.
    var fault: String? {
        guard fields.count <= 250, columns.count <= 250 else { return "more than 250 fields or columns" }
        for names in [fields.map(\.name), columns.map(\.name)] {
            guard names.allSatisfy({ Self.isName($0) }) else { return "a name is not 1 to 255 ASCII characters" }
            guard Set(names).count == names.count else { return "a name is given twice" }
        }
        guard fields.allSatisfy({ $0.weight.isFinite && $0.weight >= 0 }) else {
            return "a weight is negative or no number"
        }
        return nil
    }

    /// How `other` differs in what is stored; nil if an index of one can be written with the other.
    ///
    /// Weights do not count: they are applied when a query runs.
    func difference(from other: Schema) -> String? {
        guard fields.map(\.name) == other.fields.map(\.name) else {
            return "fields \(other.fields.map(\.name)) where \(fields.map(\.name)) are asked for"
        }
        for (own, theirs) in zip(fields, other.fields)
        where own.hasPositions != theirs.hasPositions || own.isScored != theirs.isScored {
            return "the field \(own.name) is declared otherwise"
        }
        return columns == other.columns ? nil : "columns \(other.columns.map(\.name)) are declared otherwise"
    }

    /// This schema with the columns of a newer one, where that has all of these and more behind them; else itself.
    func grown(to newer: Schema) -> Schema {
        newer.columns.starts(with: columns) ? Schema(fields: fields, columns: newer.columns) : self
    }

    private static func isName(_ name: String) -> Bool {
        (1...255).contains(name.utf8.count) && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
