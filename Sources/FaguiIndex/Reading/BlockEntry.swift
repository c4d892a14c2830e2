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

    /// How often the next document has the term, for whoever goes over all of them, ascending.
    ///
    /// - Parameters:
    ///   - flags: ``repeated`` at first.
    ///   - index: 0 at first.
    /// - Returns: 1 or more.
    @inline(__always)
    func frequency(ofNext flags: inout UInt64, _ index: inout Int) -> UInt32 {
        let flag = UInt32(truncatingIfNeeded: flags & 1)
        flags >>= 1
        // Behind the last of them stands something else, of which nothing is taken.
        let nibble = UInt32(nibble(index))
        if nibble & (0 &- flag) == 15 {
            defer { index &+= 1 }
            return escapedFrequency(index)
        }
        index &+= Int(flag)
        return 1 &+ flag &* (nibble &+ 1)
    }

    /// Documents that have the term more than once: `repeated` with a bit a document.
    ///
    /// Each bit moves up by as many places as documents are missing below it, which are known a power of two at a time
    /// (Warren, Hacker's Delight, 7-5): no loop over documents, whose end could not be foreseen.
    var repeatedDocuments: UInt64 {
        if repeated == 0 { return 0 }
        var left = presence
        var missing = ~presence << 1
        var moves: InlineArray<6, UInt64> = .init(repeating: 0)
        for step in 0..<6 {
            var parity = missing ^ missing << 1
            parity ^= parity << 2
            parity ^= parity << 4
            parity ^= parity << 8
            parity ^= parity << 16
            parity ^= parity << 32
            let moving = parity & left
            moves[step] = moving
            left = left ^ moving | moving >> (1 << UInt64(step))
            missing &= ~parity
        }
        var documents = repeated
        for step in stride(from: 5, through: 0, by: -1) {
            documents = documents & ~moves[step] | documents << (1 << UInt64(step)) & moves[step]
        }
        return documents & presence
    }

    /// How many bits the positions of all documents take.
    ///
    /// - Parameter widths: By document of the block, 64 of them, bits of a position.
    /// - Returns: The bits; in damaged bytes, any number.
    @inline(__always)
    func positionBits(_ widths: UnsafePointer<UInt8>) -> Int {
        if presence.nonzeroBitCount <= Self.fewDocuments { return positionBitsOfFew(widths) }
        var sum = PositionSum(self, widths)
        return sum.add(.max)
    }

    /// Up to so many documents are gone over one by one.
    private static var fewDocuments: Int { 16 }

    @inline(__always)
    private func positionBitsOfFew(_ widths: UnsafePointer<UInt8>) -> Int {
        var bits = 0
        forEachPositions(of: presence, widths) { bits &+= $1 &* $2 }
        return bits
    }

    /// Calls `body` with each of some documents, ascending from the entry's first on: how many positions it has, and how many
    /// bits each takes.
    @inline(__always)
    private func forEachPositions(
        of documents: UInt64, _ widths: UnsafePointer<UInt8>,
        _ body: (_ document: Int, _ count: Int, _ width: Int) -> Void
    ) {
        var rest = documents
        var flags = repeated
        var index = 0
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            body(document, Int(frequency(ofNext: &flags, &index)), Int(widths[document]))
        }
    }

    /// Finds where the positions of some of the documents lie.
    ///
    /// - Parameters:
    ///   - documents: Bits of documents that the entry has, one at least.
    ///   - widths: By document of the block, 64 of them, bits of a position.
    ///   - start: Where the entry's positions begin.
    ///   - places: 64 places by document; those of `documents` are written, and perhaps others before the last of them.
    /// - Returns: Where those of the last of `documents` end, and whether all widths are possible; in damaged bytes, anything.
    @inline(__always)
    func findPositions(
        of documents: UInt64, _ widths: UnsafePointer<UInt8>, from start: Int,
        into places: UnsafeMutablePointer<TermPostings.PositionPlace>
    ) -> (end: Int, isSound: Bool) {
        var bit = start
        var end = start
        var isSound = true
        // All of `documents` whatever the bytes say by now, since each of their places will be read.
        let upToLast = (presence | documents) & UInt64.max &>> UInt64(truncatingIfNeeded: documents.leadingZeroBitCount)
        if upToLast.nonzeroBitCount <= Self.fewDocuments {
            forEachPositions(of: upToLast, widths) { document, count, width in
                // Also of those that nobody asked for: no branch.
                places[document] = TermPostings.PositionPlace(count: count, width: width, bit: bit)
                isSound = isSound && UInt(bitPattern: width &- 1) < 32
                bit &+= count &* width
            }
            return (bit, isSound)
        }
        var sum = PositionSum(self, widths)
        var rest = documents
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            bit &+= sum.add((1 &<< UInt64(truncatingIfNeeded: document)) &- 1)
            let width = Int(widths[document])
            let count = Int(frequency(of: document))
            places[document] = TermPostings.PositionPlace(count: count, width: width, bit: bit)
            isSound = isSound && UInt(bitPattern: width &- 1) < 32
            end = bit &+ count &* width
        }
        return (end, isSound)
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

/// Sums how many bits the positions of an entry's documents take, from the first document on.
struct PositionSum {
    private let entry: BlockEntry
    private let widths: UnsafePointer<UInt8>
    /// Documents that have not been passed: all, and those that have the term more than once.
    private var rest: UInt64
    private var repeated: UInt64
    /// How many of the latter have been passed.
    private var index = 0

    /// - Parameters:
    ///   - entry: What is summed.
    ///   - widths: By document of the block, 64 of them, bits of a position.
    init(_ entry: BlockEntry, _ widths: UnsafePointer<UInt8>) {
        self.entry = entry
        self.widths = widths
        rest = entry.presence
        repeated = entry.repeatedDocuments
    }

    /// Passes over more documents.
    ///
    /// - Parameter documents: A bit each; which were passed before does not matter.
    /// - Returns: The bits of their positions; in damaged bytes, any number.
    @inline(__always)
    mutating func add(_ documents: UInt64) -> Int {
        let own = rest & documents
        rest &= ~documents
        // Once for each document, eight at a time, without asking which of them are there: sums of two widths each.
        var sums: UInt64 = 0
        let words = UnsafeRawPointer(widths)
        for octet in 0..<8 {
            let own = own &>> UInt64(8 &* octet) & 0xFF
            if own == 0 { continue }
            // Bit i of the octet in byte i, then as the whole byte.
            let bits = own &* 0x0101_0101_0101_0101 & 0x8040_2010_0804_0201
            let spread = (bits &+ 0x7F7F_7F7F_7F7F_7F7F) >> 7 & 0x0101_0101_0101_0101
            // Behind the widths of a segment's last document the file goes on.
            let word = UInt64(littleEndian: words.loadUnaligned(fromByteOffset: 8 &* octet, as: UInt64.self))
            let chosen = word & (spread &* 0xFF)
            sums &+= (chosen & 0x00FF_00FF_00FF_00FF) &+ (chosen >> 8 & 0x00FF_00FF_00FF_00FF)
        }
        var total = Int(truncatingIfNeeded: (sums &* 0x0001_0001_0001_0001) >> 48)
        // What the others have beyond once.
        var more = repeated & documents
        repeated &= ~documents
        while more != 0 {
            let document = more.trailingZeroBitCount
            more &= more &- 1
            total &+= (Int(entry.frequency(ofRepeated: index)) &- 1) &* Int(widths[document])
            index &+= 1
        }
        return total
    }
}
