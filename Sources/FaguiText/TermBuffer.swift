/// The terms of one field of one text, in text order: what the analyzer hands to the index and to highlighting.
///
/// Reused from text to text, so that analysis allocates nothing once the buffers have grown.
public struct TermBuffer: Sendable {
    /// One packed term an occurrence; see ``PackedTerm``.
    public var terms: [UInt64] = []
    /// One position an occurrence, in folded characters of the field; empty for words.
    public var positions: [UInt32] = []
    /// Bytes of the terms that do not fit a word.
    public var arena: [UInt8] = []
    /// Whether ``starts`` and ``ends`` are filled; indexing does without.
    public var keepsOffsets: Bool
    /// First UTF-8 byte of the original, one an occurrence.
    public var starts: [UInt32] = []
    /// Byte behind the last one in the original, one an occurrence.
    public var ends: [UInt32] = []

    /// Creates an empty buffer.
    public init(keepsOffsets: Bool = false) {
        self.keepsOffsets = keepsOffsets
    }

    /// Empties the buffer and keeps its room.
    public mutating func removeAll() {
        terms.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        arena.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Appends one term by its bytes, without position and offsets.
    ///
    /// Of a term beyond 16 MB only the first 16 MB are kept: the layout counts with 24 bits.
    public mutating func append(term: [UInt8]) {
        if let packed = PackedTerm(term) {
            terms.append(packed.rawValue)
        } else {
            let length = min(term.count, 0xFF_FFFF)
            terms.append(PackedTerm(arenaOffset: arena.count, length: length).rawValue)
            arena.append(contentsOf: term.prefix(length))
        }
    }

    /// The bytes of the term at `index`.
    public func bytes(at index: Int) -> [UInt8] {
        let word = terms[index]
        if !PackedTerm(rawValue: word).isInline {
            let start = Int(word >> 32)
            return Array(arena[start..<start + Int(word >> 8 & 0xFF_FFFF)])
        }
        return (0..<Int(word & 0xFF)).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
    }

    /// The first character of the gram at `index`, as a term.
    package func firstCharacter(at index: Int) -> PackedTerm {
        let gram = PackedTerm(rawValue: terms[index])
        if gram.isInline { return gram.firstCharacter }
        // Two characters that do not fit a word are of four bytes each.
        return PackedTerm(bytes(at: index).prefix(4)) ?? gram
    }

    /// Appends what an analysis gathered.
    mutating func append(_ list: borrowing TermList, hasPositions: Bool) {
        terms.append(contentsOf: UnsafeBufferPointer(start: list.terms, count: list.count))
        if hasPositions {
            positions.append(contentsOf: UnsafeBufferPointer(start: list.positions, count: list.count))
        }
        if keepsOffsets {
            starts.append(contentsOf: UnsafeBufferPointer(start: list.starts, count: list.count))
            ends.append(contentsOf: UnsafeBufferPointer(start: list.ends, count: list.count))
        }
    }
}
