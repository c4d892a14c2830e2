internal import FaguiIndex

/// Finds the best documents of one segment without scoring all of them.
struct SegmentSearch {
    let leaves: SegmentLeaves
    let number: Int
    let isCancelled: @Sendable () -> Bool

    /// What a search saw.
    struct Outcome {
        /// Documents seen to match: all of them if nothing was pruned.
        var seen = 0
        var isPruned = false
    }

    /// Adds the segment's best documents to those of other segments.
    func collect(into collector: inout TopCollector) throws -> Outcome {
        guard let root = leaves.root else { return Outcome() }
        let bounds = BlockBounds(leaves)
        if leaves.alternatives != nil {
            var scorer = AlternativesScorer(leaves, bounds, segmentNumber: number)
            return try visit(bounds, &scorer, &collector)
        }
        let program = MatchProgram(root, leaves)
        let possible = program.possibleBlocks()
        for block in 0..<bounds.count {
            let mask = UInt32(truncatingIfNeeded: possible[block >> 6] >> UInt64(block & 63)) & 1
            bounds.values[block] &= 0 &- mask
        }
        var scorer = TreeScorer(leaves, program, segmentNumber: number)
        return try visit(bounds, &scorer, &collector)
    }

    private func visit<Scorer: BlockScorer & ~Copyable>(
        _ bounds: BlockBounds, _ scorer: inout Scorer, _ collector: inout TopCollector
    ) throws -> Outcome {
        var isPruned = false
        if collector.limit >= leaves.segment.documentCount {
            // The best of this segment may be all of it.
            for block in 0..<bounds.count where bounds.values[block] != 0 {
                if block & 255 == 255 && isCancelled() { throw SearchError.cancelled }
                try scorer.score(block, into: &collector)
            }
        } else {
            let order = leaves.memory.take(UInt32.self, count: bounds.count)
            var upper = UInt32.max
            if collector.threshold == -.infinity {
                upper = BlockOrder.bestBound(bounds, wanted: 48 + collector.limit / 8)
                try visit(bounds, in: upper..<UInt32.max, order, &scorer, &collector, &isPruned)
            }
            let lower = bounds.bound(reaching: collector.threshold)
            isPruned = isPruned || lower > 1
            if lower < upper { try visit(bounds, in: lower..<upper, order, &scorer, &collector, &isPruned) }
        }
        return Outcome(seen: scorer.seen, isPruned: isPruned || scorer.isPruned)
    }

    private func visit<Scorer: BlockScorer & ~Copyable>(
        _ bounds: BlockBounds, in range: Range<UInt32>, _ order: UnsafeMutablePointer<UInt32>,
        _ scorer: inout Scorer, _ collector: inout TopCollector, _ isPruned: inout Bool
    ) throws {
        let (count, shift) = BlockOrder.sort(bounds, in: range, into: order)
        let wordCount = (bounds.count + 63) / 64
        let chosen = leaves.memory.take(count: wordCount, filledWith: UInt64(0))
        var threshold = collector.threshold
        var least = bounds.bound(reaching: threshold)
        var scored = 0
        var first = 0
        var length = 64
        while first < count {
            // Blocks of one bucket are in no order; behind it there are only lower ones.
            if bounds.values[Int(order[first])] >> shift < least >> shift {
                isPruned = true
                return
            }
            let end = min(count, first + length)
            for place in first..<end { chosen[Int(order[place] >> 6)] |= 1 << UInt64(order[place] & 63) }
            // The best remaining blocks go in the order of their numbers: going forward in a list is cheaper than
            // finding a place in it, and the threshold hardly moves any more.
            for word in 0..<wordCount {
                var bits = chosen[word]
                chosen[word] = 0
                while bits != 0 {
                    let block = word << 6 | bits.trailingZeroBitCount
                    bits &= bits - 1
                    if collector.threshold != threshold {
                        threshold = collector.threshold
                        least = bounds.bound(reaching: threshold)
                    }
                    if bounds.values[block] < least {
                        isPruned = true
                        continue
                    }
                    scored += 1
                    if scored & 127 == 0 && isCancelled() { throw SearchError.cancelled }
                    try scorer.score(block, into: &collector)
                }
            }
            first = end
            length *= 2
        }
    }
}
