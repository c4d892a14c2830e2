/// Reads one block of a term dictionary from its first term on.
struct TermBlockCursor {
    static let noTerm = TermInfo(
        documentFrequency: 0, field: 0, postingsOffset: 0, postingsLength: 0, positionsOffset: 0, positionsLength: 0)
    /// The longest key that is believed: a field's number and a term.
    static var maximumKeyLength: Int { 1 + DocumentBatch.maximumTermLength }

    private var bytes: ByteCursor
    private var remaining: Int
    private let fieldCount: Int
    private var key: [UInt8] = []
    private var nextPostings: UInt64
    private var nextPositions: UInt64
    private(set) var info = TermBlockCursor.noTerm

    init(_ bytes: ByteCursor, count: Int, fieldCount: Int) throws {
        self.bytes = bytes
        self.fieldCount = fieldCount
        remaining = count
        nextPostings = UInt64(try self.bytes.varint(atMost: 1 << 48))
        nextPositions = UInt64(try self.bytes.varint(atMost: 1 << 48))
    }

    /// The current key.
    func withKey<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try key.withUnsafeBytes(body)
    }

    /// Goes to the next term of the block; false behind the last.
    mutating func next() throws -> Bool {
        guard remaining > 0 else { return false }
        remaining -= 1
        let shared = try bytes.varint(atMost: key.count)
        let suffix = try bytes.take(try bytes.varint(atMost: Self.maximumKeyLength - shared))
        key.removeSubrange(shared...)
        key.append(contentsOf: suffix)
        guard let field = key.first, Int(field) < fieldCount else { throw bytes.corrupt("a term without a field") }
        try readInfo(field: field)
        return true
    }

    /// Looks for a key in what remains of the block, without building the keys passed.
    mutating func find(_ target: UnsafeRawBufferPointer) throws -> TermInfo? {
        var matched = 0
        while remaining > 0 {
            remaining -= 1
            let shared = try bytes.varint(atMost: Self.maximumKeyLength)
            let suffix = try bytes.take(try bytes.varint(atMost: Self.maximumKeyLength))
            try readInfo(field: target.first ?? 0)
            // Keys ascend: one that shares less than what matched so far lies behind the target, one that shares more
            // differs from it where the last one did.
            if shared < matched { return nil }
            if shared > matched { continue }
            var index = 0
            while index < suffix.count, matched < target.count, suffix[index] == target[matched] {
                index += 1
                matched += 1
            }
            if index == suffix.count {
                if matched == target.count { return info }
            } else if matched == target.count || suffix[index] > target[matched] {
                return nil
            }
        }
        return nil
    }

    @inline(__always)
    private mutating func readInfo(field: FieldID) throws {
        let frequency = try bytes.varint(atMost: Int(UInt32.max))
        let postingsLength = UInt64(try bytes.varint(atMost: 1 << 40))
        let positionsLength = UInt64(try bytes.varint(atMost: 1 << 40))
        info = TermInfo(
            documentFrequency: UInt32(frequency), field: field, postingsOffset: nextPostings,
            postingsLength: postingsLength, positionsOffset: nextPositions, positionsLength: positionsLength)
        nextPostings += postingsLength
        nextPositions += positionsLength
    }
}
