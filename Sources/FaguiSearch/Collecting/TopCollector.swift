internal import FaguiIndex

/// Keeps the best documents of a search: higher scores first, equal ones by address.
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
    private var entries = Vector<Entry>()

    init(limit: Int, after position: RankPosition? = nil) {
        self.limit = limit
        bound = position.map {
            Entry(
                score: $0.score, segment: UInt32(truncatingIfNeeded: $0.address.segment), doc: $0.address.doc)
        }
    }

    /// Takes a document if it belongs to the best.
    @inline(__always)
    mutating func insert(_ score: Float, segment: Int, doc: DocID) {
        if score < threshold { return }
        insert(Entry(score: score, segment: UInt32(truncatingIfNeeded: segment), doc: doc))
    }

    @inline(never)
    private mutating func insert(_ entry: Entry) {
        if let bound, !entry.isWorse(than: bound) { return }
        if entries.count < limit {
            entries.append(entry)
            guard entries.count == limit else { return }
            for place in stride(from: limit / 2 - 1, through: 0, by: -1) { siftDown(from: place) }
        } else {
            guard limit > 0, entries[0].isWorse(than: entry) else { return }
            entries[0] = entry
            siftDown(from: 0)
        }
        threshold = entries[0].score
    }

    private mutating func siftDown(from start: Int) {
        let count = entries.count
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

    /// The documents, best first.
    func sorted() -> [TopDocs.ScoredDoc] {
        entries.buffer.sorted { $1.isWorse(than: $0) }.map {
            TopDocs.ScoredDoc(address: DocAddress(segment: Int($0.segment), doc: $0.doc), score: $0.score)
        }
    }
}
