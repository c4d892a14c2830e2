internal import FaguiIndex

/// Counts the live documents of one segment that match.
struct MatchCounter {
    let leaves: SegmentLeaves

    func count(isCancelled: () -> Bool) throws -> Int {
        if case .nothing = leaves.shape { return 0 }
        let segment = leaves.segment
        if leaves.slotCount == 1, case .any = leaves.shape, leaves.slots[0].kind == .term,
            segment.liveDocumentCount == segment.documentCount
        {
            return min(leaves.cursors.base[leaves.slots[0].index].documentFrequency, segment.documentCount)
        }
        try leaves.decodeOnlyList()
        let masks = MatchMasks(leaves)
        try masks.fill(isCancelled: isCancelled)
        return masks.matchCount
    }
}
