internal import FaguiIndex
internal import FaguiText

/// Finds the passages of a commit by halves of their sketches: a few in a pass over the column, many in a sorted table.
struct SketchTable {
    private let snapshot: Snapshot
    private let columns: [UnsafeBufferPointer<Int64>]
    /// Halves with places in the order of halves; made when passes have become many.
    private var sorted: (first: [UInt64], second: [UInt64])?
    private var passes = 0

    /// Passes after which a table costs less than the next.
    private static let passLimit = 12

    /// - Returns: Nil where a segment was written without sketches: a passage that has none could not be found.
    init?(_ snapshot: Snapshot) throws {
        let column = LibrarySchema.sketchColumn
        // Places in the table are numbers of 32 bits.
        guard snapshot.segments.allSatisfy({ $0.hasColumn(column) }),
            snapshot.segments.reduce(0, { $0 + $1.documentCount }) <= Int(UInt32.max)
        else { return nil }
        self.snapshot = snapshot
        columns = try snapshot.segments.map { try $0.int64Values(column) }
    }

    /// The sketch of a passage.
    func sketch(_ address: DocAddress) -> TextSketch {
        TextSketch(bits: Int64(littleEndian: columns[address.segment][Int(address.doc)]))
    }

    /// Calls `body` with all live passages that have one of some halves, each once, in index order.
    mutating func forEach(
        first: Set<UInt32>, second: Set<UInt32>, _ body: (DocAddress, TextSketch) throws -> Void
    ) throws {
        passes += 1
        guard sorted != nil || passes > Self.passLimit else {
            let all = columns.map { [$0.indices] }
            return try pass(over: all, first: first, second: second, body)
        }
        let table = sorted ?? makeTable()
        sorted = table
        var places: Set<UInt32> = []
        for half in first { Self.collect(half, in: table.first, into: &places) }
        for half in second { Self.collect(half, in: table.second, into: &places) }
        var (segment, start) = (0, 0)
        for place in places.sorted() {
            while Int(place) >= start + columns[segment].count {
                start += columns[segment].count
                segment += 1
            }
            let address = DocAddress(segment: segment, doc: DocID(Int(place) - start))
            if isLive(address) { try body(address, sketch(address)) }
        }
    }

    /// The same for passages in some runs of each segment.
    func pass(
        over runs: [[Range<Int>]], first: Set<UInt32>, second: Set<UInt32>,
        _ body: (DocAddress, TextSketch) throws -> Void
    ) throws {
        var (firstBits, secondBits) = (FingerprintFilter(), FingerprintFilter())
        for half in first { firstBits.insert(half) }
        for half in second { secondBits.insert(half) }
        for (segment, values) in columns.enumerated() {
            for run in runs[segment].lazy.map({ $0.clamped(to: values.indices) }) {
                try FingerprintFilter.forEachMatch(
                    in: UnsafeBufferPointer(rebasing: values[run]), firstBits, secondBits
                ) { index, value in
                    let sketch = TextSketch(bits: value)
                    guard sketch != .none, first.contains(sketch.first) || second.contains(sketch.second) else {
                        return
                    }
                    let address = DocAddress(segment: segment, doc: DocID(run.lowerBound + index))
                    if isLive(address) { try body(address, sketch) }
                }
            }
        }
    }

    private func isLive(_ address: DocAddress) -> Bool {
        let live = snapshot.segments[address.segment].liveDocuments(inBlock: Int(address.doc >> 6))
        return live >> UInt64(address.doc & 63) & 1 != 0
    }

    private func makeTable() -> (first: [UInt64], second: [UInt64]) {
        var table: (first: [UInt64], second: [UInt64]) = ([], [])
        var place: UInt64 = 0
        for values in columns {
            for value in values {
                let sketch = TextSketch(bits: Int64(littleEndian: value))
                if sketch != .none {
                    table.first.append(UInt64(sketch.first) << 32 | place)
                    table.second.append(UInt64(sketch.second) << 32 | place)
                }
                place += 1
            }
        }
        table.first.sort()
        table.second.sort()
        return table
    }

    private static func collect(_ half: UInt32, in sorted: [UInt64], into places: inout Set<UInt32>) {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < UInt64(half) << 32 { low = middle + 1 } else { high = middle }
        }
        while low < sorted.count, sorted[low] >> 32 == UInt64(half) {
            places.insert(UInt32(truncatingIfNeeded: sorted[low]))
            low += 1
        }
    }
}
