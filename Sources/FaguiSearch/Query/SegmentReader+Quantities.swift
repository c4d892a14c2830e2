internal import FaguiIndex

extension SegmentReader {
    /// Calls `body` with each term of a field whose amount is as asked, until it returns false.
    func forEachTerm(
        in field: FieldID, _ condition: QuantityCondition, _ body: (TermInfo) throws -> Bool
    ) throws {
        guard hasField(field) else { return }
        try forEachTerm(in: field, prefix: QuantityTerm.prefix(of: condition)) { bytes, info in
            guard let quantity = QuantityTerm.quantity(bytes), condition.holds(for: quantity) else { return true }
            return try body(info)
        }
    }

    /// Adds the documents of a term to a mask, deleted ones included.
    ///
    /// - Parameters:
    ///   - term: A term of the segment.
    ///   - words: One word a block.
    ///   - blocks: Room that is used again.
    /// - Throws: `corrupt`.
    func addDocuments(of term: TermInfo, to words: inout [UInt64], blocks: inout [UInt32]) throws {
        var postings = try postings(of: term)
        try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { frequencies in
            guard let base = frequencies.baseAddress else { return }
            var content = BlockContent(frequencies: base)
            if let dense = postings.denseImpacts {
                for block in 0..<blockCount where dense[block] != 0 {
                    if try postings.decode(block: UInt32(block), into: &content) { words[block] |= content.presence }
                }
                return
            }
            let count = postings.blockCount
            if blocks.count < count { blocks = [UInt32](repeating: 0, count: count) }
            try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, count)) { impacts in
                try blocks.withUnsafeMutableBufferPointer { room in
                    guard let room = room.baseAddress, let impacts = impacts.baseAddress else { return }
                    try postings.decodeBlockList(blocks: room, impacts: impacts)
                    for index in 0..<count where try postings.decode(block: room[index], into: &content) {
                        words[Int(room[index])] |= content.presence
                    }
                }
            }
        }
    }
}
