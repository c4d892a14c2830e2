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
