internal import FaguiIndex

/// The leaves of a plan that one segment has, with their postings open: the working memory of a search there.
///
/// - Concurrency: One value belongs to one thread.
final class SegmentLeaves {
    let segment: SegmentReader
    let blockCount: Int
    let memory: WorkingMemory
    /// In the plan's order: scores are summed in the order of slots.
    let slots: UnsafeMutablePointer<LeafSlot>
    let slotCount: Int
    /// Whether a list that is asked for alone, those of a conjunction, and those of a phrase that is asked for alone are left
    /// to ``SegmentSearch``, which knows how to do without most of their blocks; whoever else looks at the leaves needs them.
    private let decodesLater: Bool
    /// How the leaves are joined.
    let shape: Shape
    let cursors: CursorTable
    private(set) var unions: [UnionPostings] = []
    private(set) var phrases: [PhrasePostings] = []
    private(set) var spans: [SpanPostings] = []
    private(set) var masks: [DocumentMask] = []
    /// The last block decoded of every slot; one more for the terms of unions.
    let contents: ContentTable
    /// The block that `contents` has of every slot, `UInt32.max` for none.
    let decodedBlocks: UnsafeMutablePointer<UInt32>

    /// How leaves are joined.
    enum Shape {
        /// Nothing can match.
        case nothing
        /// Any of them will do.
        case any
        /// All of them must be there.
        case all
        /// As a tree over slot numbers says.
        case tree(MatchNode)

        var isAny: Bool { if case .any = self { true } else { false } }
    }

    init(
        _ plan: QueryPlan, number: Int, in snapshot: Snapshot, _ scoring: FieldScoring,
        _ memory: WorkingMemory = WorkingMemory(), decodesLater: Bool = false
    ) throws {
        self.memory = memory
        self.decodesLater = decodesLater
        segment = snapshot.segments[number]
        blockCount = segment.blockCount
        // A leaf whose tree cannot match here is left out, even where the segment has it.
        let tree = plan.root?.pruned { plan.leaves[$0].isPresent(inSegment: number) }
        var present: [Int] = []
        tree?.forEachLeaf { present.append($0) }
        present.sort()
        var slotOfLeaf = [Int](repeating: -1, count: plan.leaves.count)
        var termCount = 0
        for (slot, leaf) in present.enumerated() {
            slotOfLeaf[leaf] = slot
            for element in plan.leaves[leaf].statistics.terms[number] { termCount += element.count }
        }
        slotCount = present.count
        cursors = CursorTable(segment, capacity: termCount, memory)
        contents = ContentTable(count: slotCount + 1, memory)
        decodedBlocks = memory.take(count: slotCount, filledWith: UInt32.max)
        slots = memory.take(LeafSlot.self, count: slotCount)
        let root = tree?.renumbered { slotOfLeaf[$0] }
        let isPlain = present.allSatisfy { plan.leaves[$0].key.filter == nil && plan.leaves[$0].key.shape == nil }
        shape =
            root.map { $0.isAlternatives && isPlain ? .any : $0.isConjunction && isPlain ? .all : .tree($0) }
            ?? .nothing
        var firstSlots = FirstPlaces<LeafKey>()
        for (slot, leaf) in present.enumerated() {
            let leaf = plan.leaves[leaf]
            if let first = firstSlots[leaf.key] {
                // Asked for under another parent as well: opened once, since the union of a prefix is dear.
                slots[slot] = slots[first]
                slots[slot].boost = leaf.boost
                slots[slot].isExcluded = leaf.isExcluded
                slots[slot].twin = first
            } else {
                firstSlots.add(leaf.key, at: slot)
                slots[slot] =
                    leaf.key.filter == nil
                    ? try open(leaf, leaf.statistics.terms[number], scoring)
                    : open(leaf, leaf.statistics.masks[number], scoring)
            }
        }
    }

