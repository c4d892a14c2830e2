/// Where one term's postings lie in one segment; looked up in the term dictionary.
public struct TermInfo: Sendable, Equatable {
    /// Documents that have the term, deleted ones included. At least 1.
    public var documentFrequency: UInt32
    /// The field that the term belongs to.
    public var field: FieldID
    /// Where the term's postings are: the codec's own business.
    package var location: UInt64
    /// A second word for the codec: flags, lengths, an inlined posting.
    package var detail: UInt64

    package init(documentFrequency: UInt32, field: FieldID, location: UInt64, detail: UInt64) {
        self.documentFrequency = documentFrequency
        self.field = field
        self.location = location
        self.detail = detail
    }
}
