internal import FaguiIndex

/// Evaluates a plan for one document after another, straight from the postings: the oracle of pruned search, and where
/// explanations come from. It shares the plan with pruned search, and nothing else.
final class DocumentEvaluator {
    private struct Element {
        var postings: [TermPostings]
        var offset: Int
        var lists: [(blocks: UnsafeMutablePointer<UInt32>, impacts: UnsafeMutablePointer<UInt8>)] = []
    }

    private let plan: QueryPlan
    private let segment: SegmentReader
    private let averages: [Float]
    private let folding: KeywordFolding
    /// By leaf, by element; nil for a leaf that the segment has not.
    private var leaves: [[Element]?] = []
    private let memory = WorkingMemory()
    private let room: ContentTable

    init(
        _ plan: QueryPlan, number: Int, in snapshot: Snapshot, _ scoring: FieldScoring,
        folding: @escaping KeywordFolding = { _, bytes in [UInt8](bytes) }
    ) throws {
        self.plan = plan
        self.folding = folding
        segment = snapshot.segments[number]
        room = ContentTable(count: 1, memory)
        averages = scoring.averages
        for leaf in plan.leaves {
            let terms = leaf.statistics.terms[number]
            guard leaf.isPresent(inSegment: number) else {
                leaves.append(nil)
                continue
            }
            leaves.append(
                try terms.enumerated().map { place, infos in
                    Element(
                        postings: try infos.map { try open($0) }, offset: Int(leaf.key.elements[place].offset))
                })
        }
    }

    private func open(_ term: TermInfo) throws -> TermPostings {
        var postings = try segment.postings(of: term)
        if postings.denseImpacts == nil {
            try postings.decodeBlockList(
                blocks: memory.take(UInt32.self, count: postings.blockCount),
                impacts: memory.take(UInt8.self, count: postings.blockCount))
        }
        return postings
    }

    /// One leaf's part in a document's score.
    struct Share {
        var leaf: Int
        var frequency: UInt32
        var length: Float
        var saturation: Float
        var score: Float
    }

    /// What makes up a document's score, in the plan's order; nil if it does not match. The document must be live.
    func shares(of doc: DocID) throws -> [Share]? {
        guard let root = plan.root else { return nil }
        let frequencies = try plan.leaves.indices.map { try frequency(of: $0, in: doc) }
        var scored: [Int] = []
        guard matches(root, frequencies, &scored) else { return nil }
        return try scored.sorted().map { leaf in
            let spec = plan.leaves[leaf]
            guard spec.isScored else {
                return Share(leaf: leaf, frequency: frequencies[leaf], length: 0, saturation: 0, score: 0)
            }
            let norm = try segment.norms(of: spec.key.field)[Int(doc)]
            let length = Float(Norm.decode(norm))
            let factor = BM25.lengthFactor(length: length, average: averages[Int(spec.key.field)])
            let saturation = BM25.saturation(frequency: Float(frequencies[leaf]), lengthFactor: factor)
            return Share(
                leaf: leaf, frequency: frequencies[leaf], length: length, saturation: saturation,
                score: spec.boost * saturation)
        }
    }

    /// Whether a tree matches, and the leaves that then score.
    private func matches(_ node: MatchNode, _ frequencies: [UInt32], _ scored: inout [Int]) -> Bool {
        switch node {
        case .leaf(let leaf):
            if frequencies[leaf] > 0 { scored.append(leaf) }
            return frequencies[leaf] > 0
        case .atLeast(let minimum, let nodes):
            var own: [Int] = []
            let count = nodes.count { matches($0, frequencies, &own) }
            guard count >= minimum else { return false }
            scored += own
            return true
        case .boolean(let must, let should, let mustNot):
            var own: [Int] = []
            var ignored: [Int] = []
            for child in must where !matches(child, frequencies, &own) { return false }
            for child in mustNot where matches(child, frequencies, &ignored) { return false }
            var isAny = false
            for child in should {
                var its: [Int] = []
                if matches(child, frequencies, &its) {
                    isAny = true
                    own += its
                }
            }
            if must.isEmpty && !isAny { return false }
            scored += own
            return true
        }
    }

    /// How often a document has a leaf.
    private func frequency(of leaf: Int, in doc: DocID) throws -> UInt32 {
        let key = plan.leaves[leaf].key
        if let filter = key.filter {
            return try FilterEvaluation.selects(filter, doc, in: segment, folding) ? 1 : 0
        }
        guard let elements = leaves[leaf] else { return 0 }
        if let shape = key.shape {
            var positions: [Set<Int>] = []
            for number in elements.indices {
                var here: Set<Int> = []
                for term in elements[number].postings.indices {
                    guard try decode(leaf, number, term, doc) != nil else { continue }
                    var places: [UInt32] = []
                    try leaves[leaf]?[number].postings[term].positions(
                        of: Int(doc & 63), in: doc >> 6, content: room.base.pointee, into: &places)
                    for place in places { here.insert(Int(place)) }
                }
                positions.append(here)
            }
            return UInt32(SpanEvaluation(positions, key.elements.map { Int($0.offset) }).frequency(of: shape))
        }
        if elements.count == 1 {
            var sum: UInt32 = 0
            for term in elements[0].postings.indices {
                sum &+= try decode(leaf, 0, term, doc)?.frequency ?? 0
            }
            return sum
        }
        var starts: Set<Int>?
        for number in elements.indices {
            var here: Set<Int> = []
            for term in elements[number].postings.indices {
                guard try decode(leaf, number, term, doc) != nil else { continue }
                var positions: [UInt32] = []
                try leaves[leaf]?[number].postings[term].positions(
                    of: Int(doc & 63), in: doc >> 6, content: room.base.pointee, into: &positions)
                for position in positions { here.insert(Int(position) - elements[number].offset) }
            }
            starts = starts?.intersection(here) ?? here
            if here.isEmpty { return 0 }
        }
        return UInt32(starts?.count ?? 0)
    }

    /// Decodes a term's block; nil if the document has not the term.
    private func decode(_ leaf: Int, _ element: Int, _ term: Int, _ doc: DocID) throws -> (frequency: UInt32, Void)? {
        let content = room.base
        guard try leaves[leaf]?[element].postings[term].decode(block: doc >> 6, into: &content.pointee) == true,
            content.pointee.presence >> UInt64(doc & 63) & 1 != 0
        else { return nil }
        let frequency = content.pointee.frequency(of: Int(doc & 63))
        return (frequency, ())
    }
}
