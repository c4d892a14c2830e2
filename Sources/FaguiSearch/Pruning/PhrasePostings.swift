internal import FaguiIndex

/// The documents that have terms at given distances, in one segment.
///
/// Presence is cheap: the words of all elements, joined. Positions are read only of documents that pass.
final class PhrasePostings {
    /// One element: a term's cursor or the union of a prefix, and the distance from the beginning.
    private struct Element: BitwiseCopyable {
        var cursor: Int
        /// Place among the unions; -1 for a term.
        var union: Int
        var offset: Int
        /// Of a phrase that is asked for alone, see ``CandidateBlocks/entries``.
        var entries: UnsafeMutablePointer<UInt32>?
        /// In the block that was asked last: the entry's number and where it begins, and the documents.
        var entry = 0
        var byte = 0
        /// Whether the positions in the block have been found.
        var isPlaced = false
    }

    /// One bound a block: a phrase is no more frequent than any of its elements. 0 where one is absent, or where no octet
    /// of documents has all of them. Nil for a phrase that is asked for alone.
    let impacts: UnsafePointer<UInt8>?
    /// For each block the octets that have all elements. Nil for a phrase that is asked for alone.
    let octets: UnsafePointer<UInt8>?
    /// Blocks that can have the phrase; 0 for one that is asked for alone.
    let entryCount: Int
    /// The rarest first. Twice, for two blocks: those of the block at hand.
    @exclusivity(unchecked) private var elements: UnsafeMutablePointer<Element>
    let count: Int
    /// By element, in the same order.
    private let lists: UnsafeMutablePointer<BlockList>
    private let blockCount: Int
    private let unions: [UnionPostings?]
    private let cursorTable: CursorTable
    private let cursors: UnsafeMutablePointer<TermPostings>
    /// What unions have in the block; one more, where the terms of a union are decoded. Nil without unions.
    private let contents: ContentTable?
    private let norms: UnsafePointer<UInt8>?
    /// By element 64 places by document: where a term's positions in the block lie.
    @exclusivity(unchecked) private var places: UnsafeMutablePointer<TermPostings.PositionPlace>
    /// By union 64 lists by document: its positions in the block; empty for terms.
    @exclusivity(unchecked) private var unionPositions: [[[UInt32]]] = []
    /// What ``documents(in:among:)`` found last.
    @exclusivity(unchecked) private var joints: UInt64 = 0
    /// What of the other block stands in for `elements`, `places` and `joints`.
    @exclusivity(unchecked) private var otherElements: UnsafeMutablePointer<Element>
    @exclusivity(unchecked) private var otherPlaces: UnsafeMutablePointer<TermPostings.PositionPlace>
    @exclusivity(unchecked) private var otherJoints: UInt64 = 0
    /// Where the phrase may begin in the document that is looked at; room for `capacity`.
    @exclusivity(unchecked) private var starts: UnsafeMutablePointer<Int>
    @exclusivity(unchecked) private var capacity = 64
    private let memory: WorkingMemory

