internal import CPrefetch
public import CVectors

/// One term's postings in one segment: a cursor over blocks of 64 documents.
///
/// Bytes are checked as they are decoded: damaged ones throw ``IndexError/corrupt(file:byteOffset:reason:)`` or give a
/// wrong score, never an access out of bounds.
///
/// An *entry* is what the term has in one block. Entries are numbered by their place in a list, in a dense one by their
/// block.
/// - Concurrency: One value belongs to one thread. The segment must outlive it (it keeps the mapped files).
public struct TermPostings {
    /// Documents with the term, deleted ones included.
    public let documentFrequency: Int
    /// Blocks in which the term occurs.
    public let blockCount: Int
    /// One impact a block of the segment, 0 where the term is absent, if the term is stored densely; else nil.
    public let denseImpacts: UnsafePointer<UInt8>?
    /// One impact an entry, for a list that is not dense and keeps them; else nil.
    public let listImpacts: UnsafePointer<UInt8>?

    /// One byte for each of ``denseImpacts`` or ``listImpacts``: bit i says that some of documents 8 i to 8 i + 7 of the
    /// block have the term. Nil where they are not kept.
    public let octets: UnsafePointer<UInt8>?

    /// By norm the impact of a document that has the term once; nil for a field that is not scored.
    public var impactsOfOne: UnsafePointer<UInt8>? { source.impacts.map { $0 + 256 } }

    /// The beginning of the positions of all terms.
    @usableFromInline let positionsBase: UnsafeRawPointer

    let source: PostingsSource
    let list: PostingsLayout
    /// Finds and reads entries.
    public var cursor: BlockCursor
    /// The entry whose positions begin at `positionBit`, and whose bytes begin at `positionByte`.
    private var positionEntry = -1
    private var positionBit = 0
    private var positionByte = 0
    /// The blocks of one group, and which, for positions of a list that is not decoded as a whole.
    private var groupBlocks: UnsafeMutablePointer<UInt32>?
    private var decodedGroup = -1

    init(_ source: PostingsSource, term: TermInfo) throws {
        self.source = source
        list = try PostingsLayout(source, term: term)
        documentFrequency = Int(term.documentFrequency)
        blockCount = list.entryCount
        cursor = BlockCursor(list, source)
        denseImpacts = cursor.denseImpacts
        octets = list.octetsOffset >= 0 ? source.bytes(at: list.octetsOffset) : nil
        positionsBase = source.positionsBase
        listImpacts = list.isDense || list.isShort ? nil : source.bytes(at: list.impactsOffset)
    }

    /// Decodes the numbers and impacts of all blocks with the term, ascending. For a list that is not dense.
    ///
    /// - Parameters:
    ///   - blocks: Receives ``blockCount`` numbers, each below the segment's block count. They must stay as they are
    ///     while ``decode(block:into:)`` is called: that is where it finds entries.
    ///   - impacts: Receives as many impacts, 1...255.
    ///   - octets: Receives what ``octets`` would tell, if it is wanted; only for a list without ``listImpacts``.
    ///   - offsets: Room for as many numbers, which must stay as well, if entries will be asked in any order: short
    ///     lists are walked over else.
    /// - Throws: `corrupt`.
    public mutating func decodeBlockList(
        blocks: UnsafeMutablePointer<UInt32>, impacts: UnsafeMutablePointer<UInt8>,
        octets: UnsafeMutablePointer<UInt8>? = nil, offsets: UnsafeMutablePointer<UInt32>? = nil
    ) throws {
        precondition(!list.isDense, "a dense list has its impacts in place")
        try list.decodeBlocks(source, into: blocks)
        cursor.blocks = UnsafePointer(blocks)
        if let listImpacts {
            impacts.update(from: listImpacts, count: list.entryCount)
        } else {
            try list.computeImpacts(source, blocks: blocks, into: impacts, octets: octets, offsets: offsets)
            cursor.offsets = offsets.map { UnsafePointer($0) }
        }
    }

    /// Decodes the numbers of all blocks with the term, for a list that keeps its impacts (``listImpacts``).
    ///
    /// - Parameter blocks: As in ``decodeBlockList(blocks:impacts:octets:offsets:)``.
    /// - Throws: `corrupt`.
    public mutating func decodeBlocks(into blocks: UnsafeMutablePointer<UInt32>) throws {
        precondition(!list.isDense, "a dense list has its impacts in place")
        try list.decodeBlocks(source, into: blocks)
        cursor.blocks = UnsafePointer(blocks)
    }