    /// Opens the terms of a flat query that the segment has; no segment lacks one that must be there.
    init(
        _ plan: FlatPlan, _ segment: SegmentReader, number: Int, _ scoring: borrowing FieldScoring,
        _ memory: WorkingMemory
    ) throws {
        self.memory = memory
        decodesLater = true
        self.segment = segment
        blockCount = segment.blockCount
        let present = memory.take(Int.self, count: plan.count)
        var count = 0
        for term in 0..<plan.count where plan.info(of: term, in: number).documentFrequency > 0 {
            present[count] = term
            count += 1
        }
        slotCount = count
        shape = count == 0 ? .nothing : plan.isConjunction && count > 1 ? .all : .any
        cursors = CursorTable(segment, capacity: count, memory)
        contents = ContentTable(count: count + 1, memory)
        decodedBlocks = memory.take(count: count, filledWith: UInt32.max)
        slots = memory.take(LeafSlot.self, count: count)
        for slot in 0..<count {
            slots[slot] = makeSlot(
                field: plan.terms[present[slot]].field, boost: plan.terms[present[slot]].boost, isExcluded: false,
                scoring)
            try open(plan.info(of: present[slot], in: number), into: &slots[slot])
        }
    }

    private func makeSlot(
        field: FieldID, boost: Float, isExcluded: Bool, _ scoring: borrowing FieldScoring
    ) -> LeafSlot {
        LeafSlot(
            kind: .term, index: 0, entryCount: 0, boost: boost, isExcluded: isExcluded,
            norms: segment.normsIfScored(of: field),
            lengthFactors: scoring.lengthFactors(of: field), saturations: scoring.saturations(of: field),
            growth: scoring.impactGrowth(of: field, in: segment))
    }

    private func open(_ term: TermInfo, into slot: inout LeafSlot) throws {
        slot.index = try cursors.open(term)
        slot.entryCount = cursors.base[slot.index].blockCount
        slot.dense = cursors.base[slot.index].denseImpacts
        if slot.dense != nil || !isLeftOut { try decodeList(of: &slot) }
    }

    /// Whether a list is decoded only where it is scored.
    private var isLeftOut: Bool {
        guard decodesLater else { return false }
        if case .all = shape { return true }
        return slotCount == 1 && shape.isAny
    }

    private func open(
        _ leaf: QueryPlan.Leaf, _ elements: [[TermInfo]], _ scoring: FieldScoring
    ) throws -> LeafSlot {
        let field = leaf.key.field
        var slot = makeSlot(field: field, boost: leaf.boost, isExcluded: leaf.isExcluded, scoring)
        if let shape = leaf.key.shape {
            let parts = try elements.enumerated().map { place, terms in
                (lists: try terms.map { try cursors.open($0, memory) }, offset: leaf.key.elements[place].offset)
            }
            let found = SpanPostings(shape, parts, norms: slot.norms, blockCount: blockCount, cursors, memory)
            slot.kind = .spans
            slot.index = spans.count
            slot.entryCount = found.entryCount
            slot.dense = found.impacts
            spans.append(found)
        } else if leaf.key.isPhrase {
            let isAlone = decodesLater && slotCount == 1 && shape.isAny
            let parts = try elements.enumerated().map { place, terms in
                let lists = try terms.map {
                    isAlone && terms.count == 1 ? try cursors.openLater($0, memory) : try cursors.open($0, memory)
                }
                return (lists: lists, offset: leaf.key.elements[place].offset)
            }
            let phrase = PhrasePostings(
                parts, norms: slot.norms, blockCount: blockCount, isAlone: isAlone, cursors, memory)
            slot.kind = .phrase
            slot.index = phrases.count
            slot.entryCount = phrase.entryCount
            slot.dense = phrase.impacts
            slot.denseOctets = phrase.octets
            phrases.append(phrase)
        } else if elements[0].count == 1 {
            try open(elements[0][0], into: &slot)
        } else {
            let union = UnionPostings(
                try elements[0].map { try cursors.open($0, memory) }, blockCount: blockCount, memory)
            slot.kind = .union
            slot.index = unions.count
            slot.entryCount = union.entryCount
            slot.dense = union.impacts
            unions.append(union)
        }
        return slot
    }

    private func decodeList(of slot: inout LeafSlot) throws {
        let list = try cursors.decodeList(slot.index, memory)
        slot.dense = list.dense
        slot.blocks = list.blocks
        slot.impacts = list.impacts
        if list.dense != nil { slot.denseOctets = list.octets } else { slot.listOctets = list.octets }
    }

    /// Which documents match, over slot numbers; nil if none can.
    var root: MatchNode? {
        switch shape {
        case .nothing: nil
        case .any: .boolean(must: [], should: (0..<slotCount).map { .leaf($0) }, mustNot: [])
        case .all: .boolean(must: (0..<slotCount).map { .leaf($0) }, should: [], mustNot: [])
        case .tree(let root): root
        }
    }

