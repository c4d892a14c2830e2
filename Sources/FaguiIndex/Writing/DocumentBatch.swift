/// A value for a column, by the column's kind.
public enum ColumnValue: Sendable, Hashable {
    /// For `uint32` columns.
    case uint32(UInt32)
    /// For `int64` columns.
    case int64(Int64)
    /// For `keyword` columns.
    case keyword([UInt8])
}

/// Sources and documents that have been inverted and not yet been written: what ``IndexWriter/add(_:)`` takes.
///
/// A batch is filled by one thread, a source at a time, in document order:
/// `beginSource`, then for each document `beginDocument`, `addTerms` a field at a time, `endDocument`; then `endSource`.
/// Batches may be filled on many threads; the writer keeps the order in which they are added. It sorts a batch that was
/// not sealed, on its one thread: whoever fills many calls ``successor()``.
/// - Concurrency: Not safe from several threads at once; may be handed from one to another.
public final class DocumentBatch {
    /// More was to be added than the batch may take.
    package struct Full: Error {
        package init() {}
    }

    /// The fields and columns that the batch is for.
    public let schema: Schema
    /// Sources so far.
    ///
    /// Unchecked exclusivity here and below: one thread owns the batch, and no method calls back into it.
    @exclusivity(unchecked) public private(set) var sourceCount = 0
    /// Documents so far.
    @exclusivity(unchecked) public private(set) var documentCount = 0

    /// The fields by term, once the batch is sealed.
    @exclusivity(unchecked) private(set) var fields: [InvertedField] = []
    /// Where occurrences are logged; none in a sealed batch.
    @exclusivity(unchecked) private var inverters: [FieldInverter]
    /// One norm and position width a document and field; see `NormsWriter`.
    let norms: [ByteColumn]
    let widths: [ByteColumn]
    let storedDocuments = StoredItems()
    let storedSources = StoredItems()
    /// One list of values a column.
    @exclusivity(unchecked) private(set) var columnValues: [[ColumnValue]]
    private let columnLevels: [ColumnLevel]
    private let hasPositions: [Bool]
    private(set) var sourceIDs: [[UInt8]] = []
    /// Bytes of ids and keywords, each in memory of its own.
    @exclusivity(unchecked) private var keyBytes = 0
    /// The most ``sizeInBytes``: terms beyond it are refused.
    @exclusivity(unchecked) package var sizeLimit = Int.max
    @exclusivity(unchecked) private(set) var firstDocuments: [Int] = []
    @exclusivity(unchecked) private var isInSource = false
    @exclusivity(unchecked) private var isInDocument = false

    /// Starts an empty batch.
    public convenience init(schema: Schema) {
        self.init(schema, schema.fields.map { FieldInverter(hasPositions: $0.hasPositions) })
    }

    private init(_ schema: Schema, _ inverters: [FieldInverter]) {
        self.schema = schema
        self.inverters = inverters
        norms = schema.fields.map { _ in ByteColumn() }
        widths = schema.fields.map { _ in ByteColumn() }
        columnValues = schema.columns.map { _ in [] }
        columnLevels = schema.columns.map(\.level)
        hasPositions = schema.fields.map(\.hasPositions)
    }

    /// Bytes of memory held, roughly, and needed to write the batch: what a caller compares with its budget.
    public var sizeInBytes: Int {
        storedDocuments.sizeInBytes + storedSources.sizeInBytes + inverters.reduce(0) { $0 + $1.sizeInBytes }
            + fields.reduce(0) { $0 + $1.sizeInBytes }
            + columnValues.reduce(0) { $0 + $1.count * MemoryLayout<ColumnValue>.stride } + keyBytes
            + sourceIDs.count * 192 + norms.reduce(0) { $0 + $1.bytes.sizeInBytes }
            + widths.reduce(0) { $0 + $1.bytes.sizeInBytes }
    }

    /// Whether all that was begun has ended.
    var isComplete: Bool { !isInSource && !isInDocument }