    /// - Parameters:
    ///   - parts: By element its terms, several for a prefix, and its distance from the beginning.
    ///   - norms: One norm a document; nil for a field that is not scored.
    ///   - blockCount: The segment's.
    ///   - isAlone: Whether the phrase is asked for by ``findCandidates()``; lists of single terms need not be decoded then.
    ///   - cursors: The terms' cursors.
    ///   - memory: Lent for as long as this lives.
    init(
        _ parts: [(lists: [BlockList], offset: UInt32)], norms: UnsafePointer<UInt8>?, blockCount: Int, isAlone: Bool,
        _ cursors: CursorTable, _ memory: WorkingMemory
    ) {
        self.blockCount = blockCount
        cursorTable = cursors
        self.cursors = cursors.base
        self.norms = norms
        self.memory = memory
        starts = memory.take(Int.self, count: capacity)
        places = memory.take(TermPostings.PositionPlace.self, count: 64 * parts.count)
        otherPlaces = isAlone ? memory.take(TermPostings.PositionPlace.self, count: 64 * parts.count) : places
        count = parts.count
        elements = memory.take(Element.self, count: parts.count)
        otherElements = isAlone ? memory.take(Element.self, count: parts.count) : elements
        lists = memory.take(BlockList.self, count: parts.count)
        var joined: [UnionPostings?] = []
        for (number, part) in parts.enumerated() {
            let union = part.lists.count > 1 ? UnionPostings(part.lists, blockCount: blockCount, memory) : nil
            joined.append(union)
            let list =
                union.map { BlockList(cursor: -1, dense: $0.impacts, entryCount: $0.entryCount) } ?? part.lists[0]
            var place = number
            while place > 0, list.entryCount < lists[place - 1].entryCount {
                elements[place] = elements[place - 1]
                lists[place] = lists[place - 1]
                place -= 1
            }
            elements[place] = Element(
                cursor: part.lists[0].cursor, union: union == nil ? -1 : number, offset: Int(part.offset))
            lists[place] = list
        }
        unions = joined
        contents = joined.contains { $0 != nil } ? ContentTable(count: parts.count + 1, memory) : nil
        if contents != nil { unionPositions = joined.map { $0 == nil ? [] : Array(repeating: [], count: 64) } }
        if isAlone {
            (impacts, octets, entryCount) = (nil, nil, 0)
            return
        }
        let impacts = memory.take(count: blockCount, filledWith: UInt8.max)
        let octets = memory.take(count: blockCount, filledWith: UInt8.max)
        var room = SpreadRoom(blockCount: blockCount, memory: memory)
        for place in 0..<count {
            let own = room.spread(lists[place])
            Self.lower(impacts, octets, to: own.impacts, own.octets, blockCount)
        }
        entryCount = Self.countBlocks(impacts, blockCount)
        self.impacts = UnsafePointer(impacts)
        self.octets = UnsafePointer(octets)
    }

    /// The blocks that may have the phrase, of one that is asked for alone; a list of them is an element.
    func findCandidates() throws -> CandidateBlocks {
        let found = try CandidateBlocks(lists, listCount: count, cursorTable, blockCount: blockCount, memory)
        for place in 0..<count { elements[place].entries = found.entries[place] }
        otherElements.update(from: elements, count: count)
        return found
    }

    @inline(never)
    private static func lower(
        _ impacts: UnsafeMutablePointer<UInt8>, _ octets: UnsafeMutablePointer<UInt8>,
        to own: UnsafePointer<UInt8>, _ ownOctets: UnsafePointer<UInt8>, _ blockCount: Int
    ) {
        // Without conditions: see ``BlockBounds``.
        for block in 0..<blockCount { octets[block] &= ownOctets[block] }
        for block in 0..<blockCount { impacts[block] = min(impacts[block], own[block]) }
        for block in 0..<blockCount {
            let isThere = (UInt16(octets[block]) &+ 0xFF) >> 8
            impacts[block] = UInt8(truncatingIfNeeded: UInt16(impacts[block]) & (0 &- isThere))
        }
    }

    @inline(never)
    private static func countBlocks(_ impacts: UnsafeMutablePointer<UInt8>, _ blockCount: Int) -> Int {
        var count: UInt32 = 0
        for block in 0..<blockCount { count &+= (UInt32(impacts[block]) &+ 0xFF) >> 8 }
        return Int(count)
    }

    /// Looks the elements up in a block; those of `candidates` that have all of them, wherever they stand.
    ///
    /// - Parameters:
    ///   - block: A block with an impact above 0.
    ///   - candidates: Documents that exist.
    /// - Returns: Those of `candidates`.
    /// - Throws: `corrupt`.
    func documents(in block: UInt32, among candidates: UInt64) throws -> UInt64 {
        try documents(in: block, among: candidates) { place in
            cursors[elements[place].cursor].cursor.entry(of: Int(block))
        }
    }

