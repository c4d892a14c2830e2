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
    public mutating func append(term: [UInt8]) { fatalError("skeleton") }

    /// The bytes of the term at `index`.
    public func bytes(at index: Int) -> [UInt8] { fatalError("skeleton") }
}
