/// Walks over the terms of one field of several batches in order, those of earlier batches first among equals.
///
/// A binary heap: its top is the batch with the least term.
struct TermMerge: ~Copyable {
    /// One batch's place in the order of terms. Not private: the debug build of Swift 6.3 fails on a private type in a
    /// vector of a struct that is not copied.
    struct Cursor: BitwiseCopyable {
        /// The current term's; see `PackedBytes`.
        var sortKey: UInt64
        var batch: UInt32
        var index: UInt32
        /// Where to stop.
        var end: UInt32
    }

    private let fields: [InvertedField]
    private var heap = Vector<Cursor>()

    /// - Parameters:
    ///   - fields: The field in each batch.
    ///   - start: The first key; see `PackedBytes`.
    ///   - end: The key before which to stop; nil for none.
    init(_ fields: [InvertedField], from start: UInt64, to end: UInt64?) {
        self.fields = fields
        for (batch, field) in fields.enumerated() {
            let index = field.firstIndex(from: start)
            let stop = end.map { field.firstIndex(from: $0) } ?? field.terms.count
            guard index < stop else { continue }
            heap.append(
                Cursor(
                    sortKey: field.sortKey(index), batch: UInt32(batch), index: UInt32(index), end: UInt32(stop)))
        }
        for place in (0..<heap.count / 2).reversed() { siftDown(from: place) }
    }

    /// Whether no term is left.
    var isAtEnd: Bool { heap.count == 0 }

    /// The batch and place of the current term.
    @inline(__always)
    var current: (batch: Int, index: Int) { (Int(heap[0].batch), Int(heap[0].index)) }

    /// Goes to the next batch that has the same term, or to the next term.
    ///
    /// - Returns: Whether it is the same term; false at the end.
    mutating func advance() -> Bool {
        let (last, batch) = (heap[0], Int(heap[0].batch))
        if last.index + 1 < last.end {
            heap[0].index += 1
            heap[0].sortKey = fields[batch].sortKey(Int(last.index + 1))
        } else {
            heap[0] = heap[heap.count - 1]
            heap.truncate(to: heap.count - 1)
        }
        guard heap.count > 0 else { return false }
        siftDown(from: 0)
        guard heap[0].sortKey == last.sortKey else { return false }
        return !PackedBytes.isLong(last.sortKey)
            || TermKey.compare(bytes(heap[0]), bytes(last)) == 0
    }

    private func siftDown(from start: Int) {
        let heap = UnsafeMutablePointer(self.heap.base)
        let count = self.heap.count
        let moved = heap[start]
        var place = start
        while true {
            var child = 2 * place + 1
            guard child < count else { break }
            if child + 1 < count, precedes(heap[child + 1], heap[child]) { child += 1 }
            guard precedes(heap[child], moved) else { break }
            heap[place] = heap[child]
            place = child
        }
        heap[place] = moved
    }

    @inline(__always)
    private func precedes(_ a: Cursor, _ b: Cursor) -> Bool {
        if a.sortKey != b.sortKey { return a.sortKey < b.sortKey }
        if PackedBytes.isLong(a.sortKey) {
            let order = TermKey.compare(bytes(a), bytes(b))
            if order != 0 { return order < 0 }
        }
        return a.batch < b.batch
    }

    private func bytes(_ cursor: Cursor) -> UnsafeRawBufferPointer {
        fields[Int(cursor.batch)].longBytes(Int(cursor.index))
    }
}