    /// The same of one of the blocks that ``findCandidates()`` found, by its number there.
    func documents(ofCandidate candidate: Int, in block: UInt32, among candidates: UInt64) throws -> UInt64 {
        try documents(in: block, among: candidates) { place in
            elements[place].entries.map { Int($0[candidate]) } ?? Int(block)
        }
    }

    @inline(__always)
    private func documents(
        in block: UInt32, among candidates: UInt64, entry: (_ place: Int) -> Int?
    ) throws -> UInt64 {
        var joint = candidates
        for place in 0..<count {
            if elements[place].union >= 0 {
                joint &= try decodeUnion(place, block)
            } else {
                guard let entry = entry(place) else { return 0 }
                let found = try cursors[elements[place].cursor].find(entry: entry)
                elements[place].entry = entry
                elements[place].byte = found.offset
                joint &= found.documents
            }
            elements[place].isPlaced = false
            if joint == 0 { return 0 }
        }
        joints = joint
        return joint
    }

    /// Has what ``documents(ofCandidate:in:among:)`` will read fetched from memory.
    func prepare(_ candidate: Int, in block: UInt32) {
        for place in 0..<count where elements[place].union < 0 {
            cursors[elements[place].cursor].cursor.prefetch(
                elements[place].entries.map { Int($0[candidate]) } ?? Int(block))
        }
    }

    /// Whether two blocks can be looked at in turns: ``exchange()``.
    var canExchange: Bool { contents == nil }

    /// Puts the block that was looked at last aside for the one before. For a phrase that is asked for alone.
    func exchange() {
        swap(&elements, &otherElements)
        swap(&places, &otherPlaces)
        swap(&joints, &otherJoints)
    }

    /// Has the positions fetched from memory that are wanted in any case.
    func findFirstPositions(in block: UInt32) throws {
        for place in 0..<min(2, count) { try findPositions(place, block) }
    }

    /// Only these of the documents found last will be asked for.
    func keep(_ documents: UInt64) { joints &= documents }

    private func decodeUnion(_ place: Int, _ block: UInt32) throws -> UInt64 {
        guard let contents, let union = unions[elements[place].union] else { return 0 }
        try union.decode(
            block: block, cursors, into: &contents.base[place], scratch: &contents.base[count])
        return contents.base[place].presence
    }

    /// How often the phrase can occur at most. For a document from ``documents(in:among:)``.
    func frequencyBound(of document: Int) -> UInt32 {
        var least = UInt32.max
        for place in 0..<count {
            least = min(least, frequency(of: document, place))
            if least == 1 { break }
        }
        return least
    }

