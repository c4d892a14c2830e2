internal import Synchronization

/// Lengths of fields and widths of positions, a byte a document: FORMAT.md › Norms.
final class NormsFile: Sendable {
    /// What the head says of one field.
    struct Field: Sendable {
        var statistics: FieldStatistics
        /// The average length for which the field's impacts were computed; above 0.
        var impactAverageLength: Float
        /// Where its norms begin in the body, if it is scored.
        var normsOffset: Int?
        /// Where its position widths begin in the body, if it has positions.
        var widthsOffset: Int?
    }

    /// One for each field of the schema; those that the segment was written without have no terms.
    let fields: [Field]
    /// Fields that the segment was written with.
    let ownFieldCount: Int
    private let file: EnvelopeFile
    private let body: MappedBytes
    /// `BM25.lengthFactor` by norm, 256 a field.
    private let lengthFactors: LengthFactors
    /// Made when it is first asked for: an index may have thousands of segments.
    private let impactTable = Mutex<ImpactTable?>(nil)

    /// - Parameters:
    ///   - file: The file.
    ///   - name: Its name.
    ///   - schema: The fields.
    ///   - documentCount: Documents of the segment.
    ///   - termCount: Terms of all fields, as the dictionary has them.
    /// - Throws: `corrupt`.
    init(_ file: EnvelopeFile, name: String, schema: Schema, documentCount: Int, termCount: UInt64) throws {
        self.file = file
        body = MappedBytes(file.body)
        var cursor = ByteCursor(file.body, file: name, fileOffset: FileEnvelope.headerLength)
        var fields: [Field] = []
        ownFieldCount = Self.fieldCount(file.body.count, schema: schema, documentCount: documentCount)
        var next = ownFieldCount * Self.headLength
        for spec in schema.fields.prefix(ownFieldCount) {
            let total = try cursor.fixed(UInt64.self)
            let terms = try cursor.fixed(UInt64.self)
            let average = Float(bitPattern: try cursor.fixed(UInt32.self))
            _ = try cursor.fixed(UInt32.self)
            guard average.isFinite, average > 0, total <= UInt64(documentCount) << 32 else {
                throw cursor.corrupt("field \(spec.name): an average length of \(average), a total of \(total)")
            }
            guard terms <= termCount else {
                throw cursor.corrupt("field \(spec.name): \(terms) terms where the dictionary has \(termCount)")
            }
            var field = Field(
                statistics: FieldStatistics(
                    documentCount: UInt64(documentCount), totalLength: total, termCount: terms),
                impactAverageLength: average)
            if spec.isScored {
                field.normsOffset = next
                next += documentCount
            }
            if spec.hasPositions {
                field.widthsOffset = next
                next += documentCount
            }
            fields.append(field)
        }
        guard next == file.body.count else {
            throw cursor.corrupt("\(file.body.count) bytes where \(documentCount) documents take \(next)")
        }
        while fields.count < schema.fields.count {
            let none = FieldStatistics(documentCount: UInt64(documentCount), totalLength: 0, termCount: 0)
            fields.append(Field(statistics: none, impactAverageLength: 1))
        }
        self.fields = fields
        lengthFactors = LengthFactors(averages: fields.map(\.impactAverageLength))
    }

    private static var headLength: Int { 24 }

    /// How many of the schema's fields a file of this length has; all, if the length fits none.
    ///
    /// Each field makes the file longer, so that no two numbers of fields give one length.
    private static func fieldCount(_ length: Int, schema: Schema, documentCount: Int) -> Int {
        var expected = 0
        for (number, spec) in schema.fields.enumerated() {
            if expected == length, schema.fields[number...].allSatisfy({ !$0.isScored && !$0.hasPositions }) {
                return number
            }
            expected += headLength + (spec.isScored ? documentCount : 0) + (spec.hasPositions ? documentCount : 0)
        }
        return schema.fields.count
    }

    func norms(of field: Int) -> UnsafePointer<UInt8>? { fields[field].normsOffset.map { pointer(at: $0) } }

    func positionWidths(of field: Int) -> UnsafePointer<UInt8>? { fields[field].widthsOffset.map { pointer(at: $0) } }

    func lengthFactors(of field: Int) -> UnsafePointer<Float> { UnsafePointer(lengthFactors.base + 256 * field) }

    /// See ``ImpactTable``. It lives as long as this.
    func impacts(of field: Int) -> UnsafePointer<UInt8> {
        impactTable.withLock { table in
            if table == nil { table = ImpactTable(lengthFactors, fieldCount: fields.count) }
            return table.unsafelyUnwrapped.field(field)
        }
    }

    private func pointer(at offset: Int) -> UnsafePointer<UInt8> {
        (body.bytes.baseAddress.unsafelyUnwrapped + offset).assumingMemoryBound(to: UInt8.self)
    }
}

/// Tables of `BM25.lengthFactor` by norm, one of 256 values a field.
///
/// - Invariant: Written once, on creation.
final class LengthFactors: @unchecked Sendable {
    let base: UnsafeMutablePointer<Float>

    init(averages: [Float]) {
        base = .allocate(capacity: 256 * max(1, averages.count))
        for (field, average) in averages.enumerated() {
            for norm in 0..<256 {
                base[256 * field + norm] = BM25.lengthFactor(length: Norm.lengths[norm], average: average)
            }
        }
    }

    deinit { base.deallocate() }
}

/// The lengths and widths of all documents of a segment that is being written.
final class NormsWriter {
    /// One field's bytes, a document each; empty where the field has none.
    private(set) var norms: [ByteColumn]
    private(set) var widths: [ByteColumn]
    private let schema: Schema

    init(schema: Schema) {
        self.schema = schema
        norms = schema.fields.map { _ in ByteColumn() }
        widths = schema.fields.map { _ in ByteColumn() }
    }

    /// The sum of a field's lengths, as its norms give them.
    func totalLength(of field: Int) -> UInt64 {
        let column = norms[field]
        var histogram = [UInt64](repeating: 0, count: 256)
        for index in 0..<column.bytes.count { histogram[Int(column.bytes[index])] += 1 }
        return histogram.enumerated().reduce(0) { $0 + $1.element * UInt64(Norm.decode(UInt8($1.offset))) }
    }

    /// The average length that impacts are computed for: the segment's own, at least 1.
    func averageLength(of field: Int, documentCount: Int) -> Float {
        max(1, Float(Double(totalLength(of: field)) / Double(max(1, documentCount))))
    }

    /// Writes the file.
    func write(
        documentCount: Int, termCounts: [UInt64], averages: [Float], to output: EnvelopeOutput
    ) throws {
        var head = ByteVector()
        for field in schema.fields.indices {
            head.append(fixed: totalLength(of: field))
            head.append(fixed: termCounts[field])
            head.append(fixed: averages[field].bitPattern)
            head.append(fixed: UInt32(0))
        }
        try output.write(head.rawBytes)
        for (field, spec) in schema.fields.enumerated() {
            if spec.isScored { try output.write(norms[field].bytes.rawBytes) }
            if spec.hasPositions { try output.write(widths[field].bytes.rawBytes) }
        }
    }
}

/// One byte a document, shared between the parts of a writer.
final class ByteColumn {
    // Unchecked: one thread owns the column, and no method calls back into it.
    @exclusivity(unchecked) var bytes = ByteVector()
}
