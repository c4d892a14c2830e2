internal import FaguiIndex

/// Finds the best documents of one segment without scoring all of them.
struct SegmentSearch {
    let leaves: SegmentLeaves
    let number: Int
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
    ///
    /// - Parameters:
    ///   - collector: Receives them.
    ///   - isCancelled: Asked from time to time.
    /// - Returns: What was seen.
    /// - Throws: `corrupt`, ``SearchError/cancelled``.
    func collect(into collector: inout TopCollector, isCancelled: () -> Bool) throws -> Outcome {
        if case .nothing = leaves.shape { return Outcome() }
        if leaves.isTerm { return try collectTerm(into: &collector, isCancelled) }
        if case .all = leaves.shape {
            let candidates = try leaves.candidates()
            let bounds = try BlockBounds(leaves, of: candidates)
            var scorer = ConjunctionScorer(leaves, candidates, bounds, segmentNumber: number, countsAll: countsAll)
            return try visit(bounds, &scorer, &collector, all: countsAll, isCancelled)
        }
        if leaves.shape.isAny, leaves.slotCount == 1, leaves.slots[0].kind == .phrase {
            let phrase = leaves.phrases[leaves.slots[0].index]
            let candidates = try phrase.findCandidates()
            let bounds = try BlockBounds(leaves, ofPhrase: candidates, elementCount: phrase.count)
            var scorer = PhraseScorer(leaves, candidates, bounds, segmentNumber: number, countsAll: countsAll)
            return try visit(bounds, &scorer, &collector, all: countsAll, isCancelled)
        }
        leaves.spread()
        let bounds = BlockBounds(leaves)
        if case .tree(let root) = leaves.shape {
            let program = MatchProgram(root, leaves)
            bounds.keep(program.possibleBlocks())
            var scorer = TreeScorer(leaves, program, segmentNumber: number)
            return try visit(bounds, &scorer, &collector, isCancelled)
        }
        var scorer = AlternativesScorer(leaves, bounds, segmentNumber: number)
        return try visit(bounds, &scorer, &collector, isCancelled)
    }

    private func collectTerm(into collector: inout TopCollector, _ isCancelled: () -> Bool) throws -> Outcome {
        let list = try leaves.findTerm()
        var scorer = TermScorer(leaves, blocks: list.blocks, segmentNumber: number)
        if let impacts = list.impacts {
            let bounds = BlockBounds(entriesOf: leaves, impacts, count: list.count)
            return try visit(bounds, &scorer, &collector, isCancelled)
        }
        // To know what a document of a short list can score would take as long as to score it.
        for entry in 0..<list.count {
            if entry & 255 == 255 && isCancelled() { throw SearchError.cancelled }
            try scorer.score(entry, into: &collector)
        }
        return Outcome(seen: scorer.seen)
    }

    /// So many blocks before it is scored a block is prepared.
    private static var lookahead: Int { 3 }

    private func visit<Scorer: BlockScorer & ~Copyable>(
        _ bounds: BlockBounds, _ scorer: inout Scorer, _ collector: inout TopCollector, all: Bool = false,
        _ isCancelled: () -> Bool
    ) throws -> Outcome {
        let lookahead = Self.lookahead
        var isPruned = false
        if all || collector.limit >= leaves.segment.documentCount
            || !bounds.hasMorePossible(than: Scorer.unorderedBlocks * collector.limit)
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
            var order = BlockOrder(bounds, leaves.memory)
            var upper = UInt32.max
            if collector.threshold == -.infinity {
                upper = order.bestBound(wanted: 8 + collector.limit / 4)
                order.take(upper..<UInt32.max)
                order.sort()
                // The best first, for each raises the threshold for the next.
                isPruned = try visit(bounds, order.blocks, order.count, &scorer, &collector, isCancelled)
            }
            try scorer.finish(into: &collector)
            let lower = bounds.bound(reaching: collector.threshold)
            isPruned = isPruned || lower > 1
            if lower < upper {
                order.take(lower..<upper)
                isPruned = try visit(bounds, &order, &scorer, &collector, isCancelled) || isPruned
            }
        }
        try scorer.finish(into: &collector)
        return Outcome(seen: scorer.seen, isPruned: isPruned || scorer.isPruned)
    }

    /// Visits the blocks that were taken; whether some of them were left out.
    private func visit<Scorer: BlockScorer & ~Copyable>(
        _ bounds: BlockBounds, _ order: inout BlockOrder, _ scorer: inout Scorer, _ collector: inout TopCollector,
        _ isCancelled: () -> Bool
    ) throws -> Bool {
        if order.count <= Self.firstStep {
            return try visit(bounds, order.blocks, order.count, &scorer, &collector, isCancelled)
        }
        order.sort()
        let wordCount = (bounds.count + 63) / 64
        let chosen = leaves.memory.take(count: wordCount, filledWith: UInt64(0))
        let step = leaves.memory.take(UInt32.self, count: order.count)
        var isPruned = false
        var first = 0
        var length = Self.firstStep
        while first < order.count {
            // Blocks of one bucket are in no order; behind it there are only lower ones.
            let least = bounds.bound(reaching: collector.threshold)
            if order.isLower(bounds.values[Int(order.blocks[first])], than: least) { return true }
            let end = min(order.count, first + length)
            for place in first..<end {
                let block = order.blocks[place]
                chosen[Int(block >> 6)] |= 1 << UInt64(block & 63)
            }
            // The best remaining blocks go in the order of their numbers: going forward in a list is cheaper than
            // finding a place in it, and the threshold hardly moves any more.
            var count = 0
            for word in 0..<wordCount {
                var bits = chosen[word]
                if bits == 0 { continue }
                chosen[word] = 0
                while bits != 0 {
                    step[count] = UInt32(truncatingIfNeeded: word << 6 | bits.trailingZeroBitCount)
                    bits &= bits &- 1
                    count += 1
                }
            }
            isPruned = try visit(bounds, step, count, &scorer, &collector, isCancelled) || isPruned
            first = end
            length *= 2
        }
        return isPruned
    }

    /// So many of the best remaining blocks go first in the order of their numbers, then twice as many, and so on.
    private static var firstStep: Int { 64 }

    /// Visits blocks as they come; whether some of them were left out.
    private func visit<Scorer: BlockScorer & ~Copyable>(
        _ bounds: BlockBounds, _ blocks: UnsafePointer<UInt32>, _ count: Int, _ scorer: inout Scorer,
        _ collector: inout TopCollector, _ isCancelled: () -> Bool
    ) throws -> Bool {
        let lookahead = Self.lookahead
        var threshold = collector.threshold
        var least = bounds.bound(reaching: threshold)
        var isPruned = false
        for place in 0..<count {
            if place & 63 == 63 && isCancelled() { throw SearchError.cancelled }
            let block = Int(blocks[place])
            if collector.threshold != threshold {
                threshold = collector.threshold
                least = bounds.bound(reaching: threshold)
            }
            if UInt32(bounds.values[block]) < least {
                isPruned = true
                continue
            }
            if place + lookahead < count { scorer.prepare(Int(blocks[place + lookahead])) }
            try scorer.score(block, into: &collector)
        }
        return isPruned
    }
}
