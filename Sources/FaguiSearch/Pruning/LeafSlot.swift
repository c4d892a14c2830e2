internal import FaguiIndex

/// One leaf of a plan in one segment, as the hot loops see it.
struct LeafSlot: BitwiseCopyable {
    enum Kind: UInt8 {
        case term, union, phrase, spans, documents
    }

    var kind: Kind
    /// Place of its postings: in the cursor table, or among the unions, phrases, spans or masks.
    var index: Int
    /// Blocks that may have it.
    var entryCount: Int
    /// One impact a block as it is kept or was joined, or nil for a term with a list.
    var dense: UnsafePointer<UInt8>?
    /// Ascending block numbers of a term with a list, and their impacts; `entryCount` of them.
    var blocks: UnsafePointer<UInt32>?
    var impacts: UnsafePointer<UInt8>?
    /// For each impact, of a term, which octets of its block have the term: see ``TermPostings/octets``; nil where that is
    /// not known.
    var denseOctets: UnsafePointer<UInt8>?
    var listOctets: UnsafePointer<UInt8>?
    /// One number a block, 256 × impact + octets, 0 where the leaf is absent; nil before ``SegmentLeaves/spread(most:)``.
    var pairs: UnsafePointer<UInt16>?
    /// What a saturation of 1 scores; 0 for what only selects.
    var boost: Float
    /// In the units of ``BlockBounds``: a block's bound from this leaf is weight × impact / 256; 0 if it is excluded.
    var weight: UInt16 = 0
    var isExcluded: Bool
    /// The first slot that asks for the same under another parent, from which blocks are copied; -1 if there is none.
    var twin = -1
    /// The field's norms and tables by norm; nil if it is not scored.
    var norms: UnsafePointer<UInt8>?
    var lengthFactors: UnsafePointer<Float>
    var saturations: UnsafePointer<Float>
    /// By how much its impacts must grow, 1 or more.
    var growth: Float
}
