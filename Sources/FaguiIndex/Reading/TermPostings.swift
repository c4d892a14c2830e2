/// One term's postings in one segment: a cursor over blocks of 64 documents.
///
/// Bytes are checked as they are decoded: damaged ones throw ``IndexError/corrupt(file:byteOffset:reason:)`` or give a
/// wrong score, never an access out of bounds.
/// - Concurrency: One value belongs to one thread. The segment must outlive it (it keeps the mapped files).
public struct TermPostings {
    /// Documents with the term, deleted ones included.
    public let documentFrequency: Int
    /// Blocks in which the term occurs.
    public let blockCount: Int
    /// One impact a block of the segment, 0 where the term is absent, if the term is stored densely; else nil.
    public let denseImpacts: UnsafePointer<UInt8>?

    let source: PostingsSource
    let list: PostingsLayout
    /// The blocks that ``decodeBlockList(blocks:impacts:)`` wrote, for finding entries.
    private var knownBlocks: UnsafePointer<UInt32>?
    /// Where the walk stands: the entry (dense: the block) whose bytes `nextByte` begins, so that ascending calls go on.
    private var nextEntry = 0
    private var nextByte: Int
    /// The entry whose positions begin at `positionBit`, and whose bytes begin at `positionByte`.
    private var positionEntry = -1
    private var positionBit = 0
    private var positionByte = 0

    init(_ source: PostingsSource, term: TermInfo) throws {
        self.source = source
        list = try PostingsLayout(source, term: term)
        documentFrequency = Int(term.documentFrequency)
        blockCount = list.entryCount
        denseImpacts = list.isDense ? source.bytes(at: list.impactsOffset) : nil
        nextByte = list.contentOffset
    }

    /// Decodes the numbers and impacts of all blocks with the term, ascending. For a list that is not dense.
    ///
    /// - Parameters:
    ///   - blocks: Receives ``blockCount`` numbers, each below the segment's block count. They must stay as they are
    ///     while ``decode(block:into:)`` is called: that is where it finds entries.
    ///   - impacts: Receives as many impacts, 1...255.
    /// - Throws: `corrupt`.
    public mutating func decodeBlockList(
        blocks: UnsafeMutablePointer<UInt32>, impacts: UnsafeMutablePointer<UInt8>
    ) throws {
        precondition(!list.isDense, "a dense list has its impacts in place")
        try list.decodeBlocks(source, into: blocks)
        knownBlocks = UnsafePointer(blocks)
        if list.entryCount > PostingsFormat.computedImpactsLimit {
            impacts.update(from: source.bytes(at: list.impactsOffset), count: list.entryCount)
        } else {
            try list.computeImpacts(source, blocks: blocks, into: impacts)
        }
    }

    /// Decodes one block. Blocks may be asked in any order; ascending ones are cheapest.
    ///
    /// - Returns: Whether the term occurs in the block; if not, `content.presence` is 0.
    @inline(__always)
    public mutating func decode(block: UInt32, into content: inout BlockContent) throws -> Bool {
        guard let entry = entry(of: block) else {
            content.presence = 0
            return false
        }
        try decode(entry: entry, into: &content)
        return true
    }

    /// The number of a block's entry: its place in a sparse list, the block itself in a dense one.
    @inline(__always)
    private func entry(of block: UInt32) -> Int? {
        if let denseImpacts {
            return block < source.blockCount && denseImpacts[Int(block)] != 0 ? Int(block) : nil
        }
        guard let knownBlocks else { preconditionFailure("decodeBlockList has not been called") }
        // Branchless lower bound.
        var base = 0
        var length = list.entryCount
        while length > 1 {
            let half = length >> 1
            base += knownBlocks[base + half - 1] < block ? half : 0
            length -= half
        }
        return length == 1 && knownBlocks[base] == block ? base : nil
    }

