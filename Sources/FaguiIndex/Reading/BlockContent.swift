/// What one term has in one block of 64 documents.
public struct BlockContent {
    /// Bit i: document 64 × block + i has the term. Deleted documents included.
    public var presence: UInt64 = 0
    /// Whether every present document has the term once; then `frequencies` is not filled.
    public var isAllOnes = true
    /// Place of the entry in the term's list: what ``TermPostings`` finds positions by.
    public var entry: Int = 0
    /// 64 frequencies by document in the block; only those of present documents are meaningful.
    public var frequencies: UnsafeMutablePointer<UInt32>

    /// Takes room for 64 frequencies that the caller owns.
    public init(frequencies: UnsafeMutablePointer<UInt32>) {
        self.frequencies = frequencies
    }

    /// How often a document, 0...63, has the term; one that is present.
    @inlinable @inline(__always)
    public func frequency(of document: Int) -> UInt32 { isAllOnes ? 1 : frequencies[document] }
}
