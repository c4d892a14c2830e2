internal import FaguiIndex

/// The scores of documents of one segment, whatever they rank: the same numbers as a ranked search gives.
///
/// - Concurrency: One value belongs to one thread.
struct MatchScores: ~Copyable {
    private let leaves: SegmentLeaves
    /// Nil if nothing can match in the segment.
    private var scorer: TreeScorer?
    /// The block that `matched` and the scorer have, -1 for none.
    private var block = -1
    private var matched: UInt64 = 0

    init(_ leaves: SegmentLeaves, number: Int) {
        self.leaves = leaves
        scorer = leaves.root.map { TreeScorer(leaves, MatchProgram($0, leaves), segmentNumber: number) }
    }

    /// Which live documents of a block match; afterwards ``score(of:)`` knows their scores.
    mutating func evaluate(_ block: Int) throws -> UInt64 {
        if block == self.block { return matched }
        self.block = -1
        // What was decoded before may have been decoded for some documents only.
        leaves.decodedBlocks.update(repeating: .max, count: leaves.slotCount)
        matched = try scorer?.evaluate(block) ?? 0
        self.block = block
        return matched
    }

    /// The score of a matching document, 0...63, of the block that was evaluated last.
    func score(of document: Int) -> Float { scorer?.score(of: document) ?? 0 }
}
