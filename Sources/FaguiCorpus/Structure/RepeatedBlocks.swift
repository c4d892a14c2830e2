/// Finds what stands in a text twice: a report that a page prints over again.
///
/// A block is a run of passages that follow one another as they did before; a sentence that recurs by itself is none,
/// nor are a few short lines, as of a letter's head.
enum RepeatedBlocks {
    /// The fewest bytes of a block of three passages or more.
    private static let leastBytes = 300
    /// The fewest bytes of one or two passages; one must stand under the same headings.
    private static let leastBytesOfFew = 600

    /// Gives passages of the body that stand in a block again their kind.
    static func mark(_ passages: inout [Passage], _ text: UTF8Bytes) {
        guard passages.count > 1 else { return }
        var keys: [(key: UInt64, index: Int)] = []
        keys.reserveCapacity(passages.count)
        for (index, passage) in passages.enumerated() { keys.append((key(passage.range, text), index)) }
        keys.sort { ($0.key, $0.index) < ($1.key, $1.index) }
        // The passage before that says the same.
        var earlier: [Int: Int] = [:]
        for (entry, next) in zip(keys, keys.dropFirst()) where entry.key == next.key {
            let (first, second) = (passages[entry.index].range, passages[next.index].range)
            guard passages[next.index].kind == .body, first.count == second.count,
                text[first].elementsEqual(text[second])
            else { continue }
            earlier[next.index] = entry.index
        }
        guard !earlier.isEmpty else { return }
        var start = 0
        while start < passages.count {
            guard var twin = earlier[start] else {
                start += 1
                continue
            }
            var end = start + 1
            var bytes = passages[start].range.count
            while end < passages.count, let next = earlier[end], next == twin + 1 {
                bytes += passages[end].range.count
                twin = next
                end += 1
            }
            let isFew = end - start < 3
            let isElsewhere = end - start == 1 && passages[twin].headings != passages[start].headings
            if bytes >= (isFew ? leastBytesOfFew : leastBytes), !isElsewhere {
                for index in start..<end { passages[index].kind = .repeated }
            }
            start = end
        }
    }

    /// The length of a stretch and its ends: most passages differ in them, and then the rest need not be read.
    private static func key(_ range: Range<Int>, _ text: UTF8Bytes) -> UInt64 {
        var hash = UInt64(range.count)
        guard range.count >= 32 else {
            for index in range { hash = (hash ^ UInt64(text[index])) &* 1_099_511_628_211 }
            return hash
        }
        let bytes = UnsafeRawBufferPointer(text)
        for place in [range.lowerBound, range.lowerBound + 8, range.upperBound - 16, range.upperBound - 8] {
            hash = (hash ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
        }
        return hash
    }
}
