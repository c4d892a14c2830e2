/// Where one term's postings lie in one segment; looked up in the term dictionary.
public struct TermInfo: Sendable, Equatable, BitwiseCopyable {
    /// Documents that have the term, deleted ones included. At least 1.
    public var documentFrequency: UInt32
    /// The field that the term belongs to.
    public var field: FieldID
    /// Bytes of the body of the postings file.
    package var postingsOffset: UInt64
    package var postingsLength: UInt64
    /// Bytes of the body of the positions file; 0 of them for a field without positions.
    package var positionsOffset: UInt64
    package var positionsLength: UInt64

    /// What stands for a term that is not there.
    package static var absent: TermInfo {
        TermInfo(
            documentFrequency: 0, field: 0, postingsOffset: 0, postingsLength: 0, positionsOffset: 0,
            positionsLength: 0)
    }

    package init(
        documentFrequency: UInt32, field: FieldID, postingsOffset: UInt64, postingsLength: UInt64,
        positionsOffset: UInt64, positionsLength: UInt64
    ) {
        self.documentFrequency = documentFrequency
        self.field = field
        self.postingsOffset = postingsOffset
        self.postingsLength = postingsLength
        self.positionsOffset = positionsOffset
        self.positionsLength = positionsLength
    }
}
