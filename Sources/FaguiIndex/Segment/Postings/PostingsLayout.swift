/// What a segment gives to all of its lists: the mapped bytes, and what the field's documents are like.
struct PostingsSource {
    /// The body of the postings file, padding included, and that of the positions file.
    var postings: UnsafeRawBufferPointer
    var positions: UnsafeRawBufferPointer
    /// What errors call the files.
    var postingsFile: String
    var positionsFile: String
    /// The segment's size.
    var documentCount: Int
    var blockCount: Int
    /// One norm a document; nil for a field that is not scored.
    var norms: UnsafePointer<UInt8>?
    /// `BM25.lengthFactor` by norm, at the average for which impacts were computed.
    var lengthFactors: UnsafePointer<Float>?
    /// Bits of a position, one byte a document; nil for a field without positions.
    var positionWidths: UnsafePointer<UInt8>?

    /// The first byte of the postings. Opening a segment has seen that the body holds at least the padding.
    @inline(__always)
    var base: UnsafeRawPointer { postings.baseAddress.unsafelyUnwrapped }
    @inline(__always)
    var positionsBase: UnsafeRawPointer { positions.baseAddress.unsafelyUnwrapped }

    @inline(__always)
    func bytes(at offset: Int) -> UnsafePointer<UInt8> { (base + offset).assumingMemoryBound(to: UInt8.self) }

