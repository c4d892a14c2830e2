/// Consecutive terms of one segment, encoded in memory: what one thread makes at a time.
final class EncodedTerms {
    /// What the dictionary is told of one term.
    struct Entry: BitwiseCopyable {
        var keyEnd: Int
        var documentFrequency: UInt32
        var postingsLength: UInt64
        var positionsLength: UInt64
    }

    private(set) var postings = ByteVector(capacity: 1 << 16)
    private(set) var positions = ByteVector(capacity: 1 << 16)
    private(set) var keys = ByteVector(capacity: 1 << 12)
    private(set) var entries = Vector<Entry>()
    /// Fill this with a term's postings, then call ``append(field:context:blockCount:appendTerm:)``.
    let encoder = PostingsEncoder()

    /// Ends a term: encodes what the encoder holds, unless that is nothing.
    ///
    /// - Parameters:
    ///   - field: The field of the term.
    ///   - context: The norms and position widths of that field.
    ///   - blockCount: Blocks of the segment.
    ///   - appendTerm: Appends the bytes of the term behind the field's number.
    /// - Throws: `limit` for a list that is too long.
    func append(
        field: FieldID, context: FieldContext, blockCount: Int, appendTerm: (inout ByteVector) -> Void
    ) throws {
        defer { encoder.removeAll() }
        guard encoder.docs.count > 0 else { return }
        keys.append(field)
        appendTerm(&keys)
        let postingsStart = postings.count
        let positionsStart = positions.count
        try encoder.encode(context, blockCount: blockCount, postings: &postings, positions: &positions)
        entries.append(
            Entry(
                keyEnd: keys.count, documentFrequency: UInt32(encoder.docs.count),
                postingsLength: UInt64(postings.count - postingsStart),
                positionsLength: UInt64(positions.count - positionsStart)))
    }
}