    /// Whether there is nothing but one term that may be there.
    var isTerm: Bool { slotCount == 1 && slots[0].kind == .term && shape.isAny }

    /// Finds what there is of the only leaf, a term.
    ///
    /// - Returns: How many entries it has (in a dense list blocks, of which not all have it), their impacts unless these would
    ///   have to be computed, and their blocks; nil where an entry's number is its block's, or where blocks are decoded a group
    ///   at a time.
    /// - Throws: `corrupt`.
    func findTerm() throws -> (count: Int, impacts: UnsafePointer<UInt8>?, blocks: UnsafePointer<UInt32>?) {
        let slot = slots[0]
        if let dense = slot.dense { return (blockCount, dense, nil) }
        if let blocks = slot.blocks { return (slot.entryCount, slot.impacts, blocks) }
        let cursor = cursors.base + slot.index
        if cursor.pointee.hasGroups { return (slot.entryCount, cursor.pointee.listImpacts, nil) }
        let list = BlockList(cursor: slot.index, entryCount: slot.entryCount)
        return (slot.entryCount, cursor.pointee.listImpacts, try cursors.decodeEntries(list, memory).blocks)
    }

    /// Decodes the only leaf's list after all.
    func decodeOnlyList() throws {
        if isTerm, slots[0].dense == nil, slots[0].blocks == nil { try decodeList(of: &slots[0]) }
    }

    /// The blocks that may have all leaves.
    func candidates() throws -> CandidateBlocks {
        let lists = memory.take(BlockList.self, count: slotCount)
        for slot in 0..<slotCount {
            let own = slots[slot]
            lists[slot] = BlockList(
                cursor: own.kind == .term ? own.index : -1, dense: own.dense, blocks: own.blocks, impacts: own.impacts,
                octets: own.dense == nil ? own.listOctets : own.denseOctets, entryCount: own.entryCount)
        }
        return try CandidateBlocks(lists, listCount: slotCount, cursors, blockCount: blockCount, memory)
    }

    /// Gives every leaf its ``LeafSlot/pairs``, but for terms where leaves are so many that all of them would take too much
    /// memory.
    ///
    /// - Parameter most: Bytes.
    func spread(most: Int = 16 << 20) {
        var used = 0
        for slot in 0..<slotCount {
            used += 2 * blockCount
            if used > most && slots[slot].kind == .term { continue }
            let pairs = memory.take(UInt16.self, count: blockCount)
            fill(pairs, slot)
            slots[slot].pairs = UnsafePointer(pairs)
        }
    }

    /// Writes what ``LeafSlot/pairs`` would have: one number a block.
    func fill(_ pairs: UnsafeMutablePointer<UInt16>, _ slot: Int) {
        if let dense = slots[slot].dense {
            if let octets = slots[slot].denseOctets {
                Self.join(dense, octets, pairs, blockCount)
            } else {
                Self.widen(dense, pairs, blockCount)
            }
            return
        }
        pairs.update(repeating: 0, count: blockCount)
        guard let blocks = slots[slot].blocks, let impacts = slots[slot].impacts else { return }
        let count = slots[slot].entryCount
        if let octets = slots[slot].listOctets {
            for entry in 0..<count {
                pairs[Int(blocks[entry])] = UInt16(impacts[entry]) << 8 | UInt16(octets[entry])
            }
        } else {
            for entry in 0..<count { pairs[Int(blocks[entry])] = UInt16(impacts[entry]) << 8 | 0xFF }
        }
    }

    /// Where an impact is 0, octets are 0 as well, or say nothing.
    @inline(never)
    private static func join(
        _ impacts: UnsafePointer<UInt8>, _ octets: UnsafePointer<UInt8>, _ pairs: UnsafeMutablePointer<UInt16>,
        _ count: Int
    ) {
        for block in 0..<count { pairs[block] = UInt16(impacts[block]) << 8 | UInt16(octets[block]) }
    }

    @inline(never)
    private static func widen(
        _ impacts: UnsafePointer<UInt8>, _ pairs: UnsafeMutablePointer<UInt16>, _ count: Int
    ) {
        for block in 0..<count {
            let impact = UInt16(impacts[block])
            // All octets where there is an impact, none where there is not: no conditions, so that it is made a vector.
            pairs[block] = impact << 8 | (0xFF & (0 &- (impact &+ 0xFF) >> 8))
        }
    }

