internal import FaguiIndex

/// What a leaf's occurrences in one block score.
///
/// All paths come here, so that a document's share is the same number whatever path found it.
enum SlotScoring {
    /// Writes the shares of `documents`, and adds them to `sums`.
    ///
    /// - Parameters:
    ///   - slot: A leaf of a field that is scored.
    ///   - norms: The field's norms.
    ///   - content: The block, decoded.
    ///   - documents: Bits of documents that exist and have the leaf.
    ///   - firstDoc: The number of the block's first document.
    ///   - shares: 64 values; those of `documents` are written.
    ///   - sums: 64 values; those of `documents` grow.
    @inline(__always)
    static func add(
        _ slot: borrowing LeafSlot, norms: UnsafePointer<UInt8>, _ content: UnsafeMutablePointer<BlockContent>,
        _ documents: UInt64, firstDoc: Int, shares: UnsafeMutablePointer<Float>, sums: UnsafeMutablePointer<Float>
    ) {
        let boost = slot.boost
        let own = norms + firstDoc
        var rest = documents
        if content.pointee.isAllOnes {
            let saturations = slot.saturations + 256
            while rest != 0 {
                let document = rest.trailingZeroBitCount
                rest &= rest - 1
                let share = boost * saturations[Int(own[document])]
                shares[document] = share
                sums[document] += share
            }
        } else {
            let factors = slot.lengthFactors
            let frequencies = content.pointee.frequencies
            while rest != 0 {
                let document = rest.trailingZeroBitCount
                rest &= rest - 1
                let saturation = BM25.saturation(
                    frequency: Float(frequencies[document]), lengthFactor: factors[Int(own[document])])
                let share = boost * saturation
                shares[document] = share
                sums[document] += share
            }
        }
    }

    /// Adds what all documents of an entry score to their sums, without asking whether anybody wants them.
    @inline(__always)
    static func addAll(
        _ slot: borrowing LeafSlot, norms: UnsafePointer<UInt8>, _ entry: BlockEntry,
        sums: UnsafeMutablePointer<Float>
    ) {
        let boost = slot.boost
        let saturations = slot.saturations
        var rest = entry.presence
        if entry.repeated == 0 {
            let units = saturations + 256
            while rest != 0 {
                let document = rest.trailingZeroBitCount
                rest &= rest &- 1
                sums[document] += boost * units[Int(norms[document])]
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
            sums[document] += boost * saturation
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
