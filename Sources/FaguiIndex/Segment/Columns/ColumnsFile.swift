/// Values by document or source: FORMAT.md › Columns.
struct ColumnsFile: Sendable {
    /// Where one column lies in the body.
    private struct Column: Sendable {
        var kind: ColumnKind
        var count: Int
        /// Where its fixed-width values begin.
        var valuesOffset: Int
        /// Keywords: how many distinct ones, where their offsets and where their bytes begin.
        var keywordCount = 0
        var offsetsOffset = 0
        var bytesOffset = 0
        var end = 0
    }

    private let file: EnvelopeFile
    private let name: String
    private let body: MappedBytes
    private let columns: [Column]

    init(_ file: EnvelopeFile, name: String, schema: Schema, documentCount: Int, sourceCount: Int) throws {
        self.file = file
        self.name = name
        body = MappedBytes(file.body)
        var cursor = ByteCursor(file.body, file: name, fileOffset: FileEnvelope.headerLength)
        var columns: [Column] = []
        for spec in schema.columns {
            // A segment that was written before the schema grew ends with the last column that there was then.
            if cursor.offset == file.body.count { break }
            let count = spec.level == .document ? documentCount : sourceCount
            // Every part begins at a multiple of 8, so that values can be read in place.
            _ = try cursor.take((8 - cursor.offset % 8) % 8)
            var column = Column(kind: spec.kind, count: count, valuesOffset: cursor.offset)
            _ = try cursor.take(count * (spec.kind == .int64 ? 8 : 4))
            if spec.kind == .keyword {
                column.keywordCount = Int(try cursor.fixed(UInt32.self))
                column.offsetsOffset = cursor.offset
                _ = try cursor.take(4 * column.keywordCount)
                let length = Int(try cursor.fixed(UInt32.self))
                column.bytesOffset = cursor.offset
                _ = try cursor.take(length)
                column.end = cursor.offset
            }
            columns.append(column)
        }
        self.columns = columns
    }

    /// Columns that the segment has values for; the others of the schema came later.
    var count: Int { columns.count }

    /// The fixed-width value at a row; 0 in a column that the segment does not have.
    func value<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type, _ column: Int, row: Int, kind: ColumnKind) -> T {
        guard column < columns.count else { return 0 }
        let found = columns[column]
        precondition(found.kind == kind, "the column holds values of another kind")
        precondition(row >= 0 && row < found.count, "row \(row) of \(found.count)")
        let offset = found.valuesOffset + row * MemoryLayout<T>.size
        return T(littleEndian: body.bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
    }

    /// The keyword at a row; empty in a column that the segment does not have.
    func keyword(_ column: Int, row: Int) throws -> [UInt8] {
        guard column < columns.count else { return [] }
        return Array(try keyword(column, ordinal: Int(value(UInt32.self, column, row: row, kind: .keyword))))
    }

    /// Different keywords of a column; 0 in one that the segment does not have.
    func keywordCount(_ column: Int) -> Int { column < columns.count ? columns[column].keywordCount : 0 }

    /// The bytes of one of the different keywords, where they are mapped.
    func keyword(_ column: Int, ordinal: Int) throws -> UnsafeRawBufferPointer {
        let found = columns[column]
        precondition(found.kind == .keyword, "the column holds values of another kind")
        guard ordinal >= 0, ordinal < found.keywordCount else {
            throw corrupt(found.valuesOffset, "keyword \(ordinal)")
        }
        func offset(_ index: Int) -> Int {
            let at = found.offsetsOffset + 4 * index
            return Int(UInt32(littleEndian: body.bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
        }
        let start = found.bytesOffset + offset(ordinal)
        let end = ordinal + 1 < found.keywordCount ? found.bytesOffset + offset(ordinal + 1) : found.end
        guard start <= end, end <= found.end else { throw corrupt(found.offsetsOffset, "keyword \(ordinal) is cut") }
        return UnsafeRawBufferPointer(rebasing: body.bytes[start..<end])
    }

    /// All values of a `uint32` column, or the keywords' numbers of a `keyword` column; none in one that the segment does
    /// not have.
    func values(_ column: Int, kind: ColumnKind) -> UnsafeBufferPointer<UInt32> {
        precondition(kind != .int64, "the column holds values of another kind")
        return values(UInt32.self, column, kind: kind)
    }

    /// All values of an `int64` column; none in one that the segment does not have.
    func int64Values(_ column: Int) -> UnsafeBufferPointer<Int64> { values(Int64.self, column, kind: .int64) }

    private func values<T>(_ type: T.Type, _ column: Int, kind: ColumnKind) -> UnsafeBufferPointer<T> {
        guard column < columns.count else { return UnsafeBufferPointer(start: nil, count: 0) }
        let found = columns[column]
        precondition(found.kind == kind, "the column holds values of another kind")
        let start = body.bytes.baseAddress.unsafelyUnwrapped + found.valuesOffset
        return UnsafeBufferPointer(start: start.assumingMemoryBound(to: T.self), count: found.count)
    }

    private func corrupt(_ offset: Int, _ reason: String) -> IndexError {
        .corrupt(file: name, byteOffset: FileEnvelope.headerLength + offset, reason: reason)
    }
}

/// The values of one column of a segment that is being written.
final class ColumnBuilder {
    let spec: ColumnSpec
    private var values = ByteVector()
    private var ordinals: [[UInt8]: UInt32] = [:]
    private var keywords: [[UInt8]] = []

    init(_ spec: ColumnSpec) { self.spec = spec }

    /// Appends the value of the next row.
    func append(_ value: ColumnValue) {
        switch (spec.kind, value) {
        case (.uint32, .uint32(let number)): values.append(fixed: number)
        case (.int64, .int64(let number)): values.append(fixed: number)
        case (.keyword, .keyword(let bytes)):
            let ordinal = ordinals[bytes] ?? UInt32(keywords.count)
            if Int(ordinal) == keywords.count {
                ordinals[bytes] = ordinal
                keywords.append(bytes)
            }
            values.append(fixed: ordinal)
        default: preconditionFailure("column \(spec.name) takes values of another kind")
        }
    }

    /// Appends the column to the body of a file.
    func write(to body: inout ByteVector) {
        body.append(repeating: 0, count: (8 - body.count % 8) % 8)
        body.append(bytes: values.rawBytes)
        guard spec.kind == .keyword else { return }
        body.append(fixed: UInt32(keywords.count))
        var offset: UInt32 = 0
        for keyword in keywords {
            body.append(fixed: offset)
            offset += UInt32(keyword.count)
        }
        body.append(fixed: offset)
        for keyword in keywords { body.append(bytes: keyword) }
    }
}
