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
/// Batches may be filled on many threads; the writer keeps the order in which they are added.
/// - Concurrency: Not safe from several threads at once; may be handed from one to another.
public final class DocumentBatch {
    /// The fields and columns that the batch is for.
    public let schema: Schema

    /// Starts an empty batch.
    public init(schema: Schema) { fatalError("skeleton") }

    /// Sources so far.
    public var sourceCount: Int { fatalError("skeleton") }
    /// Documents so far.
    public var documentCount: Int { fatalError("skeleton") }
    /// Bytes of memory held, roughly: what a caller compares with its budget.
    public var sizeInBytes: Int { fatalError("skeleton") }

    /// Starts a source.
    ///
    /// - Parameters:
    ///   - id: The id by which the source is replaced and deleted; not empty.
    ///   - stored: Bytes that come back from ``SegmentReader/storedSource(_:)``.
    ///   - columns: One value for each column of the level `source`, in schema order.
    public func beginSource(id: [UInt8], stored: [UInt8], columns: [ColumnValue]) { fatalError("skeleton") }

    /// Starts a document of the source.
    ///
    /// - Parameters:
    ///   - stored: Bytes that come back from ``SegmentReader/storedDocument(_:)``.
    ///   - columns: One value for each column of the level `document`, in schema order.
    public func beginDocument(stored: UnsafeRawBufferPointer, columns: [ColumnValue]) { fatalError("skeleton") }

    /// Adds the occurrences of one field of the document, in text order; once a field and document at most.
    ///
    /// - Parameters:
    ///   - terms: Packed terms, one an occurrence; see ``PackedTerm``.
    ///   - positions: For a field with positions, one an occurrence, not descending; else empty.
    ///   - arena: The bytes of terms too long for a word.
    public func addTerms(
        to field: FieldID, terms: UnsafeBufferPointer<UInt64>, positions: UnsafeBufferPointer<UInt32>,
        arena: UnsafeBufferPointer<UInt8>
    ) { fatalError("skeleton") }

    /// Ends the document.
    public func endDocument() { fatalError("skeleton") }
    /// Ends the source. A source without documents is kept: it has an id and stored bytes.
    public func endSource() { fatalError("skeleton") }

    /// Calls `body` with the id of each source, in order.
    public func forEachSourceID(_ body: (UnsafeRawBufferPointer) -> Void) { fatalError("skeleton") }
}
