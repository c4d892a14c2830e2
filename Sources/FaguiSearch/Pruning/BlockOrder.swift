/// Puts blocks in the order in which they are scored: the highest bounds first.
struct BlockOrder {
    private static var bucketCount: Int { 1024 }

    /// The least bound of the best blocks: about `wanted` blocks have it or a greater one. At least 1.
    static func bestBound(_ bounds: BlockBounds, wanted: Int) -> UInt32 {
        let values = bounds.values
        var greatest: UInt32 = 0
        for block in 0..<bounds.count { greatest = max(greatest, values[block]) }
        let shift = shift(for: greatest)
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: bucketCount) { buckets in
            guard let buckets = buckets.baseAddress else { return 1 }
            buckets.update(repeating: 0, count: bucketCount)
            for block in 0..<bounds.count { buckets[Int(values[block] >> shift)] &+= 1 }
            var left = wanted
            var bucket = Int(greatest >> shift)
            while bucket > 0 {
                left -= Int(buckets[bucket])
                if left <= 0 { break }
                bucket -= 1
            }
            return max(1, UInt32(bucket) << shift)
        }
    }

    /// Writes the blocks whose bounds lie in `range`, roughly from the highest bound on: bounds may ascend only among
    /// blocks that share `bound >> shift`.
    ///
    /// - Returns: How many, and the shift.
    static func sort(
        _ bounds: BlockBounds, in range: Range<UInt32>, into order: UnsafeMutablePointer<UInt32>
    ) -> (count: Int, shift: UInt32) {
        let values = bounds.values
        var count = 0
        var greatest: UInt32 = 0
        // Without a branch: whether a block is in the range cannot be foreseen.
        let length = range.upperBound - range.lowerBound
        for block in 0..<bounds.count {
            let value = values[block]
            let isIn = value &- range.lowerBound < length
            order[count] = UInt32(truncatingIfNeeded: block)
            count += isIn ? 1 : 0
            greatest = max(greatest, isIn ? value : 0)
        }
        let shift = shift(for: greatest)
        guard count > 1 else { return (count, shift) }
        let sortedCount = count
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: bucketCount + 1 + sortedCount) { room in
            guard let starts = room.baseAddress else { return }
            let copy = starts + bucketCount + 1
            starts.update(repeating: 0, count: bucketCount + 1)
            copy.update(from: order, count: sortedCount)
            for place in 0..<sortedCount { starts[bucket(values[Int(copy[place])], shift) + 1] &+= 1 }
            for bucket in 0..<bucketCount { starts[bucket + 1] &+= starts[bucket] }
            for place in 0..<sortedCount {
                let block = copy[place]
                let bucket = bucket(values[Int(block)], shift)
                order[Int(starts[bucket])] = block
                starts[bucket] &+= 1
            }
        }
        return (count, shift)
    }

    /// Buckets count from the highest bounds on.
    @inline(__always)
    private static func bucket(_ value: UInt32, _ shift: UInt32) -> Int { bucketCount - 1 - Int(value >> shift) }

    /// Brings every bound up to the greatest below the number of buckets.
    @inline(__always)
    private static func shift(for greatest: UInt32) -> UInt32 {
        UInt32(max(0, 32 - greatest.leadingZeroBitCount - 10))
    }
}
