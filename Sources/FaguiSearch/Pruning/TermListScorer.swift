internal import FaguiIndex

/// Scores a query of one term whose list keeps its impacts: what are blocks elsewhere are the list's entries here, and only
/// of those that are scored is it found out which blocks they are.
struct TermListScorer: BlockScorer, ~Copyable {
    private(set) var seen = 0
    var isPruned: Bool { false }

    private let leaves: SegmentLeaves
    private let live: UnsafePointer<UInt64>
    private let segmentNumber: UInt32
    private let groupBlocks: UnsafeMutablePointer<UInt32>
    private var group = -1

    init(_ leaves: SegmentLeaves, segmentNumber: Int) {
        self.leaves = leaves
        live = leaves.segment.liveDocuments
        self.segmentNumber = UInt32(truncatingIfNeeded: segmentNumber)
        groupBlocks = leaves.memory.take(UInt32.self, count: TermPostings.groupSize)
    }

    mutating func score(_ number: Int, into collector: inout TopCollector) throws {
        let cursor = leaves.cursors.base + leaves.slots[0].index
        if number / TermPostings.groupSize != group {
            group = number / TermPostings.groupSize
            try cursor.pointee.decodeBlocks(ofGroup: group, into: groupBlocks)
        }
        let block = Int(groupBlocks[number % TermPostings.groupSize])
        let entry = cursor.pointee.cursor.entry(at: try cursor.pointee.find(entry: number).offset)
        var rest = entry.presence & live[block]
        seen &+= rest.nonzeroBitCount
        guard let norms = leaves.slots[0].norms else {
            while rest != 0 {
                collector.insert(0, segment: segmentNumber, doc: DocID(block * 64 + rest.trailingZeroBitCount))
                rest &= rest &- 1
            }
            return
        }
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            let doc = block * 64 + document
            collector.insert(
                SlotScoring.share(leaves.slots[0], norm: norms[doc], frequency: entry.frequency(of: document)),
                segment: segmentNumber, doc: DocID(truncatingIfNeeded: doc))
        }
    }
}
