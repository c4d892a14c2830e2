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
            let saturations = slot.unitSaturations
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
}
