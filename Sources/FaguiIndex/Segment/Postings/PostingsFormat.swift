/// The numbers of the postings lists; the bytes are laid out in FORMAT.md › Postings.
package enum PostingsFormat {
    /// Entries (sparse list) or blocks (dense list) between two rows of the offset table.
    package static var groupSize: Int { 32 }
    /// A list with more entries than one in so many blocks is dense.
    ///
    /// At one in two the two forms take the same room; a smaller share was no faster on the law corpus.
    package static var denseShare: Int { 2 }
    /// Lists of at most so many entries keep no impacts; they are computed when the list is opened.
    package static func computedImpactsLimit(version: UInt32) -> Int { version == 1 ? 512 : 192 }
    /// The same for the version that is written.
    package static var computedImpactsLimit: Int { 192 }
    /// Entries with more documents than this are bitmaps.
    package static var listLimit: Int { 9 }
    /// In a posting's byte: more postings of the entry follow after it if clear.
    package static var lastFlag: UInt8 { 0x80 }
    /// In a posting's byte: the frequency is above 1 and follows behind the entry's postings.
    package static var frequencyFlag: UInt8 { 0x40 }
    /// A frequency's nibble where it does not fit one.
    package static var frequencyEscape: UInt8 { 15 }
    /// The first byte of a bitmap: document 63 with more to follow, which no list can begin with.
    package static var bitmapMark: UInt8 { 0x3F }
    /// Zero bytes behind the last list, so that one entry can be decoded without a check a byte.
    package static var padding: Int { 512 }
    /// Entries (sparse list) or blocks (dense list) between two places of a group that its row points to.
    package static var stepSize: Int { 4 }
    /// Places in a row; of positions every other is told.
    package static var stepCount: Int { groupSize / stepSize }
    /// What a row has for a step of so many bytes or more.
    package static var longStep: UInt8 { .max }
    /// What a row has for positions that lie too far from their group's first to be told in 16 bits.
    package static var farAway: UInt16 { .max }
    /// The most bytes that one entry takes: a bitmap, a length, its mask, 64 nibbles, and 64 frequencies of five bytes.
    package static var maximumEntryLength: Int { 1 + 8 + 1 + 8 + 32 + 64 * 5 }

    /// Which octets of an entry's documents have the term, a bit each: documents 8 i to 8 i + 7 are octet i.
    @inlinable @inline(__always)
    package static func octets(_ presence: UInt64) -> UInt8 {
        // The low bit of each byte: whether any bit of it is set. Then these eight bits side by side.
        var any = presence | presence >> 4
        any |= any >> 2
        any |= any >> 1
        any &= 0x0101_0101_0101_0101
        return UInt8(truncatingIfNeeded: (any &* 0x0102_0408_1020_4080) >> 56)
    }

    /// Whether a list of so many entries is dense in a segment of `blockCount` blocks.
    package static func isDense(entryCount: Int, blockCount: Int) -> Bool {
        entryCount > max(blockCount / denseShare, groupSize)
    }
}
