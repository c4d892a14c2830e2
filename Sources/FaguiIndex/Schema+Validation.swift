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
        for (own, theirs) in zip(fields, other.fields) where !own.isStored(as: theirs) {
            return "the field \(own.name) is declared otherwise"
        }
        return columns == other.columns ? nil : "columns \(other.columns.map(\.name)) are declared otherwise"
    }

    /// This schema with the fields and columns of a newer one, where that has all of these and more behind them; else
    /// itself. Fields that come later are exact: of others, old segments would lack norms and widths.
    func grown(to newer: Schema) -> Schema {
        var grown = self
        let added = newer.fields.dropFirst(fields.count)
        if newer.fields.starts(with: fields, by: { $0.name == $1.name && $0.isStored(as: $1) }),
            added.allSatisfy({ !$0.isScored && !$0.hasPositions })
        {
            grown.fields += added
        }
        if newer.columns.starts(with: columns) { grown.columns = newer.columns }
        return grown
    }

    /// The first so many fields and columns: what a segment has that was written when there were no others.
    func prefix(fields fieldCount: Int, columns columnCount: Int) -> Schema {
        Schema(fields: Array(fields.prefix(fieldCount)), columns: Array(columns.prefix(columnCount)))
    }

    private static func isName(_ name: String) -> Bool {
        (1...255).contains(name.utf8.count) && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension FieldSpec {
    /// Whether a field declared so is stored as another is. Weights do not count.
    fileprivate func isStored(as other: FieldSpec) -> Bool {
        hasPositions == other.hasPositions && isScored == other.isScored
    }
}