    /// Sorts what was added by term: nothing can be added any more. A second call does nothing.
    func seal() {
        precondition(isComplete, "a batch ends inside a source")
        guard !inverters.isEmpty else { return }
        fields = inverters.map { $0.sort() }
        inverters = []
    }

    /// Seals this batch, and gives an empty one that goes on in its working memory.
    ///
    /// - Complexity: Linear in what was added.
    public func successor() -> DocumentBatch {
        let inverters = inverters
        seal()
        return inverters.isEmpty ? DocumentBatch(schema: schema) : DocumentBatch(schema, inverters)
    }

    /// Calls `body` with the id of every source, in order.
    public func forEachSourceID(_ body: (UnsafeRawBufferPointer) -> Void) {
        for id in sourceIDs { id.withUnsafeBytes { body($0) } }
    }

    /// Starts a source.
    ///
    /// - Parameters:
    ///   - id: The id by which the source is replaced and deleted; not empty.
    ///   - stored: Bytes that come back from ``SegmentReader/storedSource(_:)``.
    ///   - columns: One value for each column of the level `source`, in schema order.
    public func beginSource(id: [UInt8], stored: [UInt8], columns: [ColumnValue]) {
        precondition(!isInSource && !id.isEmpty, "a source begins inside another, or has no id")
        precondition(fields.isEmpty, "a source begins in a batch that is sealed")
        isInSource = true
        sourceIDs.append(id)
        keyBytes += id.count
        firstDocuments.append(documentCount)
        stored.withUnsafeBytes { storedSources.append($0) }
        appendColumns(columns, level: .source)
    }

    /// Starts a document of the source.
    ///
    /// - Parameters:
    ///   - stored: Bytes that come back from ``SegmentReader/storedDocument(_:)``.
    ///   - columns: One value for each column of the level `document`, in schema order.
    public func beginDocument(stored: UnsafeRawBufferPointer, columns: [ColumnValue]) {
        precondition(isInSource && !isInDocument, "a document begins outside a source")
        isInDocument = true
        storedDocuments.append(stored)
        appendColumns(columns, level: .document)
        for column in norms { column.bytes.append(0) }
        for column in widths { column.bytes.append(0) }
    }

    /// The most bytes in a term; readers refuse longer ones as damage.
    public static var maximumTermLength: Int { 65_535 }

    /// Adds the occurrences of one field of the document, in text order; once a field and document at most.
    ///
    /// Nothing is added where it throws: the caller may go on with the document, and give other terms for the field.
    /// - Parameters:
    ///   - field: The number of the field.
    ///   - terms: Packed terms, one an occurrence: `FaguiText.PackedTerm` shows the layout.
    ///   - uncounted: Of the terms, the first so many do not count for the field's length: marks that are no text.
    ///   - positions: For a field with positions, one an occurrence, not descending among occurrences of one term, the last
    ///     the greatest; else empty.
    ///   - arena: The bytes of terms too long for a word.
    ///   - lengthFactor: The field's length counts so many times, 0...16: below 1 the document scores higher than others
    ///     that say the same, as if it were shorter; above, lower.
    /// - Throws: ``IndexError/limit(_:)`` for a term of more than ``maximumTermLength`` bytes; ``Full`` where the batch takes
    ///   more than it may, after which the source, or the batch, must be dropped.
    public func addTerms(
        to field: FieldID, terms: UnsafeBufferPointer<UInt64>, uncounted: Int = 0,
        positions: UnsafeBufferPointer<UInt32>, arena: UnsafeBufferPointer<UInt8>, lengthFactor: Float = 1
    ) throws {
        precondition(isInDocument, "terms outside a document")
        precondition(lengthFactor >= 0 && lengthFactor <= 16, "a length factor lies in 0...16")
        // Most arenas are shorter than a term may be.
        if arena.count > Self.maximumTermLength { try Self.checkLengths(terms) }
        let index = Int(field)
        let length = terms.count - uncounted
        norms[index].bytes[documentCount] =
            lengthFactor == 1 ? Norm.encode(length) : Norm.encode(Int((Float(length) * lengthFactor).rounded(.up)))
        if hasPositions[index], let last = positions.last {
            // At least a bit, so that the bits of a list bound the number of its positions.
            widths[index].bytes[documentCount] = UInt8(max(1, 32 - last.leadingZeroBitCount))
        }
        if sizeLimit == Int.max || terms.count < Self.checkedRun {
            inverters[index].append(document: documentCount, terms, positions: positions, arena: arena.baseAddress)
            return
        }
        // A passage of many megabytes may hold nothing but terms that are new.
        let others = sizeInBytes - inverters[index].sizeInBytes
        let isComplete = inverters[index].append(
            document: documentCount, terms, positions: positions, arena: arena.baseAddress,
            sizeLimit: sizeLimit - others, run: Self.checkedRun)
        guard isComplete else { throw Full() }
    }

