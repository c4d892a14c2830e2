internal import CVectors

/// Where the parts of one list lie in the body of the postings file. All offsets are checked on creation.
struct PostingsLayout {
    let entryCount: Int
    let isDense: Bool
    /// Whether the list keeps no impacts.
    let isShort: Bool
    /// Where the gaps begin, if they stand before the entries.
    let gapsOffset: Int
    /// Where the impacts begin; meaningless if the list keeps none.
    let impactsOffset: Int
    /// Where the octets begin, one byte for each impact; -1 if there are none.
    let octetsOffset: Int
    /// Where the first row begins.
    let tableOffset: Int
    /// The group that the first row is of; below it there is only one, at the beginning.
    let firstRow: Int
    /// Bytes of a row.
    let rowLength: Int
    /// Bytes of a row before the group's place in the content.
    let placeOffset: Int
    /// Bytes of a group before its entries.
    let headerLength: Int
    /// Bits of the two numbers, and of a block's number, as masks.
    let placeMask: UInt32
    let positionMask: UInt32
    let blockMask: UInt32
    /// Whether there are rows.
    let hasRows: Bool
    /// Whether groups begin with headers, which tell where their steps begin.
    let hasSteps: Bool
    /// Whether groups begin with their gaps.
    let hasGapsInGroups: Bool
    /// Where the first group begins.
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
        var cursor = ListHead(source, at: start, end: listEnd)
        let head = try cursor.varint(atMost: source.blockCount << 1 | 1)
        entryCount = head >> 1
        isDense = head & 1 != 0
        guard entryCount >= 1, entryCount <= source.blockCount, entryCount <= Int(term.documentFrequency) else {
            throw cursor.corrupt("a list of \(entryCount) entries for \(term.documentFrequency) documents")
        }
        let groupSize = PostingsFormat.groupSize
        isShort =
            !isDense && entryCount <= PostingsFormat.computedImpactsLimit(version: source.version)
        let isFirstVersion = source.version == 1
        hasSteps = !isFirstVersion
        hasRows = isFirstVersion || !isShort
        hasGapsInGroups = !isFirstVersion && !isShort && !isDense
        firstRow = isFirstVersion ? 1 : 0
        let hasPositions = source.positionWidths != nil
        var shape: RowShape?
        if hasRows && !isFirstVersion {
            shape = RowShape(
                byte: try cursor.byte(), blockCount: source.blockCount, hasPositions: hasPositions)
            guard shape != nil else { throw cursor.corrupt("rows of an unknown shape") }
        }
        let (placeBytes, positionBytes, blockBytes) =
            shape.map { ($0.contentBytes, $0.positionBytes, $0.blockBytes) } ?? (4, 4, 4)
        placeMask = .max >> UInt32(32 - 8 * placeBytes)
        positionMask = .max >> UInt32(32 - 8 * positionBytes)
        blockMask = .max >> UInt32(32 - 8 * blockBytes)
        placeOffset = hasGapsInGroups ? blockBytes + 1 : 0
        headerLength = shape?.headerLength ?? 0
        rowLength = placeOffset + placeBytes + (isFirstVersion && hasPositions ? 4 : 0)
        let rowCount: Int
        if isDense {
            rowCount = (source.blockCount + groupSize - 1) / groupSize - firstRow
        } else {
            rowCount = !hasRows ? 0 : (entryCount + groupSize - 1) / groupSize - firstRow
        }
        if isDense || hasGapsInGroups {
            gapsOffset = cursor.offset
        } else if entryCount > groupSize {
            let length = try cursor.varint(atMost: listEnd - start)
            gapsOffset = cursor.offset
            try cursor.skip(length)
        } else {
            gapsOffset = cursor.offset
            for _ in 0..<entryCount { _ = try cursor.varint(atMost: .max) }
        }
        impactsOffset = cursor.offset
        let impactCount = isShort ? 0 : isDense ? source.blockCount : entryCount
        try cursor.skip(impactCount)
        octetsOffset = shape?.hasOctets == true ? cursor.offset : -1
        if octetsOffset >= 0 { try cursor.skip(impactCount) }
        tableOffset = cursor.offset
        try cursor.skip(rowLength * rowCount)
        contentOffset = cursor.offset
        end = listEnd
        positionsOffset = Int(term.positionsOffset)
        positionsLength = Int(term.positionsLength)
    }

    /// A place from which entries are walked over: the first of them (in a dense list the first block), where it begins,
    /// and the bit where its positions begin. Not checked.
    struct Place {
        var entry: Int
        var byte: Int
        var bit: Int
    }

    /// The last place that the table tells at or before an entry (in a dense list, a block).
    @inline(__always)
    func place(before entry: Int, _ source: PostingsSource) -> Place {
        let group = entry / PostingsFormat.groupSize
        let first = group * PostingsFormat.groupSize
        var place = Place(entry: first, byte: contentOffset, bit: positionsOffset * 8)
        if !hasRows { return Place(entry: 0, byte: contentOffset, bit: place.bit) }
        if group < firstRow { return place }
        let row = source.base + tableOffset + rowLength * (group - firstRow)
        let offset = UInt32(littleEndian: row.loadUnaligned(fromByteOffset: placeOffset, as: UInt32.self)) & placeMask
        let hasPositions = source.positionWidths != nil
        if !hasSteps {
            place.byte += Int(offset)
            if hasPositions {
                place.bit += Int(UInt32(littleEndian: row.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
            }
            return place
        }
        // What lies outside is found out where the entry is read.
        guard Int(offset) < end - contentOffset else { return Place(entry: first, byte: end, bit: place.bit) }
        let header = source.base + contentOffset + Int(offset)
        place.byte += Int(offset) + headerLength
        let stepBytes = PostingsFormat.stepCount - 1
        if hasPositions {
            let bit = UInt32(littleEndian: header.loadUnaligned(fromByteOffset: stepBytes, as: UInt32.self))
            place.bit += Int(bit & positionMask)
        }
        let step = (entry - first) / PostingsFormat.stepSize & ~(hasPositions ? 1 : 0)
        if step == 0 { return place }
        var bytes = 0
        for index in 0..<step {
            let length = header.load(fromByteOffset: index, as: UInt8.self)
            if length == PostingsFormat.longStep { return place }
            bytes += Int(length)
        }
        if hasPositions {
            let bits = UInt16(
                littleEndian: header.loadUnaligned(fromByteOffset: headerLength - 8 + step, as: UInt16.self))
            // Too far away to be told: the caller starts at the group's beginning.
            place.bit = bits == PostingsFormat.farAway ? -1 : place.bit + Int(bits)
        }
        place.byte += bytes
        place.entry = first + step * PostingsFormat.stepSize
        return place
    }

    /// The place at the beginning of an entry's group, whose positions are always known.
    func groupPlace(before entry: Int, _ source: PostingsSource) -> Place {
        place(before: entry / PostingsFormat.groupSize * PostingsFormat.groupSize, source)
    }

    /// Entries between two whose positions' beginning is told.
    static var positionStep: Int { 2 * PostingsFormat.stepSize }

    /// Where the positions of an entry begin that is a multiple of ``positionStep``, if that is told; not checked.
    @inline(__always)
    func positionBit(of entry: Int, _ source: PostingsSource) -> Int? {
        guard entry < (isDense ? source.blockCount : entryCount) else { return nil }
        let row = source.base + tableOffset + rowLength * (entry / PostingsFormat.groupSize)
        let offset = Int(
            UInt32(littleEndian: row.loadUnaligned(fromByteOffset: placeOffset, as: UInt32.self)) & placeMask)
        guard offset < end - contentOffset else { return nil }
        let header = source.base + contentOffset + offset
        let first = UInt32(
            littleEndian: header.loadUnaligned(fromByteOffset: PostingsFormat.stepCount - 1, as: UInt32.self))
        let bit = positionsOffset * 8 + Int(first & positionMask)
        let step = entry % PostingsFormat.groupSize / PostingsFormat.stepSize
        if step == 0 { return bit }
        let bits = UInt16(
            littleEndian: header.loadUnaligned(fromByteOffset: headerLength - 8 + step, as: UInt16.self))
        return bits == PostingsFormat.farAway ? nil : bit + Int(bits)
    }

    /// Decodes the block numbers of one group of a long list of version 2; returns how many.
    func decodeGroup(
        _ group: Int, _ source: PostingsSource, into blocks: UnsafeMutablePointer<UInt32>
    ) throws -> Int {
        let row = source.base + tableOffset + rowLength * group
        let base = UInt32(littleEndian: row.loadUnaligned(as: UInt32.self)) & blockMask
        let width = Int(row.load(fromByteOffset: placeOffset - 1, as: UInt8.self))
        let place = UInt32(littleEndian: row.loadUnaligned(fromByteOffset: placeOffset, as: UInt32.self))
        let entries = Int(place & placeMask)
        let count = min(PostingsFormat.groupSize, entryCount - group * PostingsFormat.groupSize)
        let begin = entries - (count * width + 7) / 8
        guard base < source.blockCount, width <= 32, begin >= 0, entries < end - contentOffset else {
            throw source.corrupt(tableOffset, "group \(group) begins outside its list")
        }
        // Loads stay in the file: the entries and the padding follow.
        let packed = source.base + contentOffset + begin
        var next = Int(base)
        if source.usesVectors && width <= 9 && count == PostingsFormat.groupSize {
            fagui_decode_gaps(packed, width, base, blocks)
            next = Int(blocks[PostingsFormat.groupSize - 1]) + 1
        } else if width <= 8 && count == PostingsFormat.groupSize {
            // Eight gaps are as many bytes as one has bits, and no more than one word.
            let mask = UInt64(1) << UInt64(width) &- 1
            for first in stride(from: 0, to: PostingsFormat.groupSize, by: 8) {
                var word = UInt64(
                    littleEndian: packed.loadUnaligned(fromByteOffset: width &* first >> 3, as: UInt64.self))
                for index in first..<first &+ 8 {
                    next &+= Int(truncatingIfNeeded: word & mask)
                    word >>= UInt64(truncatingIfNeeded: width)
                    blocks[index] = UInt32(truncatingIfNeeded: next)
                    next &+= 1
                }
            }
        } else {
            for index in 0..<count {
                next += Int(loadBits(packed, bitOffset: index * width, width: width))
                blocks[index] = UInt32(truncatingIfNeeded: next)
                next += 1
            }
        }
        guard next <= source.blockCount else {
            throw source.corrupt(contentOffset + begin, "block \(next - 1) of \(source.blockCount)")
        }
        return count
    }

    /// Decodes the block numbers of a sparse list.
    func decodeBlocks(_ source: PostingsSource, into blocks: UnsafeMutablePointer<UInt32>) throws {
        let groupSize = PostingsFormat.groupSize
        if hasGapsInGroups {
            var entry = 0
            for group in 0..<(entryCount + groupSize - 1) / groupSize {
                let count = try decodeGroup(group, source, into: blocks + entry)
                guard entry == 0 || blocks[entry] > blocks[entry - 1] else {
                    throw source.corrupt(tableOffset, "group \(group) begins before the one before it ends")
                }
                entry += count
            }
            return
        }
        // What follows begins where the gaps end.
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
                // Loads of eight bytes stay in the file: entries and padding follow.
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

    /// The number below which no block of a group lies, for a list whose groups begin with their gaps. Not checked.
    @inline(__always)
    func leastBlock(ofGroup group: Int, _ source: PostingsSource) -> UInt32 {
        let row = source.base + tableOffset + rowLength * group
        return UInt32(littleEndian: row.loadUnaligned(as: UInt32.self)) & blockMask
    }

    /// Which entries of a list whose groups begin with their gaps are those of given blocks; groups without any of them
    /// are not decoded.
    ///
    /// - Parameters:
    ///   - blocks: Ascending.
    ///   - count: How many.
    ///   - source: The list's segment.
    ///   - entries: Receives the number of each one's entry, `UInt32.max` where it has none.
    /// - Throws: `corrupt`.
    func findEntries(
        of blocks: UnsafePointer<UInt32>, count: Int, _ source: PostingsSource,
        into entries: UnsafeMutablePointer<UInt32>
    ) throws {
        let groupSize = PostingsFormat.groupSize
        let groupCount = (entryCount + groupSize - 1) / groupSize
        try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: groupSize) { room in
            guard let own = room.baseAddress else { return }
            var group = -1
            var next = 0
            var end = UInt32.zero
            var place = 0
            while place < count {
                let block = blocks[place]
                if block >= end {
                    while next < groupCount, leastBlock(ofGroup: next, source) <= block { next += 1 }
                    end = next < groupCount ? leastBlock(ofGroup: next, source) : .max
                    if next - 1 != group, next > 0 {
                        group = next - 1
                        // What a shorter group leaves is never found.
                        own.update(repeating: .max, count: groupSize)
                        _ = try decodeGroup(group, source, into: own)
                    }
                }
                guard group >= 0 else {
                    entries[place] = .max
                    place += 1
                    continue
                }
                if source.usesVectors {
                    var behind = place + 1
                    while behind < count, blocks[behind] < end { behind += 1 }
                    fagui_match_blocks(
                        own, UInt32(truncatingIfNeeded: group * groupSize), blocks + place, behind - place,
                        entries + place)
                    place = behind
                    continue
                }
                // Without conditions: which half it is in cannot be foretold.
                var low = own[16] <= block ? 16 : 0
                low += own[low + 8] <= block ? 8 : 0
                low += own[low + 4] <= block ? 4 : 0
                low += own[low + 2] <= block ? 2 : 0
                low += own[low + 1] <= block ? 1 : 0
                entries[place] = own[low] == block ? UInt32(truncatingIfNeeded: group * groupSize + low) : .max
                place += 1
            }
        }
    }

    /// Walks over a short list: where its entries begin, and which octets they have.
    func findEntries(
        _ source: PostingsSource, blocks: UnsafePointer<UInt32>, octets: UnsafeMutablePointer<UInt8>,
        offsets: UnsafeMutablePointer<UInt32>
    ) throws {
        var next = contentOffset
        for entry in 0..<entryCount {
            guard next < end else { throw source.corrupt(next, "an entry begins outside its list") }
            offsets[entry] = UInt32(truncatingIfNeeded: next - contentOffset)
            let presence = EntryDecoder.presence(source.base, at: next)
            guard presence != 0, Int(blocks[entry]) * 64 + 63 - presence.leadingZeroBitCount < source.documentCount
            else { throw source.corrupt(next, "a document outside the segment") }
            octets[entry] = PostingsFormat.octets(presence)
            next = EntryDecoder.skip(source.base, at: next, hasLength: hasSteps)
        }
    }

    /// Computes the impacts of a short list, as the encoder would have, and where its entries begin.
    func computeImpacts(
        _ source: PostingsSource, blocks: UnsafePointer<UInt32>, into impacts: UnsafeMutablePointer<UInt8>,
        octets: UnsafeMutablePointer<UInt8>?, offsets: UnsafeMutablePointer<UInt32>?
    ) throws {
        var next = contentOffset
        for entry in 0..<entryCount {
            guard next < end else { throw source.corrupt(next, "an entry begins outside its list") }
            offsets?[entry] = UInt32(truncatingIfNeeded: next - contentOffset)
            let content = EntryDecoder.read(source.base, at: next, hasLength: hasSteps)
            impacts[entry] = try impact(of: content, at: next, in: blocks[entry], source)
            next = EntryDecoder.end(of: content, source.base)
            octets?[entry] = PostingsFormat.octets(content.presence)
        }
    }

    /// The impact of an entry that was read at an offset, as the encoder would have computed it.
    @inline(__always)
    func impact(of entry: BlockEntry, at offset: Int, in block: UInt32, _ source: PostingsSource) throws -> UInt8 {
        let firstDoc = Int(block) * 64
        guard entry.presence != 0, firstDoc + 63 - entry.presence.leadingZeroBitCount < source.documentCount
        else { throw source.corrupt(offset, "a document outside the segment") }
        guard let norms = source.norms, let factors = source.lengthFactors, let table = source.impacts else {
            return 255
        }
        var best: UInt8 = 0
        entry.forEach { document, frequency in
            let norm = Int(norms[firstDoc + document])
            // Rounding up keeps the order, so it may come before the maximum.
            let impact =
                frequency < ImpactTable.frequencyCount
                ? table[Int(frequency) << 8 | norm]
                : ImpactTable.impact(frequency: frequency, lengthFactor: factors[norm])
            best = max(best, impact)
        }
        return best
    }
}
