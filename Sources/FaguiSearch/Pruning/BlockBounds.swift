internal import FaguiIndex

/// For every block of a segment a number that the score of none of its documents exceeds.
///
/// Bounds are sums of weight × impact in whole numbers: a leaf's weight is its boost in units of `scale`, rounded up,
/// at most 257, so that a product fits 16 bits and a sum of products 32.
struct BlockBounds {
    /// One sum a block; 0 where no leaf occurs.
    let values: UnsafeMutablePointer<UInt32>
    let count: Int
    /// What one unit of a bound is worth as a score, with room for the rounding of sums in `Float`.
    let unit: Double
    /// The least share of a score that a sum in another order is sure to reach.
    let slack: Float

    /// Gives the slots their weights and sums all blocks.
    init(_ leaves: SegmentLeaves) {
        count = leaves.blockCount
        let slots = leaves.slots
        values = leaves.memory.take(count: count, filledWith: UInt32(0))
        var greatest: Float = 0
        var used = 0
        for slot in 0..<leaves.slotCount where !slots[slot].isExcluded {
            greatest = max(greatest, slots[slot].boost * slots[slot].growth)
            used += 1
        }
        // Beyond 65,000 leaves a sum of 257 × 255 each would overflow.
        let limit = Float(max(1, min(256, 16_000_000 / max(1, used) - 1)))
        let scale = greatest > 0 ? greatest / limit : 1
        unit = Double(scale) / 255 * (1 + Double(used + 4) * 0x1p-20)
        slack = max(0, 1 - Float(used + 4) * 0x1p-20)
        for slot in 0..<leaves.slotCount where !slots[slot].isExcluded {
            let share = (slots[slot].boost * slots[slot].growth / scale).rounded(.up)
            // At least 1: a block that matches with a score of 0 differs from one that does not match.
            let weight = UInt32(max(1, min(share, 257)))
            slots[slot].weight = weight
            add(slots[slot], weight: weight)
        }
    }

    private func add(_ slot: LeafSlot, weight: UInt32) {
        if let dense = slot.dense {
            BlockBounds.addDense(dense, times: weight, to: values, count: count)
        } else if let blocks = slot.blocks, let impacts = slot.impacts {
            for entry in 0..<slot.entryCount { values[Int(blocks[entry])] &+= weight &* UInt32(impacts[entry]) }
        }
    }

    @inline(never)
    private static func addDense(
        _ impacts: UnsafePointer<UInt8>, times weight: UInt32, to values: UnsafeMutablePointer<UInt32>, count: Int
    ) {
        let factor = UInt16(truncatingIfNeeded: weight)
        for block in 0..<count {
            // 257 × 255 = 65,535: the product fits the narrow multiplication that vector units have.
            values[block] &+= UInt32(UInt16(impacts[block]) &* factor)
        }
    }

    /// The least bound that a block needs for one of its documents to reach a score.
    @inline(__always)
    func bound(reaching score: Float) -> UInt32 {
        // Rounded down: a block too many costs time, one too few a hit.
        guard score > 0 else { return 1 }
        let bound = (Double(score) / unit).rounded(.down)
        return bound < 1 ? 1 : bound >= 4_294_967_295 ? .max : UInt32(bound)
    }
}
