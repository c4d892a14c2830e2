/// One term's postings in one segment: a cursor over blocks of 64 documents.
///
/// Bytes are checked as they are decoded: damaged ones throw ``IndexError/corrupt(file:byteOffset:reason:)`` or give a
/// wrong score, never an access out of bounds.
/// - Concurrency: One value belongs to one thread. The segment must outlive it (it keeps the mapped files).
public struct TermPostings {
    /// Documents with the term, deleted ones included.
    public var documentFrequency: Int { fatalError("skeleton") }
    /// Blocks in which the term occurs.
    public var blockCount: Int { fatalError("skeleton") }

    /// One impact a block of the segment, 0 where the term is absent, if the term is stored densely; else nil.
    public var denseImpacts: UnsafePointer<UInt8>? { fatalError("skeleton") }

    /// Decodes the numbers and impacts of all blocks with the term, ascending. For a list that is not dense.
    ///
    /// - Parameters:
    ///   - blocks: Receives ``blockCount`` numbers, each below the segment's block count.
    ///   - impacts: Receives as many impacts, 1...255.
    ///
    /// The memory of `blocks` must stay as it is while ``decode(block:into:)`` is called: it is where entries are found.
    public mutating func decodeBlockList(
        blocks: UnsafeMutablePointer<UInt32>, impacts: UnsafeMutablePointer<UInt8>
    ) throws { fatalError("skeleton") }

    /// Decodes one block. Blocks may be asked in any order.
    ///
    /// - Returns: Whether the term occurs in the block; if not, `content.presence` is 0.
    public mutating func decode(block: UInt32, into content: inout BlockContent) throws -> Bool {
        fatalError("skeleton")
    }

    /// Decodes the positions of the term in one document of a block decoded before.
    ///
    /// - Parameters:
    ///   - document: 0...63, present in `content`.
    ///   - positions: Receives strictly ascending positions, as many as the document's frequency; emptied first.
    public mutating func positions(
        of document: Int, in block: UInt32, content: borrowing BlockContent, into positions: inout [UInt32]
    ) throws { fatalError("skeleton") }
}