    func corrupt(_ offset: Int, _ reason: String) -> IndexError {
        .corrupt(file: postingsFile, byteOffset: FileEnvelope.headerLength + offset, reason: reason)
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

/// Where the parts of one list lie in the body of the postings file. All offsets are checked on creation.
struct PostingsLayout {
    let entryCount: Int
    let isDense: Bool
    /// Where the gaps begin (sparse).
    let gapsOffset: Int
    /// Where the impacts begin; meaningless if the list keeps none.
    let impactsOffset: Int
    /// Where row 1 of the offset table begins.
    let tableOffset: Int
    /// Where the first entry begins.
    let contentOffset: Int
    /// The byte behind the list.
    let end: Int
    /// Where the term's positions begin, and their bytes.
    let positionsOffset: Int
    let positionsLength: Int

    init(_ source: PostingsSource, term: TermInfo) throws {
        let start = Int(term.postingsOffset)
        let listEnd = start + Int(term.postingsLength)
        guard listEnd <= source.postings.count - PostingsFormat.padding, start < listEnd,
            Int(term.positionsOffset) + Int(term.positionsLength) <= max(0, source.positions.count - 8)
        else { throw source.corrupt(min(start, source.postings.count), "a list runs past the end of the file") }
        let list = UnsafeRawBufferPointer(rebasing: source.postings[start..<listEnd])
        var cursor = ByteCursor(list, file: source.postingsFile, fileOffset: FileEnvelope.headerLength + start)
        let head = try cursor.varint(atMost: source.blockCount << 1 | 1)
        entryCount = head >> 1
        isDense = head & 1 != 0
        guard entryCount >= 1, entryCount <= source.blockCount, entryCount <= Int(term.documentFrequency) else {
            throw cursor.corrupt("a list of \(entryCount) entries for \(term.documentFrequency) documents")
        }
        let groupSize = PostingsFormat.groupSize
        let rowLength = PostingsFormat.rowLength(hasPositions: source.positionWidths != nil)
        if isDense {
            gapsOffset = start + cursor.offset
            impactsOffset = start + cursor.offset
            _ = try cursor.take(source.blockCount)
            tableOffset = start + cursor.offset
            _ = try cursor.take(rowLength * ((source.blockCount - 1) / groupSize))
        } else {
            if entryCount > groupSize {
                let length = try cursor.varint(atMost: list.count)
                gapsOffset = start + cursor.offset
                _ = try cursor.take(length)
            } else {
                gapsOffset = start + cursor.offset
                for _ in 0..<entryCount { _ = try cursor.varint() }
            }
            impactsOffset = start + cursor.offset
            if entryCount > PostingsFormat.computedImpactsLimit { _ = try cursor.take(entryCount) }
            tableOffset = start + cursor.offset
            _ = try cursor.take(rowLength * ((entryCount - 1) / groupSize))
        }
        contentOffset = start + cursor.offset
        end = listEnd
        positionsOffset = Int(term.positionsOffset)
        positionsLength = Int(term.positionsLength)
    }

    /// Where a group's first entry and its positions begin, from the beginning of the content and of the positions.
    @inline(__always)
    func row(_ group: Int, _ source: PostingsSource) -> (content: Int, positionBit: Int) {
        if group == 0 { return (0, 0) }
        let rowLength = PostingsFormat.rowLength(hasPositions: source.positionWidths != nil)
        let row = source.base + tableOffset + rowLength * (group - 1)
        let content = UInt32(littleEndian: row.loadUnaligned(as: UInt32.self))
        if source.positionWidths == nil { return (Int(content), 0) }
        return (Int(content), Int(UInt32(littleEndian: row.loadUnaligned(fromByteOffset: 4, as: UInt32.self))))
    }

    /// Decodes the block numbers of a sparse list.
    func decodeBlocks(_ source: PostingsSource, into blocks: UnsafeMutablePointer<UInt32>) throws {
        let groupSize = PostingsFormat.groupSize
        // The impacts begin where the gaps end.
        let gaps = UnsafeRawBufferPointer(rebasing: source.postings[gapsOffset..<impactsOffset])
        var cursor = ByteCursor(gaps, file: source.postingsFile, fileOffset: FileEnvelope.headerLength + gapsOffset)
        var last = -1
        var entry = 0
        while entryCount > groupSize, entry + groupSize <= entryCount {
            let width = Int(try cursor.fixed(UInt8.self))
            guard width <= 32 else { throw cursor.corrupt("\(width) bits a gap") }
            let packed = try cursor.take(4 * width).baseAddress
            if width == 0 {
                for index in 0..<groupSize {
                    last += 1
                    blocks[entry + index] = UInt32(truncatingIfNeeded: last)
                }
            } else if let packed {
                // Loads of eight bytes stay in the file: impacts and padding follow.
                for index in 0..<groupSize {
                    last += Int(loadBits(packed, bitOffset: index * width, width: width)) + 1
                    blocks[entry + index] = UInt32(truncatingIfNeeded: last)
                }
            }
            guard last < source.blockCount else { throw cursor.corrupt("block \(last) of \(source.blockCount)") }
            entry += groupSize
        }
        while entry < entryCount {
            last += try cursor.varint(atMost: source.blockCount) + 1
            guard last < source.blockCount else { throw cursor.corrupt("block \(last) of \(source.blockCount)") }
            blocks[entry] = UInt32(last)
            entry += 1
        }
    }

    /// Computes the impacts of a short list, as the encoder would have.
    func computeImpacts(
        _ source: PostingsSource, blocks: UnsafePointer<UInt32>, into impacts: UnsafeMutablePointer<UInt8>
    ) throws {
        guard let norms = source.norms, let factors = source.lengthFactors else {
            impacts.update(repeating: 255, count: entryCount)
            return
        }
        try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { room in
            guard let base = room.baseAddress else { return }
            var content = BlockContent(frequencies: base)
            var next = contentOffset
            for entry in 0..<entryCount {
                guard next < end else { throw source.corrupt(next, "an entry begins outside its list") }
                next = EntryDecoder.decode(source.base, at: next, into: &content)
                var best: Float = 0
                var presence = content.presence
                while presence != 0 {
                    let document = presence.trailingZeroBitCount
                    presence &= presence - 1
                    let doc = Int(blocks[entry]) * 64 + document
                    guard doc < source.documentCount else {
                        throw source.corrupt(next, "a document outside the segment")
                    }
                    let frequency = content.isAllOnes ? 1 : Float(content.frequencies[document])
                    best = max(best, BM25.saturation(frequency: frequency, lengthFactor: factors[Int(norms[doc])]))
                }
                impacts[entry] = Impact.encode(best)
            }
        }
    }
}
