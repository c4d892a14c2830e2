internal import FaguiIndex

/// Finds the first documents in an order by a column, in two passes over all matches.
///
/// The first counts the matches of every source and chooses the values that the page can have; the second scores the
/// documents with these values alone, since score orders what has the same value.
struct SortedSearch {
    let search: SnapshotSearch
    let order: DocumentOrder

    /// The matches of one segment.
    private struct Segment {
        var number: Int
        var masks: MatchMasks
        var counts: SourceCounts
        var groups: SegmentGroups
    }

    /// The first documents, of those only that are shown behind a position, where one is given.
    func best(limit: Int, after position: RankPosition?) throws -> TopDocs {
        var top = TopDocs(docs: [], total: 0, isTotalExact: true, notes: [])
        let segments = try matches(&top)
        guard limit > 0 else { return top }
        let first = try position.map { try key(of: $0.address) }
        var selection = GroupSelection(order, wanted: limit, from: first ?? nil)
        // Behind a document without a value stand only others without one.
        let isAtEnd = first != nil && first == .some(nil)
        if !isAtEnd {
            for segment in segments { try offer(segment, to: &selection) }
        }
        let selected = isAtEnd ? [] : selection.selected
        var collector = SortedCollector(limit: limit)
        if let position, let first {
            let rank = first.map { key in selected.firstIndex { $0.key == key } ?? -1 } ?? SortedCollector.absentRank
            collector.bound = SortedCollector.Entry(rank: rank, score: position.score, address: position.address)
        }
        do {
            for segment in segments {
                var ranks = [Int](repeating: -1, count: segment.groups.count)
                for (rank, group) in selected.enumerated() {
                    for member in group.members where member.segment == segment.number { ranks[member.group] = rank }
                }
                if isAtEnd || selection.needsAbsent {
                    for group in ranks.indices where ranks[group] < 0 {
                        if try segment.groups.key(group) == nil { ranks[group] = SortedCollector.absentRank }
                    }
                }
                try collect(segment, ranks, into: &collector)
            }
        } catch SearchError.cancelled where search.isExpired() {
            top.isPartial = true
            top.isTotalExact = false
        }
        top.docs = collector.sorted()
        return top
    }

    /// Finds all matches of every segment, and counts them in `top`.
    private func matches(_ top: inout TopDocs) throws -> [Segment] {
        var found: [Segment] = []
        for number in search.snapshot.segments.indices where search.plans[number].root != nil {
            do {
                if search.isCancelled() { throw SearchError.cancelled }
                let leaves = try SegmentLeaves(
                    search.plans[number], number: number, in: search.snapshot, search.scoring)
                let masks = MatchMasks(leaves)
                defer { top.total += masks.matchCount }
                do {
                    try masks.fill(isCancelled: search.isCancelled)
                } catch SearchError.cancelled where search.isExpired() {
                    top.isPartial = true
                }
                found.append(
                    Segment(
                        number: number, masks: masks, counts: try SourceCounts(masks),
                        groups: try order.groups(in: search.snapshot.segments[number])))
            } catch SearchError.cancelled where search.isExpired() {
                top.isPartial = true
            }
            if top.isPartial { break }
        }
        top.isTotalExact = !top.isPartial
        return found
    }

    private func offer(_ segment: Segment, to selection: inout GroupSelection) throws {
        var counts = [Int](repeating: 0, count: segment.groups.count)
        for (source, count) in segment.counts.values.enumerated() where count > 0 {
            counts[segment.groups.group(of: source)] += Int(count)
        }
        for (group, count) in counts.enumerated() where count > 0 {
            guard let key = try segment.groups.key(group) else { continue }
            selection.add(key, GroupSelection.Member(segment: segment.number, group: group), count: count)
        }
    }

    private func collect(_ segment: Segment, _ ranks: [Int], into collector: inout SortedCollector) throws {
        var scores = MatchScores(segment.masks.leaves, number: segment.number)
        let reader = search.snapshot.segments[segment.number]
        for (source, count) in segment.counts.values.enumerated() where count > 0 {
            let rank = ranks[segment.groups.group(of: source)]
            if rank < 0 { continue }
            let documents = try reader.documents(ofSource: source)
            guard let last = documents.last else { continue }
            for block in Int(documents.lowerBound >> 6)...Int(last >> 6) where segment.masks.words[block] != 0 {
                if search.isCancelled() { throw SearchError.cancelled }
                var matched = try scores.evaluate(block)
                while matched != 0 {
                    let document = matched.trailingZeroBitCount
                    matched &= matched - 1
                    let doc = DocID(block * 64 + document)
                    guard documents.contains(doc) else { continue }
                    collector.insert(
                        SortedCollector.Entry(
                            rank: rank, score: scores.score(of: document),
                            address: DocAddress(segment: segment.number, doc: doc)))
                }
            }
        }
    }

    private func key(of address: DocAddress) throws -> DocumentOrder.Key? {
        let segment = search.snapshot.segments[address.segment]
        let groups = try order.groups(in: segment)
        return try groups.key(groups.group(of: segment.source(of: address.doc)))
    }
}

/// Keeps the first documents of an order, up to a number.
struct SortedCollector {
    /// The rank of documents without a value.
    static let absentRank = Int.max

    struct Entry {
        /// The place of the document's value among the values.
        var rank: Int
        var score: Float
        var address: DocAddress

        /// Whether this one is shown before `other`.
        func precedes(_ other: Entry) -> Bool {
            if rank != other.rank { return rank < other.rank }
            return score != other.score ? score > other.score : address < other.address
        }
    }

    /// Only documents behind this one are taken.
    var bound: Entry?
    private let limit: Int
    private var entries: [Entry] = []
    /// The last of the entries that were kept when there were too many.
    private var last: Entry?

    init(limit: Int) { self.limit = limit }

    mutating func insert(_ entry: Entry) {
        if let bound, !bound.precedes(entry) { return }
        if let last, last.precedes(entry) { return }
        entries.append(entry)
        guard limit < Int.max / 4, entries.count >= 2 * limit + 64 else { return }
        entries.sort { $0.precedes($1) }
        entries.removeLast(entries.count - limit)
        last = entries.last
    }

    /// The documents in order.
    func sorted() -> [TopDocs.ScoredDoc] {
        entries.sorted { $0.precedes($1) }.prefix(limit).map { TopDocs.ScoredDoc(address: $0.address, score: $0.score) }
    }
}
