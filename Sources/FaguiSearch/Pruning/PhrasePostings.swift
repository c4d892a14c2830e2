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
        /// In the block that was asked last: the entry's number and where it begins, and the documents.
        var entry = 0
        var byte = 0
        /// Whether `places` of the block have been found.
        var isPlaced = false
        var next = 0
    }

    /// One bound a block: a phrase is no more frequent than any of its elements. 0 where one is absent, or where no octet
    /// of documents has all of them.
    let impacts: UnsafePointer<UInt8>
    /// For each block the octets that have all elements.
    let octets: UnsafePointer<UInt8>
    /// Blocks that can have the phrase.
    let entryCount: Int
    /// The rarest first.
    private let elements: UnsafeMutablePointer<Element>
    private let count: Int
    private let unions: [UnionPostings?]
    private let cursorTable: CursorTable
    private let cursors: UnsafeMutablePointer<TermPostings>
    /// What unions have in the block; one more, where the terms of a union are decoded. Nil without unions.
    private let contents: ContentTable?
    private let norms: UnsafePointer<UInt8>?
    /// By element 64 places by document: where the positions in the block lie.
    private let places: UnsafeMutablePointer<TermPostings.PositionPlace>
    /// What ``documents(in:among:)`` found last.
    private var joints: UInt64 = 0
    /// Where the phrase may begin in the document that is looked at.
    private let starts: UnsafeMutablePointer<Int>
    /// By element, with unions: the positions in the document last asked for, and how far they were walked.
    private var positions: [[UInt32]] = []
    private var next: [Int] = []

    init(
        _ parts: [(lists: [BlockList], offset: UInt32)], norms: UnsafePointer<UInt8>?, blockCount: Int,
        _ cursors: CursorTable, _ memory: WorkingMemory
    ) {
        cursorTable = cursors
        self.cursors = cursors.base
        self.norms = norms
        starts = memory.take(Int.self, count: Self.fewPlaces)
        places = memory.take(TermPostings.PositionPlace.self, count: 64 * parts.count)
        count = parts.count
        let impacts = memory.take(count: blockCount, filledWith: UInt8.max)
        let octets = memory.take(count: blockCount, filledWith: UInt8.max)
        elements = memory.take(Element.self, count: parts.count)
        var joined: [UnionPostings?] = []
        var room = SpreadRoom(blockCount: blockCount, memory: memory)
        for (number, part) in parts.enumerated() {
            let union = part.lists.count > 1 ? UnionPostings(part.lists, blockCount: blockCount, memory) : nil
            joined.append(union)
            let own = Element(
                cursor: part.lists[0].cursor, union: union == nil ? -1 : number, offset: Int(part.offset))
            let (ownImpacts, ownOctets) = union.map { ($0.impacts, room.all) } ?? room.spread(part.lists[0])
            Self.lower(impacts, octets, to: ownImpacts, ownOctets, blockCount)
            var place = number
            let size = union?.entryCount ?? part.lists[0].entryCount
            func sizeOf(_ element: Element) -> Int {
                element.union >= 0
                    ? joined[element.union]?.entryCount ?? 0 : cursors.base[element.cursor].blockCount
            }
            while place > 0, size < sizeOf(elements[place - 1]) {
                elements[place] = elements[place - 1]
                place -= 1
            }
            elements[place] = own
        }
        unions = joined
        contents = joined.contains { $0 != nil } ? ContentTable(count: parts.count + 1, memory) : nil
        if contents != nil {
            positions = parts.map { _ in [] }
            next = parts.map { _ in 0 }
        }
        entryCount = Self.countBlocks(impacts, blockCount)
        self.impacts = UnsafePointer(impacts)
        self.octets = UnsafePointer(octets)
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
        var joint = candidates
        for place in 0..<count {
            if elements[place].union >= 0 {
                joint &= try decodeUnion(place, block)
            } else {
                let cursor = cursors + elements[place].cursor
                guard let entry = cursor.pointee.cursor.entry(of: Int(block)) else { return 0 }
                let byte = cursor.pointee.cursor.find(entry)
                let presence = byte < 0 ? 0 : cursor.pointee.cursor.presence(at: byte)
                if presence == 0 { throw cursor.pointee.damage(at: byte) }
                elements[place].entry = entry
                elements[place].byte = byte
                elements[place].isPlaced = false
                joint &= presence
            }
            if joint == 0 { return 0 }
        }
        joints = joint
        return joint
    }

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
        if contents != nil { return try frequencyWithUnions(of: document, in: block) }
        // The rarest element first; whoever has none of its places is no longer looked for.
        let first = try place(0, document, block)
        if first.count > Self.fewPlaces { return try frequencyOfMany(of: document, in: block) }
        let cursor = cursors + elements[0].cursor
        var left = 0
        for index in 0..<first.count {
            let start = Int(cursor.pointee.position(index, at: first)) - elements[0].offset
            if left == 0 || starts[left - 1] != start {
                starts[left] = start
                left += 1
            }
        }
        for place in 1..<count {
            let own = try self.place(place, document, block)
            let cursor = cursors + elements[place].cursor
            let offset = elements[place].offset
            var kept = 0
            var next = 0
            var position = Int.min
            for index in 0..<left {
                let wanted = starts[index] + offset
                while position < wanted, next < own.count {
                    position = Int(cursor.pointee.position(next, at: own))
                    next += 1
                }
                if position == wanted {
                    starts[kept] = starts[index]
                    kept += 1
                }
            }
            if kept == 0 { return 0 }
            left = kept
        }
        return UInt32(truncatingIfNeeded: left)
    }

    /// Places of the rarest element up to which ``starts`` has room.
    private static var fewPlaces: Int { 64 }

    /// Where an element's positions in a document lie; found for all documents of the block at once.
    @inline(__always)
    private func place(_ place: Int, _ document: Int, _ block: UInt32) throws -> TermPostings.PositionPlace {
        if !elements[place].isPlaced { try findPlaces(place, block) }
        return places[64 * place + document]
    }

    @inline(never)
    private func findPlaces(_ place: Int, _ block: UInt32) throws {
        let cursor = cursors + elements[place].cursor
        let entry = cursor.pointee.cursor.entry(at: elements[place].byte)
        try cursor.pointee.findPositions(
            of: joints, in: block, entry, number: elements[place].entry, into: places + 64 * place)
        elements[place].isPlaced = true
    }

    private func frequencyOfMany(
        of document: Int, in block: UInt32
    ) throws -> UInt32 {
        var least = 0
        for place in 0..<count {
            elements[place].next = 0
            if try self.place(place, document, block).count < places[64 * least + document].count { least = place }
        }
        return match(from: least, document)
    }

    /// The number of different places from which all elements stand at their distances.
    private func match(from least: Int, _ document: Int) -> UInt32 {
        var found: UInt32 = 0
        var last = Int.min
        let offset = elements[least].offset
        let first = cursors + elements[least].cursor
        for index in 0..<places[64 * least + document].count {
            let start = Int(first.pointee.position(index, at: places[64 * least + document])) - offset
            if start == last { continue }
            last = start
            var isThere = true
            for place in 0..<count where place != least {
                let wanted = start + elements[place].offset
                let cursor = cursors + elements[place].cursor
                var next = elements[place].next
                let end = places[64 * place + document].count
                var position = Int.min
                while next < end {
                    position = Int(cursor.pointee.position(next, at: places[64 * place + document]))
                    if position >= wanted { break }
                    next += 1
                }
                elements[place].next = next
                if next == end { return found }
                if position != wanted {
                    isThere = false
                    break
                }
            }
            if isThere { found += 1 }
        }
        return found
    }

    private func frequencyWithUnions(of document: Int, in block: UInt32) throws -> UInt32 {
        guard let contents else { return 0 }
        for place in 0..<count {
            let cursor = cursors + elements[place].cursor
            if elements[place].union >= 0 {
                try check(frequency(of: document, place), Int(block) * 64 + document)
                try unions[elements[place].union]?.positions(
                    of: document, in: block, cursors, scratch: &contents.base[count], into: &positions[place])
            } else {
                let stored = try self.place(place, document, block)
                positions[place].removeAll(keepingCapacity: true)
                for index in 0..<stored.count {
                    positions[place].append(cursor.pointee.position(index, at: stored))
                }
            }
        }
        return PhraseMatching.count(positions, offsets: (0..<count).map { elements[$0].offset }, next: &next)
    }

    @inline(__always)
    private func frequency(of document: Int, _ place: Int) -> UInt32 {
        if elements[place].union >= 0, let contents {
            let content = contents.base + place
            return content.pointee.isAllOnes ? 1 : content.pointee.frequencies[document]
        }
        return cursors[elements[place].cursor].cursor.entry(at: elements[place].byte).frequency(of: document)
    }

    /// Damaged bytes may claim billions of positions that take no room; a norm tells how long the field is.
    private func check(_ frequency: UInt32, _ doc: Int) throws {
        guard let norms else { return }
        let length = Norm.decode(norms[doc])
        guard Int(frequency) <= length + length / 8 + 1 else {
            throw IndexError.corrupt(
                file: "\(cursorTable.segment.name).postings", byteOffset: 0,
                reason: "document \(doc) has a term \(frequency) times in a field of \(length)")
        }
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

/// Finds where lists of positions stand at given distances.
enum PhraseMatching {
    /// The number of different places p such that every list has p + its offset. Positions ascend.
    ///
    /// - Complexity: The sum of the lengths.
    static func count(_ lists: [[UInt32]], offsets: [Int], next: inout [Int]) -> UInt32 {
        var least = 0
        for list in lists.indices {
            next[list] = 0
            if lists[list].count < lists[least].count { least = list }
        }
        var found: UInt32 = 0
        var last = Int.min
        for position in lists[least] {
            let start = Int(position) - offsets[least]
            if start == last { continue }
            last = start
            var isThere = true
            for list in lists.indices where list != least {
                let wanted = start + offsets[list]
                var place = next[list]
                let count = lists[list].count
                while place < count, Int(lists[list][place]) < wanted { place += 1 }
                next[list] = place
                if place == count { return found }
                if Int(lists[list][place]) != wanted {
                    isThere = false
                    break
                }
            }
            if isThere { found += 1 }
        }
        return found
    }
}
