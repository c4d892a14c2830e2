internal import CVectors
internal import FaguiIndex

/// Scores a query of terms, prefixes and phrases all of which must be there: terms decide first, the rarest of them before
/// the others; positions are read only of documents that have all terms and could reach the threshold.
struct ConjunctionScorer: BlockScorer, ~Copyable {
    /// Few blocks have many matches.
    static var unorderedBlocks: Int { 12 }

    private(set) var seen = 0
    private(set) var isPruned = false

    private let leaves: SegmentLeaves
    private let segmentNumber: UInt32
    private let slack: Float
    private let count: Int
    /// A leaf in the order of the visit.
    private struct Visited: BitwiseCopyable {
        var slot: Int
        var kind: LeafSlot.Kind
        var cursor: UnsafeMutablePointer<TermPostings>
        /// See ``CandidateBlocks/entries``.
        var entries: UnsafeMutablePointer<UInt32>?
    }

    private let blocks: UnsafePointer<UInt32>
    private let live: UnsafePointer<UInt64>
    /// Terms first, the rarest before the others.
    private let order: UnsafeMutablePointer<Visited>
    private let termCount: Int
    /// By slot, for terms.
    private let offsets: UnsafeMutablePointer<Int>
    /// The terms in the same order, if `CVectors` can find all of them; else nil.
    private let required: UnsafeMutablePointer<fagui_required>?
    /// By document of the block that is scored.
    private let sums: UnsafeMutablePointer<Float>

    /// Whether every document that matches is to be seen.
    private let countsAll: Bool

    init(
        _ leaves: SegmentLeaves, _ candidates: CandidateBlocks, _ bounds: BlockBounds, segmentNumber: Int,
        countsAll: Bool
    ) {
        self.countsAll = countsAll
        blocks = candidates.blocks
        live = leaves.segment.liveDocuments
        self.leaves = leaves
        self.segmentNumber = UInt32(truncatingIfNeeded: segmentNumber)
        slack = bounds.slack
        count = leaves.slotCount
        offsets = leaves.memory.take(Int.self, count: count)
        sums = leaves.memory.take(Float.self, count: 64)
        order = leaves.memory.take(Visited.self, count: count)
        var termCount = 0
        for slot in 0..<count {
            if leaves.slots[slot].kind == .term { termCount += 1 }
            var place = slot
            while place > 0, Self.precedes(leaves.slots[slot], leaves.slots[order[place - 1].slot]) {
                order[place] = order[place - 1]
                place -= 1
            }
            let own = leaves.slots[slot]
            order[place] = Visited(
                slot: slot, kind: own.kind, cursor: leaves.cursors.base + (own.kind == .term ? own.index : 0),
                entries: candidates.entries[slot])
        }
        self.termCount = termCount
        required = Self.required(order, termCount, leaves.memory)
    }

    private static func required(
        _ order: UnsafeMutablePointer<Visited>, _ count: Int, _ memory: WorkingMemory
    ) -> UnsafeMutablePointer<fagui_required>? {
        for place in 0..<count where !order[place].cursor.pointee.cursor.usesVectors { return nil }
        let lists = memory.take(fagui_list.self, count: count)
        let result = memory.take(fagui_required.self, count: count)
        for place in 0..<count {
            lists[place] = order[place].cursor.pointee.cursor.list
            result[place] = fagui_required(list: lists + place, entries: order[place].entries, offset: 0)
        }
        return result
    }

    private static func precedes(_ a: LeafSlot, _ b: LeafSlot) -> Bool {
        a.kind != b.kind ? a.kind.rawValue < b.kind.rawValue : a.entryCount < b.entryCount
    }

    func prepare(_ candidate: Int) {
        for place in 0..<termCount {
            let entry = order[place].entries.map { Int($0[candidate]) } ?? Int(blocks[candidate])
            order[place].cursor.pointee.cursor.prefetch(entry)
        }
    }

    mutating func tally(_ candidate: Int, into collector: inout TopCollector) throws {
        guard termCount == count else { return try score(candidate, into: &collector) }
        seen &+= try documents(ofCandidate: candidate).nonzeroBitCount
    }

    mutating func score(_ candidate: Int, into collector: inout TopCollector) throws {
        var documents = try documents(ofCandidate: candidate)
        if documents == 0 { return }
        let number = blocks[candidate]
        let block = Int(number)
        if termCount == count { return offer(documents, block, &collector) }
        let hasPhrases = try narrow(&documents, number)
        if documents == 0 { return }
        if hasPhrases {
            try offerPhrases(documents, block, &collector)
        } else {
            offer(documents, block, &collector)
        }
    }

