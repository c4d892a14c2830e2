internal import FaguiIndex

/// Scores a query with required or excluded parts: first which documents match, then what they score.
struct TreeScorer: BlockScorer, ~Copyable {
    private(set) var seen = 0
    var isPruned: Bool { false }

    private let leaves: SegmentLeaves
    private let live: UnsafePointer<UInt64>
    private let program: MatchProgram
    private let segmentNumber: UInt32
    /// By slot: documents of the block that get its share.
    private let scored: UnsafeMutablePointer<UInt64>
    private let sums: UnsafeMutablePointer<Float>

    init(_ leaves: SegmentLeaves, _ program: MatchProgram, segmentNumber: Int) {
        self.leaves = leaves
        live = leaves.segment.liveDocuments
        self.program = program
        self.segmentNumber = UInt32(truncatingIfNeeded: segmentNumber)
        scored = leaves.memory.take(count: leaves.slotCount, filledWith: 0)
        sums = leaves.memory.take(Float.self, count: 64)
    }

    mutating func score(_ block: Int, into collector: inout TopCollector) throws {
        var rest = try evaluate(block)
        seen += rest.nonzeroBitCount
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest - 1
            collector.insert(
                sums[document], segment: segmentNumber, doc: DocID(truncatingIfNeeded: block * 64 + document))
        }
    }

    /// The score of a document of the block that was evaluated last, one that matches.
    func score(of document: Int) -> Float { sums[document] }

    /// Scores all documents of a block that match.
    ///
    /// - Returns: Which these are.
    mutating func evaluate(_ block: Int) throws -> UInt64 {
        let number = UInt32(truncatingIfNeeded: block)
        let matched = try program.documents(in: number, among: live[block])
        if matched == 0 { return 0 }
        scored.update(repeating: 0, count: leaves.slotCount)
        try mark(0, number, matched)
        sums.update(repeating: 0, count: 64)
        let slots = leaves.slots
        for slot in 0..<leaves.slotCount where scored[slot] != 0 {
            guard let norms = slots[slot].norms else { continue }
            let content = leaves.contents.base + slot
            SlotScoring.add(slots[slot], norms: norms + block * 64, scored[slot], sums: sums) {
                content.pointee.frequency(of: $0)
            }
        }
        return matched
    }

    /// Tells every leaf below a step which documents it scores: those that match all the way up.
    private func mark(_ place: Int, _ block: UInt32, _ documents: UInt64) throws {
        let step = program.steps[place]
        if step.slot >= 0 {
            scored[step.slot] = try leaves.documents(of: step.slot, in: block, among: documents)
            return
        }
        for child in step.firstChild..<step.firstChild + step.mustCount + step.shouldCount {
            let own = try program.documents(of: child, block, documents)
            if own != 0 { try mark(child, block, own) }
        }
    }
}
