/// Looks one key up in a block of a term dictionary, over plain addresses and without building the keys passed.
///
/// It does what is usual and nothing else: near the end of the file, or where a number is not one that a term has, it gives up,
/// and ``TermBlockCursor``, which knows all cases and what is wrong with damaged bytes, does it again.
struct TermLookup: BitwiseCopyable {
    enum Outcome {
        case found(TermInfo)
        case absent
        case unknown
    }

    private let start: UnsafeRawPointer
    private let end: UnsafeRawPointer
    private let count: Int
    private let postingsOffset: UInt64
    private let positionsOffset: UInt64

    /// Bytes that may be read from the beginning of three numbers on.
    private static var numbersLength: Int { 24 }
    /// Offsets up to here are believed.
    private static var greatestOffset: UInt64 { 1 << 40 }

    /// Starts at a block of `count` terms; nil where its beginning is not usual.
    ///
    /// - Parameters:
    ///   - bytes: From the block's beginning to the end of the file's body.
    ///   - count: Terms of the block, at most ``TermDictionaryWriter/termsPerBlock``.
    init?(_ bytes: UnsafeRawBufferPointer, count: Int) {
        guard let base = bytes.baseAddress, bytes.count >= Self.numbersLength,
            let postings = Self.number(base), let positions = Self.number(postings.end),
            max(postings.number.value, positions.number.value) <= Self.greatestOffset
        else { return nil }
        start = positions.end
        end = base + bytes.count
        self.count = count
        postingsOffset = postings.number.value
        positionsOffset = positions.number.value
    }

    /// Looks for a key.
    ///
    /// - Parameter target: The field's number, then the term; behind it eight bytes can be read.
    /// - Returns: What is known of it.
    func find(_ target: UnsafeRawBufferPointer) -> Outcome {
        guard let key = target.baseAddress, target.count > 0 else { return .unknown }
        var next = start
        var matched = 0
        var postings = Sum()
        var positions = Sum()
        for _ in 0..<count {
            let left = end - next
            guard left > 2 else { return .unknown }
            let shared = Int(next.load(as: UInt8.self))
            let suffixCount = Int(next.load(fromByteOffset: 1, as: UInt8.self))
            guard shared | suffixCount < 0x80, 2 &+ suffixCount &+ Self.numbersLength <= left else { return .unknown }
            let suffix = next + 2
            guard let numbers = Self.numbers(suffix + suffixCount) else { return .unknown }
            next = numbers.end
            // Keys ascend: one that shares less than what matched so far lies behind the target, one that shares more
            // differs from it where the last one did.
            if shared < matched { return .absent }
            if shared == matched {
                let common = min(suffixCount, target.count &- matched)
                let same = Self.commonPrefix(suffix, key + matched, common)
                matched &+= same
                if same == suffixCount {
                    if matched == target.count { return found(target[0], numbers, postings, positions) }
                } else if same == common || (suffix + same).load(as: UInt8.self) > (key + matched).load(as: UInt8.self)
                {
                    return .absent
                }
            }
            postings.add(numbers.postings)
            positions.add(numbers.positions)
        }
        return .absent
    }

    private func found(_ field: FieldID, _ numbers: Numbers, _ postings: Sum, _ positions: Sum) -> Outcome {
        guard let frequency = UInt32(exactly: numbers.frequency.value),
            max(numbers.postings.value, numbers.positions.value) <= Self.greatestOffset
        else { return .unknown }
        return .found(
            TermInfo(
                documentFrequency: frequency, field: field,
                postingsOffset: postingsOffset &+ postings.value, postingsLength: numbers.postings.value,
                positionsOffset: positionsOffset &+ positions.value, positionsLength: numbers.positions.value))
    }

    /// How many of the first `count` bytes are equal; of both seven more can be read.
    @inline(__always)
    private static func commonPrefix(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Int {
        var same = 0
        while same < count {
            let difference =
                UInt64(littleEndian: a.loadUnaligned(fromByteOffset: same, as: UInt64.self))
                ^ UInt64(littleEndian: b.loadUnaligned(fromByteOffset: same, as: UInt64.self))
            if difference != 0 { return min(count, same &+ difference.trailingZeroBitCount >> 3) }
            same &+= 8
        }
        return count
    }
}

// MARK: Numbers

/// Lengths of varints cannot be foreseen: they are told apart by where their last bytes are, without a branch a byte.
extension TermLookup {
    /// The bytes of a varint of at most eight, zeros behind them.
    private struct Number: BitwiseCopyable {
        var bytes: UInt64

        var value: UInt64 {
            var sum = Sum()
            sum.add(self)
            return sum.value
        }
    }

    /// A sum of up to 500 numbers: sums of their first bytes, second bytes, and so on, put together at the end.
    private struct Sum: BitwiseCopyable {
        private var even: UInt64 = 0
        private var odd: UInt64 = 0

        @inline(__always)
        mutating func add(_ number: Number) {
            even &+= number.bytes & 0x007F_007F_007F_007F
            odd &+= number.bytes >> 8 & 0x007F_007F_007F_007F
        }

        var value: UInt64 {
            var value: UInt64 = 0
            for pair in 0..<4 {
                let places = UInt64(16 * pair)
                value &+= (even &>> places & 0xFFFF) &<< UInt64(14 * pair)
                value &+= (odd &>> places & 0xFFFF) &<< UInt64(14 * pair + 7)
            }
            return value
        }
    }

    private struct Numbers: BitwiseCopyable {
        var frequency: Number
        var postings: Number
        var positions: Number
        /// The byte behind them.
        var end: UnsafeRawPointer
    }

    private static var endMarks: UInt64 { 0x8080_8080_8080_8080 }

    /// The three numbers of a term: mostly eight bytes have them all.
    @inline(__always)
    private static func numbers(_ start: UnsafeRawPointer) -> Numbers? {
        let word = UInt64(littleEndian: start.loadUnaligned(as: UInt64.self))
        let first = ~word & endMarks
        let second = first & (first &- 1)
        let third = second & (second &- 1)
        if third == 0 { return longNumbers(start) }
        let own = upToFirst(first)
        let two = upToFirst(second)
        return Numbers(
            frequency: Number(bytes: word & own),
            postings: Number(bytes: (word & two & ~own) &>> UInt64(first.trailingZeroBitCount &+ 1)),
            positions: Number(
                bytes: (word & upToFirst(third) & ~two) &>> UInt64(second.trailingZeroBitCount &+ 1)),
            end: start + (third.trailingZeroBitCount >> 3 &+ 1))
    }

    /// All bits up to the first that is set.
    @inline(__always)
    private static func upToFirst(_ marks: UInt64) -> UInt64 { marks ^ (marks &- 1) }

    @inline(never)
    private static func longNumbers(_ start: UnsafeRawPointer) -> Numbers? {
        guard let frequency = number(start), let postings = number(frequency.end), let positions = number(postings.end)
        else { return nil }
        return Numbers(
            frequency: frequency.number, postings: postings.number, positions: positions.number, end: positions.end)
    }

    /// A number of at most eight bytes, all of which may be read, and the byte behind it; nil for a longer one.
    @inline(__always)
    private static func number(_ start: UnsafeRawPointer) -> (number: Number, end: UnsafeRawPointer)? {
        let word = UInt64(littleEndian: start.loadUnaligned(as: UInt64.self))
        let ends = ~word & endMarks
        if ends == 0 { return nil }
        return (Number(bytes: word & upToFirst(ends)), start + (ends.trailingZeroBitCount >> 3 &+ 1))
    }
}
