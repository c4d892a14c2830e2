/// Decodes one entry of a postings list: which of 64 documents, and how often.
///
/// Reads at most `PostingsFormat.maximumEntryLength` bytes from the offset on, whatever they are.
enum EntryDecoder {
    /// Decodes the entry at `offset` and returns where the next one begins.
    @inline(__always)
    static func decode(_ base: UnsafeRawPointer, at offset: Int, into content: inout BlockContent) -> Int {
        var next = offset
        var byte = base.load(fromByteOffset: next, as: UInt8.self)
        if byte & ~PostingsFormat.frequencyFlag == PostingsFormat.bitmapMark {
            return decodeBitmap(base, at: offset, into: &content)
        }
        var presence: UInt64 = 0
        var repeated: UInt64 = 0
        next += 1
        // At most 64 postings: damaged bytes may never end an entry.
        for _ in 0..<63 {
            let bit: UInt64 = 1 << UInt64(byte & 63)
            presence |= bit
            if byte & PostingsFormat.frequencyFlag != 0 { repeated |= bit }
            if byte & PostingsFormat.lastFlag != 0 { break }
            byte = base.load(fromByteOffset: next, as: UInt8.self)
            next += 1
        }
        content.presence = presence
        content.isAllOnes = repeated == 0
        return repeated == 0 ? next : decodeFrequencies(base, at: next, repeated: repeated, into: &content)
    }

    @inline(never)
    private static func decodeBitmap(_ base: UnsafeRawPointer, at offset: Int, into content: inout BlockContent) -> Int
    {
        let byte = base.load(fromByteOffset: offset, as: UInt8.self)
        let presence = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset + 1, as: UInt64.self))
        content.presence = presence
        content.isAllOnes = byte & PostingsFormat.frequencyFlag == 0
        let next = offset + 9
        guard !content.isAllOnes else { return next }
        let count = presence.nonzeroBitCount
        var places = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: next, as: UInt64.self))
        // Spread the bits of the postings over the bits of the documents.
        var repeated: UInt64 = 0
        var rest = presence
        while rest != 0 {
            let lowest = rest & (0 &- rest)
            if places & 1 != 0 { repeated |= lowest }
            places >>= 1
            rest ^= lowest
        }
        return decodeFrequencies(base, at: next + (count + 7) / 8, repeated: repeated, into: &content)
    }

    @inline(__always)
    private static func decodeFrequencies(
        _ base: UnsafeRawPointer, at offset: Int, repeated: UInt64, into content: inout BlockContent
    ) -> Int {
        var next: Int
        var ones = content.presence & ~repeated
        while ones != 0 {
            content.frequencies[ones.trailingZeroBitCount] = 1
            ones &= ones - 1
        }
        // Nibbles first, then what did not fit one.
        let nibbles = offset
        var index = 0
        var rest = repeated
        next = offset + (repeated.nonzeroBitCount + 1) / 2
        while rest != 0 {
            let byte = base.load(fromByteOffset: nibbles + index >> 1, as: UInt8.self)
            var value = UInt32(index & 1 == 0 ? byte & 15 : byte >> 4)
            if value == PostingsFormat.frequencyEscape {
                let (more, length) = varint(base, at: next)
                value &+= more
                next += length
            }
            content.frequencies[rest.trailingZeroBitCount] = value &+ 2
            index += 1
            rest &= rest - 1
        }
        return next
    }

    @inline(__always)
    private static func varint(_ base: UnsafeRawPointer, at offset: Int) -> (value: UInt32, length: Int) {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        var length = 0
        while length < 5 {
            let byte = base.load(fromByteOffset: offset + length, as: UInt8.self)
            value |= UInt32(byte & 0x7F) << shift
            length += 1
            shift += 7
            if byte < 0x80 { break }
        }
        return (value, length)
    }

    /// Where the entry behind the one at `offset` begins.
    @inline(__always)
    static func skip(_ base: UnsafeRawPointer, at offset: Int) -> Int {
        var next = offset
        var repeated = 0
        let byte = base.load(fromByteOffset: next, as: UInt8.self)
        if byte & ~PostingsFormat.frequencyFlag == PostingsFormat.bitmapMark {
            next += 9
            if byte & PostingsFormat.frequencyFlag == 0 { return next }
            let presence = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset + 1, as: UInt64.self))
            let count = presence.nonzeroBitCount
            let places = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: next, as: UInt64.self))
            repeated = (count < 64 ? places & ((1 << UInt64(count)) - 1) : places).nonzeroBitCount
            next += (count + 7) / 8
        } else {
            // Eight postings at a time: nearly every list ends in the first word. At most 64: see `decode`.
            for _ in 0..<8 {
                let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: next, as: UInt64.self))
                let ends = word & (0x0101_0101_0101_0101 * UInt64(PostingsFormat.lastFlag))
                let frequent = word & (0x0101_0101_0101_0101 * UInt64(PostingsFormat.frequencyFlag))
                guard ends != 0 else {
                    repeated += frequent.nonzeroBitCount
                    next += 8
                    continue
                }
                let count = ends.trailingZeroBitCount / 8 + 1
                repeated += (frequent & (UInt64.max >> UInt64(64 - 8 * count))).nonzeroBitCount
                next += count
                break
            }
        }
        return skipFrequencies(base, at: next, count: repeated)
    }

    @inline(__always)
    private static func skipFrequencies(_ base: UnsafeRawPointer, at offset: Int, count: Int) -> Int {
        let end = offset + (count + 1) / 2
        var escapes = 0
        for index in offset..<end {
            let byte = base.load(fromByteOffset: index, as: UInt8.self)
            if byte & 15 == PostingsFormat.frequencyEscape { escapes += 1 }
            if byte >> 4 == PostingsFormat.frequencyEscape { escapes += 1 }
        }
        var next = end
        for _ in 0..<escapes {
            var length = 1
            while length < 5, base.load(fromByteOffset: next + length - 1, as: UInt8.self) >= 0x80 { length += 1 }
            next += length
        }
        return next
    }
}
