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