    /// Puts into `content` which of `candidates`, documents from ``documents(in:among:)``, have the phrase, and how often.
    func decode(block: UInt32, _ candidates: UInt64, into content: inout BlockContent) throws {
        content.isAllOnes = false
        content.presence = 0
        var rest = candidates
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest &- 1
            let frequency = try frequency(of: document, in: block)
            guard frequency > 0 else { continue }
            content.frequencies[document] = frequency
            content.presence |= 1 << UInt64(document)
        }
    }

    /// At how many places the phrase begins. For a document from ``documents(in:among:)``.
    func frequency(of document: Int, in block: UInt32) throws -> UInt32 {
        // The rarest element first; whoever has none of its places is no longer looked for.
        var left = 0
        if !elements[0].isPlaced { try findFirstPositions(in: block) }
        for place in 0..<count {
            if !elements[place].isPlaced { try findPositions(place, block) }
            if elements[place].union >= 0 {
                let own = unionPositions[elements[place].union][document]
                left = narrow(left, place, own.count) { own[$0] }
            } else {
                let own = places[64 * place + document]
                let cursor = cursors + elements[place].cursor
                left = narrow(left, place, own.count) { cursor.pointee.position($0, at: own) }
            }
            if left == 0 { return 0 }
        }
        return UInt32(truncatingIfNeeded: left)
    }

    /// Drops from the first `left` of `starts` those at whose distance an element does not stand; of the first element all
    /// places are taken, each once.
    ///
    /// Of the element's positions there are `count`, ascending; `position` gives one of them.
    /// - Returns: How many are left.
    @inline(__always)
    private func narrow(_ left: Int, _ place: Int, _ count: Int, position: (Int) -> UInt32) -> Int {
        let offset = elements[place].offset
        if place == 0 && count > capacity { makeRoom(count) }
        let starts = starts
        var kept = 0
        if place == 0 {
            for index in 0..<count {
                let start = Int(position(index)) - offset
                if kept == 0 || starts[kept - 1] != start {
                    starts[kept] = start
                    kept += 1
                }
            }
            return kept
        }
        var next = 0
        var last = Int.min
        for index in 0..<left {
            let wanted = starts[index] + offset
            while last < wanted, next < count {
                last = Int(position(next))
                next += 1
            }
            if last == wanted {
                starts[kept] = starts[index]
                kept += 1
            }
        }
        return kept
    }

    @inline(never)
    private func makeRoom(_ count: Int) {
        capacity = max(2 * capacity, count)
        starts = memory.take(Int.self, count: capacity)
    }

    /// Finds an element's positions in the block, for all documents that may be asked for at once.
    @inline(never)
    private func findPositions(_ place: Int, _ block: UInt32) throws {
        if elements[place].union >= 0 {
            guard let contents else { return }
            let union = elements[place].union
            try unions[union]?.positions(
                of: joints, in: block, cursors, scratch: &contents.base[count], into: &unionPositions[union],
                check: { try cursorTable.check($0.frequency(of: $1), of: Int(block) * 64 + $1, norms) })
        } else {
            try cursors[elements[place].cursor].findPositions(
                of: joints, in: block, number: elements[place].entry, at: elements[place].byte,
                into: places + 64 * place)
        }
        elements[place].isPlaced = true
    }

    @inline(__always)
    private func frequency(of document: Int, _ place: Int) -> UInt32 {
        if elements[place].union >= 0, let contents {
            return (contents.base + place).pointee.frequency(of: document)
        }
        return cursors[elements[place].cursor].cursor.frequency(of: document, at: elements[place].byte)
    }
}

/// Arrays of one byte a block into which lists are spread, one after another.
private struct SpreadRoom {
    let blockCount: Int
    let memory: WorkingMemory
    private var impacts: UnsafeMutablePointer<UInt8>?
    private var octets: UnsafeMutablePointer<UInt8>?
    /// All octets of every block.
    private(set) lazy var all = UnsafePointer(memory.take(count: blockCount, filledWith: UInt8.max))

    init(blockCount: Int, memory: WorkingMemory) {
        self.blockCount = blockCount
        self.memory = memory
    }

    /// The list's impacts and octets, valid until the next call.
    mutating func spread(_ list: BlockList) -> (impacts: UnsafePointer<UInt8>, octets: UnsafePointer<UInt8>) {
        if let dense = list.dense { return (dense, list.octets ?? all) }
        let impacts = self.impacts ?? memory.take(UInt8.self, count: blockCount)
        self.impacts = impacts
        impacts.update(repeating: 0, count: blockCount)
        guard let blocks = list.blocks, let own = list.impacts else { return (UnsafePointer(impacts), all) }
        for entry in 0..<list.entryCount { impacts[Int(blocks[entry])] = own[entry] }
        guard let ownOctets = list.octets else { return (UnsafePointer(impacts), all) }
        let octets = self.octets ?? memory.take(UInt8.self, count: blockCount)
        self.octets = octets
        octets.update(repeating: 0, count: blockCount)
        for entry in 0..<list.entryCount { octets[Int(blocks[entry])] = ownOctets[entry] }
        return (UnsafePointer(impacts), UnsafePointer(octets))
    }
}
