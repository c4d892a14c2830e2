internal import FaguiIndex

/// How many documents of each source of one segment match: what facets and sorting add up by the values of columns.
struct SourceCounts {
    /// One number a source of the segment.
    private(set) var values: [UInt32]

    /// Counts documents of a segment.
    ///
    /// - Throws: `corrupt` where the table of sources is damaged.
    init(_ documents: [DocID], in segment: SegmentReader) throws {
        values = [UInt32](repeating: 0, count: segment.sourceCount)
        for doc in documents { values[try segment.source(of: doc)] += 1 }
    }

    /// Counts the bits of masks.
    ///
    /// - Throws: `corrupt` where the table of sources is damaged.
    /// - Complexity: The blocks with matches and the sources with documents in them.
    init(_ masks: MatchMasks) throws {
        let segment = masks.leaves.segment
        values = [UInt32](repeating: 0, count: segment.sourceCount)
        var source = 0
        var documents: Range<DocID> = 0..<0
        for block in 0..<masks.count {
            var rest = masks.words[block]
            while rest != 0 {
                let doc = DocID(block * 64 + rest.trailingZeroBitCount)
                if !documents.contains(doc) {
                    source = try segment.source(of: doc)
                    documents = try segment.documents(ofSource: source)
                }
                // All of the block's documents below the source's end are its.
                let end = Int(documents.upperBound) - block * 64
                let own = end >= 64 ? rest : rest & ((1 << UInt64(max(end, 0))) - 1)
                guard own != 0 else {
                    throw IndexError.corrupt(
                        file: "\(segment.name).sources", byteOffset: 0, reason: "document \(doc) has no source")
                }
                values[source] += UInt32(own.nonzeroBitCount)
                rest &= ~own
            }
        }
    }
}