    /// Lets positions be found in a list with groups (``hasGroups``) that is not decoded.
    ///
    /// - Parameter room: For ``groupSize`` numbers; nobody else's.
    public mutating func useGroups(_ room: UnsafeMutablePointer<UInt32>) {
        precondition(hasGroups)
        groupBlocks = room
    }

    /// Finds the entries of given blocks in a list with groups (``hasGroups``), of which only those are decoded that can
    /// have them. Nothing else of this value is used or changed by it.
    ///
    /// - Parameters:
    ///   - blocks: Ascending numbers.
    ///   - count: How many.
    ///   - entries: Receives the number of each one's entry, below ``blockCount``, or `UInt32.max` where the term is absent.
    /// - Throws: `corrupt`.
    public func findEntries(
        of blocks: UnsafePointer<UInt32>, count: Int, into entries: UnsafeMutablePointer<UInt32>
    ) throws {
        precondition(hasGroups)
        try list.findEntries(of: blocks, count: count, source, into: entries)
    }

    /// Decodes the numbers of all blocks with the term, and finds its entries, but computes no impacts: for a list without
    /// ``listImpacts``, of which ``impact(ofEntry:in:)`` tells them one by one.
    ///
    /// - Parameters: As of ``decodeBlockList(blocks:impacts:octets:offsets:)``.
    /// - Throws: `corrupt`.
    public mutating func decodeEntries(
        blocks: UnsafeMutablePointer<UInt32>, octets: UnsafeMutablePointer<UInt8>,
        offsets: UnsafeMutablePointer<UInt32>
    ) throws {
        precondition(!list.isDense && listImpacts == nil)
        try list.decodeBlocks(source, into: blocks)
        try list.findEntries(source, blocks: blocks, octets: octets, offsets: offsets)
        cursor.blocks = UnsafePointer(blocks)
        cursor.offsets = UnsafePointer(offsets)
    }

    /// The impact of one entry of a list without ``listImpacts``.
    ///
    /// - Parameters:
    ///   - entry: Below ``blockCount``; ``decodeEntries(blocks:octets:offsets:)`` has been called.
    ///   - block: Its block.
    /// - Returns: 1...255.
    /// - Throws: `corrupt`.
    public func impact(ofEntry entry: Int, in block: UInt32) throws -> UInt8 {
        guard let offsets = cursor.offsets else { preconditionFailure("the entries have not been found") }
        let offset = list.contentOffset + Int(offsets[entry])
        let content = EntryDecoder.read(source.base, at: offset, hasLength: list.hasSteps)
        return try list.impact(of: content, at: offset, in: block, source)
    }

    /// Whether single groups of blocks can be decoded: ``decodeBlocks(ofGroup:into:)``.
    public var hasGroups: Bool { list.hasGapsInGroups }
    /// Entries in a group; the last may have fewer.
    public static var groupSize: Int { PostingsFormat.groupSize }

    /// Decodes the block numbers of one group.
    ///
    /// - Parameters:
    ///   - group: Entries ``groupSize`` × `group` and following.
    ///   - blocks: Receives up to ``groupSize`` numbers, each below the segment's block count.
    /// - Throws: `corrupt`.
    @inline(__always)
    public func decodeBlocks(ofGroup group: Int, into blocks: UnsafeMutablePointer<UInt32>) throws {
        _ = try list.decodeGroup(group, source, into: blocks)
    }

    /// Decodes one block. Blocks may be asked in any order; ascending ones are cheapest.
    ///
    /// - Returns: Whether the term occurs in the block; if not, `content.presence` is 0.
    @inline(__always)
    public mutating func decode(block: UInt32, into content: inout BlockContent) throws -> Bool {
        precondition(block < source.blockCount && (denseImpacts != nil || cursor.blocks != nil))
        guard let entry = cursor.entry(of: Int(block)) else {
            content.presence = 0
            return false
        }
        let offset = cursor.find(entry)
        guard offset >= 0 else { throw source.corrupt(list.contentOffset, "an entry begins outside its list") }
        EntryDecoder.decode(cursor.content, at: offset, hasLength: list.hasSteps, into: &content)
        content.entry = entry
        guard content.presence != 0 else { throw damage(at: offset) }
        return true
    }

    /// Finds an entry by its number; see ``BlockCursor``.
    ///
    /// - Returns: The documents that it has, never none, and where it begins: what ``BlockCursor/entry(at:)`` takes.
    /// - Throws: `corrupt`.
    @inlinable @inline(__always)
    public mutating func find(entry number: Int) throws -> (documents: UInt64, offset: Int) {
        if cursor.usesVectors {
            let found = fagui_find_entry(&cursor.list, number)
            if found.offset >= 0 {
                cursor.lastEntry = number
                cursor.lastOffset = found.offset
                return (found.documents, found.offset)
            }
        }
        let offset = cursor.find(number)
        let documents = offset < 0 ? 0 : cursor.presence(at: offset)
        if documents == 0 { throw damage(at: offset) }
        return (documents, offset)
    }

