internal import FaguiIndex

/// Scores a query that is one phrase: positions are read only of documents that have all its terms, often enough to reach
/// the threshold.
struct PhraseScorer: BlockScorer, ~Copyable {
    /// Few blocks have many matches.
    static var unorderedBlocks: Int { 4 }

    private(set) var seen = 0
    private(set) var isPruned = false

    private let segment: SegmentReader
    private let phrase: PhrasePostings
    private let slot: LeafSlot
    private let segmentNumber: UInt32
    private let slack: Float
    /// Whether every document that has the phrase is to be seen.
    private let countsAll: Bool

    init(_ leaves: SegmentLeaves, _ bounds: BlockBounds, segmentNumber: Int, countsAll: Bool) {
        self.countsAll = countsAll
        segment = leaves.segment
        slot = leaves.slots[0]
        phrase = leaves.phrases[slot.index]
        self.segmentNumber = UInt32(truncatingIfNeeded: segmentNumber)
        slack = bounds.slack
    }

    mutating func score(_ block: Int, into collector: inout TopCollector) throws {
        let number = UInt32(truncatingIfNeeded: block)
        var rest = try phrase.documents(in: number, among: segment.liveDocuments(inBlock: block))
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            let norm = slot.norms.map { $0[block * 64 + document] }
            if let norm, !countsAll {
                let most = SlotScoring.share(slot, norm: norm, frequency: phrase.frequencyBound(of: document))
                if most < collector.threshold * slack {
                    isPruned = true
                    continue
                }
            }
            let frequency = try phrase.frequency(of: document, in: number)
            if frequency == 0 { continue }
            seen &+= 1
            collector.insert(
                norm.map { SlotScoring.share(slot, norm: $0, frequency: frequency) } ?? 0,
                segment: segmentNumber, doc: DocID(truncatingIfNeeded: block * 64 + document))
        }
    }
}
