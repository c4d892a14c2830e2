internal import FaguiIndex

/// Scores a query that is nothing but alternatives of terms, prefixes and phrases, as most are.
///
/// A block is first sifted by which documents have which leaves, each counting for the most that it can score in the block:
/// only documents whose sums reach the threshold are scored. Leaves that can score most come first, and phrases, which are
/// costly, last; as soon as what is left cannot lift any document to the threshold, the block is done.
struct AlternativesScorer: BlockScorer, ~Copyable {
    /// A leaf in the order of the visit.
    private struct Visited: BitwiseCopyable {
        /// See ``LeafSlot/pairs``; nil where leaves are too many to be spread.
        var pairs: UnsafePointer<UInt16>?
        var weight: UInt32
        var slot: Int
        var kind: LeafSlot.Kind
        var cursor: UnsafeMutablePointer<TermPostings>
    }

    /// What a leaf has in the block.
    private struct Found: BitwiseCopyable {
        var documents: UInt64
        /// Where a term's entry begins.
        var offset: Int
    }

    private(set) var seen = 0
    private(set) var isPruned = false

    private let leaves: SegmentLeaves
    private let live: UnsafePointer<UInt64>
    private let values: UnsafeMutablePointer<UInt16>
    private let addition: UInt32
    private let segmentNumber: UInt32
    private let unit: Float
    private let slack: Float
    private let order: UnsafeMutablePointer<Visited>
    private let count: Int
    private let hasPhrases: Bool
    /// Whether blocks are sifted: there are leaves to choose from, not too many, and of all it is known what they have.
    private let canSift: Bool
    private let found: UnsafeMutablePointer<Found>
    private let bytes: ByteSums
    /// 64 sums in the plan's order.
    private let sums: UnsafeMutablePointer<Float>

    /// Up to so many documents are scored one by one, more of them a leaf at a time.
    private static var fewDocuments: Int { 4 }
    /// With more leaves in a block, sums in bytes say nothing any more.
    private static var mostLeaves: Int { 64 }

    init(_ leaves: SegmentLeaves, _ bounds: BlockBounds, segmentNumber: Int) {
        self.leaves = leaves
        live = leaves.segment.liveDocuments
        values = bounds.values
        addition = bounds.addition
        self.segmentNumber = UInt32(truncatingIfNeeded: segmentNumber)
        unit = Float(bounds.unit).nextUp
        slack = bounds.slack
        let memory = leaves.memory
        let slots = leaves.slots
        count = leaves.slotCount
        found = memory.take(count: count, filledWith: Found(documents: 0, offset: 0))
        sums = memory.take(Float.self, count: 64)
        bytes = ByteSums(memory)
        order = memory.take(Visited.self, count: count)
        var hasPhrases = false
        for slot in 0..<count {
            hasPhrases = hasPhrases || slots[slot].kind == .phrase
            let own = Visited(
                pairs: slots[slot].pairs, weight: UInt32(slots[slot].weight), slot: slot, kind: slots[slot].kind,
                cursor: leaves.cursors.base + (slots[slot].kind == .term ? slots[slot].index : 0))
            // Insertion: leaves are few, or come sorted anyway.
            var place = slot
            while place > 0, Self.precedes(slots[slot], slots[order[place - 1].slot]) {
                order[place] = order[place - 1]
                place -= 1
            }
            order[place] = own
        }
        self.hasPhrases = hasPhrases
        var isSpread = true
        for slot in 0..<count { isSpread = isSpread && slots[slot].pairs != nil }
        canSift = isSpread && count > 1 && count <= Self.mostLeaves
    }

    private static func precedes(_ a: LeafSlot, _ b: LeafSlot) -> Bool {
        if (a.kind == .phrase) != (b.kind == .phrase) { return b.kind == .phrase }
        return a.boost > b.boost
    }

