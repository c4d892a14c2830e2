/// Decodes entries of a postings list: which of 64 documents, and how often.
///
/// Marks and flags are those of ``PostingsFormat``, in numbers, since other modules take these functions in.
/// From version 2 on the length of a bitmap's frequencies is written before them: `hasLength`.
///
/// Reads at most `PostingsFormat.maximumEntryLength` bytes from the offset on, whatever they are.
@usableFromInline
enum EntryDecoder {
    /// Which documents the entry at `offset` has; 0 where damaged bytes go backwards.
    @inlinable @inline(__always)
    static func presence(_ base: UnsafeRawPointer, at offset: Int) -> UInt64 {
        var byte = base.load(fromByteOffset: offset, as: UInt8.self)
        if byte & 0xBF == 0x3F {
            return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset &+ 1, as: UInt64.self))
        }
        var presence: UInt64 = 0
        var next = offset
        while true {
            let bit: UInt64 = 1 &<< UInt64(byte & 63)
            if bit <= presence { return 0 }
            presence |= bit
            if byte & 0x80 != 0 { return presence }
            next &+= 1
            byte = base.load(fromByteOffset: next, as: UInt8.self)
        }
    }

    /// Reads the entry at `offset`.
    @inlinable @inline(__always)
    static func read(_ base: UnsafeRawPointer, at offset: Int, hasLength: Bool) -> BlockEntry {
        var byte = base.load(fromByteOffset: offset, as: UInt8.self)
        if byte & 0xBF == 0x3F {
            return readBitmap(base, at: offset, hasFrequencies: byte & 0x40 != 0, hasLength: hasLength)
        }
        var presence: UInt64 = 0
        var repeated: UInt64 = 0
        var next = offset + 1
        var place: UInt64 = 0
        // At most 64 postings: damaged bytes may never end an entry.
        while true {
            let bit: UInt64 = 1 << UInt64(byte & 63)
            // Damaged bytes may go backwards: `repeated` would then no longer go with `presence`.
            if bit <= presence { return damaged(base) }
            presence |= bit
            repeated |= UInt64(byte >> 6 & 1) << place
            if byte & 0x80 != 0 { break }
            place += 1
            byte = base.load(fromByteOffset: next, as: UInt8.self)
            next += 1
        }
        return BlockEntry(presence: presence, repeated: repeated, frequencies: base + next)
    }

    @usableFromInline @inline(never)
    static func damaged(_ base: UnsafeRawPointer) -> BlockEntry {
        BlockEntry(presence: 0, repeated: 0, frequencies: base)
    }

    @inlinable @inline(__always)
    static func readBitmap(
        _ base: UnsafeRawPointer, at offset: Int, hasFrequencies: Bool, hasLength: Bool
    ) -> BlockEntry {
        let presence = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset + 1, as: UInt64.self))
        guard hasFrequencies else { return BlockEntry(presence: presence, repeated: 0, frequencies: base + offset + 9) }
        let count = presence.nonzeroBitCount
        let mask = offset &+ (hasLength ? 10 : 9)
        let places = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: mask, as: UInt64.self))
        return BlockEntry(
            presence: presence, repeated: count < 64 ? places & ((1 << UInt64(count)) - 1) : places,
            frequencies: base + mask + (count + 7) / 8)
    }

    /// Decodes the entry at `offset` with all frequencies.
    @inline(__always)
    static func decode(_ base: UnsafeRawPointer, at offset: Int, hasLength: Bool, into content: inout BlockContent) {
        let entry = read(base, at: offset, hasLength: hasLength)
        content.presence = entry.presence
        content.isAllOnes = entry.repeated == 0
        if entry.repeated == 0 { return }
        let frequencies = content.frequencies
        entry.forEach { document, frequency in frequencies[document] = frequency }
    }

    /// Where the entry behind this one begins.
    @inline(__always)
    static func end(of entry: BlockEntry, _ base: UnsafeRawPointer) -> Int {
        let next = entry.frequencies - base
        return entry.repeated == 0 ? next : skipFrequencies(base, at: next, count: entry.repeated.nonzeroBitCount)
    }

    @inline(__always)
    static func varint(_ base: UnsafeRawPointer) -> (value: UInt32, length: Int) {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        var length = 0
        while length < 5 {
            let byte = base.load(fromByteOffset: length, as: UInt8.self)
            value |= UInt32(byte & 0x7F) << shift
            length += 1
            shift += 7
            if byte < 0x80 { break }
        }
        return (value, length)
    }

    /// Where the entry behind the one at `offset` begins.
    @inlinable @inline(__always)
    static func skip(_ base: UnsafeRawPointer, at offset: Int, hasLength: Bool) -> Int {
        var next = offset
        var repeated = 0
        let byte = base.load(fromByteOffset: next, as: UInt8.self)
        if byte & 0xBF == 0x3F {
            next &+= 9
            if byte & 0x40 == 0 { return next }
            if hasLength {
                let length = Int(base.load(fromByteOffset: next, as: UInt8.self))
                next &+= 1
                if length != 0 { return next &+ length }
            }
            let presence = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset &+ 1, as: UInt64.self))
            let count = presence.nonzeroBitCount
            let places = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: next, as: UInt64.self))
            repeated = (count < 64 ? places & ((1 &<< UInt64(count)) &- 1) : places).nonzeroBitCount
            next &+= (count &+ 7) >> 3
        } else {
            // Eight postings at a time: nearly every list ends in the first word. At most 64: see `read`.
            for _ in 0..<8 {
                let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: next, as: UInt64.self))
                let ends = word & 0x8080_8080_8080_8080
                let frequent = word & 0x4040_4040_4040_4040
                guard ends != 0 else {
                    repeated &+= bytesSet(frequent)
                    next &+= 8
                    continue
                }
                let count = ends.trailingZeroBitCount >> 3 &+ 1
                repeated &+= bytesSet(frequent & (UInt64.max &>> UInt64(64 &- 8 &* count)))
                next &+= count
                break
            }
        }
        return repeated == 0 ? next : skipFrequencies(base, at: next, count: repeated)
    }

    /// Whether any byte is 255.
    @inlinable @inline(__always)
    static func hasFullByte(_ word: UInt64) -> Bool {
        // A byte of the complement is 0: the usual test for such a one.
        let inverse = ~word
        return (inverse &- 0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 != 0
    }

    /// How many bytes have bit 6, the only one that any has.
    @inlinable @inline(__always)
    static func bytesSet(_ word: UInt64) -> Int {
        Int(truncatingIfNeeded: ((word >> 6) &* 0x0101_0101_0101_0101) >> 56)
    }

    @inlinable @inline(__always)
    static func skipFrequencies(_ base: UnsafeRawPointer, at offset: Int, count: Int) -> Int {
        let end = offset &+ (count &+ 1) >> 1
        var escapes = 0
        var left = count
        var next = offset
        // Sixteen frequencies at a time; what an odd number leaves of its last byte is 0.
        while left > 0 {
            let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: next, as: UInt64.self))
            let own = left < 16 ? word & (UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 4 &* left)) : word
            // The low bit of each nibble: whether all four are set.
            let pairs = own & own >> 1
            let full = pairs & pairs >> 2 & 0x1111_1111_1111_1111
            if full != 0 { escapes &+= full.nonzeroBitCount }
            left &-= 16
            next &+= 8
        }
        return escapes == 0 ? end : skipEscapes(base, at: end, count: escapes)
    }

    @usableFromInline @inline(never)
    static func skipEscapes(_ base: UnsafeRawPointer, at offset: Int, count: Int) -> Int {
        var next = offset
        for _ in 0..<count { next += varint(base + next).length }
        return next
    }
}
