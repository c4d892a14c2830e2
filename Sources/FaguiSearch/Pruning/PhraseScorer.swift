internal import FaguiIndex

/// Scores a query that is one phrase: positions are read only of documents that have all its terms, often enough to reach
/// the threshold.
struct PhraseScorer: BlockScorer, ~Copyable {
    /// Few blocks have many matches.
    static var unorderedBlocks: Int { 4 }

    private(set) var seen = 0
    private(set) var isPruned = false

    /// Keeps what the addresses point to.
    private let segment: SegmentReader
    private let live: UnsafePointer<UInt64>
    private let blocks: UnsafePointer<UInt32>
    private let phrase: PhrasePostings
    private let slot: LeafSlot
    private let segmentNumber: UInt32
    private let slack: Float
    /// Whether every document that has the phrase is to be seen.
    private let countsAll: Bool
    /// The block before, and which of its documents are still to be looked at: their positions are fetched from memory in the
    /// meantime.
    private var pending: (block: UInt32, documents: UInt64) = (0, 0)

    init(
        _ leaves: SegmentLeaves, _ candidates: CandidateBlocks, _ bounds: BlockBounds, segmentNumber: Int,
        countsAll: Bool
    ) {
        self.countsAll = countsAll
        blocks = candidates.blocks
        segment = leaves.segment
        live = segment.liveDocuments
        slot = leaves.slots[0]
        phrase = leaves.phrases[slot.index]
        self.segmentNumber = UInt32(truncatingIfNeeded: segmentNumber)
        slack = bounds.slack
    }

    func prepare(_ candidate: Int) { phrase.prepare(candidate, in: blocks[candidate]) }

    mutating func score(_ candidate: Int, into collector: inout TopCollector) throws {
        let number = blocks[candidate]
        let block = Int(number)
        var rest = try phrase.documents(ofCandidate: candidate, in: number, among: live[block])
        if rest == 0 { return }
        if !countsAll, let norms = slot.norms {
            let possible = reaching(collector.threshold * slack, rest, norms + block * 64)
            if possible != rest { isPruned = true }
            rest = possible
            phrase.keep(possible)
        }
        if !phrase.canExchange || rest == 0 { return try look(at: rest, number, &collector) }
        try phrase.findFirstPositions(in: number)
        let earlier = pending
        pending = (number, rest)
        phrase.exchange()
        try look(at: earlier.documents, earlier.block, &collector)
    }

    mutating func finish(into collector: inout TopCollector) throws {
        let earlier = pending
        pending.documents = 0
        phrase.exchange()
        try look(at: earlier.documents, earlier.block, &collector)
    }

    /// Offers those of some documents of a block that have the phrase.
    @inline(__always)
    private mutating func look(at documents: UInt64, _ number: UInt32, _ collector: inout TopCollector) throws {
        let block = Int(number)
        var rest = documents
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            let frequency = try phrase.frequency(of: document, in: number)
            if frequency == 0 { continue }
            seen &+= 1
            collector.insert(
                slot.norms.map { SlotScoring.share(slot, norm: $0[block * 64 + document], frequency: frequency) } ?? 0,
                segment: segmentNumber, doc: DocID(truncatingIfNeeded: block * 64 + document))
        }
    }

    /// Which documents could reach a score if the phrase were as frequent as the rarest of its elements.
    @inline(__always)
    private func reaching(_ threshold: Float, _ documents: UInt64, _ norms: UnsafePointer<UInt8>) -> UInt64 {
        if threshold <= 0 { return documents }
        var rest = documents
        var possible: UInt64 = 0
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            let most = SlotScoring.share(
                slot, norm: norms[document], frequency: phrase.frequencyBound(of: document))
            possible |= (most < threshold ? 0 : 1) << UInt64(document)
        }
        return possible
    }
}
