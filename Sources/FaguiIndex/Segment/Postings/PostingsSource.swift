/// What a segment gives to all of its lists: the mapped bytes, and what the field's documents are like.
struct PostingsSource {
    /// The body of the postings file, padding included, and that of the positions file.
    var postings: UnsafeRawBufferPointer
    var positions: UnsafeRawBufferPointer
    /// The segment, which outlives this and gives errors the names of its files. Counting references to it, or to
    /// strings kept here, would cost more than decoding an entry.
    unowned(unsafe) var segment: SegmentReader
    var postingsFile: String { SegmentPart.postings.fileName(of: segment.info.name) }
    var positionsFile: String { SegmentPart.positions.fileName(of: segment.info.name) }
    /// The version of the postings file: FORMAT.md › Postings.
    var version: UInt32
    /// The segment's size.
    var documentCount: Int
    var blockCount: Int
    /// One norm a document; nil for a field that is not scored.
    var norms: UnsafePointer<UInt8>?
    /// `BM25.lengthFactor` by norm, at the average for which impacts were computed.
    var lengthFactors: UnsafePointer<Float>?
    /// See ``ImpactTable``, for the same average; nil where `lengthFactors` is.
    var impacts: UnsafePointer<UInt8>?
    /// Bits of a position, one byte a document; nil for a field without positions.
    var positionWidths: UnsafePointer<UInt8>?
    /// Whether the processor has what `CVectors` needs.
    var usesVectors: Bool

    /// The first byte of the postings. Opening a segment has seen that the body holds at least the padding.
    @inline(__always)
    var base: UnsafeRawPointer { postings.baseAddress.unsafelyUnwrapped }
    @inline(__always)
    var positionsBase: UnsafeRawPointer { positions.baseAddress.unsafelyUnwrapped }

    @inline(__always)
    func bytes(at offset: Int) -> UnsafePointer<UInt8> { (base + offset).assumingMemoryBound(to: UInt8.self) }

    /// Which documents a block has.
    @inline(__always)
    func documents(inBlock block: Int) -> UInt64 {
        let count = documentCount &- 64 &* block
        return count < 64 ? (1 &<< UInt64(truncatingIfNeeded: count)) &- 1 : .max
    }

    @inline(never)
    func corrupt(_ offset: Int, _ reason: @autoclosure () -> String) -> IndexError {
        .corrupt(file: postingsFile, byteOffset: FileEnvelope.headerLength + offset, reason: reason())
    }

    /// Sees that positions lie inside the term's bytes.
    @inline(__always)
    func checkPositions(_ list: PostingsLayout, bit: Int, count: Int, width: Int) throws {
        let (bits, overflow) = count.multipliedReportingOverflow(by: width)
        guard !overflow, width >= 1, width <= 32, bit >= list.positionsOffset * 8,
            bits <= (list.positionsOffset + list.positionsLength) * 8 - bit
        else {
            throw IndexError.corrupt(
                file: positionsFile, byteOffset: FileEnvelope.headerLength + list.positionsOffset,
                reason: "positions run past the end of their term")
        }
    }
}
