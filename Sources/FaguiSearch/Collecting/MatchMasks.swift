internal import FaguiIndex

/// Which live documents of one segment match: a word of 64 bits a block.
///
/// All that looks at every match stands on it: counting, facets, sorting by a column. It costs a bit a document.
struct MatchMasks {
    let leaves: SegmentLeaves
    /// One word a block, 0 until ``fill(isCancelled:)`` has come there.
    let words: UnsafeMutablePointer<UInt64>

    /// Blocks of the segment.
    var count: Int { leaves.blockCount }

    init(_ leaves: SegmentLeaves) {
        self.leaves = leaves
        words = leaves.memory.take(count: leaves.blockCount, filledWith: 0)
    }

    /// Finds all that match.
    ///
    /// - Parameter isCancelled: Asked from time to time.
    /// - Throws: ``SearchError/cancelled``, after which `words` have some of the matches; what damaged bytes throw.
    func fill(isCancelled: () -> Bool) throws {
        try leaves.decodeOnlyList()
        // A search before may have decoded a phrase for some documents only.
        leaves.decodedBlocks.update(repeating: .max, count: leaves.slotCount)
        if case .any = leaves.shape { return try fill(alternatives: Array(0..<leaves.slotCount), isCancelled) }
        guard let root = leaves.root else { return }
        let program = MatchProgram(root, leaves)
        let possible = program.possibleBlocks()
        for word in 0..<(count + 63) / 64 {
            if word & 3 == 3 && isCancelled() { throw SearchError.cancelled }
            var bits = possible[word]
            while bits != 0 {
                let block = word << 6 | bits.trailingZeroBitCount
                bits &= bits - 1
                if block >= count { break }
                words[block] = try program.documents(
                    in: UInt32(block), among: leaves.segment.liveDocuments(inBlock: block))
            }
        }
    }

    /// Calls `body` with every block that has matches, and which.
    func forEachBlock(_ body: (Int, UInt64) throws -> Void) rethrows {
        for block in 0..<count where words[block] != 0 { try body(block, words[block]) }
    }

    /// Matches found.
    var matchCount: Int {
        var sum = 0
        for block in 0..<count { sum += words[block].nonzeroBitCount }
        return sum
    }

    // MARK: Alternatives

    private func fill(alternatives slots: [Int], _ isCancelled: () -> Bool) throws {
        // What is still to be found, so that blocks that have all are not decoded again.
        let missing = leaves.memory.take(UInt64.self, count: count)
        for block in 0..<count { missing[block] = leaves.segment.liveDocuments(inBlock: block) }
        // Frequent terms first, so that rare ones meet blocks where nothing is missing. Phrases last: positions are
        // read only of documents that nothing else has found.
        let ordered = slots.sorted { leaves.slots[$0].entryCount > leaves.slots[$1].entryCount }
        for slot in ordered where leaves.slots[slot].kind != .phrase {
            if isCancelled() { throw SearchError.cancelled }
            if leaves.slots[slot].kind == .term {
                let own = leaves.slots[slot]
                try take(
                    BlockList(
                        cursor: own.index, dense: own.dense, blocks: own.blocks, impacts: own.impacts,
                        entryCount: own.entryCount), from: missing)
            } else {
                for list in leaves.unions[leaves.slots[slot].index].lists { try take(list, from: missing) }
            }
        }
        for slot in slots where leaves.slots[slot].kind == .phrase { try takePhrase(slot, from: missing, isCancelled) }
    }

    private func take(_ list: BlockList, from missing: UnsafeMutablePointer<UInt64>) throws {
        let cursor = leaves.cursors.base + list.cursor
        if let dense = list.dense {
            for block in 0..<count where dense[block] != 0 && missing[block] != 0 {
                move(try cursor.pointee.find(entry: block).documents, block, from: missing)
            }
        } else if let blocks = list.blocks {
            for entry in 0..<list.entryCount where missing[Int(blocks[entry])] != 0 {
                move(try cursor.pointee.find(entry: entry).documents, Int(blocks[entry]), from: missing)
            }
        }
    }

    private func takePhrase(
        _ slot: Int, from missing: UnsafeMutablePointer<UInt64>, _ isCancelled: () -> Bool
    ) throws {
        guard let impacts = leaves.slots[slot].dense else { return }
        for block in 0..<count where impacts[block] != 0 && missing[block] != 0 {
            if block & 63 == 63 && isCancelled() { throw SearchError.cancelled }
            leaves.decodedBlocks[slot] = .max
            move(try leaves.documents(of: slot, in: UInt32(block), among: missing[block]), block, from: missing)
        }
    }

    @inline(__always)
    private func move(_ documents: UInt64, _ block: Int, from missing: UnsafeMutablePointer<UInt64>) {
        words[block] |= documents & missing[block]
        missing[block] &= ~documents
    }
}
