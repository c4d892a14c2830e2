// Columns are named by their number in the schema. A segment that was written before the schema grew lacks the newest:
// there numbers are 0, and keywords are empty.
extension SegmentReader {
    /// Whether the segment was written with this column.
    public func hasColumn(_ column: Int) -> Bool { column < columns.count || derived(column) != nil }

    private func derived(_ column: Int) -> DerivedColumn? { derived?.column == column ? derived : nil }

    /// Whether the segment was written with this field; without it, no document has a term of it.
    public func hasField(_ field: FieldID) -> Bool { Int(field) < normsFile.ownFieldCount }

    /// Whether the segment was written with all fields and columns of the schema.
    public var isComplete: Bool {
        columns.count >= schema.columns.count && normsFile.ownFieldCount >= schema.fields.count
    }

    // MARK: One value

    /// The value of a document in a `uint32` column of documents.
    public func uint32(_ column: Int, of doc: DocID) throws -> UInt32 {
        columns.value(UInt32.self, column, row: Int(doc), kind: .uint32)
    }

    /// The value of a source in a `uint32` column of sources.
    public func uint32(_ column: Int, ofSource source: Int) throws -> UInt32 {
        columns.value(UInt32.self, column, row: source, kind: .uint32)
    }

    /// The value of a document in an `int64` column of documents.
    public func int64(_ column: Int, of doc: DocID) throws -> Int64 {
        columns.value(Int64.self, column, row: Int(doc), kind: .int64)
    }

    /// The value of a source in an `int64` column of sources.
    public func int64(_ column: Int, ofSource source: Int) throws -> Int64 {
        columns.value(Int64.self, column, row: source, kind: .int64)
    }

    /// The value of a document in a `keyword` column of documents.
    public func keyword(_ column: Int, of doc: DocID) throws -> [UInt8] { try columns.keyword(column, row: Int(doc)) }

    /// The value of a source in a `keyword` column of sources.
    public func keyword(_ column: Int, ofSource source: Int) throws -> [UInt8] {
        guard let derived = derived(column) else { return try columns.keyword(column, row: source) }
        return derived.keyword(ordinal: Int(derived.ordinals[source])).map { Array($0) } ?? []
    }

    // MARK: All values of a column

    /// All values of a `uint32` column in the machine's byte order: one a document or a source, by the column's level.
    ///
    /// - Returns: The values where they are mapped, valid as long as the reader lives; none in a column that the segment
    ///   was written without.
    public func uint32Values(_ column: Int) throws -> UnsafeBufferPointer<UInt32> {
        columns.values(column, kind: .uint32)
    }

    /// All values of an `int64` column in the machine's byte order: one a document or a source, by the column's level.
    ///
    /// - Returns: The values where they are mapped, valid as long as the reader lives; none in a column that the segment
    ///   was written without.
    public func int64Values(_ column: Int) throws -> UnsafeBufferPointer<Int64> {
        columns.int64Values(column)
    }

    /// The numbers of all values of a `keyword` column: one a document or a source, by the column's level.
    ///
    /// Equal values have equal numbers within a segment; numbers say nothing of another segment, nor of an order.
    /// - Returns: Numbers for ``keyword(_:ordinal:)``, valid as long as the reader lives; damaged bytes may give some that
    ///   are not below ``keywordCount(_:)``. None in a column that the segment was written without.
    public func keywordOrdinals(_ column: Int) throws -> UnsafeBufferPointer<UInt32> {
        if let derived = derived(column) { return UnsafeBufferPointer(derived.ordinals) }
        return columns.values(column, kind: .keyword)
    }

    /// Different values of a `keyword` column; 0 in one that the segment was written without.
    public func keywordCount(_ column: Int) -> Int {
        derived(column)?.keywordCount ?? columns.keywordCount(column)
    }

    /// One of the different values of a `keyword` column.
    ///
    /// - Parameters:
    ///   - column: A column of keywords that the segment has.
    ///   - ordinal: Below ``keywordCount(_:)``.
    /// - Returns: The bytes where they are mapped, valid as long as the reader lives.
    /// - Throws: `corrupt` for a number that is not below the count, or where the table is damaged.
    public func keyword(_ column: Int, ordinal: UInt32) throws -> UnsafeRawBufferPointer {
        if let keyword = derived(column)?.keyword(ordinal: Int(ordinal)) { return keyword }
        return try columns.keyword(column, ordinal: Int(ordinal))
    }

    /// The value of a row: a document or a source, by the column's level.
    func columnValue(_ column: Int, row: Int, kind: ColumnKind) throws -> ColumnValue {
        switch kind {
        case .uint32: .uint32(columns.value(UInt32.self, column, row: row, kind: kind))
        case .int64: .int64(columns.value(Int64.self, column, row: row, kind: kind))
        case .keyword: .keyword(try columns.keyword(column, row: row))
        }
    }
}

extension SegmentReader {
    /// What segments must have in common to be merged: the analysis, and the fields and columns that they have, since a
    /// value that was never looked for is no value that is absent.
    var mergeGroup: String {
        isComplete ? analysis : "\(analysis)/\(columns.count)/\(normsFile.ownFieldCount)"
    }
}
