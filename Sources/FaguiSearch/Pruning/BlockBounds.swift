internal import CVectors
internal import FaguiIndex

/// For every block of a segment a number that the score of none of its documents exceeds.
///
/// Bounds are sums of whole numbers in 16 bits: each leaf of a block adds the product of its weight and its impact, rounded
/// down; with vectors each leaf of an octet, and the greatest octet counts (``addByOctets(_:)``). So a block's score lies
/// below (bound + number of leaves) × unit. Weights sum to at most 65,535, and so do bounds.
struct BlockBounds {
    /// One bound a block; 0 where no document can match. As many as fill whole chunks, zeros behind the last.
    let values: UnsafeMutablePointer<UInt16>
    let count: Int
    /// The greatest bound of each chunk.
    let chunkMaxima: UnsafeMutablePointer<UInt16>
    let chunkCount: Int
    /// What one unit of a bound is worth as a score, with room for the rounding of sums in `Float`.
    let unit: Double
    /// What must be added to a bound, for every leaf's share was rounded down.
    let addition: UInt32
    /// The least share of a score that a sum in another order is sure to reach.
    let slack: Float

    /// Blocks in a chunk.
    static var chunkSize: Int { 16 }

    /// Gives the slots their weights and sums all blocks, which any of the leaves makes possible.
    ///
    /// - Parameter leaves: The leaves; those are spread that can be.
    init(_ leaves: borrowing SegmentLeaves) {
        self.init(leaves, count: leaves.blockCount)
        let slots = leaves.slots
        if !fagui_has_vectors() || !addByOctets(leaves) {
            for slot in 0..<leaves.slotCount where !slots[slot].isExcluded { add(slots[slot]) }
            if leaves.slotCount > Self.manyLeaves { markFaint(leaves) }
        }
        findMaxima()
    }

    /// The bounds of a conjunction, all of whose leaves must be there: a candidate takes the place of a block.
    init(_ leaves: borrowing SegmentLeaves, of candidates: CandidateBlocks) throws {
        self.init(leaves, count: candidates.count)
        for slot in 0..<leaves.slotCount {
            let weight = UInt32(leaves.slots[slot].weight)
            try candidates.forEachImpact(of: slot) { values[$0] &+= BlockBounds.bound($1, weight) }
        }
        for place in 0..<count { values[place] = max(1, values[place]) }
        findMaxima()
    }

    /// The bounds of the only leaf, a phrase, which is no more frequent than the rarest of its elements: a candidate takes
    /// the place of a block.
    init(_ leaves: borrowing SegmentLeaves, ofPhrase candidates: CandidateBlocks, elementCount: Int) throws {
        self.init(leaves, count: candidates.count)
        for place in 0..<count { values[place] = 255 }
        for element in 0..<elementCount {
            try candidates.forEachImpact(of: element) { values[$0] = min(values[$0], UInt16($1)) }
        }
        let weight = UInt32(leaves.slots[0].weight)
        for place in 0..<count {
            values[place] = max(1, BlockBounds.bound(UInt8(truncatingIfNeeded: values[place]), weight))
        }
        findMaxima()
    }

    /// The bounds of the entries of the only leaf, a term with so many impacts: an entry takes the place of a block.
    init(entriesOf leaves: borrowing SegmentLeaves, _ impacts: UnsafePointer<UInt8>, count: Int) {
        self.init(leaves, count: count)
        BlockBounds.fill(values, impacts, leaves.slots[0].weight, count)
        findMaxima()
    }

    private init(_ leaves: borrowing SegmentLeaves, count: Int) {
        self.count = count
        chunkCount = (count + Self.chunkSize - 1) / Self.chunkSize
        values = leaves.memory.take(count: chunkCount * Self.chunkSize, filledWith: 0)
        chunkMaxima = leaves.memory.take(UInt16.self, count: chunkCount)
        let slots = leaves.slots
        var total = 0.0
        var used = 0
        for slot in 0..<leaves.slotCount where !slots[slot].isExcluded {
            total += Double(slots[slot].boost * slots[slot].growth)
            used += 1
        }
        // A weight of 256 gives a bound of 1 to the least impact: that a block matches must show. Where leaves are so many
        // that this leaves too little to the others, it shows otherwise.
        let least: UInt32 = used > Self.manyLeaves ? 1 : 256
        if used > Self.tooManyLeaves {
            // Even the least weights would sum to more than 16 bits hold: any block may reach any score.
            for slot in 0..<leaves.slotCount { slots[slot].weight = 0 }
            unit = .greatestFiniteMagnitude
        } else {
            let share = total > 0 ? total / Double(65_535 - UInt32(used) * (least + 1)) : 1
            for slot in 0..<leaves.slotCount where !slots[slot].isExcluded {
                let weight = (Double(slots[slot].boost * slots[slot].growth) / share).rounded(.up)
                slots[slot].weight = UInt16(max(least, UInt32(max(0, min(weight, 65_535)))))
            }
            // weight × impact / 256 stands for boost × growth × impact / 255.
            unit = share * 256 / 255 * (1 + Double(used + 4) * 0x1p-20)
        }
        addition = UInt32(used)
        slack = max(0, 1 - Float(used + 4) * 0x1p-20)
    }

    /// With more leaves, a faint one's bound may be 0 though its block matches.
    static var manyLeaves: Int { 96 }
    /// With more leaves than these nothing is pruned.
    static var tooManyLeaves: Int { 16_000 }

