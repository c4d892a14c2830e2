internal import FaguiIndex

/// Scores a query of one term: what are blocks elsewhere are the list's entries here. Where blocks are kept in groups, only of
/// the entries that are scored it is found out which blocks they are.
struct TermScorer: BlockScorer, ~Copyable {
    private(set) var seen = 0
    var isPruned: Bool { false }

    private let live: UnsafePointer<UInt64>
    private let segmentNumber: UInt32
    private let cursor: UnsafeMutablePointer<TermPostings>
    private let slot: LeafSlot
    /// The entries' blocks, if they are decoded.
    private let blocks: UnsafePointer<UInt32>?
    /// Room for the blocks of one group, and which it has; nil where an entry's number is its block's.
    private let groupBlocks: UnsafeMutablePointer<UInt32>?
    private var group = -1

    init(_ leaves: borrowing SegmentLeaves, blocks: UnsafePointer<UInt32>?, segmentNumber: Int) {
        live = leaves.segment.liveDocuments
        self.segmentNumber = UInt32(truncatingIfNeeded: segmentNumber)
        slot = leaves.slots[0]
        cursor = leaves.cursors.base + slot.index
        self.blocks = blocks
        groupBlocks =
            blocks == nil && slot.dense == nil
            ? leaves.memory.take(UInt32.self, count: TermPostings.groupSize) : nil
    }

    mutating func score(_ number: Int, into collector: inout TopCollector) throws {
        let block = try block(ofEntry: number)
        let entry = cursor.pointee.cursor.entry(at: try cursor.pointee.find(entry: number).offset)
        let documents = entry.presence & live[block]
        seen &+= documents.nonzeroBitCount
        let first = DocID(truncatingIfNeeded: block &* 64)
        guard let norms = slot.norms.map({ $0 + 64 &* block }) else {
            var rest = documents
            while rest != 0 {
                collector.insert(
                    0, segment: segmentNumber, doc: first &+ DocID(truncatingIfNeeded: rest.trailingZeroBitCount))
                rest &= rest &- 1
            }
            return
        }
        let segmentNumber = segmentNumber
        if documents == entry.presence {
            SlotScoring.forEachShare(slot, norms: norms, entry) { document, share in
                collector.insert(share, segment: segmentNumber, doc: first &+ DocID(truncatingIfNeeded: document))
            }
            return
        }
        var rest = documents
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            collector.insert(
                SlotScoring.share(slot, norm: norms[document], frequency: entry.frequency(of: document)),
                segment: segmentNumber, doc: first &+ DocID(truncatingIfNeeded: document))
        }
    }

    @inline(__always)
    private mutating func block(ofEntry number: Int) throws -> Int {
        if let blocks { return Int(blocks[number]) }
        guard let groupBlocks else { return number }
        if number / TermPostings.groupSize != group {
            group = number / TermPostings.groupSize
            try cursor.pointee.decodeBlocks(ofGroup: group, into: groupBlocks)
        }
        return Int(groupBlocks[number % TermPostings.groupSize])
    }
}
