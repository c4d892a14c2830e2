internal import FaguiIndex

/// Counts the live documents of one segment that match.
struct MatchCounter {
    let leaves: SegmentLeaves
    let isCancelled: @Sendable () -> Bool

    func count() throws -> Int {
        guard let root = leaves.root else { return 0 }
        // A search before may have decoded a phrase for some documents only.
        leaves.decodedBlocks.update(repeating: .max, count: leaves.slotCount)
        if let slots = leaves.alternatives { return try count(alternatives: slots) }
        let program = MatchProgram(root, leaves)
        let possible = program.possibleBlocks()
        var count = 0
        for word in 0..<(leaves.blockCount + 63) / 64 {
            if word & 3 == 3 && isCancelled() { throw SearchError.cancelled }
            var bits = possible[word]
            while bits != 0 {
                let block = word << 6 | bits.trailingZeroBitCount
                bits &= bits - 1
                if block >= leaves.blockCount { break }
                let live = leaves.segment.liveDocuments(inBlock: block)
                count += try program.documents(in: UInt32(block), among: live).nonzeroBitCount
            }
        }
        return count
    }

    private func count(alternatives slots: [Int]) throws -> Int {
        let segment = leaves.segment
        if slots.count == 1, leaves.slots[slots[0]].kind == .term, segment.liveDocumentCount == segment.documentCount {
            return min(leaves.cursors.base[leaves.slots[slots[0]].index].documentFrequency, segment.documentCount)
        }
        // What is still to be found, so that blocks that have all are not decoded again.
        let missing = leaves.memory.take(UInt64.self, count: leaves.blockCount)
        var live = 0
        for block in 0..<leaves.blockCount {
            missing[block] = segment.liveDocuments(inBlock: block)
            live += missing[block].nonzeroBitCount
        }
        // Frequent terms first, so that rare ones meet blocks where nothing is missing. Phrases last: positions are
        // read only of documents that nothing else has found.
        let ordered = slots.sorted { leaves.slots[$0].entryCount > leaves.slots[$1].entryCount }
        for slot in ordered where leaves.slots[slot].kind != .phrase {
            if isCancelled() { throw SearchError.cancelled }
            if leaves.slots[slot].kind == .term {
                let own = leaves.slots[slot]
                try remove(
                    BlockList(
                        cursor: own.index, dense: own.dense, blocks: own.blocks, impacts: own.impacts,
                        entryCount: own.entryCount), from: missing)
            } else {
                for list in leaves.unions[leaves.slots[slot].index].lists { try remove(list, from: missing) }
            }
        }
        for slot in slots where leaves.slots[slot].kind == .phrase { try removePhrase(slot, from: missing) }
        for block in 0..<leaves.blockCount { live -= missing[block].nonzeroBitCount }
        return live
    }

    private func remove(_ list: BlockList, from missing: UnsafeMutablePointer<UInt64>) throws {
        let cursor = leaves.cursors.base + list.cursor
        let content = leaves.contents.base + leaves.slotCount
        if let dense = list.dense {
            for block in 0..<leaves.blockCount where dense[block] != 0 && missing[block] != 0 {
                _ = try cursor.pointee.decode(block: UInt32(block), into: &content.pointee)
                missing[block] &= ~content.pointee.presence
            }
        } else if let blocks = list.blocks {
            for entry in 0..<list.entryCount where missing[Int(blocks[entry])] != 0 {
                _ = try cursor.pointee.decode(block: blocks[entry], into: &content.pointee)
                missing[Int(blocks[entry])] &= ~content.pointee.presence
            }
        }
    }

    private func removePhrase(_ slot: Int, from missing: UnsafeMutablePointer<UInt64>) throws {
        guard let impacts = leaves.slots[slot].dense else { return }
        for block in 0..<leaves.blockCount where impacts[block] != 0 && missing[block] != 0 {
            if block & 63 == 63 && isCancelled() { throw SearchError.cancelled }
            leaves.decodedBlocks[slot] = .max
            missing[block] &= ~(try leaves.documents(of: slot, in: UInt32(block), among: missing[block]))
        }
    }
}
