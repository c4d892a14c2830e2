/// One commit point, open for reading: a fixed set of segments. A reader sees the same one for its whole life.
///
/// - Concurrency: Safe from any thread.
public struct Snapshot: Sendable {
    /// Counts commits, from 1.
    public let generation: UInt64
    /// The fields and columns.
    public let schema: Schema
    /// The live segments in the order of their documents.
    public let segments: [SegmentReader]

    /// Opens the newest commit point.
    ///
    /// Starts over if a file of the commit point is gone, because another process has merged it away meanwhile.
    /// - Parameter previous: A snapshot of the same index, whose open segments are taken over where they are still live.
    /// - Throws: ``IndexError/notFound(path:)``, `corrupt`, `tooNew`, `io`.
    public static func open(_ directory: any Directory, reusing previous: Snapshot? = nil) throws -> Snapshot {
        fatalError("skeleton")
    }

    /// The generation of the newest commit point, without opening it; nil where there is no index.
    public static func newestGeneration(_ directory: any Directory) throws -> UInt64? { fatalError("skeleton") }

    /// The bytes of an analysis file that a segment names.
    public func analysis(named name: String) throws -> [UInt8] { fatalError("skeleton") }

    /// The field's statistics, summed over the segments.
    public func statistics(of field: FieldID) -> FieldStatistics { fatalError("skeleton") }

    /// Documents, deleted ones included: the N of scoring.
    public var documentCount: UInt64 { segments.reduce(0) { $0 + UInt64($1.documentCount) } }
}

/// A document in a snapshot. Ordered by segment, then document: the order in which equal scores are shown.
public struct DocAddress: Sendable, Hashable, Comparable {
    /// Index into ``Snapshot/segments``.
    public var segment: Int
    /// The document inside the segment.
    public var doc: DocID

    /// Joins the two numbers.
    public init(segment: Int, doc: DocID) {
        self.segment = segment
        self.doc = doc
    }

    /// Order of segments, then of documents.
    public static func < (a: DocAddress, b: DocAddress) -> Bool {
        a.segment != b.segment ? a.segment < b.segment : a.doc < b.doc
    }
}
