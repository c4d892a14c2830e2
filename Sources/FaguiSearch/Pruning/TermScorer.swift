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
        if entry.repeated != 0 && documents == entry.presence {
            scoreAll(entry, norms, first, &collector)
        } else {
            score(documents, entry, norms, first, &collector)
        }
    }

    @inline(__always)
    private func score(
        _ documents: UInt64, _ entry: BlockEntry, _ norms: UnsafePointer<UInt8>, _ first: DocID,
        _ collector: inout TopCollector
    ) {
        let boost = slot.boost
        let units = slot.saturations + 256
        var rest = documents
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            let score =
                entry.repeated == 0
                ? boost * units[Int(norms[document])]
                : SlotScoring.share(slot, norm: norms[document], frequency: entry.frequency(of: document))
            collector.insert(score, segment: segmentNumber, doc: first &+ DocID(truncatingIfNeeded: document))
        }
    }

    /// Scores all documents of an entry, none of which is deleted, going over their frequencies meanwhile.
    @inline(__always)
    private func scoreAll(
        _ entry: BlockEntry, _ norms: UnsafePointer<UInt8>, _ first: DocID, _ collector: inout TopCollector
    ) {
        let boost = slot.boost
        let units = slot.saturations + 256
        var rest = entry.presence
        var flags = entry.repeated
        var index = 0
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            // Without a branch: which documents repeat a term cannot be foreseen.
            let flag = Int(truncatingIfNeeded: flags & 1)
            flags >>= 1
            let nibble = Int(entry.nibble(index)) & (0 &- flag)
            let norm = norms[document]
            let score =
                nibble == 15
                ? SlotScoring.share(slot, norm: norm, frequency: entry.escapedFrequency(index))
                : boost * units[(nibble &+ flag) << 8 | Int(norm)]
            index &+= flag
            collector.insert(score, segment: segmentNumber, doc: first &+ DocID(truncatingIfNeeded: document))
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
