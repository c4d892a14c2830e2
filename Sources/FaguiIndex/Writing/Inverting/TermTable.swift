/// The distinct terms of one field in one batch: packed term -> ordinal, by first occurrence.
///
/// Open addressing; a term of up to seven bytes is its own key, a longer one is compared in the arena.
final class TermTable {
    /// One packed term an ordinal; arena offsets point into ``arena``.
    @exclusivity(unchecked) private(set) var terms = Vector<UInt64>(capacity: 1 << 10)
    /// Occurrences, one number an ordinal.
    @exclusivity(unchecked) private(set) var counts = Vector<UInt32>(capacity: 1 << 10)
    /// The bytes of long terms.
    @exclusivity(unchecked) private(set) var arena = ByteVector()
    @exclusivity(unchecked) private var slots: UnsafeMutablePointer<UInt32>
    @exclusivity(unchecked) private var mask: Int

    init() {
        let slotCount = 1 << 12
        mask = slotCount - 1
        slots = .allocate(capacity: slotCount)
        slots.update(repeating: 0, count: slotCount)
    }

    deinit { slots.deallocate() }

    var sizeInBytes: Int { terms.sizeInBytes + counts.sizeInBytes + arena.sizeInBytes + 4 * (mask + 1) }

    /// The ordinal of a term, counted once more.
    @inline(__always)
    func ordinal(_ term: UInt64, arena source: UnsafePointer<UInt8>?) -> UInt32 {
        if term & 0xFF == PackedBytes.arenaMark { return longOrdinal(term, source) }
        var slot = Int(truncatingIfNeeded: Self.hash(term)) & mask
        while true {
            let found = slots[slot]
            if found == 0 { return insert(term, slot: slot) }
            if terms[Int(found) - 1] == term {
                counts[Int(found) - 1] &+= 1
                return found - 1
            }
            slot = (slot + 1) & mask
        }
    }

    @inline(__always)
    private static func hash(_ term: UInt64) -> UInt64 {
        // Fibonacci hashing; the high bits are the mixed ones.
        let product = term &* 0x9E37_79B9_7F4A_7C15
        return product ^ (product >> 32)
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash(value)
    }

    @inline(never)
    private func longOrdinal(_ term: UInt64, _ source: UnsafePointer<UInt8>?) -> UInt32 {
        guard let source else { preconditionFailure("a long term without an arena") }
        let bytes = PackedBytes.long(term, in: source)
        var slot = Int(truncatingIfNeeded: Self.hash(bytes)) & mask
        while true {
            let found = slots[slot]
            if found == 0 {
                let offset = arena.count
                arena.append(bytes: bytes)
                return insert(PackedBytes.packLong(offset: offset, length: bytes.count), slot: slot)
            }
            let other = terms[Int(found) - 1]
            if other & 0xFF == PackedBytes.arenaMark,
                TermKey.compare(PackedBytes.long(other, in: arena.base), bytes) == 0
            {
                counts[Int(found) - 1] &+= 1
                return found - 1
            }
            slot = (slot + 1) & mask
        }
    }

    @inline(never)
    private func insert(_ term: UInt64, slot: Int) -> UInt32 {
        terms.append(term)
        counts.append(1)
        slots[slot] = UInt32(terms.count)
        if terms.count * 2 > mask { grow() }
        return UInt32(terms.count - 1)
    }

    private func grow() {
        slots.deallocate()
        let slotCount = (mask + 1) * 4
        mask = slotCount - 1
        slots = .allocate(capacity: slotCount)
        slots.update(repeating: 0, count: slotCount)
        for ordinal in 0..<terms.count {
            let term = terms[ordinal]
            let isLong = term & 0xFF == PackedBytes.arenaMark
            let hash = isLong ? Self.hash(PackedBytes.long(term, in: arena.base)) : Self.hash(term)
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(ordinal + 1)
        }
    }
}

/// The layout of packed terms; `FaguiText.PackedTerm` has the same, because neither module knows the other.
enum PackedBytes {
    static var arenaMark: UInt64 { 0xFF }

    /// The bytes of a long term.
    @inline(__always)
    static func long(_ term: UInt64, in arena: UnsafePointer<UInt8>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: arena + Int(term >> 32), count: longLength(term))
    }

    /// How many bytes a long term has.
    @inline(__always)
    static func longLength(_ term: UInt64) -> Int { Int(term >> 8 & 0xFF_FFFF) }

    static func packLong(offset: Int, length: Int) -> UInt64 {
        precondition(offset <= Int(UInt32.max) && length < 1 << 24, "the terms of one batch take more than 4 GB")
        return UInt64(offset) << 32 | UInt64(length) << 8 | arenaMark
    }

    /// Appends the bytes of any term.
    static func append(_ term: UInt64, arena: UnsafePointer<UInt8>, to key: inout ByteVector) {
        if term & 0xFF == arenaMark {
            key.append(bytes: long(term, in: arena))
        } else {
            for index in 0..<Int(term & 7) { key.append(UInt8(truncatingIfNeeded: term >> UInt64(56 - 8 * index))) }
        }
    }

    /// A number whose order is that of the terms, where they differ in their first seven bytes or in being short.
    static func sortKey(_ term: UInt64, arena: UnsafePointer<UInt8>) -> UInt64 {
        guard term & 0xFF == arenaMark else { return term }
        var key: UInt64 = 0
        for (index, byte) in long(term, in: arena).prefix(7).enumerated() {
            key |= UInt64(byte) << UInt64(56 - 8 * index)
        }
        return key | arenaMark
    }
}
