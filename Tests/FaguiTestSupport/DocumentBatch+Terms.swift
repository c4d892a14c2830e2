public import FaguiIndex

extension DocumentBatch {
    /// Adds terms as bytes, packed as `PackedBytes` in FaguiIndex describes: written here once more, so that the tests do not
    /// take the packing from what they test.
    ///
    /// - Parameters:
    ///   - terms: The terms in the order of the text.
    ///   - positions: Of each term; empty for a field without.
    ///   - field: The field of the document that was begun.
    /// - Throws: What adding packed terms throws.
    public func add(_ terms: [[UInt8]], positions: [UInt32] = [], to field: FieldID) throws {
        var arena: [UInt8] = []
        let packed = terms.map { term -> UInt64 in
            guard term.count <= 7 else {
                defer { arena += term }
                return UInt64(arena.count) << 32 | UInt64(term.count) << 8 | 0xFF
            }
            return term.enumerated().reduce(UInt64(term.count)) {
                $0 | UInt64($1.element) << UInt64(56 - 8 * $1.offset)
            }
        }
        try packed.withUnsafeBufferPointer { packed in
            try positions.withUnsafeBufferPointer { positions in
                try arena.withUnsafeBufferPointer {
                    try addTerms(to: field, terms: packed, positions: positions, arena: $0)
                }
            }
        }
    }
}
