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
        let term = try nextTerm()
        guard term.shared <= key.count, term.shared + term.suffixCount <= Self.maximumKeyLength else {
            throw bytes.corrupt("a key of \(term.suffixCount) bytes behind \(term.shared) of \(key.count)")
        }
        key.removeSubrange(term.shared...)
        key.append(contentsOf: UnsafeRawBufferPointer(start: term.suffix, count: term.suffixCount))
        guard let field = key.first, Int(field) < fieldCount else { throw bytes.corrupt("a term without a field") }
        take(term, field: field)
        return true
    }

    /// Looks for a key in what remains of the block, without building the keys passed.
    mutating func find(_ target: UnsafeRawBufferPointer) throws -> TermInfo? {
        let field = target.first ?? 0
        var matched = 0
        while remaining > 0 {
            remaining -= 1
            let term = try nextTerm()
            // Keys ascend: one that shares less than what matched so far lies behind the target, one that shares more
            // differs from it where the last one did.
            if term.shared < matched { return nil }
            if term.shared == matched {
                let suffix = UnsafeRawBufferPointer(start: term.suffix, count: term.suffixCount)
                var index = 0
                while index < suffix.count, matched < target.count, suffix[index] == target[matched] {
                    index += 1
                    matched += 1
                }
                if index == suffix.count {
                    if matched == target.count {
                        take(term, field: field)
                        return info
                    }
                } else if matched == target.count || suffix[index] > target[matched] {
                    return nil
                }
            }
            nextPostings &+= UInt64(term.postingsLength)
            nextPositions &+= UInt64(term.positionsLength)
        }
        return nil
    }

    // MARK: One term

    /// A term as it stands in its block.
    private struct Term: BitwiseCopyable {
        /// Bytes of the key before that begin this one, and those that follow.
        var shared: Int
        var suffix: UnsafeRawPointer?
        var suffixCount: Int
        var documentFrequency: Int
        var postingsLength: Int
        var positionsLength: Int

        var isPossible: Bool {
            documentFrequency <= UInt32.max && postingsLength <= 1 << 40 && positionsLength <= 1 << 40
        }
    }

    /// Bytes that the five numbers of a term take at most.
    private static var numberLength: Int { 50 }

    /// Goes to the next term. Lookups pass over sixteen terms on average: where the numbers cannot run past the end, they
    /// are read without asking at every byte.
    @inline(__always)
    private mutating func nextTerm() throws -> Term {
        let left = bytes.bytes.count - bytes.offset
        guard left >= Self.numberLength, let base = bytes.bytes.baseAddress else { return try nextTermAtEnd() }
        let start = base + bytes.offset
        var next = start
        let shared = Self.number(&next)
        let suffixCount = Self.number(&next)
        guard shared <= Self.maximumKeyLength, suffixCount <= min(Self.maximumKeyLength, left - Self.numberLength)
        else {
            return try nextTermAtEnd()
        }
        let suffix = next
        next += suffixCount
        let term = Term(
            shared: shared, suffix: suffix, suffixCount: suffixCount, documentFrequency: Self.number(&next),
            postingsLength: Self.number(&next), positionsLength: Self.number(&next))
        guard term.isPossible else { return try nextTermAtEnd() }
        bytes.skip(next - start)
        return term
    }

    /// A number of at most ten bytes, all of which may be read; `Int.max` for one that is too large.
    @inline(__always)
    private static func number(_ next: inout UnsafeRawPointer) -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 70 {
            let byte = next.load(as: UInt8.self)
            next += 1
            value |= UInt64(byte & 0x7F) &<< shift
            if byte < 0x80 { return shift < 63 ? Int(truncatingIfNeeded: value) : .max }
            shift &+= 7
        }
        return .max
    }

    /// The same near the end of the bytes, or where they are damaged: tells what is wrong with them.
    @inline(never)
    private mutating func nextTermAtEnd() throws -> Term {
        let shared = try bytes.varint(atMost: Self.maximumKeyLength)
        let suffix = try bytes.take(try bytes.varint(atMost: Self.maximumKeyLength))
        return Term(
            shared: shared, suffix: suffix.baseAddress, suffixCount: suffix.count,
            documentFrequency: try bytes.varint(atMost: Int(UInt32.max)),
            postingsLength: try bytes.varint(atMost: 1 << 40), positionsLength: try bytes.varint(atMost: 1 << 40))
    }

    private mutating func take(_ term: Term, field: FieldID) {
        info = TermInfo(
            documentFrequency: UInt32(term.documentFrequency), field: field, postingsOffset: nextPostings,
            postingsLength: UInt64(term.postingsLength), positionsOffset: nextPositions,
            positionsLength: UInt64(term.positionsLength))
        nextPostings &+= UInt64(term.postingsLength)
        nextPositions &+= UInt64(term.positionsLength)
    }
}
