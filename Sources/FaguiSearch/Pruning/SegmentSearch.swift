internal import FaguiIndex

/// Finds the best documents of one segment without scoring all of them.
struct SegmentSearch {
    let leaves: SegmentLeaves
    let number: Int
    let isCancelled: @Sendable () -> Bool
    /// Whether all that match are to be counted: where every block that can match must be looked at for that anyway, it is
    /// looked at once.
    var countsAll = false

    /// What a search saw.
    struct Outcome {
        /// Documents seen to match: all of them if nothing was pruned.
        var seen = 0
        var isPruned = false
    }

    /// Adds the segment's best documents to those of other segments.
    func collect(into collector: inout TopCollector) throws -> Outcome {
        if case .nothing = leaves.shape { return Outcome() }
        if let impacts = leaves.onlyList {
            let bounds = BlockBounds(entriesOf: leaves, impacts)
            var scorer = TermListScorer(leaves, segmentNumber: number)
            return try visit(bounds, &scorer, &collector)
        }
        if case .all = leaves.shape {
            let candidates = try leaves.candidates()
            let bounds = try BlockBounds(leaves, of: candidates)
            var scorer = ConjunctionScorer(leaves, candidates, bounds, segmentNumber: number, countsAll: countsAll)
            return try visit(bounds, &scorer, &collector, all: countsAll)
        }
        if leaves.shape.isAny, leaves.slotCount == 1, leaves.slots[0].kind == .phrase {
            let phrase = leaves.phrases[leaves.slots[0].index]
            let candidates = try phrase.findCandidates()
            let bounds = try BlockBounds(leaves, ofPhrase: candidates, elementCount: phrase.count)
            var scorer = PhraseScorer(leaves, candidates, bounds, segmentNumber: number, countsAll: countsAll)
            return try visit(bounds, &scorer, &collector, all: countsAll)
        }
        leaves.spread()
        let bounds = BlockBounds(leaves)
        if case .tree(let root) = leaves.shape {
            let program = MatchProgram(root, leaves)
            bounds.keep(program.possibleBlocks())
            var scorer = TreeScorer(leaves, program, segmentNumber: number)
            return try visit(bounds, &scorer, &collector)
        }
        var scorer = AlternativesScorer(leaves, bounds, segmentNumber: number)
        return try visit(bounds, &scorer, &collector)
    }

    /// So many blocks before it is scored a block is prepared; where the segment is so small that it lies in the caches, none
    /// is.
    private var lookahead: Int { leaves.blockCount > 8_192 ? 3 : .max >> 1 }

    private func visit<Scorer: BlockScorer & ~Copyable>(
        _ bounds: BlockBounds, _ scorer: inout Scorer, _ collector: inout TopCollector, all: Bool = false
    ) throws -> Outcome {
        let lookahead = lookahead
        var isPruned = false
        if all || collector.limit >= leaves.segment.documentCount
            || bounds.possibleCount <= Scorer.unorderedBlocks * collector.limit
        {
            // All of them may be wanted, or nearly all: going forward in the lists is cheaper than the best order.
            var threshold = collector.threshold
            var least = bounds.bound(reaching: threshold)
            for block in 0..<bounds.count where bounds.values[block] != 0 {
                if block & 255 == 255 && isCancelled() { throw SearchError.cancelled }
                if collector.threshold != threshold {
                    threshold = collector.threshold
                    least = bounds.bound(reaching: threshold)
                }
                let isHopeless = UInt32(bounds.values[block]) < least
                if isHopeless && !all {
                    isPruned = true
                    continue
                }
                if block + lookahead < bounds.count { scorer.prepare(block + lookahead) }
                if isHopeless {
                    try scorer.tally(block, into: &collector)
                } else {
                    try scorer.score(block, into: &collector)
                }
            }
        } else {
            let room = bounds.chunkCount * BlockBounds.chunkSize
            let order = leaves.memory.take(UInt32.self, count: room)
            let copy = leaves.memory.take(UInt32.self, count: room)
            var upper = UInt32.max
            if collector.threshold == -.infinity {
                upper = BlockOrder.bestBound(bounds, wanted: 8 + collector.limit / 4)
                let count = BlockOrder.sort(bounds, in: upper..<UInt32.max, into: order, copy)
                for place in 0..<count {
                    // The best first, for each raises the threshold for the next.
                    let block = Int(order[place])
                    if UInt32(bounds.values[block]) < bounds.bound(reaching: collector.threshold) {
                        isPruned = true
                        continue
                    }
                    if place & 127 == 127 && isCancelled() { throw SearchError.cancelled }
                    if place + lookahead < count { scorer.prepare(Int(order[place + lookahead])) }
                    try scorer.score(block, into: &collector)
                }
            }
            let lower = bounds.bound(reaching: collector.threshold)
            isPruned = isPruned || lower > 1
            if lower < upper { try visit(bounds, in: lower..<upper, order, copy, &scorer, &collector, &isPruned) }
        }
        return Outcome(seen: scorer.seen, isPruned: isPruned || scorer.isPruned)
    }

    private func visit<Scorer: BlockScorer & ~Copyable>(
        _ bounds: BlockBounds, in range: Range<UInt32>, _ order: UnsafeMutablePointer<UInt32>,
        _ copy: UnsafeMutablePointer<UInt32>, _ scorer: inout Scorer, _ collector: inout TopCollector,
        _ isPruned: inout Bool
    ) throws {
        let count = BlockOrder.sort(bounds, in: range, into: order, copy)
        if count == 0 { return }
        let wordCount = (bounds.count + 63) / 64
        let chosen = leaves.memory.take(count: wordCount, filledWith: UInt64(0))
        var threshold = collector.threshold
        var least = bounds.bound(reaching: threshold)
        let lookahead = lookahead
        var scored = 0
        var first = 0
        var length = 64
        while first < count {
            // Blocks of one bucket are in no order; behind it there are only lower ones.
            if BlockOrder.isLower(bounds.values[Int(order[first])], than: least) {
                isPruned = true
                return
            }
            let end = min(count, first + length)
            for place in first..<end { chosen[Int(order[place] >> 6)] |= 1 << UInt64(order[place] & 63) }
            // The best remaining blocks go in the order of their numbers: going forward in a list is cheaper than
            // finding a place in it, and the threshold hardly moves any more.
            var sorted = 0
            for word in 0..<wordCount {
                var bits = chosen[word]
                if bits == 0 { continue }
                chosen[word] = 0
                while bits != 0 {
                    copy[sorted] = UInt32(truncatingIfNeeded: word << 6 | bits.trailingZeroBitCount)
                    bits &= bits &- 1
                    sorted += 1
                }
            }
            for place in 0..<sorted {
                let block = Int(copy[place])
                if collector.threshold != threshold {
                    threshold = collector.threshold
                    least = bounds.bound(reaching: threshold)
                }
                if UInt32(bounds.values[block]) < least {
                    isPruned = true
                    continue
                }
                scored &+= 1
                if scored & 127 == 0 && isCancelled() { throw SearchError.cancelled }
                if place + lookahead < sorted { scorer.prepare(Int(copy[place + lookahead])) }
                try scorer.score(block, into: &collector)
            }
            first = end
            length *= 2
        }
    }
}
