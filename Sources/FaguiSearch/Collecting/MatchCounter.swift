internal import FaguiIndex

/// Counts the live documents of one segment that match.
struct MatchCounter {
    let leaves: SegmentLeaves
    let isCancelled: @Sendable () -> Bool

    func count() throws -> Int {
        if leaves.root == nil { return 0 }
        let segment = leaves.segment
        if let slots = leaves.alternatives, slots.count == 1, leaves.slots[slots[0]].kind == .term,
            segment.liveDocumentCount == segment.documentCount
        {
            return min(leaves.cursors.base[leaves.slots[slots[0]].index].documentFrequency, segment.documentCount)
        }
        let masks = MatchMasks(leaves)
        try masks.fill(isCancelled: isCancelled)
        return masks.matchCount
    }
}