    private mutating func decode(entry: Int, into content: inout BlockContent) throws {
        let group = entry / PostingsFormat.groupSize
        if entry < nextEntry || nextEntry / PostingsFormat.groupSize != group {
            nextEntry = group * PostingsFormat.groupSize
            nextByte = list.contentOffset + list.row(group, source).content
        }
        while nextEntry < entry {
            if denseImpacts.map({ $0[nextEntry] != 0 }) ?? true {
                nextByte = EntryDecoder.skip(source.base, at: try checked(nextByte))
            }
            nextEntry += 1
        }
        nextByte = EntryDecoder.decode(source.base, at: try checked(nextByte), into: &content)
        content.entry = entry
        nextEntry += 1
        guard content.presence != 0 else { throw source.corrupt(nextByte, "an entry without documents") }
    }

    /// An entry that begins inside the list may be decoded: the padding behind the last list covers the rest.
    @inline(__always)
    private func checked(_ offset: Int) throws -> Int {
        guard offset >= list.contentOffset, offset < list.end else {
            throw source.corrupt(list.contentOffset, "an entry begins outside its list")
        }
        return offset
    }

    /// Decodes the positions of the term in one document of a block decoded before.
    ///
    /// - Parameters:
    ///   - document: 0...63, present in `content`.
    ///   - block: The block that was decoded.
    ///   - content: What ``decode(block:into:)`` gave for it.
    ///   - positions: Receives ascending positions, as many as the document's frequency; emptied first.
    /// - Throws: `corrupt`.
    public mutating func positions(
        of document: Int, in block: UInt32, content: borrowing BlockContent, into positions: inout [UInt32]
    ) throws {
        positions.removeAll(keepingCapacity: true)
        guard let widths = source.positionWidths else {
            preconditionFailure("the field has no positions")
        }
        if positionEntry != content.entry { try findPositions(of: content.entry, widths: widths) }
        let firstDoc = Int(block) * 64
        var bit = positionBit
        var before = content.presence & ((1 << UInt64(document)) - 1)
        while before != 0 {
            let other = before.trailingZeroBitCount
            before &= before - 1
            bit += frequency(of: other, content) * Int(widths[firstDoc + other])
        }
        let width = Int(widths[firstDoc + document])
        let frequency = frequency(of: document, content)
        try source.checkPositions(list, bit: bit, count: frequency, width: width)
        for index in 0..<frequency {
            positions.append(loadBits(source.positionsBase, bitOffset: bit + index * width, width: width))
        }
    }

    @inline(__always)
    private func frequency(of document: Int, _ content: borrowing BlockContent) -> Int {
        content.isAllOnes ? 1 : Int(content.frequencies[document])
    }

    /// Walks from the entry asked before, or from the group's first, summing what the positions in between take.
    private mutating func findPositions(of entry: Int, widths: UnsafePointer<UInt8>) throws {
        let group = entry / PostingsFormat.groupSize
        var first = group * PostingsFormat.groupSize
        var byte = positionByte
        var bit = positionBit
        if positionEntry >= first, positionEntry < entry {
            first = positionEntry
        } else {
            let row = list.row(group, source)
            byte = list.contentOffset + row.content
            bit = list.positionsOffset * 8 + row.positionBit
        }
        try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { room in
            guard let base = room.baseAddress else { return }
            var content = BlockContent(frequencies: base)
            for other in first..<entry {
                let block: Int
                if let denseImpacts {
                    if denseImpacts[other] == 0 { continue }
                    block = other
                } else {
                    block = Int(knownBlocks?[other] ?? 0)
                }
                byte = EntryDecoder.decode(source.base, at: try checked(byte), into: &content)
                var presence = content.presence
                while presence != 0 {
                    let document = presence.trailingZeroBitCount
                    presence &= presence - 1
                    guard block * 64 + document < source.documentCount else {
                        throw source.corrupt(byte, "a document outside the segment")
                    }
                    bit += frequency(of: document, content) * Int(widths[block * 64 + document])
                }
            }
        }
        positionEntry = entry
        positionBit = bit
        positionByte = byte
    }
}
