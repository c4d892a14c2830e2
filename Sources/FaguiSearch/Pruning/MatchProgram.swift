internal import FaguiIndex

/// A match tree laid out flat, so that a block is decided by word operations without touching the tree itself.
struct MatchProgram {
    /// A leaf, or a boolean whose children follow one another: those of must, of should, of mustNot.
    struct Step: BitwiseCopyable {
        /// The leaf's slot; below 0 for a boolean.
        var slot: Int
        var firstChild = 0
        var mustCount = 0
        var shouldCount = 0
        var mustNotCount = 0
        /// How many of should must match, where there is no must: of more than one, `planes` has room to count.
        var minimum = 1
        var planes: UnsafeMutablePointer<UInt64>?
    }

    let leaves: SegmentLeaves
    let steps: UnsafeMutablePointer<Step>
    /// Bits of a count of clauses.
    private static var planeCount: Int { 32 }

    init(_ root: MatchNode, _ leaves: SegmentLeaves) {
        self.leaves = leaves
        var steps = [Step(slot: -1)]
        MatchProgram.place(root, at: 0, in: &steps, leaves)
        self.steps = leaves.memory.take(Step.self, count: steps.count)
        for (place, step) in steps.enumerated() { self.steps[place] = step }
    }

    private static func place(_ node: MatchNode, at place: Int, in steps: inout [Step], _ leaves: SegmentLeaves) {
        switch node {
        case .leaf(let slot):
            steps[place] = Step(slot: slot)
        case .atLeast(let minimum, let nodes):
            let first = steps.count
            steps[place] = Step(
                slot: -1, firstChild: first, shouldCount: nodes.count, minimum: minimum,
                planes: leaves.memory.take(UInt64.self, count: planeCount))
            steps += nodes.map { _ in Step(slot: -1) }
            for (number, child) in nodes.enumerated() {
                MatchProgram.place(child, at: first + number, in: &steps, leaves)
            }
        case .boolean(let must, let should, let mustNot):
            // What is cheap and rare decides first; phrases only where all else matches.
            let ordered = must.sorted { cost($0, leaves) < cost($1, leaves) }
            let children = ordered + should + mustNot
            let first = steps.count
            steps[place] = Step(
                slot: -1, firstChild: first, mustCount: must.count, shouldCount: should.count,
                mustNotCount: mustNot.count)
            steps += children.map { _ in Step(slot: -1) }
            for (number, child) in children.enumerated() {
                MatchProgram.place(child, at: first + number, in: &steps, leaves)
            }
        }
    }

    private static func cost(_ node: MatchNode, _ leaves: SegmentLeaves) -> Int {
        switch node {
        case .leaf(let slot):
            let own = leaves.slots[slot].entryCount
            return switch leaves.slots[slot].kind {
            case .phrase: own + 1 << 40
            case .spans: own + 1 << 41
            case .documents: own >> 8
            case .term, .union: own
            }
        case .atLeast(_, let nodes):
            return nodes.reduce(0) { $0 + cost($1, leaves) }
        case .boolean(let must, let should, _):
            let costs = (must.isEmpty ? should : must).map { cost($0, leaves) }
            return must.isEmpty ? costs.reduce(0, +) : costs.min() ?? 0
        }
    }

    /// Which of `candidates` match.
    func documents(in block: UInt32, among candidates: UInt64) throws -> UInt64 {
        try documents(of: 0, block, candidates)
    }

    func documents(of place: Int, _ block: UInt32, _ candidates: UInt64) throws -> UInt64 {
        let step = steps[place]
        if step.slot >= 0 { return try leaves.documents(of: step.slot, in: block, among: candidates) }
        if let planes = step.planes { return try atLeast(step, planes, block, candidates) }
        var result = candidates
        var child = step.firstChild
        for _ in 0..<step.mustCount {
            result = try documents(of: child, block, result)
            if result == 0 { return 0 }
            child += 1
        }
        if step.mustCount == 0 {
            var any: UInt64 = 0
            for number in 0..<step.shouldCount {
                // All are asked in full: a leaf may be asked again, among these candidates, when it is scored.
                any |= try documents(of: child + number, block, result)
            }
            result = any
        }
        child += step.shouldCount
        for _ in 0..<step.mustNotCount where result != 0 {
            result &= ~(try documents(of: child, block, result))
            child += 1
        }
        return result
    }

    /// Which of `candidates` at least so many children match: their words are added up, a plane a bit of the sums.
    private func atLeast(
        _ step: Step, _ planes: UnsafeMutablePointer<UInt64>, _ block: UInt32, _ candidates: UInt64
    ) throws -> UInt64 {
        planes.update(repeating: 0, count: MatchProgram.planeCount)
        for number in 0..<step.shouldCount {
            var carry = try documents(of: step.firstChild + number, block, candidates)
            var plane = 0
            while carry != 0 {
                let sum = planes[plane] ^ carry
                carry &= planes[plane]
                planes[plane] = sum
                plane += 1
            }
        }
        var greater: UInt64 = 0
        var equal = candidates
        for plane in stride(from: MatchProgram.planeCount - 1, through: 0, by: -1) {
            if step.minimum >> plane & 1 == 0 {
                greater |= equal & planes[plane]
                equal &= ~planes[plane]
            } else {
                equal &= planes[plane]
            }
        }
        return greater | equal
    }

    /// One bit a block: whether the tree can match there, going by which blocks have which leaves.
    func possibleBlocks() -> UnsafeMutablePointer<UInt64> { possibleBlocks(of: 0) }

    private func possibleBlocks(of place: Int) -> UnsafeMutablePointer<UInt64> {
        let step = steps[place]
        let count = (leaves.blockCount + 63) / 64
        if step.slot >= 0 { return blocks(of: step.slot) }
        let isAny = step.mustCount == 0
        let result = leaves.memory.take(count: count, filledWith: isAny ? 0 : UInt64.max)
        for child in step.firstChild..<step.firstChild + (isAny ? step.shouldCount : step.mustCount) {
            let own = possibleBlocks(of: child)
            if isAny {
                for word in 0..<count { result[word] |= own[word] }
            } else {
                for word in 0..<count { result[word] &= own[word] }
            }
        }
        return result
    }

    private func blocks(of slot: Int) -> UnsafeMutablePointer<UInt64> {
        let blockCount = leaves.blockCount
        let words = leaves.memory.take(count: (blockCount + 63) / 64, filledWith: UInt64(0))
        if let dense = leaves.slots[slot].dense {
            for block in 0..<blockCount {
                words[block >> 6] |= (dense[block] != 0 ? 1 : 0) << UInt64(block & 63)
            }
        } else if let blocks = leaves.slots[slot].blocks {
            for entry in 0..<leaves.slots[slot].entryCount {
                words[Int(blocks[entry] >> 6)] |= 1 << UInt64(blocks[entry] & 63)
            }
        }
        return words
    }
}
