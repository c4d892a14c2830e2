/// What the encoder is told of a field's documents in the segment that is being written.
struct FieldContext {
    /// One norm a document; nil for a field that is not scored.
    var norms: UnsafePointer<UInt8>?
    /// `BM25.lengthFactor` for each of the 256 norms, at the segment's own average.
    var lengthFactors: UnsafePointer<Float>
    /// Bits of a position, one byte a document; nil for a field without positions.
    var positionWidths: UnsafePointer<UInt8>?
}

/// Encodes the postings of one term after another: FORMAT.md › Postings, Positions.
///
/// Unchecked exclusivity here and in the inverter: one thread owns the object, no method calls back into it, and the
/// checks took 7 % of indexing.
/// Fill ``docs``, ``frequencies`` and ``positions`` for a term, then call ``encode(_:blockCount:postings:positions:)``.
final class PostingsEncoder {
    /// Documents of the term, strictly ascending.
    @exclusivity(unchecked) var docs = Vector<UInt32>(capacity: 1 << 12)
    /// One frequency a document, at least 1.
    @exclusivity(unchecked) var frequencies = Vector<UInt32>(capacity: 1 << 12)
    /// The positions of all postings, one after another; as many as the frequencies sum to, or none.
    @exclusivity(unchecked) var positions = Vector<UInt32>(capacity: 1 << 12)

    @exclusivity(unchecked) private var blocks = Vector<UInt32>(capacity: 1 << 10)
    @exclusivity(unchecked) private var impacts = Vector<UInt8>(capacity: 1 << 10)
    @exclusivity(unchecked) private var content = ByteVector(capacity: 1 << 12)
    @exclusivity(unchecked) private var groups = Vector<UInt64>(capacity: 1 << 7)

    /// Makes room for further documents, which may be written behind the last one; see ``setDocumentCount(_:)``.
    @inline(__always)
    func reserve(_ documents: Int) {
        docs.reserve(documents)
        frequencies.reserve(documents)
    }

    /// Takes over documents and frequencies that were written behind the last ones.
    @inline(__always)
    func setDocumentCount(_ count: Int) {
        docs.take(upTo: count)
        frequencies.take(upTo: count)
    }

    /// Forgets the last term.
    func removeAll() {
        docs.removeAll()
        frequencies.removeAll()
        positions.removeAll()
    }

    /// Appends the term's list and positions.
    ///
    /// - Throws: `limit` where a list's positions take more than 512 MB.
    func encode(
        _ context: FieldContext, blockCount: Int, postings output: inout ByteVector, positions bits: inout ByteVector
    ) throws {
        blocks.removeAll()
        impacts.removeAll()
        content.removeAll()
        groups.removeAll()
        try encodePositions(context, to: &bits)
        encodeContent(context)
        let entryCount = blocks.count
        let isDense = PostingsFormat.isDense(entryCount: entryCount, blockCount: blockCount)
        output.append(varint: UInt64(entryCount) << 1 | (isDense ? 1 : 0))
        if isDense {
            appendDense(blockCount: blockCount, hasPositions: context.positionWidths != nil, to: &output)
        } else {
            appendSparse(hasPositions: context.positionWidths != nil, to: &output)
        }
        output.append(bytes: content.rawBytes)
    }

    /// Cuts the postings into entries: their blocks, impacts and bytes, and where each begins.
    private func encodeContent(_ context: FieldContext) {
        let count = docs.count
        var first = 0
        var positionBit: UInt64 = 0
        while first < count {
            let block = docs[first] >> 6
            var end = first + 1
            while end < count, docs[end] >> 6 == block { end += 1 }
            blocks.append(block)
            // Low half: where the entry's bytes begin; high half: the bit where its positions begin.
            groups.append(UInt64(content.count) | positionBit << 32)
            impacts.append(impact(first..<end, context))
            if end - first > PostingsFormat.listLimit {
                appendBitmap(first..<end)
            } else {
                appendList(first..<end)
            }
            if let widths = context.positionWidths {
                for index in first..<end {
                    positionBit += UInt64(frequencies[index]) * UInt64(widths[Int(docs[index])])
                }
            }
            first = end
        }
    }

    private func impact(_ range: Range<Int>, _ context: FieldContext) -> UInt8 {
        guard let norms = context.norms else { return 255 }
        var best: Float = 0
        for index in range {
            let factor = context.lengthFactors[Int(norms[Int(docs[index])])]
            best = max(best, BM25.saturation(frequency: Float(frequencies[index]), lengthFactor: factor))
        }
        return Impact.encode(best)
    }

    private func appendList(_ range: Range<Int>) {
        for index in range {
            var byte = UInt8(docs[index] & 63)
            if index == range.upperBound - 1 { byte |= PostingsFormat.lastFlag }
            if frequencies[index] > 1 { byte |= PostingsFormat.frequencyFlag }
            content.append(byte)
        }
        appendFrequencies(range)
    }

