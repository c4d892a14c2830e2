/// Statistics of one field: over one segment, or summed over a snapshot.
public struct FieldStatistics: Sendable, Equatable {
    /// Documents, deleted ones included.
    public var documentCount: UInt64
    /// Sum of the field's lengths over all documents (lengths as the norms give them).
    public var totalLength: UInt64
    /// Distinct terms (in one segment; an upper bound in a snapshot).
    public var termCount: UInt64

    /// Joins the numbers.
    public init(documentCount: UInt64, totalLength: UInt64, termCount: UInt64) {
        self.documentCount = documentCount
        self.totalLength = totalLength
        self.termCount = termCount
    }
}

/// One immutable segment, open for reading.
///
/// - Concurrency: Safe from any thread.
public final class SegmentReader: Sendable {
    /// Opens a segment that a commit point names; checks its files' structure, and passes over no data.
    ///
    /// - Throws: `corrupt`, `tooNew`, `io`.
    package init(_ info: SegmentInfo, schema: Schema, in directory: any Directory) throws { fatalError("skeleton") }

    /// What the commit point says of it.
    package var info: SegmentInfo { fatalError("skeleton") }

    /// The same files with other deletions, without opening them again.
    package func with(deletions info: SegmentInfo, in directory: any Directory) throws -> SegmentReader {
        fatalError("skeleton")
    }

    /// Writes the file of deleted sources that goes with this segment.
    ///
    /// - Parameters:
    ///   - sources: Numbers of all deleted sources, those deleted earlier included.
    ///   - part: The ending of the file's name, one that was never used for this segment.
    /// - Returns: The segment's info with these deletions.
    package func writeDeletions(_ sources: Set<UInt32>, part: String, to directory: any Directory) throws -> SegmentInfo {
        fatalError("skeleton")
    }

    /// Whether a source is deleted.
    public func isDeleted(source: Int) -> Bool { fatalError("skeleton") }

    /// Documents, deleted ones included; DocIDs are 0 ..< documentCount.
    public var documentCount: Int { fatalError("skeleton") }
    /// Blocks of 64 documents.
    public var blockCount: Int { (documentCount + 63) / 64 }
    /// Documents that are not deleted.
    public var liveDocumentCount: Int { fatalError("skeleton") }
    /// The name of the analysis file that the segment was made with.
    public var analysis: String { fatalError("skeleton") }

    /// One bit a document of the block, 1 where it exists and is not deleted.
    public func liveDocuments(inBlock block: Int) -> UInt64 { fatalError("skeleton") }

    /// Looks a term up.
    public func term(_ bytes: UnsafeRawBufferPointer, in field: FieldID) throws -> TermInfo? { fatalError("skeleton") }

    /// Walks over the terms of a field that begin with `prefix`, in byte order, until `body` returns false.
    public func forEachTerm(
        in field: FieldID, prefix: [UInt8], _ body: (UnsafeRawBufferPointer, TermInfo) throws -> Bool
    ) throws { fatalError("skeleton") }

    /// Opens a term's postings.
    public func postings(of term: TermInfo) throws -> TermPostings { fatalError("skeleton") }

    /// One norm byte a document for a scored field; see ``Norm``.
    public func norms(of field: FieldID) throws -> UnsafePointer<UInt8> { fatalError("skeleton") }

    /// The field's statistics in this segment.
    public func statistics(of field: FieldID) -> FieldStatistics { fatalError("skeleton") }

    /// The average field length for which the impacts were computed; see DESIGN, pruning, point 5.
    public func impactAverageLength(of field: FieldID) -> Float { fatalError("skeleton") }

    /// The bytes stored with a document.
    public func storedDocument(_ doc: DocID) throws -> [UInt8] { fatalError("skeleton") }

    // Sources: the unit of update. A source's documents are consecutive.

    /// Sources, deleted ones included.
    public var sourceCount: Int { fatalError("skeleton") }
    /// The number of the source that a document belongs to.
    public func source(of doc: DocID) throws -> Int { fatalError("skeleton") }
    /// The documents of a source.
    public func documents(ofSource source: Int) throws -> Range<DocID> { fatalError("skeleton") }
    /// The id of a source.
    public func sourceID(_ source: Int) throws -> [UInt8] { fatalError("skeleton") }
    /// The bytes stored with a source.
    public func storedSource(_ source: Int) throws -> [UInt8] { fatalError("skeleton") }
    /// The number of the live source with this id.
    public func source(withID id: [UInt8]) throws -> Int? { fatalError("skeleton") }

    // Columns, by their number in the schema.

    /// The value of a document in a `uint32` column.
    public func uint32(_ column: Int, of doc: DocID) throws -> UInt32 { fatalError("skeleton") }
    /// The value of a document in an `int64` column.
    public func int64(_ column: Int, of doc: DocID) throws -> Int64 { fatalError("skeleton") }
    /// The value of a document in a `keyword` column.
    public func keyword(_ column: Int, of doc: DocID) throws -> [UInt8] { fatalError("skeleton") }
    /// The value of a source in an `int64` column.
    public func int64(_ column: Int, ofSource source: Int) throws -> Int64 { fatalError("skeleton") }
    /// All values of a `uint32` column of documents, `documentCount` of them.
    public func uint32Values(_ column: Int) throws -> UnsafeBufferPointer<UInt32> { fatalError("skeleton") }
}