    /// Gives the document the same occurrences of a field as the document before it in the source has.
    ///
    /// Takes the place of ``addTerms(to:terms:uncounted:positions:arena:lengthFactor:)`` for what the documents of a source share, such as a
    /// title, and costs next to nothing.
    public func repeatTerms(of field: FieldID) {
        precondition(isInDocument && documentCount > firstDocuments[sourceCount], "no document to take terms from")
        let index = Int(field)
        norms[index].bytes[documentCount] = norms[index].bytes[documentCount - 1]
        widths[index].bytes[documentCount] = widths[index].bytes[documentCount - 1]
        inverters[index].repeatLast(document: documentCount)
    }

    /// Ends the document.
    public func endDocument() {
        precondition(isInDocument, "no document to end")
        isInDocument = false
        documentCount += 1
    }

    /// Ends the source. A source without documents is kept: it has an id and stored bytes.
    public func endSource() {
        precondition(isInSource && !isInDocument, "no source to end")
        isInSource = false
        sourceCount += 1
    }

    /// Takes back the source that was begun, whatever of it is there; does nothing between sources.
    ///
    /// The room that it took stays until the batch is sealed.
    /// - Complexity: Linear in what the source has, and in the distinct terms of the batch.
    package func dropSource() {
        guard isInSource else { return }
        isInSource = false
        isInDocument = false
        let first = firstDocuments.removeLast()
        keyBytes -= sourceIDs.removeLast().count
        documentCount = first
        storedSources.truncate(to: sourceCount)
        storedDocuments.truncate(to: first)
        for inverter in inverters { inverter.truncate(toDocument: first) }
        for column in norms { column.bytes.truncate(to: first) }
        for column in widths { column.bytes.truncate(to: first) }
        for index in columnValues.indices {
            let count = columnLevels[index] == .source ? sourceCount : first
            for value in columnValues[index][count...] {
                if case .keyword(let bytes) = value { keyBytes -= bytes.count + Self.keywordOverhead }
            }
            columnValues[index].removeSubrange(count...)
        }
    }

    /// Bytes of memory that a keyword takes beside its own.
    private static var keywordOverhead: Int { 48 }

    /// Terms that are added between two looks at the memory they take.
    private static var checkedRun: Int { 1 << 15 }

    private static func checkLengths(_ terms: UnsafeBufferPointer<UInt64>) throws {
        for term in terms where term & 0xFF == PackedBytes.arenaMark {
            let length = PackedBytes.longLength(term)
            guard length <= maximumTermLength else {
                throw IndexError.limit("a term of \(length) bytes is longer than \(maximumTermLength)")
            }
        }
    }

    private func appendColumns(_ values: [ColumnValue], level: ColumnLevel) {
        var next = values.makeIterator()
        for index in columnValues.indices where columnLevels[index] == level {
            guard let value = next.next() else {
                preconditionFailure("a value for column \(schema.columns[index].name) is missing")
            }
            columnValues[index].append(value)
            if case .keyword(let bytes) = value { keyBytes += bytes.count + Self.keywordOverhead }
        }
    }
}
