internal import FaguiIndex

/// The leaves of a plan that one segment has, with their postings open: the working memory of a search there.
///
/// - Concurrency: One value belongs to one thread.
final class SegmentLeaves {
    let segment: SegmentReader
    let blockCount: Int
    let memory = WorkingMemory()
    /// In the plan's order: scores are summed in the order of slots.
    let slots: UnsafeMutablePointer<LeafSlot>
    let slotCount: Int
    /// Which documents match, over slot numbers; nil if none can.
    let root: MatchNode?
    let cursors: CursorTable
    private(set) var unions: [UnionPostings] = []
    private(set) var phrases: [PhrasePostings] = []
    private(set) var spans: [SpanPostings] = []
    private(set) var masks: [DocumentMask] = []
    /// The last block decoded of every slot; one more for the terms of unions.
    let contents: ContentTable
    /// The block that `contents` has of every slot, `UInt32.max` for none.
    let decodedBlocks: UnsafeMutablePointer<UInt32>

    init(_ plan: QueryPlan, number: Int, in snapshot: Snapshot, _ scoring: FieldScoring) throws {
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
        cursors = CursorTable(segment, capacity: termCount)
        contents = ContentTable(count: slotCount + 1)
        decodedBlocks = memory.take(count: slotCount, filledWith: UInt32.max)
        slots = memory.take(LeafSlot.self, count: slotCount)
        root = tree?.renumbered { slotOfLeaf[$0] }
        var firstSlots: [LeafKey: Int] = [:]
        for (slot, leaf) in present.enumerated() {
            let leaf = plan.leaves[leaf]
            if let first = firstSlots[leaf.key] {
                // Asked for under another parent as well: opened once, since the union of a prefix is dear.
                slots[slot] = slots[first]
                slots[slot].boost = leaf.boost
                slots[slot].isExcluded = leaf.isExcluded
                slots[slot].twin = first
            } else {
                firstSlots[leaf.key] = slot
                slots[slot] =
                    leaf.key.filter == nil
                    ? try open(leaf, leaf.statistics.terms[number], scoring)
                    : open(leaf, leaf.statistics.masks[number], scoring)
            }
        }
    }

    private func open(
        _ leaf: QueryPlan.Leaf, _ elements: [[TermInfo]], _ scoring: FieldScoring
    ) throws -> LeafSlot {
        let field = leaf.key.field
        let isScoredField = segment.schema.fields[Int(field)].isScored
        var slot = LeafSlot(
            kind: .term, index: 0, entryCount: 0, boost: leaf.boost, isExcluded: leaf.isExcluded,
            norms: isScoredField ? try segment.norms(of: field) : nil,
            lengthFactors: scoring.lengthFactors(of: field), unitSaturations: scoring.unitSaturations(of: field),
            growth: scoring.impactGrowth(of: field, in: segment))
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
            let parts = try elements.enumerated().map { place, terms in
                (lists: try terms.map { try cursors.open($0, memory) }, offset: leaf.key.elements[place].offset)
            }
            let phrase = PhrasePostings(parts, norms: slot.norms, blockCount: blockCount, cursors, memory)
            slot.kind = .phrase
            slot.index = phrases.count
            slot.entryCount = phrase.entryCount
            slot.dense = phrase.impacts
            phrases.append(phrase)
        } else if elements[0].count == 1 {
            let list = try cursors.open(elements[0][0], memory)
            slot.index = list.cursor
            slot.entryCount = list.entryCount
            slot.dense = list.dense
            slot.blocks = list.blocks
            slot.impacts = list.impacts
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

    /// What a filter selects, as a leaf without a score: an impact of 1 where a block has any document.
    private func open(_ leaf: QueryPlan.Leaf, _ mask: DocumentMask, _ scoring: FieldScoring) -> LeafSlot {
        let impacts = memory.take(count: blockCount, filledWith: UInt8(0))
        for block in 0..<blockCount { impacts[block] = mask.words[block] == 0 ? 0 : 1 }
        let slot = LeafSlot(
            kind: .documents, index: masks.count, entryCount: mask.blockCount, dense: UnsafePointer(impacts), boost: 0,
            isExcluded: leaf.isExcluded, norms: nil, lengthFactors: scoring.lengthFactors(of: 0),
            unitSaturations: scoring.unitSaturations(of: 0), growth: 1)
        masks.append(mask)
        return slot
    }

    /// The slots of a query that is nothing but alternatives of terms and phrases; nil for another.
    var alternatives: [Int]? {
        guard spans.isEmpty, masks.isEmpty else { return nil }
        return root?.alternatives
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
