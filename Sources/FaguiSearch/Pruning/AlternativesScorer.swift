internal import CVectors
internal import FaguiIndex

/// Scores a query that is nothing but alternatives of terms, prefixes and phrases, as most are.
///
/// A block is first sifted by which documents have which leaves, each counting for the most that it can score in the block:
/// only documents whose bounds reach the threshold are scored. Leaves that can score most come first, and phrases, which are
/// costly, last; as soon as no document can reach the threshold any more, the block is done.
///
/// What reads it is mutating as well: Swift copies all of it for a method that is not.
struct AlternativesScorer: BlockScorer, ~Copyable {
    /// A leaf in the order of the visit.
    private struct Visited: BitwiseCopyable {
        /// See ``LeafSlot/pairs``; nil where leaves are too many to be spread.
        var pairs: UnsafePointer<UInt16>?
        var weight: UInt32
        var slot: Int
        var kind: LeafSlot.Kind
        var cursor: UnsafeMutablePointer<TermPostings>
        /// The entry of each block that a term with a list has; nil for others.
        var entries: UnsafePointer<UInt32>?
    }

    /// A leaf that some octets of interest have.
    private struct There: BitwiseCopyable {
        var place: UInt32
        var pair: UInt16
    }

    private(set) var seen = 0
    private(set) var isPruned = false

    private let leaves: SegmentLeaves
    private let live: UnsafePointer<UInt64>
    private let segmentNumber: UInt32
    private let slack: Float
    private let order: UnsafeMutablePointer<Visited>
    private let count: Int
    private let hasPhrases: Bool
    /// Whether blocks are sifted: there are leaves to choose from, not too many, and of all it is known what they have.
    private let canSift: Bool
    /// By slot what a leaf has in the block, and where a term's entry begins.
    private let found: UnsafeMutablePointer<fagui_found>
    /// The leaves in the order of the visit, if all are terms that `CVectors` can find; else nil.
    private let vectorLeaves: UnsafeMutablePointer<fagui_leaf>?
    private let there: UnsafeMutablePointer<There>
    private let documentBounds: DocumentBounds
    private let bounds: BlockBounds
    /// The collector's threshold, and what a document's bound must reach for it, in halves and as a whole.
    private var threshold: Float = -.infinity
    private var least: UInt32 = 0
    private var wholeLeast: UInt32 = 0
    /// 64 sums in the plan's order.
    private let sums: UnsafeMutablePointer<Float>

    /// With more candidates all documents of a leaf are scored, which asks less of each.
    private static var fewDocuments: Int { 4 }
    /// With more leaves bounds say little, and are dear.
    private static var mostLeaves: Int { 64 }

