/// How the rows of one list are laid out: FORMAT.md › Postings.
struct RowShape {
    /// Bytes of a place in the content, of a bit in the positions, and of a block's number, each 1...4.
    let contentBytes: Int
    let positionBytes: Int
    let blockBytes: Int
    /// Whether the field has positions.
    let hasPositions: Bool
    /// Whether the list keeps octets. Where entries have many documents each, they would say next to nothing.
    let hasOctets: Bool

    /// Chooses the fewest bytes that hold what is to be told.
    init(contentLength: Int, positionBits: Int, blockCount: Int, hasPositions: Bool, hasOctets: Bool) {
        contentBytes = Self.bytes(for: contentLength)
        positionBytes = Self.bytes(for: positionBits)
        blockBytes = Self.bytes(for: blockCount)
        self.hasPositions = hasPositions
        self.hasOctets = hasOctets
    }

    /// Reads ``byte``; nil where it says what is not known.
    init?(byte: UInt8, blockCount: Int, hasPositions: Bool) {
        guard byte & 0xE0 == 0 else { return nil }
        contentBytes = Int(byte & 3) + 1
        positionBytes = Int(byte >> 2 & 3) + 1
        blockBytes = Self.bytes(for: blockCount)
        self.hasPositions = hasPositions
        hasOctets = byte & 0x10 != 0
    }

    /// Bytes of a group before its entries.
    var headerLength: Int {
        PostingsFormat.stepCount - 1 + (hasPositions ? positionBytes + 6 : 0)
    }
    /// The same with positions of four bytes.
    static var greatestHeaderLength: Int { PostingsFormat.stepCount - 1 + 10 }

    /// What the list says of it.
    var byte: UInt8 { UInt8(contentBytes - 1) | UInt8(positionBytes - 1) << 2 | (hasOctets ? 0x10 : 0) }

    private static func bytes(for value: Int) -> Int {
        value < 1 << 8 ? 1 : value < 1 << 16 ? 2 : value < 1 << 24 ? 3 : 4
    }
}
