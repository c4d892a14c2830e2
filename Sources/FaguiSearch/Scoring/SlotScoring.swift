internal import FaguiIndex

/// What a leaf's occurrences in one block score.
///
/// All paths come here, so that a document's share is the same number whatever path found it.
enum SlotScoring {
    /// Adds what `documents` score to their sums.
    ///
    /// - Parameters:
    ///   - slot: A leaf of a field that is scored.
    ///   - norms: 64 norms, the block's.
    ///   - documents: Bits of documents that exist and have the leaf.
    ///   - sums: 64 values; those of `documents` grow.
    ///   - frequency: How often one of them, 0...63, has the leaf.
    @inline(__always)
    static func add(
        _ slot: borrowing LeafSlot, norms: UnsafePointer<UInt8>, _ documents: UInt64,
        sums: UnsafeMutablePointer<Float>, frequency: (Int) -> UInt32
    ) {
        var rest = documents
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            sums[document] += share(slot, norm: norms[document], frequency: frequency(document))
        }
    }

    /// Calls `body` with every document of an entry, ascending, and what it scores, without asking whether anybody wants it.
    ///
    /// - Parameters:
    ///   - slot: A leaf of a field that is scored.
    ///   - norms: 64 norms, the block's.
    ///   - entry: What the leaf, a term, has in the block.
    ///   - body: Called with a document, 0...63, and its share.
    @inline(__always)
    static func forEachShare(
        _ slot: borrowing LeafSlot, norms: UnsafePointer<UInt8>, _ entry: BlockEntry,
        _ body: (_ document: Int, _ share: Float) -> Void
    ) {
        let boost = slot.boost
        let saturations = slot.saturations
        var rest = entry.presence
        if entry.repeated == 0 {
            let units = saturations + 256
            while rest != 0 {
                let document = rest.trailingZeroBitCount
                rest &= rest &- 1
                body(document, boost * units[Int(norms[document])])
            }
            return
        }
        var flags = entry.repeated
        var index = 0
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            // Without a branch: which documents repeat a term cannot be foreseen.
            let flag = Int(truncatingIfNeeded: flags & 1)
            flags >>= 1
            let nibble = Int(entry.nibble(index))
            let norm = Int(norms[document])
            let saturation: Float
            if flag & (nibble == 15 ? 1 : 0) != 0 {
                saturation = BM25.saturation(
                    frequency: Float(entry.escapedFrequency(index)), lengthFactor: slot.lengthFactors[norm])
            } else {
                saturation = saturations[(1 &+ flag &* (nibble &+ 1)) << 8 | norm]
            }
            index &+= flag
            body(document, boost * saturation)
        }
    }

    /// What a frequency scores.
    @inline(__always)
    static func share(_ slot: borrowing LeafSlot, norm: UInt8, frequency: UInt32) -> Float {
        if frequency <= 16 {
            return slot.boost * slot.saturations[Int(frequency) << 8 | Int(norm)]
        }
        return slot.boost
            * BM25.saturation(frequency: Float(frequency), lengthFactor: slot.lengthFactors[Int(norm)])
    }
}
