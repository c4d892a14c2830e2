/// The terms of one field of one text, in text order: what the analyzer hands to the index.
///
/// Reused from text to text, so that analysis allocates nothing once the buffers have grown.
public struct TermBuffer: Sendable {
    /// One packed term an occurrence; see ``PackedTerm``.
    public var terms: [UInt64] = []
    /// One position an occurrence, in folded characters of the field; empty for a field without positions.
    public var positions: [UInt32] = []
    /// Bytes of the terms that do not fit a word.
    public var arena: [UInt8] = []

    /// Creates an empty buffer.
    public init() {}

    /// Empties the buffer and keeps its room.
    public mutating func removeAll() {
        terms.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        arena.removeAll(keepingCapacity: true)
    }
}
