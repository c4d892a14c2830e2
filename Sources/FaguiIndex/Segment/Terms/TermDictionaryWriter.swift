/// Encodes a term dictionary: FORMAT.md › Terms. Terms come in ascending order of field, then bytes.
struct TermDictionaryWriter: ~Copyable {
    /// Terms in a block of the dictionary.
    static var termsPerBlock: Int { 32 }

    private var blocks = ByteVector(capacity: 1 << 16)
    private var blockOffsets = Vector<UInt64>()
    private var blockKeys = Vector<UInt64>()
    private var lastKey = ByteVector(capacity: 64)
    private var termCounts: [UInt64]
    private var inBlock = 0
    private var postingsOffset: UInt64 = 0
    private var positionsOffset: UInt64 = 0

    init(fieldCount: Int) { termCounts = Array(repeating: 0, count: fieldCount) }

    /// Distinct terms a field, so far.
    var fieldTermCounts: [UInt64] { termCounts }

    /// Adds a term; its postings follow those of the term before.
    ///
    /// - Parameters:
    ///   - key: The field's number, then the term; above the key before.
    ///   - documentFrequency: Documents that have the term.
    ///   - postingsLength: Bytes of its list.
    ///   - positionsLength: Bytes of its positions.
    mutating func append(
        key: UnsafeRawBufferPointer, documentFrequency: UInt32, postingsLength: UInt64, positionsLength: UInt64
    ) {
        var shared = 0
        if inBlock == 0 {
            blockOffsets.append(UInt64(blocks.count))
            blockKeys.append(TermKey.prefix(key))
            blocks.append(varint: postingsOffset)
            blocks.append(varint: positionsOffset)
        } else {
            let limit = min(key.count, lastKey.count)
            while shared < limit, key[shared] == lastKey[shared] { shared += 1 }
        }
        blocks.append(varint: UInt64(shared))
        blocks.append(varint: UInt64(key.count - shared))
        blocks.append(bytes: UnsafeRawBufferPointer(rebasing: key[shared...]))
        blocks.append(varint: UInt64(documentFrequency))
        blocks.append(varint: postingsLength)
        blocks.append(varint: positionsLength)
        lastKey.removeAll()
        lastKey.append(bytes: key)
        termCounts[Int(key[0])] += 1
        postingsOffset += postingsLength
        positionsOffset += positionsLength
        inBlock = (inBlock + 1) % Self.termsPerBlock
    }

    /// Writes the body of the file.
    func write(to output: EnvelopeOutput) throws {
        var head = ByteVector()
        head.append(fixed: UInt64(blockKeys.count))
        head.append(fixed: termCounts.reduce(0, +))
        for index in 0..<blockKeys.count { head.append(fixed: blockKeys[index]) }
        for index in 0..<blockOffsets.count { head.append(fixed: blockOffsets[index]) }
        try output.write(head.rawBytes)
        try output.write(blocks.rawBytes)
    }
}

/// The order of keys in a term dictionary.
enum TermKey {
    /// The first eight bytes as a number of the same order, short keys filled with zeros.
    @inline(__always)
    static func prefix(_ key: UnsafeRawBufferPointer) -> UInt64 {
        if key.count >= 8 { return UInt64(bigEndian: key.loadUnaligned(as: UInt64.self)) }
        var value: UInt64 = 0
        for index in 0..<8 { value = value << 8 | (index < key.count ? UInt64(key[index]) : 0) }
        return value
    }

    /// Whether `a` comes before `b`, bytewise; a prefix comes first.
    @inline(__always)
    static func precedes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        compare(a, b) < 0
    }

    /// Below 0, 0, or above 0, as `a` is before, at or behind `b`.
    static func compare(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
        let common = min(a.count, b.count)
        for index in 0..<common where a[index] != b[index] { return Int(a[index]) - Int(b[index]) }
        return a.count - b.count
    }
}