    init(_ leaves: SegmentLeaves, _ bounds: BlockBounds, segmentNumber: Int) {
        self.leaves = leaves
        live = leaves.segment.liveDocuments
        self.segmentNumber = UInt32(truncatingIfNeeded: segmentNumber)
        self.bounds = bounds
        slack = bounds.slack
        let memory = leaves.memory
        let slots = leaves.slots
        count = leaves.slotCount
        found = memory.take(count: count, filledWith: fagui_found(documents: 0, offset: 0))
        there = memory.take(There.self, count: count)
        sums = memory.take(Float.self, count: 64)
        documentBounds = DocumentBounds(memory)
        order = memory.take(Visited.self, count: count)
        var hasPhrases = false
        for slot in 0..<count {
            hasPhrases = hasPhrases || slots[slot].kind == .phrase
            let own = Visited(
                pairs: slots[slot].pairs, weight: UInt32(slots[slot].weight), slot: slot, kind: slots[slot].kind,
                cursor: leaves.cursors.base + (slots[slot].kind == .term ? slots[slot].index : 0),
                entries: Self.entries(of: slots[slot], leaves))
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
        vectorLeaves = canSift ? Self.vectorLeaves(order, count, leaves) : nil
    }

    private static func vectorLeaves(
        _ order: UnsafeMutablePointer<Visited>, _ count: Int, _ leaves: borrowing SegmentLeaves
    ) -> UnsafeMutablePointer<fagui_leaf>? {
        for place in 0..<count where order[place].kind != .term || !order[place].cursor.pointee.cursor.usesVectors {
            return nil
        }
        let lists = leaves.memory.take(fagui_list.self, count: count)
        let result = leaves.memory.take(fagui_leaf.self, count: count)
        for place in 0..<count {
            let one = order[place]
            guard let pairs = one.pairs else { return nil }
            lists[place] = one.cursor.pointee.cursor.list
            result[place] = fagui_leaf(
                pairs: pairs, entries: one.entries, list: lists + place, norms: leaves.slots[one.slot].norms,
                impacts: one.cursor.pointee.impactsOfOne, weight: UInt16(truncatingIfNeeded: one.weight),
                slot: UInt32(truncatingIfNeeded: one.slot))
        }
        return result
    }

    /// Found once for all blocks, where every other way has to search.
    private static func entries(of slot: borrowing LeafSlot, _ leaves: SegmentLeaves) -> UnsafePointer<UInt32>? {
        guard slot.kind == .term, slot.pairs != nil, let blocks = slot.blocks else { return nil }
        let entries = leaves.memory.take(UInt32.self, count: leaves.blockCount)
        for entry in 0..<slot.entryCount { entries[Int(blocks[entry])] = UInt32(truncatingIfNeeded: entry) }
        return UnsafePointer(entries)
    }

    private static func precedes(_ a: LeafSlot, _ b: LeafSlot) -> Bool {
        if (a.kind == .phrase) != (b.kind == .phrase) { return b.kind == .phrase }
        return a.boost > b.boost
    }

    mutating func score(_ block: Int, into collector: inout TopCollector) throws {
        let live = live[block]
        if collector.threshold != threshold { follow(collector.threshold) }
        let threshold = threshold * slack
        var candidates = live
        if threshold > 0 && canSift {
            candidates = try sift(block, live)
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
        if hasPhrases {
            try offerEach(candidates, sure: sure, block, threshold, &collector)
        } else {
            offerAll(candidates, block, &collector)
        }
    }

    @inline(never)
    private mutating func follow(_ threshold: Float) {
        self.threshold = threshold
        least = bounds.documentBound(reaching: threshold)
        wholeLeast = bounds.bound(reaching: threshold)
    }

    // MARK: Which documents have what

    /// Which documents can reach the threshold; what leaves have is then in `found`, unless none can.
    @inline(__always)
    private mutating func sift(_ block: Int, _ live: UInt64) throws -> UInt64 {
        if let vectorLeaves {
            let sifted = fagui_sift(vectorLeaves, count, block, live, wholeLeast, found)
            if sifted.is_known { return sifted.documents }
        }
        // First by octets, which are at hand: only in some of them the threshold may be within reach.
        let documentBounds = documentBounds
        let order = order
        let found = found
        let count = count
        var sums = documentBounds.octets(wanted: least)
        for place in 0..<count {
            guard let pairs = order[place].pairs else { continue }
            let pair = pairs[block]
            documentBounds.add(
                Self.share(pair, order[place].weight), to: UInt8(truncatingIfNeeded: pair), &sums)
        }
        var reached = sums.reached
        if reached == 0 { return 0 }
        var rest = reached
        var candidates: UInt64 = 0
        while rest != 0 {
            let octet = rest.trailingZeroBitCount
            rest &= rest &- 1
            documentBounds.start(octet: octet, sums)
            candidates |= 0xFF << UInt64(truncatingIfNeeded: 8 &* octet)
        }
        candidates &= live
        // Then a leaf after another, each of which lowers the bounds of documents that do not have it. Without a branch:
        // which leaves are there cannot be foreseen.
        let there = there
        var thereCount = 0
        for place in 0..<count {
            found[order[place].slot].documents = 0
            guard let pairs = order[place].pairs else { continue }
            there[thereCount] = There(place: UInt32(truncatingIfNeeded: place), pair: pairs[block])
            thereCount += UInt8(truncatingIfNeeded: pairs[block]) & reached != 0 ? 1 : 0
        }
        for next in 0..<thereCount {
            let pair = there[next].pair
            var rest = UInt8(truncatingIfNeeded: pair) & reached
            if rest == 0 { continue }
            let one = order + Int(there[next].place)
            try find(one, block, live)
            let missing = ~found[one.pointee.slot].documents
            let share = Self.share(pair, one.pointee.weight)
            var lost: UInt64 = 0
            while rest != 0 {
                let octet = rest.trailingZeroBitCount
                rest &= rest &- 1
                let shift = UInt64(truncatingIfNeeded: 8 &* octet)
                let own = UInt8(truncatingIfNeeded: missing &>> shift)
                lost |= UInt64(documentBounds.take(share, from: own, octet: octet)) &<< shift
            }
            candidates &= ~lost
            reached = PostingsFormat.octets(candidates)
            if candidates == 0 { return 0 }
        }
        return candidates
    }

    /// What a leaf adds to the bounds of documents: half of what it adds to its block's.
    @inline(__always)
    private static func share(_ pair: UInt16, _ weight: UInt32) -> UInt32 {
        (UInt32(pair & 0xFF00) &* weight) >> 17
    }

    private mutating func findAll(_ block: Int, _ live: UInt64) throws {
        for place in 0..<count {
            let one = order + place
            if pair(one, block) == nil {
                found[one.pointee.slot].documents = 0
            } else {
                try find(one, block, live)
            }
        }
    }

    /// A leaf's impact and octets in a block; nil where it is absent.
    @inline(__always)
    private func pair(_ one: UnsafeMutablePointer<Visited>, _ block: Int) -> UInt16? {
        guard let pairs = one.pointee.pairs else {
            return one.pointee.cursor.pointee.cursor.entry(of: block) == nil ? nil : .max
        }
        let pair = pairs[block]
        return pair == 0 ? nil : pair
    }

    @inline(__always)
    private mutating func find(_ one: UnsafeMutablePointer<Visited>, _ block: Int, _ live: UInt64) throws {
        if one.pointee.kind == .term {
            let cursor = one.pointee.cursor
            let entry = one.pointee.entries.map { Int($0[block]) } ?? cursor.pointee.cursor.entry(of: block) ?? 0
            let (documents, offset) = try cursor.pointee.find(entry: entry)
            found[one.pointee.slot] = fagui_found(documents: documents & live, offset: offset)
        } else {
            try findJoint(one, block, live)
        }
    }

    /// Of a phrase only which documents have all its terms.
    @inline(never)
    private mutating func findJoint(_ one: UnsafeMutablePointer<Visited>, _ block: Int, _ live: UInt64) throws {
        let number = UInt32(truncatingIfNeeded: block)
        if one.pointee.kind == .union {
            found[one.pointee.slot].documents = try leaves.documents(of: one.pointee.slot, in: number, among: live)
        } else {
            leaves.decodedBlocks[one.pointee.slot] = .max
            found[one.pointee.slot].documents = try leaves.phrases[leaves.slots[one.pointee.slot].index].documents(
                in: number, among: live)
        }
    }

    // MARK: Scores

    /// Scores a leaf at a time, in the plan's order, and offers the candidates.
    @inline(__always)
    private mutating func offerAll(_ candidates: UInt64, _ block: Int, _ collector: inout TopCollector) {
        sums.update(repeating: 0, count: 64)
        let areFew = candidates.nonzeroBitCount <= Self.fewDocuments
        for slot in 0..<count {
            let documents = found[slot].documents
            guard documents & candidates != 0, let norms = leaves.slots[slot].norms else { continue }
            let own = norms + block * 64
            if leaves.slots[slot].kind == .term {
                let entry = leaves.cursors.base[leaves.slots[slot].index].cursor.entry(at: found[slot].offset)
                if !areFew && entry.presence == documents {
                    SlotScoring.forEachShare(leaves.slots[slot], norms: own, entry) { sums[$0] += $1 }
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
            if threshold > 0 && bound(of: document, block) < threshold {
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
    private mutating func bound(of document: Int, _ block: Int) -> Float {
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