    /// Sums what the leaves of each octet of a block add, and takes the greatest sum: more than a document's leaves are never in
    /// its octet. False, and nothing is done, where leaves are too many or not spread.
    private func addByOctets(_ leaves: SegmentLeaves) -> Bool {
        guard leaves.slotCount <= Self.manyLeaves else { return false }
        let pairs = leaves.memory.takeRaw(UnsafePointer<UInt16>.self, count: leaves.slotCount)
        let weights = leaves.memory.take(UInt16.self, count: leaves.slotCount)
        var used = 0
        for slot in 0..<leaves.slotCount where !leaves.slots[slot].isExcluded {
            guard let own = leaves.slots[slot].pairs else { return false }
            (pairs + used).initialize(to: own)
            weights[used] = leaves.slots[slot].weight
            used += 1
        }
        fagui_bound_blocks(pairs, weights, used, count, values)
        return true
    }

    private func add(_ slot: borrowing LeafSlot) {
        let weight = UInt32(slot.weight)
        if let pairs = slot.pairs {
            BlockBounds.add(pairs, slot.weight, values, count)
        } else if let dense = slot.dense {
            for block in 0..<count { values[block] &+= BlockBounds.bound(dense[block], weight) }
        } else if let blocks = slot.blocks, let impacts = slot.impacts {
            for entry in 0..<slot.entryCount {
                values[Int(blocks[entry])] &+= BlockBounds.bound(impacts[entry], weight)
            }
        }
    }

    /// What a leaf adds for an impact.
    @inline(__always)
    static func bound(_ impact: UInt8, _ weight: UInt32) -> UInt16 {
        UInt16(truncatingIfNeeded: (UInt32(UInt16(impact) << 8) &* weight) >> 16)
    }

    /// Gives blocks that have a leaf a bound of 1 at least.
    private func markFaint(_ leaves: borrowing SegmentLeaves) {
        for slot in 0..<leaves.slotCount where !leaves.slots[slot].isExcluded {
            if let pairs = leaves.slots[slot].pairs {
                for block in 0..<count where pairs[block] != 0 && values[block] == 0 { values[block] = 1 }
            } else if let dense = leaves.slots[slot].dense {
                for block in 0..<count where dense[block] != 0 && values[block] == 0 { values[block] = 1 }
            } else if let blocks = leaves.slots[slot].blocks {
                for entry in 0..<leaves.slots[slot].entryCount where values[Int(blocks[entry])] == 0 {
                    values[Int(blocks[entry])] = 1
                }
            }
        }
    }

    @inline(never)
    private static func add(
        _ pairs: UnsafePointer<UInt16>, _ weight: UInt16, _ values: UnsafeMutablePointer<UInt16>, _ count: Int
    ) {
        // The high half of a product of 16 bits: one instruction of every vector unit.
        let factor = UInt32(weight)
        for block in 0..<count {
            values[block] &+= UInt16(truncatingIfNeeded: (UInt32(pairs[block] & 0xFF00) &* factor) >> 16)
        }
    }

    @inline(never)
    private static func fill(
        _ values: UnsafeMutablePointer<UInt16>, _ impacts: UnsafePointer<UInt8>, _ weight: UInt16, _ count: Int
    ) {
        // What ``bound(_:_:)`` gives, from products that fit 16 bits: of these a vector has most.
        let (high, low) = (weight >> 8, weight & 0xFF)
        for entry in 0..<count {
            let impact = UInt16(impacts[entry])
            values[entry] = impact &* high &+ (impact &* low) >> 8
        }
    }

    /// Leaves only blocks whose bit is set.
    func keep(_ possible: UnsafePointer<UInt64>) {
        for block in 0..<count {
            let mask = UInt16(truncatingIfNeeded: possible[block >> 6] >> UInt64(block & 63)) & 1
            values[block] &= 0 &- mask
        }
        findMaxima()
    }

    private func findMaxima() {
        let size = Self.chunkSize
        for chunk in 0..<chunkCount {
            let first = values + chunk * size
            var greatest: UInt16 = 0
            for place in 0..<size { greatest = max(greatest, first[place]) }
            chunkMaxima[chunk] = greatest
        }
    }

    /// Whether more than so many blocks can have matches.
    func hasMorePossible(than most: Int) -> Bool {
        if count <= most { return false }
        // Every chunk with a greatest bound has one at least, which nearly always says enough.
        return Self.countPossible(chunkMaxima, chunkCount) > most || Self.countPossible(values, count) > most
    }

    private static func countPossible(_ bounds: UnsafePointer<UInt16>, _ length: Int) -> Int {
        var count: UInt32 = 0
        for place in 0..<length { count &+= (UInt32(bounds[place]) &+ 0xFFFF) >> 16 }
        return Int(count)
    }

    /// The least bound that a block needs for one of its documents to reach a score; at least 1, for 0 is no match.
    @inline(__always)
    func bound(reaching score: Float) -> UInt32 {
        // Rounded down: a block too many costs time, one too few a hit.
        guard score > 0 else { return 1 }
        let bound = (Double(score) / unit).rounded(.down)
        if bound >= 4_294_967_295 { return .max }
        let whole = UInt32(bound)
        return whole > addition + 1 ? whole - addition : 1
    }

    /// The same for a document of a block, the halves of whose leaves' shares are summed; at most 32,767.
    func documentBound(reaching score: Float) -> UInt32 {
        // Rounded down, as every half is.
        UInt32(max(0, min(32_767, (Double(score) / (2 * unit)).rounded(.down) - Double(addition))))
    }
}