    /// Frequencies above 1: a nibble each, then what did not fit.
    private func appendFrequencies(_ range: Range<Int>) {
        let escape = UInt32(PostingsFormat.frequencyEscape)
        var pending: UInt8?
        for index in range where frequencies[index] > 1 {
            let nibble = UInt8(min(frequencies[index] - 2, escape))
            if let low = pending {
                content.append(low | nibble << 4)
                pending = nil
            } else {
                pending = nibble
            }
        }
        if let pending { content.append(pending) }
        for index in range where frequencies[index] >= escape + 2 {
            content.append(varint: UInt64(frequencies[index] - escape - 2))
        }
    }

    private func appendBitmap(_ range: Range<Int>) {
        var presence: UInt64 = 0
        var repeated: UInt64 = 0
        for (place, index) in range.enumerated() {
            presence |= 1 << UInt64(docs[index] & 63)
            if frequencies[index] > 1 { repeated |= 1 << UInt64(place) }
        }
        content.append(PostingsFormat.bitmapMark | (repeated != 0 ? PostingsFormat.frequencyFlag : 0))
        content.append(fixed: presence)
        guard repeated != 0 else { return }
        // One bit a posting, not a document: ten postings need two bytes, not eight.
        for byte in 0..<(range.count + 7) / 8 {
            content.append(UInt8(truncatingIfNeeded: repeated >> UInt64(8 * byte)))
        }
        appendFrequencies(range)
    }

    private func encodePositions(_ context: FieldContext, to bits: inout ByteVector) throws {
        guard let widths = context.positionWidths else { return }
        var writer = BitWriter()
        var next = 0
        var total: UInt64 = 0
        for index in 0..<docs.count {
            let width = UInt64(widths[Int(docs[index])])
            let frequency = Int(frequencies[index])
            for _ in 0..<frequency {
                writer.append(positions[next], width: width, to: &bits)
                next += 1
            }
            total += width * UInt64(frequency)
        }
        writer.flush(to: &bits)
        guard total < 1 << 32 else { throw IndexError.limit("one term has more than 512 MB of positions in a segment") }
    }

    private func appendDense(blockCount: Int, hasPositions: Bool, to output: inout ByteVector) {
        let dense = output.extend(by: blockCount)
        dense.update(repeating: 0, count: blockCount)
        for entry in 0..<blocks.count { dense[Int(blocks[entry])] = impacts[entry] }
        // Row g: the first entry in a block from g × 32 on, or the end of the content.
        var entry = 0
        let end = UInt64(content.count)
        for group in 1..<max(1, (blockCount + PostingsFormat.groupSize - 1) / PostingsFormat.groupSize) {
            while entry < blocks.count, Int(blocks[entry]) < group * PostingsFormat.groupSize { entry += 1 }
            appendRow(entry < blocks.count ? groups[entry] : end, hasPositions: hasPositions, to: &output)
        }
    }

    private func appendRow(_ row: UInt64, hasPositions: Bool, to output: inout ByteVector) {
        if hasPositions {
            output.append(fixed: row)
        } else {
            output.append(fixed: UInt32(truncatingIfNeeded: row))
        }
    }

    private func appendSparse(hasPositions: Bool, to output: inout ByteVector) {
        let entryCount = blocks.count
        let groupSize = PostingsFormat.groupSize
        var last: Int64 = -1
        var entry = 0
        if entryCount > groupSize {
            var gaps = ByteVector(capacity: entryCount * 2)
            while entry + groupSize <= entryCount {
                appendPackedGaps(from: entry, last: last, to: &gaps)
                entry += groupSize
                last = Int64(blocks[entry - 1])
            }
            appendGaps(from: entry, last: last, to: &gaps)
            output.append(varint: UInt64(gaps.count))
            output.append(bytes: gaps.rawBytes)
        } else {
            appendGaps(from: 0, last: last, to: &output)
        }
        if entryCount > PostingsFormat.computedImpactsLimit { output.append(impacts.buffer) }
        for group in stride(from: groupSize, to: entryCount, by: groupSize) {
            appendRow(groups[group], hasPositions: hasPositions, to: &output)
        }
    }

    private func appendGaps(from first: Int, last: Int64, to output: inout ByteVector) {
        var last = last
        for entry in first..<blocks.count {
            output.append(varint: UInt64(Int64(blocks[entry]) - last - 1))
            last = Int64(blocks[entry])
        }
    }

    private func appendPackedGaps(from first: Int, last: Int64, to output: inout ByteVector) {
        var all: UInt32 = 0
        var previous = last
        for entry in first..<first + PostingsFormat.groupSize {
            all |= UInt32(Int64(blocks[entry]) - previous - 1)
            previous = Int64(blocks[entry])
        }
        let width = UInt64(32 - all.leadingZeroBitCount)
        output.append(UInt8(width))
        var writer = BitWriter()
        previous = last
        for entry in first..<first + PostingsFormat.groupSize {
            writer.append(UInt32(Int64(blocks[entry]) - previous - 1), width: width, to: &output)
            previous = Int64(blocks[entry])
        }
        writer.flush(to: &output)
    }
}
