internal import FaguiIndex

/// Keeps the best documents of a search: higher scores first, equal ones by address.
///
/// A document is one number of 64 bits: the bits of its score, which are ordered as scores from 0 on are, above those of
/// its place among the documents of all segments, inverted, since of equal scores the first place is the better.
///
/// A heap, however many are wanted: gathering twice as many and halving them costs fewer steps, but leaves the threshold
/// behind, and with it more blocks to score (a fifth more time for 1,000 hits). Each entry has four below it, which are
/// half as many levels, and one line of the cache a level.
struct TopCollector: ~Copyable {
    /// Documents wanted.
    let limit: Int
    /// Where the documents of each segment begin.
    private let starts: [UInt32]
    /// Only documents below this are taken.
    private let bound: UInt64
    /// The least score that can still enter: that of the worst document kept, −∞ while there is room.
    private(set) var threshold: Float = -.infinity
    /// A heap with the worst on top once `limit` are kept; before that in the order of their coming.
    private var entries: UnsafeMutablePointer<UInt64>
    private var count = 0
    private var capacity: Int

    /// - Parameters:
    ///   - limit: Documents wanted.
    ///   - snapshot: What is searched.
    ///   - position: Only documents that are shown behind it are taken; nil takes all.
    init(limit: Int, over snapshot: Snapshot, after position: RankPosition? = nil) {
        self.limit = limit
        let starts = snapshot.documentStarts
        self.starts = starts
        bound = position.map { Self.entry($0, starts) } ?? .max
        capacity = max(1, min(limit, 128))
        entries = .allocate(capacity: capacity)
    }

    deinit { entries.deallocate() }

    private static func entry(score: Float, place: UInt32) -> UInt64 {
        // A score of -0 is a score of 0.
        UInt64((score + 0).bitPattern) << 32 | UInt64(~place)
    }

    /// A position of another hand may name a segment or document that is not there: what comes behind it is shown.
    private static func entry(_ position: RankPosition, _ starts: [UInt32]) -> UInt64 {
        guard starts.indices.contains(position.address.segment) else {
            return entry(score: position.score, place: .max)
        }
        let (place, overflow) = starts[position.address.segment].addingReportingOverflow(position.address.doc)
        return entry(score: position.score, place: overflow ? .max : place)
    }

    /// Takes a document if it belongs to the best.
    @inline(__always)
    mutating func insert(_ score: Float, segment: UInt32, doc: DocID) {
        if score < threshold { return }
        insert(Self.entry(score: score, place: starts[Int(segment)] &+ doc))
    }

    @inline(never)
    private mutating func insert(_ entry: UInt64) {
        guard entry < bound else { return }
        if count < limit {
            if count == capacity { grow() }
            (entries + count).initialize(to: entry)
            count += 1
            guard count == limit else { return }
            for place in stride(from: (limit - 2) / 4, through: 0, by: -1) { siftDown(entries[place], from: place) }
        } else {
            guard limit > 0, entries[0] < entry else { return }
            siftDown(entry, from: 0)
        }
        threshold = Float(bitPattern: UInt32(truncatingIfNeeded: entries[0] >> 32))
    }

    private mutating func grow() {
        let more = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity * 2)
        more.update(from: entries, count: count)
        entries.deallocate()
        entries = more
        capacity *= 2
    }

    /// Puts an entry at a place or below it, and moves up what is worse.
    @inline(__always)
    private func siftDown(_ entry: UInt64, from start: Int) {
        let entries = entries
        let count = count
        var place = start
        while true {
            let first = 4 * place + 1
            guard first < count else { break }
            var child = first
            var least = entries[first]
            if first + 3 < count {
                // Without conditions: which of the four it is cannot be foretold.
                let (second, third, fourth) = (entries[first + 1], entries[first + 2], entries[first + 3])
                child = second < least ? first + 1 : child
                least = min(second, least)
                let lastChild = fourth < third ? first + 3 : first + 2
                let last = min(fourth, third)
                child = last < least ? lastChild : child
                least = min(last, least)
            } else {
                for other in first + 1..<max(count, first + 1) where entries[other] < least {
                    child = other
                    least = entries[other]
                }
            }
            guard least < entry else { break }
            entries[place] = least
            place = child
        }
        entries[place] = entry
    }

    /// More than these are sorted by digits.
    private static var fewEntries: Int { 48 }

    /// Puts the best first.
    private func sort() {
        guard count > Self.fewEntries else { return sortFew() }
        var items = Vector<RadixSort.Item>(capacity: count)
        for place in 0..<count { items.append(RadixSort.Item(key: ~entries[place], value: 0)) }
        RadixSort.sort(&items)
        for place in 0..<count { entries[place] = ~items[place].key }
    }

    private func sortFew() {
        for place in 0..<count {
            let entry = entries[place]
            var next = place
            while next > 0, entries[next - 1] < entry {
                entries[next] = entries[next - 1]
                next -= 1
            }
            entries[next] = entry
        }
    }

    /// The documents, best first. Nothing can be inserted any more.
    mutating func sorted() -> [TopDocs.ScoredDoc] {
        sort()
        return (0..<min(count, max(0, limit))).map { rank in
            let entry = entries[rank]
            return TopDocs.ScoredDoc(
                address: address(~UInt32(truncatingIfNeeded: entry)),
                score: Float(bitPattern: UInt32(truncatingIfNeeded: entry >> 32)))
        }
    }

    /// The segment and document at a place.
    private func address(_ place: UInt32) -> DocAddress {
        // The last segment that begins no later; empty ones begin where the next does.
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= place { low = middle } else { high = middle }
        }
        return DocAddress(segment: low, doc: place - starts[low])
    }
}
