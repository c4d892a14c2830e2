/// The distinct terms of one field in one batch: packed term -> ordinal, by first occurrence.
///
/// Open addressing; a term of up to seven bytes is its own key, a longer one is compared in the arena.
final class TermTable {
    /// All that an occurrence needs of its term, side by side: looking it up touches one line of the cache.
    private struct Slot: BitwiseCopyable {
        /// ``vacant``, or the term; arena offsets point into ``arena``.
        var term: UInt64
        var ordinal: UInt32
        /// Occurrences.
        var count: UInt32
    }

    /// One packed term an ordinal; arena offsets point into ``arena``.
    @exclusivity(unchecked) private(set) var terms = Vector<UInt64>(capacity: 1 << 10)
    /// The bytes of long terms.
    @exclusivity(unchecked) private(set) var arena = ByteVector()
    @exclusivity(unchecked) private var slots: UnsafeMutablePointer<Slot>
    /// The number of slots is 2 to the power of 64 - `shift`.
    @exclusivity(unchecked) private var shift: UInt64

    /// No term has this low byte.
    private static var vacant: UInt64 { 0xFE }
    private static var initialShift: UInt64 { 64 - 10 }

    init() {
        shift = Self.initialShift
        slots = Self.makeSlots(shift: shift)
    }

    deinit { slots.deallocate() }

    private var slotCount: Int { 1 << Int(64 - shift) }

    /// Bytes that the terms take, roughly.
    var sizeInBytes: Int { terms.sizeInBytes + slotCount * MemoryLayout<Slot>.stride + arena.count }

    /// Forgets all terms and keeps the room, unless that is far more than was needed.
    func removeAll() {
        if terms.count * 16 < slotCount, slotCount > 1 << Int(64 - Self.initialShift) {
            slots.deallocate()
            shift = Self.initialShift
            slots = Self.makeSlots(shift: shift)
        } else {
            slots.update(repeating: Slot(term: Self.vacant, ordinal: 0, count: 0), count: slotCount)
        }
        terms.removeAll()
        arena = ByteVector()
    }

    /// Hands the long terms' bytes over; ``removeAll()`` must follow.
    func takeArena() -> ByteVector {
        var taken = ByteVector()
        swap(&taken, &arena)
        return taken
    }

    /// Counts occurrences once more, and writes the ordinal of each.
    func look(
        up occurrences: UnsafeBufferPointer<UInt64>, arena source: UnsafePointer<UInt8>?,
        ordinals: UnsafeMutablePointer<UInt32>
    ) {
        var slots = slots
        var shift = shift
        var mask = slotCount - 1
        for index in 0..<occurrences.count {
            let term = occurrences[index]
            if !PackedBytes.isShort(term) {
                ordinals[index] = longOrdinal(term, source)
                (slots, shift, mask) = (self.slots, self.shift, slotCount - 1)
                continue
            }
            var number = Int(truncatingIfNeeded: Self.hash(term) >> shift)
            while true {
                let slot = slots + number
                if slot.pointee.term == term {
                    slot.pointee.count &+= 1
                    ordinals[index] = slot.pointee.ordinal
                    break
                }
                if slot.pointee.term == Self.vacant {
                    ordinals[index] = insert(term, at: number)
                    (slots, shift, mask) = (self.slots, self.shift, slotCount - 1)
                    break
                }
                number = (number + 1) & mask
            }
        }
    }

    /// Takes occurrences back; a term that has none left stays known.
    ///
    /// - Complexity: Linear in the terms of the table.
    func takeBack(_ ordinals: UnsafeBufferPointer<UInt32>) {
        guard !ordinals.isEmpty else { return }
        var counts = Vector<UInt32>(capacity: terms.count)
        counts.append(repeating: 0, count: terms.count)
        for ordinal in ordinals { counts[Int(ordinal)] += 1 }
        for number in 0..<slotCount where slots[number].term != Self.vacant {
            slots[number].count -= counts[Int(slots[number].ordinal)]
        }
    }

    /// Writes how often each ordinal occurred.
    func copyCounts(to counts: UnsafeMutablePointer<UInt32>) {
        for number in 0..<slotCount where slots[number].term != Self.vacant {
            counts[Int(slots[number].ordinal)] = slots[number].count
        }
    }

    @inline(__always)
    private static func hash(_ term: UInt64) -> UInt64 {
        // Fibonacci hashing; the high bits are the mixed ones, and those that are used.
        term &* 0x9E37_79B9_7F4A_7C15
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash(value ^ value >> 32)
    }

    @inline(never)
    private func longOrdinal(_ term: UInt64, _ source: UnsafePointer<UInt8>?) -> UInt32 {
        guard let source, PackedBytes.isLong(term) else {
            preconditionFailure("no packed term, or a long one without an arena")
        }
        let bytes = PackedBytes.long(term, in: source)
        var number = Int(truncatingIfNeeded: Self.hash(bytes) >> shift)
        while true {
            let slot = slots[number]
            if slot.term == Self.vacant {
                let offset = arena.count
                arena.append(bytes: bytes)
                return insert(PackedBytes.packLong(offset: offset, length: bytes.count), at: number)
            }
            if PackedBytes.isLong(slot.term),
                TermKey.compare(PackedBytes.long(slot.term, in: arena.base), bytes) == 0
            {
                slots[number].count &+= 1
                return slot.ordinal
            }
            number = (number + 1) & (slotCount - 1)
        }
    }

    @inline(never)
    private func insert(_ term: UInt64, at number: Int) -> UInt32 {
        let ordinal = UInt32(terms.count)
        terms.append(term)
        slots[number] = Slot(term: term, ordinal: ordinal, count: 1)
        if terms.count * 2 > slotCount { grow() }
        return ordinal
    }

    private func grow() {
        let old = slots
        let oldCount = slotCount
        shift -= 2
        slots = Self.makeSlots(shift: shift)
        let mask = slotCount - 1
        for index in 0..<oldCount where old[index].term != Self.vacant {
            let term = old[index].term
            let hash = PackedBytes.isLong(term) ? Self.hash(PackedBytes.long(term, in: arena.base)) : Self.hash(term)
            var number = Int(truncatingIfNeeded: hash >> shift)
            while slots[number].term != Self.vacant { number = (number + 1) & mask }
            slots[number] = old[index]
        }
        old.deallocate()
    }

    private static func makeSlots(shift: UInt64) -> UnsafeMutablePointer<Slot> {
        let count = 1 << Int(64 - shift)
        let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
        slots.initialize(repeating: Slot(term: vacant, ordinal: 0, count: 0), count: count)
        return slots
    }
}
