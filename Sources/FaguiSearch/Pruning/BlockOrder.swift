/// Puts blocks in the order in which they are scored: the highest bounds first.
struct BlockOrder {
    private static var bucketCount: Int { 1024 }
    /// Bounds have 16 bits.
    private static var shift: UInt16 { 6 }

    /// A bound that about `wanted` blocks or somewhat more reach. At least 1.
    static func bestBound(_ bounds: BlockBounds, wanted: Int) -> UInt32 {
        // Every chunk has a block with its greatest bound: as many blocks reach the `wanted`-th greatest of them.
        var values = bounds.chunkMaxima
        var count = bounds.chunkCount
        if count < 2 * wanted {
            values = bounds.values
            count = bounds.count
        }
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: bucketCount) { buckets in
            guard let buckets = buckets.baseAddress else { return 1 }
            buckets.update(repeating: 0, count: bucketCount)
            var greatest: UInt16 = 0
            for place in 0..<count {
                buckets[Int(values[place] >> shift)] &+= 1
                greatest = max(greatest, values[place])
            }
            var left = wanted
            var bucket = Int(greatest >> shift)
            while bucket > 0 {
                left -= Int(buckets[bucket])
                if left <= 0 { break }
                bucket -= 1
            }
            return max(1, UInt32(bucket) << UInt32(shift))
        }
    }

    /// Writes the blocks whose bounds lie in `range`, roughly from the highest bound on: bounds may ascend only among
    /// blocks of one bucket, see ``isLower(_:than:)``.
    ///
    /// - Parameters:
    ///   - bounds: The bounds.
    ///   - range: Bounds wanted.
    ///   - order: Receives the numbers of blocks; room for all.
    ///   - copy: As much room, used meanwhile.
    /// - Returns: How many.
    static func sort(
        _ bounds: BlockBounds, in range: Range<UInt32>, into order: UnsafeMutablePointer<UInt32>,
        _ copy: UnsafeMutablePointer<UInt32>
    ) -> Int {
        let values = bounds.values
        let size = BlockBounds.chunkSize
        let first = UInt16(truncatingIfNeeded: min(range.lowerBound, 65_535))
        let length = UInt32(min(range.upperBound, 65_536) - min(range.lowerBound, 65_536))
        if length == 0 { return 0 }
        var count = 0
        for chunk in 0..<bounds.chunkCount where bounds.chunkMaxima[chunk] >= first {
            // Without a branch: whether a block is in the range cannot be foreseen.
            let start = chunk * size
            for block in start..<start + size {
                copy[count] = UInt32(truncatingIfNeeded: block)
                count += UInt32(values[block]) &- UInt32(first) < length ? 1 : 0
            }
        }
        guard count > 1 else {
            if count == 1 { order[0] = copy[0] }
            return count
        }
        let found = count
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: bucketCount + 1) { room in
            guard let starts = room.baseAddress else { return }
            starts.update(repeating: 0, count: bucketCount + 1)
            for place in 0..<found { starts[bucket(values[Int(copy[place])]) + 1] &+= 1 }
            for bucket in 0..<bucketCount { starts[bucket + 1] &+= starts[bucket] }
            for place in 0..<found {
                let block = copy[place]
                let bucket = bucket(values[Int(block)])
                order[Int(starts[bucket])] = block
                starts[bucket] &+= 1
            }
        }
        return count
    }

    /// Whether a bound's whole bucket lies below another bound.
    @inline(__always)
    static func isLower(_ bound: UInt16, than other: UInt32) -> Bool {
        UInt32(bound >> shift) < other >> UInt32(shift)
    }

    /// Buckets count from the highest bounds on.
    @inline(__always)
    private static func bucket(_ value: UInt16) -> Int { bucketCount - 1 - Int(value >> shift) }
}
