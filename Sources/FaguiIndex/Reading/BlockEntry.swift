/// One entry of a postings list as it lies in its bytes: which of 64 documents, and where their frequencies are.
///
/// Valid as long as the segment that it was read from.
public struct BlockEntry: BitwiseCopyable {
    /// Bit i: document 64 × block + i has the term. Deleted documents included; 0 only in damaged bytes.
    public let presence: UInt64
    /// Bit i: the i-th of the present documents has the term more than once.
    public let repeated: UInt64
    /// The frequencies above 1: a nibble for each bit of `repeated`, then what did not fit one.
    public let frequencies: UnsafeRawPointer

    @usableFromInline
    init(presence: UInt64, repeated: UInt64, frequencies: UnsafeRawPointer) {
        self.presence = presence
        self.repeated = repeated
        self.frequencies = frequencies
    }

    /// Calls `body` with every present document, ascending, and how often it has the term.
    @inlinable @inline(__always)
    public func forEach(_ body: (_ document: Int, _ frequency: UInt32) -> Void) {
        var rest = presence
        var flags = repeated
        var index = 0
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            if flags & 1 == 0 {
                body(document, 1)
            } else {
                body(document, frequency(ofRepeated: index))
                index &+= 1
            }
            flags >>= 1
        }
    }

    /// How often a present document has the term.
    @inlinable @inline(__always)
    public func frequency(of document: Int) -> UInt32 {
        if repeated == 0 { return 1 }
        let place = UInt64(truncatingIfNeeded: (presence & ((1 &<< UInt64(document)) &- 1)).nonzeroBitCount)
        if repeated &>> place & 1 == 0 { return 1 }
        return frequency(ofRepeated: (repeated & ((1 &<< place) &- 1)).nonzeroBitCount)
    }

    /// The frequency of the posting that is the `index`-th of those with a frequency above 1.
    @inlinable @inline(__always)
    public func frequency(ofRepeated index: Int) -> UInt32 {
        let nibble = nibble(index)
        return nibble == 15 ? escapedFrequency(index) : UInt32(nibble) &+ 2
    }

    /// What the frequency's four bits say: the frequency less 2, or 15 where it did not fit.
    @inlinable @inline(__always)
    public func nibble(_ index: Int) -> UInt8 {
        frequencies.load(fromByteOffset: index >> 1, as: UInt8.self)
            >> UInt8(truncatingIfNeeded: (index & 1) << 2) & 15
    }

    /// A frequency that did not fit its four bits.
    @inline(never)
    public func escapedFrequency(_ index: Int) -> UInt32 {
        var next = frequencies + (repeated.nonzeroBitCount + 1) / 2
        for other in 0..<index where nibble(other) == PostingsFormat.frequencyEscape {
            next += EntryDecoder.varint(next).length
        }
        // Damaged bytes may say any number: it stays a frequency.
        let (sum, overflow) = EntryDecoder.varint(next).value.addingReportingOverflow(
            UInt32(PostingsFormat.frequencyEscape) + 2)
        return overflow ? .max : sum
    }
}
