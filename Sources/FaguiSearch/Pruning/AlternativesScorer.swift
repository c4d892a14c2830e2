internal import FaguiIndex

/// Scores a query that is nothing but alternatives, as most are.
///
/// Inside a block leaves come in an order of their own: terms with lists, rare ones, first; then dense terms by boost;
/// phrases, which are costly, last. As soon as what is left cannot lift a new document to the threshold, only those
/// seen already stay candidates, and ever fewer of them.
struct AlternativesScorer: BlockScorer, ~Copyable {
    /// A leaf with one impact a block.
    private struct Dense: BitwiseCopyable {
        var impacts: UnsafePointer<UInt8>
        var weight: UInt32
        var slot: Int
        var isPhrase: Bool
    }

    private(set) var seen = 0
    private(set) var isPruned = false

    private let leaves: SegmentLeaves
    private let segmentNumber: Int
    private let unit: Float
    private let slack: Float
    private let dense: UnsafeMutablePointer<Dense>
    private let denseCount: Int
    /// Words of slot bits a block.
    private let wordCount: Int
    /// Which slots with lists a block has: `wordCount` words each.
    private let listed: UnsafeMutablePointer<UInt64>
    /// Slots that were scored in this block, as bits.
    private let visited: UnsafeMutablePointer<UInt64>
    /// 64 a slot: what each document gets from it.
    private let shares: UnsafeMutablePointer<Float>
    /// 64: sums in the order of the visit, not to be shown.
    private let sums: UnsafeMutablePointer<Float>

    init(_ leaves: SegmentLeaves, _ bounds: BlockBounds, segmentNumber: Int) {
        self.leaves = leaves
        self.segmentNumber = segmentNumber
        unit = Float(bounds.unit).nextUp
        slack = bounds.slack
        let memory = leaves.memory
        let slots = leaves.slots
        wordCount = (leaves.slotCount + 63) / 64
        listed = memory.take(count: wordCount * leaves.blockCount, filledWith: 0)
        visited = memory.take(count: wordCount, filledWith: 0)
        shares = memory.take(Float.self, count: 64 * leaves.slotCount)
        sums = memory.take(count: 64, filledWith: 0)
        var found: [Dense] = []
        for slot in 0..<leaves.slotCount {
            if let impacts = slots[slot].dense {
                found.append(
                    Dense(
                        impacts: impacts, weight: slots[slot].weight, slot: slot,
                        isPhrase: slots[slot].kind == .phrase))
            } else if let blocks = slots[slot].blocks {
                let bit: UInt64 = 1 << UInt64(slot & 63)
                let words = listed + slot >> 6
                for entry in 0..<slots[slot].entryCount { words[Int(blocks[entry]) * wordCount] |= bit }
            }
        }
        found.sort {
            $0.isPhrase != $1.isPhrase ? $1.isPhrase : slots[$0.slot].boost > slots[$1.slot].boost
        }
        denseCount = found.count
        dense = memory.take(Dense.self, count: found.count)
        for (place, one) in found.enumerated() { dense[place] = one }
    }

    mutating func score(_ block: Int, into collector: inout TopCollector) throws {
        var alive = leaves.segment.liveDocuments(inBlock: block)
        var matched: UInt64 = 0
        sums.update(repeating: 0, count: 64)
        // The bound of what the dense leaves can still bring.
        var left: UInt32 = 0
        for place in 0..<denseCount { left &+= dense[place].weight &* UInt32(dense[place].impacts[block]) }
        for word in 0..<wordCount {
            visited[word] = 0
            var bits = listed[block * wordCount + word]
            while bits != 0 {
                let slot = word << 6 | bits.trailingZeroBitCount
                bits &= bits - 1
                matched |= try visit(slot, block, alive)
            }
        }
        let threshold = collector.threshold * slack
        for place in 0..<denseCount {
            let one = dense[place]
            let impact = one.impacts[block]
            if impact == 0 { continue }
            let wanted = threshold - Float(left) * unit
            if wanted > 0 {
                isPruned = true
                alive = reaching(wanted, among: matched & alive)
                if alive == 0 { break }
            }
            left &-= one.weight &* UInt32(impact)
            if one.isPhrase {
                matched |= try visitPhrase(one.slot, block, alive, wanted: threshold - Float(left) * unit)
            } else {
                matched |= try visit(one.slot, block, alive)
            }
        }
        seen += matched.nonzeroBitCount
        finish(reaching(threshold, among: matched & alive), block, &collector)
    }

    /// Those of `documents` whose sums reach a score.
    @inline(__always)
    private func reaching(_ score: Float, among documents: UInt64) -> UInt64 {
        var result: UInt64 = 0
        var rest = documents
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest - 1
            result |= (sums[document] >= score ? 1 : 0) << UInt64(document)
        }
        return result
    }

    @inline(__always)
    private func visit(_ slot: Int, _ block: Int, _ alive: UInt64) throws -> UInt64 {
        let documents = try leaves.documents(of: slot, in: UInt32(truncatingIfNeeded: block), among: alive)
        addShares(slot, block, documents)
        return documents
    }

    @inline(__always)
    private func addShares(_ slot: Int, _ block: Int, _ documents: UInt64) {
        guard documents != 0, let norms = leaves.slots[slot].norms else { return }
        visited[slot >> 6] |= 1 << UInt64(slot & 63)
        SlotScoring.add(
            leaves.slots[slot], norms: norms, leaves.contents.base + slot, documents, firstDoc: block * 64,
            shares: shares + slot * 64, sums: sums)
    }

    /// Reads positions only of documents that the phrase can lift to the sum wanted.
    @inline(never)
    private mutating func visitPhrase(_ slot: Int, _ block: Int, _ alive: UInt64, wanted: Float) throws -> UInt64 {
        let phrase = leaves.phrases[leaves.slots[slot].index]
        let content = leaves.contents.base + slot
        let number = UInt32(truncatingIfNeeded: block)
        leaves.decodedBlocks[slot] = number
        var candidates = try phrase.documents(in: number, among: alive)
        if wanted > 0, let norms = leaves.slots[slot].norms {
            let factors = leaves.slots[slot].lengthFactors
            var rest = candidates
            while rest != 0 {
                let document = rest.trailingZeroBitCount
                rest &= rest - 1
                let most = BM25.saturation(
                    frequency: Float(phrase.frequencyBound(of: document)),
                    lengthFactor: factors[Int(norms[block * 64 + document])])
                if sums[document] + leaves.slots[slot].boost * most < wanted {
                    candidates &= ~(1 << UInt64(document))
                    isPruned = true
                }
            }
        }
        try phrase.decode(block: number, candidates, into: &content.pointee)
        addShares(slot, block, content.pointee.presence)
        return content.pointee.presence
    }

    /// Sums the shares of the documents left in the plan's order, and offers them.
    @inline(__always)
    private func finish(_ documents: UInt64, _ block: Int, _ collector: inout TopCollector) {
        var rest = documents
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest - 1
            var score: Float = 0
            for word in 0..<wordCount {
                var bits = visited[word]
                while bits != 0 {
                    let slot = word << 6 | bits.trailingZeroBitCount
                    bits &= bits - 1
                    if leaves.contents.base[slot].presence >> UInt64(document) & 1 != 0 {
                        score += shares[slot * 64 + document]
                    }
                }
            }
            collector.insert(
                score, segment: segmentNumber, doc: DocID(truncatingIfNeeded: block * 64 + document))
        }
    }
}
