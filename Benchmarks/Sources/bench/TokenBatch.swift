import FaguiIndex

/// Turns lines of terms between spaces into documents.
struct TokenBatch {
    private(set) var batch = DocumentBatch(schema: TokenSchema.schema)
    private var terms: [UInt64] = []
    private var positions: [UInt32] = []
    private var arena: [UInt8] = []

    /// Adds every line as a document, all of them as one source.
    mutating func add(_ lines: UnsafeRawBufferPointer, source: Int) throws {
        batch.beginSource(id: Array("lines \(source)".utf8), stored: [], columns: [])
        var start = 0
        while start < lines.count {
            let end = lines[start...].firstIndex(of: 0x0A) ?? lines.count
            try addDocument(UnsafeRawBufferPointer(rebasing: lines[start..<end]))
            start = end + 1
        }
        batch.endSource()
    }

    /// Gives what was added, and goes on with an empty batch.
    mutating func take() -> DocumentBatch {
        let full = batch
        batch = full.successor()
        return full
    }

    private mutating func addDocument(_ line: UnsafeRawBufferPointer) throws {
        terms.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        arena.removeAll(keepingCapacity: true)
        var place = 0
        while place < line.count {
            if line[place] == 0x20 {
                place += 1
                continue
            }
            var end = place
            var packed: UInt64 = 0
            while end < line.count, line[end] != 0x20 {
                packed = packed << 8 | UInt64(line[end])
                end += 1
            }
            let length = end - place
            if length <= 7 {
                // The layout of `PackedBytes`: the first byte on top, the length in the lowest byte.
                terms.append(packed << UInt64(64 - 8 * length) | UInt64(length))
            } else {
                terms.append(UInt64(arena.count) << 32 | UInt64(length) << 8 | 0xFF)
                arena.append(contentsOf: line[place..<end])
            }
            positions.append(UInt32(positions.count))
            place = end
        }
        batch.beginDocument(stored: UnsafeRawBufferPointer(start: nil, count: 0), columns: [])
        try terms.withUnsafeBufferPointer { terms in
            try positions.withUnsafeBufferPointer { positions in
                try arena.withUnsafeBufferPointer { arena in
                    try batch.addTerms(
                        to: TokenSchema.field, terms: terms, positions: positions, arena: arena)
                }
            }
        }
        batch.endDocument()
    }
}