    mutating func score(_ block: Int, into collector: inout TopCollector) throws {
        let live = live[block]
        let threshold = collector.threshold * slack
        var candidates = live
        if threshold > 0 && canSift {
            candidates = try sift(block, live, threshold)
            if candidates != live { isPruned = true }
            if candidates == 0 { return }
        } else {
            try findAll(block, live)
        }
        var matched: UInt64 = 0
        var sure: UInt64 = 0
        for slot in 0..<count {
            matched |= found[slot].documents
            if !hasPhrases || leaves.slots[slot].kind != .phrase { sure |= found[slot].documents }
        }
        if candidates & matched != matched { isPruned = true }
        candidates &= matched
        seen &+= sure.nonzeroBitCount
        if hasPhrases || candidates.nonzeroBitCount <= Self.fewDocuments {
            try offerEach(candidates, sure: sure, block, threshold, &collector)
        } else {
            offerAll(candidates, block, live, &collector)
        }
    }

    // MARK: Which documents have what

    /// Which documents can reach the threshold; what leaves have is then in `found`, unless none can.
    @inline(__always)
    private func sift(_ block: Int, _ live: UInt64, _ threshold: Float) throws -> UInt64 {
        // The bound of what is still to be visited, first of all: reaching the threshold is `wanted` bytes, and no sum
        // may exceed it by more than 127.
        var left = UInt32(values[block]) &+ addition
        let excess = Float(left) * unit / threshold - 1
        let room = Float(125 - count)
        let wanted = excess > 0.001 ? max(1, min(127, (room / excess).rounded(.down))) : 127
        if Float(wanted) * excess > room {
            try findAll(block, live)
            return live
        }
        // In 65,536ths, so that products are whole numbers.
        let scale = UInt64((unit * wanted / threshold * 65_536).rounded(.up))
        let target = UInt64(wanted)
        // First by octets, which are at hand: only in some of them the threshold may be within reach.
        var octets = bytes.octets(wanted: target)
        for place in 0..<count {
            let one = order[place]
            guard let pair = pair(one, block) else { continue }
            let share = (UInt32(pair & 0xFF00) &* one.weight) >> 16
            octets.add((UInt64(share &+ 1) &* scale) >> 16 &+ 1, to: UInt8(truncatingIfNeeded: pair))
        }
        let reached = octets.reached
        if reached == 0 { return 0 }
        let live = live & bytes.documents(ofOctets: reached)
        if live == 0 { return 0 }
        bytes.start(wanted: target)
        for place in 0..<count {
            let one = order[place]
            guard let pair = pair(one, block) else {
                found[one.slot].documents = 0
                continue
            }
            let share = (UInt32(pair & 0xFF00) &* one.weight) >> 16
            // One more for what was rounded down: `left` has that of every leaf.
            left = left > share ? left &- share &- 1 : 0
            if UInt8(truncatingIfNeeded: pair) & reached == 0 {
                found[one.slot].documents = 0
            } else {
                try find(one, block, live)
                bytes.add((UInt64(share &+ 1) &* scale) >> 16 &+ 1, to: found[one.slot].documents)
            }
            let more = (UInt64(left) &* scale) >> 16
            if more < target, !bytes.isAnyReached(adding: more &+ 1) { return 0 }
        }
        return bytes.reached
    }

    private func findAll(_ block: Int, _ live: UInt64) throws {
        for place in 0..<count {
            let one = order[place]
            if pair(one, block) == nil {
                found[one.slot].documents = 0
            } else {
                try find(one, block, live)
            }
        }
    }

    /// A leaf's impact and octets in a block; nil where it is absent.
    @inline(__always)
    private func pair(_ one: borrowing Visited, _ block: Int) -> UInt16? {
        guard let pairs = one.pairs else {
            return one.cursor.pointee.cursor.entry(of: block) == nil ? nil : .max
        }
        let pair = pairs[block]
        return pair == 0 ? nil : pair
    }

    @inline(__always)
    private func find(_ one: borrowing Visited, _ block: Int, _ live: UInt64) throws {
        if one.kind == .term {
            let cursor = one.cursor
            let (documents, offset) = try cursor.pointee.find(entry: cursor.pointee.cursor.entry(of: block) ?? 0)
            found[one.slot] = Found(documents: documents & live, offset: offset)
        } else {
            try findJoint(one, block, live)
        }
    }