    /// What a filter selects, as a leaf without a score: an impact of 1 where a block has any document.
    private func open(_ leaf: QueryPlan.Leaf, _ mask: DocumentMask, _ scoring: FieldScoring) -> LeafSlot {
        let impacts = memory.take(count: blockCount, filledWith: UInt8(0))
        for block in 0..<blockCount { impacts[block] = mask.words[block] == 0 ? 0 : 1 }
        let slot = LeafSlot(
            kind: .documents, index: masks.count, entryCount: mask.blockCount, dense: UnsafePointer(impacts), boost: 0,
            isExcluded: leaf.isExcluded, norms: nil, lengthFactors: scoring.lengthFactors(of: 0),
            saturations: scoring.saturations(of: 0), growth: 1)
        masks.append(mask)
        return slot
    }

    /// Which of `candidates` have a slot's leaf; its frequencies are then in `contents`.
    ///
    /// Asked again of the same block, `candidates` must be among those of the first time.
    @inline(__always)
    func documents(of slot: Int, in block: UInt32, among candidates: UInt64) throws -> UInt64 {
        let content = contents.base + slot
        if decodedBlocks[slot] == block { return content.pointee.presence & candidates }
        decodedBlocks[slot] = block
        if slots[slot].twin >= 0, slots[slot].kind != .phrase, slots[slot].kind != .spans {
            return try copyTwin(slot, block) & candidates
        }
        if slots[slot].kind == .term {
            _ = try cursors.base[slots[slot].index].decode(block: block, into: &content.pointee)
            return content.pointee.presence & candidates
        }
        return try decodeJoint(slot, block, candidates)
    }

    /// How often a document of the block at hand, 0...63, has a slot's leaf; one that may have it.
    ///
    /// A term's entry begins at `entry`: see ``TermPostings/find(entry:)``. Of one of ``phrases`` `phrase` tells how often it
    /// is there, or may be; of all others `contents`.
    @inline(__always)
    func frequency(
        of slot: Int, _ document: Int, entryAt entry: Int, phrase: (Int) throws -> UInt32
    ) rethrows -> UInt32 {
        switch slots[slot].kind {
        case .term: cursors.base[slots[slot].index].cursor.frequency(of: document, at: entry)
        case .phrase: try phrase(slots[slot].index)
        case .union, .spans, .documents: (contents.base + slot).pointee.frequency(of: document)
        }
    }

    /// Takes a block over from the first slot of the same key. Not for phrases and spans, which look at candidates alone.
    @inline(never)
    private func copyTwin(_ slot: Int, _ block: UInt32) throws -> UInt64 {
        let twin = slots[slot].twin
        let presence = try documents(of: twin, in: block, among: .max)
        let content = contents.base + slot
        let other = contents.base + twin
        content.pointee.presence = presence
        content.pointee.isAllOnes = other.pointee.isAllOnes
        if !other.pointee.isAllOnes {
            content.pointee.frequencies.update(from: other.pointee.frequencies, count: 64)
        }
        return presence
    }

    @inline(never)
    private func decodeJoint(_ slot: Int, _ block: UInt32, _ candidates: UInt64) throws -> UInt64 {
        let content = contents.base + slot
        let index = slots[slot].index
        if slots[slot].kind == .union {
            try unions[index].decode(
                block: block, cursors.base, into: &content.pointee, scratch: &contents.base[slotCount])
            return content.pointee.presence & candidates
        }
        if slots[slot].kind == .documents {
            content.pointee.isAllOnes = true
            content.pointee.presence = masks[index].words[Int(block)]
            return content.pointee.presence & candidates
        }
        if slots[slot].kind == .spans {
            let spans = spans[index]
            let isPossible = slots[slot].dense.map { $0[Int(block)] != 0 } ?? false
            let found = isPossible ? try spans.documents(in: block, among: candidates) : 0
            try spans.decode(block: block, found, into: &content.pointee)
            return content.pointee.presence
        }
        let phrase = phrases[index]
        let isPossible = slots[slot].dense.map { $0[Int(block)] != 0 } ?? false
        let found = isPossible ? try phrase.documents(in: block, among: candidates) : 0
        try phrase.decode(block: block, found, into: &content.pointee)
        return content.pointee.presence
    }
}