    /// The documents that have all terms, and where the terms' entries begin: in `offsets`.
    @inline(__always)
    private func documents(ofCandidate candidate: Int) throws -> UInt64 {
        let block = Int(blocks[candidate])
        var documents = live[block]
        if let required, fagui_join(required, termCount, candidate, block, &documents) {
            for place in 0..<termCount { offsets[order[place].slot] = required[place].offset }
            return documents
        }
        for place in 0..<termCount where documents != 0 {
            let one = order + place
            let entry = one.pointee.entries.map { Int($0[candidate]) } ?? block
            let found = try one.pointee.cursor.pointee.find(entry: entry)
            offsets[one.pointee.slot] = found.offset
            documents &= found.documents
        }
        return documents
    }

    /// Leaves only documents that have all leaves but the terms, of phrases all their terms; whether there are phrases.
    @inline(never)
    private func narrow(_ documents: inout UInt64, _ block: UInt32) throws -> Bool {
        var hasPhrases = false
        for place in termCount..<count where documents != 0 {
            let slot = order[place].slot
            if order[place].kind == .phrase {
                hasPhrases = true
                documents = try leaves.phrases[leaves.slots[slot].index].documents(in: block, among: documents)
            } else {
                documents = try leaves.documents(of: slot, in: block, among: documents)
            }
        }
        return hasPhrases
    }

    @inline(__always)
    private mutating func offer(_ documents: UInt64, _ block: Int, _ collector: inout TopCollector) {
        seen &+= documents.nonzeroBitCount
        var rest = documents
        while rest != 0 {
            sums[rest.trailingZeroBitCount] = 0
            rest &= rest &- 1
        }
        for slot in 0..<count {
            guard let norms = leaves.slots[slot].norms.map({ $0 + 64 * block }) else { continue }
            if leaves.slots[slot].kind == .term {
                let cursor = leaves.cursors.base + leaves.slots[slot].index
                let offset = offsets[slot]
                SlotScoring.add(leaves.slots[slot], norms: norms, documents, sums: sums) {
                    cursor.pointee.cursor.frequency(of: $0, at: offset)
                }
            } else {
                let content = leaves.contents.base + slot
                SlotScoring.add(leaves.slots[slot], norms: norms, documents, sums: sums) {
                    content.pointee.frequency(of: $0)
                }
            }
        }
        rest = documents
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            collector.insert(
                sums[document], segment: segmentNumber, doc: DocID(truncatingIfNeeded: block * 64 + document))
        }
    }

    /// What a document gets from a slot that it has so often.
    @inline(__always)
    private func share(_ slot: Int, _ block: Int, _ document: Int, _ frequency: UInt32) -> Float {
        guard let norms = leaves.slots[slot].norms else { return 0 }
        return SlotScoring.share(leaves.slots[slot], norm: norms[block * 64 + document], frequency: frequency)
    }

    /// How often a document has a slot; of phrases `phrase` tells.
    @inline(__always)
    private func frequency(
        _ slot: Int, _ document: Int, phrase: (Int) throws -> UInt32
    ) rethrows -> UInt32 {
        try leaves.frequency(of: slot, document, entryAt: offsets[slot], phrase: phrase)
    }

    @inline(never)
    private mutating func offerPhrases(
        _ documents: UInt64, _ block: Int, _ collector: inout TopCollector
    ) throws {
        var rest = documents
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            // A phrase is no more frequent than the rarest of its terms.
            var most: Float = 0
            for slot in 0..<count {
                most += share(
                    slot, block, document, frequency(slot, document) { leaves.phrases[$0].frequencyBound(of: document) }
                )
            }
            if !countsAll && most < collector.threshold * slack {
                isPruned = true
                continue
            }
            var score: Float = 0
            var isThere = true
            for slot in 0..<count {
                let frequency = try frequency(slot, document) {
                    try leaves.phrases[$0].frequency(of: document, in: UInt32(truncatingIfNeeded: block))
                }
                if frequency == 0 && leaves.slots[slot].kind == .phrase {
                    isThere = false
                    break
                }
                score += share(slot, block, document, frequency)
            }
            if !isThere { continue }
            seen &+= 1
            collector.insert(
                score, segment: segmentNumber, doc: DocID(truncatingIfNeeded: block * 64 + document))
        }
    }
}
