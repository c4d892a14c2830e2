/// What the encoder is told of a field's documents in the segment that is being written.
struct FieldContext {
    /// One norm a document; nil for a field that is not scored.
    var norms: UnsafePointer<UInt8>?
    /// See ``ImpactTable``, at the segment's own average.
    var impacts: UnsafePointer<UInt8>
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

    /// The number of each entry's block.
    @exclusivity(unchecked) private var blocks = Vector<UInt32>(capacity: 1 << 10)
    @exclusivity(unchecked) private var impacts = Vector<UInt8>(capacity: 1 << 10)
    @exclusivity(unchecked) private var octets = Vector<UInt8>(capacity: 1 << 10)
    @exclusivity(unchecked) private var content = ByteVector(capacity: 1 << 12)
    /// Low half: where each entry's bytes begin; high half: the bit where its positions begin.
    @exclusivity(unchecked) private var groups = Vector<UInt64>(capacity: 1 << 7)
    @exclusivity(unchecked) private var positionBits = 0
    /// Of a dense list, the first entry of each group.
    @exclusivity(unchecked) private var groupStarts = Vector<UInt32>()

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
        content.removeAll()
        try encodeContent(context, blockCount: blockCount, positions: &bits)
        let entryCount = blocks.count
        let isDense = PostingsFormat.isDense(entryCount: entryCount, blockCount: blockCount)
        output.append(varint: UInt64(entryCount) << 1 | (isDense ? 1 : 0))
        let contentLength = content.count + listOverhead(blockCount: blockCount)
        guard contentLength < 1 << 32 else {
            throw IndexError.limit("one term has more than 4 GB of postings in a segment")
        }
        let shape = RowShape(
            contentLength: contentLength, positionBits: positionBits,
            blockCount: blockCount,
            hasPositions: context.positionWidths != nil, hasOctets: docs.count <= 8 * entryCount)
        if isDense {
            output.append(shape.byte)
            appendDense(shape, blockCount: blockCount, to: &output)
        } else if entryCount > PostingsFormat.computedImpactsLimit {
            output.append(shape.byte)
            appendSparse(shape, to: &output)
        } else {
            appendGaps(to: &output)
            output.append(bytes: content.rawBytes)
        }
    }

    /// An upper bound of what headers and gaps add to the content.
    private func listOverhead(blockCount: Int) -> Int {
        let groupSize = PostingsFormat.groupSize
        var gaps = 0
        for first in stride(from: 0, to: blocks.count, by: groupSize) {
            let count = min(groupSize, blocks.count - first)
            gaps += (count * Int(gapWidth(first, count)) + 7) / 8
        }
        return gaps + RowShape.greatestHeaderLength * ((blockCount + groupSize - 1) / groupSize)
    }

    /// Cuts the postings into entries: their blocks, impacts and bytes, where each begins, and its positions.
    private func encodeContent(_ context: FieldContext, blockCount: Int, positions bits: inout ByteVector) throws {
        let count = docs.count
        let docs = UnsafePointer(docs.base)
        let frequencies = UnsafePointer(frequencies.base)
        // There are at most as many entries as documents.
        let hasImpacts =
            count > PostingsFormat.computedImpactsLimit
            || PostingsFormat.isDense(entryCount: count, blockCount: blockCount)
        blocks.removeAll()
        impacts.removeAll()
        octets.removeAll()
        groups.removeAll()
        let most = min(count, blockCount)
        let blocks = blocks.extend(by: most)
        let impacts = impacts.extend(by: most)
        let octets = octets.extend(by: most)
        let groups = groups.extend(by: most)
        // Safe: widths are 32 at most, the writer's own or checked by the reader that positions came from, and there
        // are as many positions as the frequencies sum to. The packer stores eight bytes at a time.
        let packed = bits.extend(by: 4 * positions.count + 8)
        var packer = BitPacker(packed)
        var position = UnsafePointer(positions.base)
        var first = 0
        var entry = 0
        while first < count {
            let block = docs[first] >> 6
            var presence: UInt64 = 0
            // One bit a posting: whether its frequency is above 1.
            var repeated: UInt64 = 0
            var end = first
            repeat {
                presence |= 1 << UInt64(docs[end] & 63)
                repeated |= (frequencies[end] > 1 ? 1 : 0) << UInt64(truncatingIfNeeded: end - first)
                end += 1
            } while end < count && docs[end] >> 6 == block
            precondition(entry < most, "documents must ascend")
            blocks[entry] = block
            groups[entry] = UInt64(content.count) | UInt64(packer.bitCount) << 32
            if hasImpacts {
                impacts[entry] = impact(first..<end, context)
                octets[entry] = PostingsFormat.octets(presence)
            }
            appendEntry(docs + first, frequencies + first, end - first, presence: presence, repeated: repeated)
            if let widths = context.positionWidths {
                for index in first..<end {
                    let width = UInt64(widths[Int(docs[index])])
                    for _ in 0..<frequencies[index] {
                        packer.append(position.pointee, width: width)
                        position += 1
                    }
                }
            }
            entry += 1
            first = end
        }
        guard packer.bitCount < 1 << 32 else {
            throw IndexError.limit("one term has more than 512 MB of positions in a segment")
        }
        positionBits = packer.bitCount
        bits.truncate(to: bits.count - 4 * positions.count - 8 + (packer.bitCount + 7) / 8)
        self.blocks.truncate(to: entry)
        self.impacts.truncate(to: hasImpacts ? entry : 0)
        self.octets.truncate(to: hasImpacts ? entry : 0)
        self.groups.truncate(to: entry)
    }

    /// The impact of the documents of a block. Rounding up keeps the order, so it may come before the maximum.
    @inline(__always)
    private func impact(_ range: Range<Int>, _ context: FieldContext) -> UInt8 {
        guard let norms = context.norms else { return 255 }
        var best: UInt8 = 0
        for index in range {
            let norm = Int(norms[Int(docs.base[index])])
            let frequency = frequencies.base[index]
            let impact =
                frequency < ImpactTable.frequencyCount
                ? context.impacts[Int(frequency) << 8 | norm]
                : ImpactTable.impact(frequency: frequency, lengthFactor: context.lengthFactors[norm])
            best = max(best, impact)
        }
        return best
    }

    /// Appends an entry's documents and frequencies.
    @inline(__always)
    private func appendEntry(
        _ docs: UnsafePointer<UInt32>, _ frequencies: UnsafePointer<UInt32>, _ count: Int, presence: UInt64,
        repeated: UInt64
    ) {
        content.reserve(PostingsFormat.maximumEntryLength)
        var target = content.base + content.count
        if count <= PostingsFormat.listLimit {
            for index in 0..<count {
                let flag = frequencies[index] > 1 ? PostingsFormat.frequencyFlag : 0
                target[index] = UInt8(truncatingIfNeeded: docs[index] & 63) | flag
            }
            target[count - 1] |= PostingsFormat.lastFlag
            target += count
        } else {
            target.pointee = PostingsFormat.bitmapMark | (repeated != 0 ? PostingsFormat.frequencyFlag : 0)
            UnsafeMutableRawPointer(target + 1).storeBytes(of: presence.littleEndian, as: UInt64.self)
            target += 9
            if repeated != 0 {
                // How many bytes follow is filled in when they are there.
                target += 1
                // One bit a posting, not a document: ten postings need two bytes, not eight.
                UnsafeMutableRawPointer(target).storeBytes(of: repeated.littleEndian, as: UInt64.self)
                target += (count + 7) / 8
            }
        }
        let start = content.count
        content.take(upTo: target - content.base)
        guard repeated != 0 else { return }
        appendFrequencies(frequencies, repeated)
        if count > PostingsFormat.listLimit {
            let length = content.count - start - 10
            content.base[start + 9] = length <= 255 ? UInt8(length) : 0
        }
    }

    /// Frequencies above 1: a nibble each, then what did not fit.
    private func appendFrequencies(_ frequencies: UnsafePointer<UInt32>, _ repeated: UInt64) {
        let escape = UInt32(PostingsFormat.frequencyEscape)
        let target = content.base + content.count
        var rest = repeated
        var count = 0
        var hasEscapes = false
        while rest != 0 {
            let frequency = frequencies[rest.trailingZeroBitCount]
            rest &= rest - 1
            let nibble = UInt8(truncatingIfNeeded: min(frequency - 2, escape))
            if frequency - 2 >= escape { hasEscapes = true }
            if count & 1 == 0 { target[count >> 1] = nibble } else { target[count >> 1] |= nibble << 4 }
            count += 1
        }
        content.take(upTo: content.count + (count + 1) / 2)
        guard hasEscapes else { return }
        rest = repeated
        while rest != 0 {
            let frequency = frequencies[rest.trailingZeroBitCount]
            rest &= rest - 1
            if frequency >= escape + 2 { content.append(varint: UInt64(frequency - escape - 2)) }
        }
    }

    private func appendDense(_ shape: RowShape, blockCount: Int, to output: inout ByteVector) {
        append(impacts, spreadOver: blockCount, to: &output)
        if shape.hasOctets { append(octets, spreadOver: blockCount, to: &output) }
        // Entries of blocks from one on, or the end.
        var entry = 0
        func firstEntry(from block: Int) -> Int {
            while entry < blocks.count, Int(blocks[entry]) < block { entry += 1 }
            return entry
        }
        let groupSize = PostingsFormat.groupSize
        groupStarts.removeAll()
        for (group, block) in stride(from: 0, to: blockCount, by: groupSize).enumerated() {
            let first = firstEntry(from: block)
            groupStarts.append(UInt32(first))
            output.append(
                UInt32(truncatingIfNeeded: contentOffset(first) + group * shape.headerLength),
                bytes: shape.contentBytes)
        }
        groupStarts.append(UInt32(blocks.count))
        for group in 0..<groupStarts.count - 1 {
            entry = Int(groupStarts[group])
            // A step without entries begins where the next one does.
            appendHeader(shape, to: &output) { step in
                min(firstEntry(from: group * groupSize + step * PostingsFormat.stepSize), Int(groupStarts[group + 1]))
            }
            appendContent(Int(groupStarts[group])..<Int(groupStarts[group + 1]), to: &output)
        }
    }

    /// Where an entry begins in the content, before headers and gaps are put between the groups.
    @inline(__always)
    private func contentOffset(_ entry: Int) -> Int {
        entry < blocks.count ? Int(groups[entry] & 0xFFFF_FFFF) : content.count
    }

    /// The bit where an entry's positions begin.
    @inline(__always)
    private func positionBit(_ entry: Int) -> Int {
        entry < blocks.count ? Int(groups[entry] >> 32) : positionBits
    }

    private func appendContent(_ entries: Range<Int>, to output: inout ByteVector) {
        output.append(
            bytes: UnsafeRawBufferPointer(
                rebasing: content.rawBytes[contentOffset(entries.lowerBound)..<contentOffset(entries.upperBound)]))
    }

    /// Appends one byte a block, 0 where there is no entry.
    private func append(
        _ bytes: borrowing Vector<UInt8>, spreadOver blockCount: Int, to output: inout ByteVector
    ) {
        let dense = output.extend(by: blockCount)
        dense.update(repeating: 0, count: blockCount)
        for entry in 0..<blocks.count { dense[Int(blocks[entry])] = bytes[entry] }
    }

    private func appendSparse(_ shape: RowShape, to output: inout ByteVector) {
        let entryCount = blocks.count
        output.append(impacts.buffer)
        if shape.hasOctets { output.append(octets.buffer) }
        // A group is moved by the gaps of its own and of all earlier groups, and by the headers of all earlier ones.
        var moved = 0
        for first in stride(from: 0, to: entryCount, by: PostingsFormat.groupSize) {
            let count = min(PostingsFormat.groupSize, entryCount - first)
            let width = gapWidth(first, count)
            moved += (count * Int(width) + 7) / 8
            output.append(first == 0 ? 0 : blocks[first - 1] + 1, bytes: shape.blockBytes)
            output.append(UInt8(width))
            output.append(UInt32(truncatingIfNeeded: contentOffset(first) + moved), bytes: shape.contentBytes)
            moved += shape.headerLength
        }
        for first in stride(from: 0, to: entryCount, by: PostingsFormat.groupSize) {
            let count = min(PostingsFormat.groupSize, entryCount - first)
            appendBits(ofGaps: first, count, width: gapWidth(first, count), to: &output)
            appendHeader(shape, to: &output) { step in first + min(step * PostingsFormat.stepSize, count) }
            appendContent(first..<first + count, to: &output)
        }
    }

    /// Appends how many bytes the steps of a group take, and the bits of positions from the first step to every other.
    ///
    /// - Parameters:
    ///   - shape: How rows and headers are laid out.
    ///   - output: Receives the header.
    ///   - start: The entry with which a step begins.
    @inline(__always)
    private func appendHeader(_ shape: RowShape, to output: inout ByteVector, _ start: (_ step: Int) -> Int) {
        let first = start(0)
        var last = contentOffset(first)
        var bits: (UInt16, UInt16, UInt16) = (0, 0, 0)
        for step in 1..<PostingsFormat.stepCount {
            let entry = start(step)
            let offset = contentOffset(entry)
            output.append(UInt8(min(offset - last, Int(PostingsFormat.longStep))))
            last = offset
            let distance = UInt16(min(positionBit(entry) - positionBit(first), Int(PostingsFormat.farAway)))
            switch step {
            case 2: bits.0 = distance
            case 4: bits.1 = distance
            case 6: bits.2 = distance
            default: break
            }
        }
        guard shape.hasPositions else { return }
        output.append(UInt32(truncatingIfNeeded: positionBit(first)), bytes: shape.positionBytes)
        output.append(fixed: bits.0)
        output.append(fixed: bits.1)
        output.append(fixed: bits.2)
    }

    /// Gaps of a short list: a width and packed numbers for each full group, varints for the rest.
    private func appendGaps(to output: inout ByteVector) {
        let entryCount = blocks.count
        let groupSize = PostingsFormat.groupSize
        if entryCount > groupSize {
            var gaps = ByteVector(capacity: entryCount * 2)
            let full = entryCount - entryCount % groupSize
            for first in stride(from: 0, to: full, by: groupSize) { appendPackedGaps(first, groupSize, to: &gaps) }
            appendGaps(from: full, to: &gaps)
            output.append(varint: UInt64(gaps.count))
            output.append(bytes: gaps.rawBytes)
        } else {
            appendGaps(from: 0, to: &output)
        }
    }

    private func appendGaps(from first: Int, to output: inout ByteVector) {
        for entry in first..<blocks.count { output.append(varint: UInt64(gap(entry))) }
    }

    /// Blocks between an entry's and the one before it.
    @inline(__always)
    private func gap(_ entry: Int) -> UInt32 { entry == 0 ? blocks[0] : blocks[entry] - blocks[entry - 1] - 1 }

    private func gapWidth(_ first: Int, _ count: Int) -> UInt64 {
        var all: UInt32 = 0
        for entry in first..<first + count { all |= gap(entry) }
        return UInt64(32 - all.leadingZeroBitCount)
    }

    private func appendPackedGaps(_ first: Int, _ count: Int, to output: inout ByteVector) {
        let width = gapWidth(first, count)
        output.append(UInt8(width))
        appendBits(ofGaps: first, count, width: width, to: &output)
    }

    private func appendBits(ofGaps first: Int, _ count: Int, width: UInt64, to output: inout ByteVector) {
        output.reserve(4 * PostingsFormat.groupSize + 8)
        let start = output.count
        var packer = BitPacker(output.base + start)
        for entry in first..<first + count { packer.append(gap(entry), width: width) }
        output.take(upTo: start + (packer.bitCount + 7) / 8)
    }
}
