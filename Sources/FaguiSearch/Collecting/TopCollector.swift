internal import FaguiIndex

/// Keeps the best documents of a search: higher scores first, equal ones by address.
///
/// A heap, however many are wanted: gathering twice as many and halving them costs fewer steps, but leaves the threshold
/// behind, and with it more blocks to score (a fifth more time for 1,000 hits).
struct TopCollector: ~Copyable {
    struct Entry: BitwiseCopyable {
        var score: Float
        var segment: UInt32
        var doc: UInt32

        /// Whether this one is shown behind `other`.
        @inline(__always)
        func isWorse(than other: Entry) -> Bool {
            if score != other.score { return score < other.score }
            return segment != other.segment ? segment > other.segment : doc > other.doc
        }
    }

    /// Documents wanted.
    let limit: Int
    /// Only documents that are shown behind this one are taken; nil takes all.
    private let bound: Entry?
    /// The least score that can still enter: that of the worst document kept, −∞ while there is room.
    private(set) var threshold: Float = -.infinity
    /// A heap with the worst on top once `limit` are kept; before that in the order of their coming.
    private var entries: UnsafeMutablePointer<Entry>
    private var count = 0
    private var capacity: Int

    init(limit: Int, after position: RankPosition? = nil) {
        self.limit = limit
        bound = position.map {
            Entry(
                score: $0.score, segment: UInt32(truncatingIfNeeded: $0.address.segment), doc: $0.address.doc)
        }
        capacity = max(1, min(limit, 128))
        entries = .allocate(capacity: capacity)
    }

    deinit { entries.deallocate() }

    /// Takes a document if it belongs to the best.
    @inline(__always)
    mutating func insert(_ score: Float, segment: UInt32, doc: DocID) {
        if score < threshold { return }
        insert(Entry(score: score, segment: segment, doc: doc))
    }

    @inline(never)
    private mutating func insert(_ entry: Entry) {
        if let bound, !entry.isWorse(than: bound) { return }
        if count < limit {
            if count == capacity { grow() }
            (entries + count).initialize(to: entry)
            count += 1
            guard count == limit else { return }
            for place in stride(from: limit / 2 - 1, through: 0, by: -1) { siftDown(from: place) }
        } else {
            guard limit > 0, entries[0].isWorse(than: entry) else { return }
            entries[0] = entry
            siftDown(from: 0)
        }
        threshold = entries[0].score
    }

    /// More than these are sorted by digits.
    private static var fewEntries: Int { 48 }

    /// Puts the best first.
    private mutating func sort() {
        guard count > Self.fewEntries else {
            var few = UnsafeMutableBufferPointer(start: entries, count: count)
            return few.sort { $1.isWorse(than: $0) }
        }
        // By address, then by score, of which equal ones stay in order: scores are not below 0, and so ordered as their
        // bits are.
        let copy = UnsafeMutablePointer<Entry>.allocate(capacity: count)
        defer { copy.deallocate() }
        copy.update(from: entries, count: count)
        var items = Vector<RadixSort.Item>(capacity: count)
        for place in 0..<count {
            items.append(
                RadixSort.Item(
                    key: UInt64(copy[place].segment) << 32 | UInt64(copy[place].doc), value: UInt32(place)))
        }
        RadixSort.sort(&items)
        var byScore = Vector<RadixSort.Item>(capacity: count)
        for place in 0..<count {
            let value = items[place].value
            // A score of -0 is a score of 0.
            let bits = (copy[Int(value)].score + 0).bitPattern
            byScore.append(RadixSort.Item(key: UInt64(~bits), value: value))
        }
        RadixSort.sort(&byScore)
        for place in 0..<count { entries[place] = copy[Int(byScore[place].value)] }
    }

    private mutating func grow() {
        let more = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
        more.update(from: entries, count: count)
        entries.deallocate()
        entries = more
        capacity *= 2
    }

    private mutating func siftDown(from start: Int) {
        let entries = entries
        let count = count
        let moved = entries[start]
        var place = start
        while true {
            var child = 2 * place + 1
            guard child < count else { break }
            if child + 1 < count, entries[child + 1].isWorse(than: entries[child]) { child += 1 }
            guard entries[child].isWorse(than: moved) else { break }
            entries[place] = entries[child]
            place = child
        }
        entries[place] = moved
    }

    /// The documents, best first. Nothing can be inserted any more.
    mutating func sorted() -> [TopDocs.ScoredDoc] {
        sort()
        return (0..<min(count, max(0, limit))).map { place in
            let entry = entries[place]
            return TopDocs.ScoredDoc(
                address: DocAddress(segment: Int(entry.segment), doc: entry.doc), score: entry.score)
        }
    }
}
