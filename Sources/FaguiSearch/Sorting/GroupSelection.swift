/// Chooses the first groups of an order that have enough documents together.
///
/// A group is let go as soon as those before it have enough, so that no more groups are kept than documents are wanted.
struct GroupSelection {
    /// A group of one segment.
    struct Member {
        var segment: Int
        var group: Int
    }

    private struct Group {
        var count = 0
        var members: [Member] = []
    }

    private let order: DocumentOrder
    private let wanted: Int
    /// Documents before the next page are not wanted: those of groups before this key. Of its own group nobody knows how
    /// many; it is kept, and counts none.
    private let first: DocumentOrder.Key?
    private var groups: [DocumentOrder.Key: Group] = [:]
    /// Keys of `groups`: a heap with the last in order on top.
    private var heap: [DocumentOrder.Key] = []
    private var total = 0

    /// - Parameters:
    ///   - order: What comes first.
    ///   - wanted: Documents wanted.
    ///   - first: The key to begin with; nil is the very first.
    init(_ order: DocumentOrder, wanted: Int, from first: DocumentOrder.Key?) {
        self.order = order
        self.wanted = wanted
        self.first = first
    }

    /// Whether documents without a value are needed as well.
    var needsAbsent: Bool { total < wanted }

    /// The keys kept, in order, each with its groups.
    var selected: [(key: DocumentOrder.Key, members: [Member])] {
        heap.sorted { order.precedes($0, $1) }.map { ($0, groups[$0]?.members ?? []) }
    }

    /// Offers a group with so many matching documents.
    mutating func add(_ key: DocumentOrder.Key, _ member: Member, count: Int) {
        if let first, order.precedes(key, first) { return }
        if total >= wanted, let last = heap.first, order.precedes(last, key) { return }
        if groups[key] == nil { push(key) }
        groups[key, default: Group()].members.append(member)
        if key == first { return }
        groups[key, default: Group()].count += count
        total += count
        while heap.count > 1, let last = heap.first, last != first, total - (groups[last]?.count ?? 0) >= wanted {
            total -= groups[last]?.count ?? 0
            groups[last] = nil
            popLast()
        }
    }

    private mutating func push(_ key: DocumentOrder.Key) {
        heap.append(key)
        var place = heap.count - 1
        while place > 0, order.precedes(heap[(place - 1) / 2], heap[place]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func popLast() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, order.precedes(heap[child], heap[child + 1]) { child += 1 }
            guard order.precedes(heap[place], heap[child]) else { return }
            heap.swapAt(place, child)
            place = child
        }
    }
}