    /// Of a phrase only which documents have all its terms.
    @inline(never)
    private func findJoint(_ one: borrowing Visited, _ block: Int, _ live: UInt64) throws {
        let number = UInt32(truncatingIfNeeded: block)
        if one.kind == .union {
            found[one.slot].documents = try leaves.documents(of: one.slot, in: number, among: live)
        } else {
            leaves.decodedBlocks[one.slot] = .max
            found[one.slot].documents = try leaves.phrases[leaves.slots[one.slot].index].documents(
                in: number, among: live)
        }
    }

    // MARK: Scores

    /// Scores a leaf at a time, in the plan's order, and offers the candidates.
    @inline(__always)
    private func offerAll(_ candidates: UInt64, _ block: Int, _ live: UInt64, _ collector: inout TopCollector) {
        sums.update(repeating: 0, count: 64)
        for slot in 0..<count {
            let documents = found[slot].documents
            guard documents != 0, let norms = leaves.slots[slot].norms else { continue }
            let own = norms + block * 64
            if leaves.slots[slot].kind == .term {
                let entry = leaves.cursors.base[leaves.slots[slot].index].cursor.entry(at: found[slot].offset)
                if entry.presence == documents {
                    SlotScoring.addAll(leaves.slots[slot], norms: own, entry, sums: sums)
                } else {
                    SlotScoring.add(leaves.slots[slot], norms: own, documents & candidates, sums: sums) {
                        entry.frequency(of: $0)
                    }
                }
            } else {
                let content = leaves.contents.base + slot
                SlotScoring.add(leaves.slots[slot], norms: own, documents & candidates, sums: sums) {
                    content.pointee.frequency(of: $0)
                }
            }
        }
        var rest = candidates
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            collector.insert(
                sums[document], segment: segmentNumber, doc: DocID(truncatingIfNeeded: block * 64 + document))
        }
    }

    /// Scores documents one by one; positions are read only of those that their phrases can lift to the threshold.
    @inline(__always)
    private mutating func offerEach(
        _ candidates: UInt64, sure: UInt64, _ block: Int, _ threshold: Float, _ collector: inout TopCollector
    ) throws {
        var rest = candidates
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            if hasPhrases && threshold > 0 && bound(of: document, block) < threshold {
                isPruned = true
                continue
            }
            var score: Float = 0
            var matches = sure >> UInt64(document) & 1 != 0
            for slot in 0..<count where found[slot].documents >> UInt64(document) & 1 != 0 {
                let frequency = try leaves.frequency(of: slot, document, entryAt: found[slot].offset) {
                    try leaves.phrases[$0].frequency(of: document, in: UInt32(truncatingIfNeeded: block))
                }
                guard frequency > 0 else { continue }
                if !matches {
                    matches = true
                    seen &+= 1
                }
                guard let norms = leaves.slots[slot].norms else { continue }
                score += SlotScoring.share(
                    leaves.slots[slot], norm: norms[block * 64 + document], frequency: frequency)
            }
            if matches {
                collector.insert(
                    score, segment: segmentNumber, doc: DocID(truncatingIfNeeded: block * 64 + document))
            }
        }
    }

    /// The most that a document can score, with phrases as frequent as the rarest of their terms.
    @inline(never)
    private func bound(of document: Int, _ block: Int) -> Float {
        var most: Float = 0
        for slot in 0..<count where found[slot].documents >> UInt64(document) & 1 != 0 {
            guard let norms = leaves.slots[slot].norms else { continue }
            let frequency = leaves.frequency(of: slot, document, entryAt: found[slot].offset) {
                leaves.phrases[$0].frequencyBound(of: document)
            }
            most += SlotScoring.share(
                leaves.slots[slot], norm: norms[block * 64 + document], frequency: frequency)
        }
        return most
    }
}
