internal import FaguiIndex

/// The blocks of one term in one segment: dense impacts, or a list, decoded or not.
struct BlockList: BitwiseCopyable {
    /// The term's place in the ``CursorTable``; -1 for what has dense impacts and is no term.
    var cursor: Int
    /// One impact a block of the segment, or nil where there is a list.
    var dense: UnsafePointer<UInt8>?
    /// Ascending block numbers below the segment's, with their impacts; `entryCount` of them. Nil before they are decoded.
    var blocks: UnsafePointer<UInt32>?
    var impacts: UnsafePointer<UInt8>?
    /// For each impact, dense or of the list, which octets of its block have the term; nil where that is not known.
    var octets: UnsafePointer<UInt8>?
    /// Blocks that have the term.
    var entryCount: Int
}

/// All postings that a search has open in one segment, at addresses that do not move.
final class CursorTable {
    let base: UnsafeMutablePointer<TermPostings>
    private(set) var count = 0
    private let capacity: Int
    let segment: SegmentReader

    init(_ segment: SegmentReader, capacity: Int, _ memory: borrowing WorkingMemory) {
        self.segment = segment
        self.capacity = capacity
        // A cursor holds addresses and numbers alone: nothing is to be undone.
        base = memory.takeRaw(TermPostings.self, count: capacity)
    }

    /// Opens a term's postings and decodes its list, if it is one, into `memory`.
    func open(_ term: TermInfo, _ memory: WorkingMemory) throws -> BlockList {
        let cursor = try open(term)
        return try decodeList(cursor, memory)
    }

    /// Opens a term's postings, and decodes nothing yet.
    func open(_ term: TermInfo) throws -> Int {
        precondition(count < capacity)
        (base + count).initialize(to: try segment.postings(of: term))
        count += 1
        return count - 1
    }

    /// Opens a term's postings; of a list, nothing is decoded yet.
    func openLater(_ term: TermInfo, _ memory: WorkingMemory) throws -> BlockList {
        let cursor = try open(term)
        let postings = base + cursor
        if postings.pointee.hasGroups {
            postings.pointee.useGroups(memory.take(UInt32.self, count: TermPostings.groupSize))
        }
        return BlockList(
            cursor: cursor, dense: postings.pointee.denseImpacts,
            octets: postings.pointee.denseImpacts == nil ? nil : postings.pointee.octets,
            entryCount: postings.pointee.blockCount)
    }

    /// Decodes the blocks of a list as a whole, unless they are; of one that keeps no impacts, these are not computed.
    ///
    /// - Returns: Its blocks, and its octets if it has any.
    func decodeEntries(
        _ list: BlockList, _ memory: WorkingMemory
    ) throws -> (blocks: UnsafePointer<UInt32>, octets: UnsafePointer<UInt8>?) {
        if let blocks = list.blocks { return (blocks, list.octets) }
        let cursor = base + list.cursor
        let blocks = memory.take(UInt32.self, count: list.entryCount)
        if cursor.pointee.listImpacts != nil {
            try cursor.pointee.decodeBlocks(into: blocks)
            return (UnsafePointer(blocks), cursor.pointee.octets)
        }
        let octets = memory.take(UInt8.self, count: list.entryCount)
        try cursor.pointee.decodeEntries(
            blocks: blocks, octets: octets, offsets: memory.take(UInt32.self, count: list.entryCount))
        return (UnsafePointer(blocks), UnsafePointer(octets))
    }

    /// Sees that a document can have a term so often.
    ///
    /// Damaged bytes may claim billions of positions that take no room; a norm tells how long the field is. Where a field
    /// has none, as it is not scored, nothing is known.
    /// - Throws: `corrupt`.
    func check(_ frequency: UInt32, of doc: Int, _ norms: UnsafePointer<UInt8>?) throws {
        guard let norms else { return }
        let length = Norm.decode(norms[doc])
        guard Int(frequency) <= length + length / 8 + 1 else {
            throw IndexError.corrupt(
                file: "\(segment.name).postings", byteOffset: 0,
                reason: "document \(doc) has a term \(frequency) times in a field of \(length)")
        }
    }

    /// Decodes the list of a term, if it is one.
    func decodeList(_ cursor: Int, _ memory: WorkingMemory) throws -> BlockList {
        let entryCount = base[cursor].blockCount
        if let dense = base[cursor].denseImpacts {
            return BlockList(cursor: cursor, dense: dense, octets: base[cursor].octets, entryCount: entryCount)
        }
        let blocks = memory.take(UInt32.self, count: entryCount)
        if let impacts = base[cursor].listImpacts {
            try base[cursor].decodeBlocks(into: blocks)
            return BlockList(
                cursor: cursor, blocks: UnsafePointer(blocks), impacts: impacts, octets: base[cursor].octets,
                entryCount: entryCount)
        }
        let impacts = memory.take(UInt8.self, count: entryCount)
        let octets = memory.take(UInt8.self, count: entryCount)
        let offsets = memory.take(UInt32.self, count: entryCount)
        try base[cursor].decodeBlockList(blocks: blocks, impacts: impacts, octets: octets, offsets: offsets)
        return BlockList(
            cursor: cursor, blocks: UnsafePointer(blocks), impacts: UnsafePointer(impacts),
            octets: UnsafePointer(octets), entryCount: entryCount)
    }
}

/// Decoded blocks at addresses that do not move.
struct ContentTable {
    let base: UnsafeMutablePointer<BlockContent>

    init(count: Int, _ memory: borrowing WorkingMemory) {
        let frequencies = memory.take(UInt32.self, count: 64 * max(1, count))
        base = memory.takeRaw(BlockContent.self, count: count)
        for index in 0..<count {
            (base + index).initialize(to: BlockContent(frequencies: frequencies + 64 * index))
        }
    }
}
