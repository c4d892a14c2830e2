/// Puts blocks in the order in which they are scored: the highest bounds first.
struct BlockOrder: ~Copyable {
    /// The blocks that ``take(_:)`` found, ascending at first.
    let blocks: UnsafeMutablePointer<UInt32>
    private(set) var count = 0

    private let bounds: BlockBounds
    /// As much room as `blocks` has.
    private let copy: UnsafeMutablePointer<UInt32>
    /// One more than there are buckets.
    private let starts: UnsafeMutablePointer<UInt32>
    private let keys: UnsafeMutablePointer<Int32>
    /// Buckets are for bounds from here on, so many bits each.
    private var base: UInt32 = 0
    private var shift: UInt32 = 0

    private static var bucketCount: Int { 256 }
    /// Up to so many blocks are ranked by comparing each with each, which clears and sums no buckets.
    private static var fewBlocks: Int { 48 }

    init(_ bounds: BlockBounds, _ memory: borrowing WorkingMemory) {
        self.bounds = bounds
        let room = bounds.chunkCount * BlockBounds.chunkSize
        blocks = memory.take(UInt32.self, count: room)
        copy = memory.take(UInt32.self, count: room)
        starts = memory.take(UInt32.self, count: Self.bucketCount + 1)
        keys = memory.take(Int32.self, count: Self.fewBlocks)
    }

    /// A bound that about `wanted` blocks or somewhat more reach. At least 1.
    func bestBound(wanted: Int) -> UInt32 {
        // Every chunk has a block with its greatest bound: as many blocks reach the `wanted`-th greatest of them.
        var values = bounds.chunkMaxima
        var count = bounds.chunkCount
        if count < 2 * wanted {
            values = bounds.values
            count = bounds.count
        }
        // Bounds have 16 bits.
        let shift: UInt16 = 8
        starts.update(repeating: 0, count: Self.bucketCount)
        var greatest: UInt16 = 0
        for place in 0..<count {
            starts[Int(values[place] >> shift)] &+= 1
            greatest = max(greatest, values[place])
        }
        var left = wanted
        var bucket = Int(greatest >> shift)
        while bucket > 0 {
            left -= Int(starts[bucket])
            if left <= 0 { break }
            bucket -= 1
        }
        return max(1, UInt32(bucket) << UInt32(shift))
    }

    /// Takes the blocks whose bounds lie in a range, in the order of their numbers.
    mutating func take(_ range: Range<UInt32>) {
        count = 0
        let values = bounds.values
        let size = BlockBounds.chunkSize
        let first = UInt16(truncatingIfNeeded: min(range.lowerBound, 65_535))
        let length = UInt32(min(range.upperBound, 65_536) - min(range.lowerBound, 65_536))
        if length == 0 { return }
        var count = 0
        var greatest: UInt16 = 0
        for chunk in 0..<bounds.chunkCount where bounds.chunkMaxima[chunk] >= first {
            greatest = max(greatest, bounds.chunkMaxima[chunk])
            // Without a branch: whether a block is in the range cannot be foreseen.
            let start = chunk * size
            for block in start..<start + size {
                blocks[count] = UInt32(truncatingIfNeeded: block)
                count += UInt32(values[block]) &- UInt32(first) < length ? 1 : 0
            }
        }
        self.count = count
        base = UInt32(first)
        let span = min(UInt32(greatest) &- base, length - 1)
        shift = UInt32(max(0, 32 - 8 - span.leadingZeroBitCount))
    }

    /// Puts the blocks roughly in order, from the highest bound on: bounds may ascend only among blocks of one bucket, see
    /// ``isLower(_:than:)``.
    mutating func sort() {
        if count <= Self.fewBlocks { return sortFew() }
        let values = bounds.values
        let (base, shift) = (base, shift)
        // Buckets count from the highest bounds on.
        func bucket(_ block: UInt32) -> Int {
            Self.bucketCount &- 1 &- Int(truncatingIfNeeded: (UInt32(values[Int(block)]) &- base) &>> shift)
        }
        starts.update(repeating: 0, count: Self.bucketCount + 1)
        for place in 0..<count {
            copy[place] = blocks[place]
            starts[bucket(blocks[place]) + 1] &+= 1
        }
        for bucket in 0..<Self.bucketCount { starts[bucket + 1] &+= starts[bucket] }
        for place in 0..<count {
            let bucket = bucket(copy[place])
            blocks[Int(starts[bucket])] = copy[place]
            starts[bucket] &+= 1
        }
    }

    /// A block's place is the number of blocks that come before it.
    private func sortFew() {
        // Bounds have 16 bits, places fewer than 15: keys differ, and none is negative. Of the first place the key is greatest.
        let (keys, count) = (keys, count)
        let padded = (count + 7) & ~7
        for place in 0..<count {
            copy[place] = blocks[place]
            keys[place] = Int32(bounds.values[Int(blocks[place])]) << 15 | Int32(truncatingIfNeeded: 0x7FFF &- place)
        }
        for place in count..<padded { keys[place] = -1 }
        for place in 0..<count {
            let key = keys[place]
            var before: Int32 = 0
            for first in stride(from: 0, to: padded, by: 8) {
                for other in first..<first + 8 { before &+= keys[other] > key ? 1 : 0 }
            }
            blocks[Int(before)] = copy[place]
        }
    }

    /// Whether the whole bucket of a bound that was taken lies below another bound.
    @inline(__always)
    func isLower(_ bound: UInt16, than other: UInt32) -> Bool {
        other > base && (UInt32(bound) &- base) >> shift < (other &- base) >> shift
    }
}