    /// What an entry without documents, or one outside its list (an offset below 0), means.
    @usableFromInline @inline(never)
    func damage(at offset: Int) -> IndexError {
        offset < 0
            ? source.corrupt(list.contentOffset, "an entry begins outside its list")
            : source.corrupt(list.contentOffset + offset, "an entry without documents")
    }

    /// Sees that an entry that is walked over begins inside the list.
    @inline(__always)
    private func checked(_ offset: Int) throws -> Int {
        guard offset >= list.contentOffset, offset < list.end else {
            throw source.corrupt(list.contentOffset, "an entry begins outside its list")
        }
        return offset
    }

    // MARK: Positions

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
        try findPositions(of: content.entry)
        let entry = EntryDecoder.read(source.base, at: positionByte, hasLength: list.hasSteps)
        guard entry.presence >> UInt64(document) & 1 != 0 else {
            throw source.corrupt(positionByte, "rows disagree on where an entry begins")
        }
        let place = try place(of: document, in: block, entry)
        for index in 0..<place.count {
            positions.append(
                loadBits(source.positionsBase, bitOffset: place.bit + index * place.width, width: place.width))
        }
    }

    /// Where the positions of one document lie: `count` numbers of `width` bits each from `bit` on.
    public struct PositionPlace: BitwiseCopyable {
        /// Numbers, as many as the document's frequency.
        public var count: Int
        /// Bits of a number, 1...32.
        public var width: Int
        /// The first bit, from the beginning of the positions file's body.
        public var bit: Int

    }

    /// Finds the positions of documents of an entry found before.
    ///
    /// - Parameters:
    ///   - documents: Bits of documents that the entry has.
    ///   - block: The entry's block.
    ///   - number: The entry's number.
    ///   - offset: Where it begins: what ``find(entry:)`` gave.
    ///   - places: 64 places by document; those of `documents` are written, all inside the term's bytes. Others before the
    ///     last of them may be written as well.
    /// - Throws: `corrupt`.
    public mutating func findPositions(
        of documents: UInt64, in block: UInt32, number: Int, at offset: Int,
        into places: UnsafeMutablePointer<PositionPlace>
    ) throws {
        guard let widths = source.positionWidths else { preconditionFailure("the field has no positions") }
        if documents == 0 { return }
        try findPositions(of: number, at: try checked(list.contentOffset + offset))
        let firstDoc = Int(block) * 64
        guard firstDoc + 63 - documents.leadingZeroBitCount < source.documentCount else {
            throw source.corrupt(list.contentOffset, "a document outside the segment")
        }
        var end = -1
        var isSound = true
        if source.usesVectors && list.hasSteps {
            end = places.withMemoryRebound(to: fagui_place.self, capacity: 64) {
                fagui_find_places(
                    source.base + list.contentOffset + offset, widths + firstDoc, documents, positionBit, $0)
            }
        }
        if end < 0 {
            (end, isSound) = cursor.entry(at: offset).findPositions(
                of: documents, widths + firstDoc, from: positionBit, into: places)
        }
        // Frequencies are below 2^32 and widths below 256: sums of 64 products do not overflow. They only grow, so the
        // last one tells for all.
        guard isSound, end >= positionBit, positionBit >= list.positionsOffset * 8,
            end <= (list.positionsOffset + list.positionsLength) * 8
        else {
            throw IndexError.corrupt(
                file: source.positionsFile, byteOffset: FileEnvelope.headerLength + list.positionsOffset,
                reason: "positions run past the end of their term")
        }
        // They lie anywhere in a large file.
        var rest = documents
        while rest != 0 {
            fagui_prefetch(positionsBase + (places[rest.trailingZeroBitCount].bit >> 3))
            rest &= rest &- 1
        }
    }

    /// The `index`-th position of a place.
    @inlinable @inline(__always)
    public func position(_ index: Int, at place: PositionPlace) -> UInt32 {
        let first = place.bit &+ index &* place.width
        let word = UInt64(littleEndian: positionsBase.loadUnaligned(fromByteOffset: first >> 3, as: UInt64.self))
        return UInt32(
            truncatingIfNeeded: (word &>> UInt64(truncatingIfNeeded: first & 7))
                & ((1 &<< UInt64(truncatingIfNeeded: place.width)) &- 1))
    }

    @inline(__always)
    private func place(of document: Int, in block: UInt32, _ entry: BlockEntry) throws -> PositionPlace {
        guard let widths = source.positionWidths else { preconditionFailure("the field has no positions") }
        let firstDoc = Int(block) * 64
        guard firstDoc + document < source.documentCount else {
            throw source.corrupt(list.contentOffset, "a document outside the segment")
        }
        var bit = positionBit
        var before = entry.presence & ((1 << UInt64(document)) - 1)
        if entry.repeated == 0 {
            while before != 0 {
                bit += Int(widths[firstDoc + before.trailingZeroBitCount])
                before &= before - 1
            }
        } else {
            var flags = entry.repeated
            var index = 0
            while before != 0 {
                let width = Int(widths[firstDoc + before.trailingZeroBitCount])
                before &= before - 1
                if flags & 1 != 0 {
                    bit += width * Int(entry.frequency(ofRepeated: index))
                    index += 1
                } else {
                    bit += width
                }
                flags >>= 1
            }
        }
        let width = Int(widths[firstDoc + document])
        let count = Int(entry.frequency(of: document))
        try source.checkPositions(list, bit: bit, count: count, width: width)
        return PositionPlace(count: count, width: width, bit: bit)
    }

    /// Finds where the positions of an entry begin: walks to it from the entry asked before or from the last place that is
    /// known, or from it to the next such place, whichever is nearer, summing what the positions in between take.
    ///
    /// - Parameters:
    ///   - entry: Its number.
    ///   - byte: Where it begins, if that is known.
    /// - Throws: `corrupt`.
    private mutating func findPositions(of entry: Int, at byte: Int? = nil) throws {
        if positionEntry == entry { return }
        let step = PostingsLayout.positionStep
        let isFromLast =
            positionEntry >= 0 && positionEntry < entry && (!list.hasRows || positionEntry / step == entry / step)
        let distance = isFromLast ? entry - positionEntry : entry % step
        if let byte, list.hasSteps, list.hasRows, step - entry % step < distance,
            let bit = list.positionBit(of: (entry / step + 1) * step, source)
        {
            var place = PostingsLayout.Place(entry: entry, byte: byte, bit: 0)
            try walk(from: &place, to: (entry / step + 1) * step)
            positionByte = byte
            positionBit = bit &- place.bit
        } else {
            var place = PostingsLayout.Place(entry: positionEntry, byte: positionByte, bit: positionBit)
            if !isFromLast {
                place = list.place(before: entry, source)
                if place.bit < 0 { place = list.groupPlace(before: entry, source) }
            }
            try walk(from: &place, to: entry)
            positionByte = try checked(place.byte)
            positionBit = place.bit
        }
        positionEntry = entry
    }

    /// Goes from an entry to another of the same group, where the list has groups, and adds the bits of the positions
    /// passed.
    private mutating func walk(from place: inout PostingsLayout.Place, to entry: Int) throws {
        guard place.entry < entry else { return }
        guard let widths = source.positionWidths else { preconditionFailure("the field has no positions") }
        var blocks = cursor.blocks
        var firstBlock = 0
        if blocks == nil, let groupBlocks {
            let group = place.entry / PostingsFormat.groupSize
            if group != decodedGroup {
                _ = try list.decodeGroup(group, source, into: groupBlocks)
                decodedGroup = group
            }
            blocks = UnsafePointer(groupBlocks)
            firstBlock = group * PostingsFormat.groupSize
        }
        let usesVectors = source.usesVectors && list.hasSteps
        while place.entry < entry {
            let block: Int
            if let denseImpacts {
                block = place.entry
                if denseImpacts[block] == 0 {
                    place.entry += 1
                    continue
                }
            } else {
                guard let blocks else { preconditionFailure("the list has not been decoded") }
                block = Int(blocks[place.entry - firstBlock])
            }
            _ = try checked(place.byte)
            if usesVectors {
                let bits = fagui_pass_entry(
                    source.base, &place.byte, widths + block * 64, source.documents(inBlock: block))
                if bits >= 0 {
                    place.bit &+= bits
                    place.entry += 1
                    continue
                }
            }
            let passed = EntryDecoder.read(source.base, at: place.byte, hasLength: list.hasSteps)
            guard passed.presence != 0,
                block * 64 + 63 - passed.presence.leadingZeroBitCount < source.documentCount
            else { throw source.corrupt(place.byte, "a document outside the segment") }
            place.bit &+= passed.positionBits(widths + block * 64)
            place.byte = EntryDecoder.end(of: passed, source.base)
            place.entry += 1
        }
    }
}
