internal import FaguiIndex

/// The blocks in which some octet of documents may have all of several lists, and where each list has its entry there.
///
/// The rarest list says which blocks there are, and the others are asked for these alone: of a long list only groups are
/// decoded that can have one of them, and what is as wide as the segment is looked at in as many places.
struct CandidateBlocks {
    /// Ascending.
    let blocks: UnsafePointer<UInt32>
    let count: Int
    /// By list: the number of its entry in each of the blocks; nil where an entry's number is its block's.
    let entries: UnsafePointer<UnsafeMutablePointer<UInt32>?>

    private let lists: UnsafePointer<BlockList>
    private let cursors: UnsafeMutablePointer<TermPostings>

    /// Finds the blocks.
    ///
    /// - Parameters:
    ///   - lists: What all must be there: lists of terms, which need not have been decoded, and what has one impact a block.
    ///   - listCount: How many; at least one.
    ///   - cursors: The lists' cursors.
    ///   - blockCount: The segment's.
    ///   - memory: Keeps what is found.
    /// - Throws: `corrupt`.
    init(
        _ lists: UnsafePointer<BlockList>, listCount: Int, _ cursors: CursorTable, blockCount: Int,
        _ memory: WorkingMemory
    ) throws {
        var finder = CandidateFinder(lists, listCount: listCount, cursors, blockCount: blockCount, memory)
        try finder.find()
        self.lists = lists
        self.cursors = cursors.base
        blocks = UnsafePointer(finder.blocks)
        count = finder.count
        entries = UnsafePointer(finder.entries)
    }

    /// Calls `body` with a list's impact in each block.
    @inline(__always)
    func forEachImpact(of list: Int, _ body: (_ place: Int, _ impact: UInt8) -> Void) throws {
        if let dense = lists[list].dense {
            for place in 0..<count { body(place, dense[Int(blocks[place])]) }
            return
        }
        guard let entries = entries[list] else { return }
        let cursor = cursors + lists[list].cursor
        if let impacts = lists[list].impacts ?? cursor.pointee.listImpacts {
            for place in 0..<count { body(place, impacts[Int(entries[place])]) }
            return
        }
        for place in 0..<count {
            body(place, try cursor.pointee.impact(ofEntry: Int(entries[place]), in: blocks[place]))
        }
    }
}

/// Narrows the blocks down, a list at a time.
private struct CandidateFinder: ~Copyable {
    let blocks: UnsafeMutablePointer<UInt32>
    private(set) var count = 0
    let entries: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>?>

    private let lists: UnsafePointer<BlockList>
    private let listCount: Int
    private let cursors: CursorTable
    private let blockCount: Int
    private let memory: WorkingMemory
    /// Those that are not dense, the rarest first, then all others.
    private let order: UnsafeMutablePointer<Int>
    private let sparseCount: Int
    /// For each block the octets that all lists so far have.
    private let octets: UnsafeMutablePointer<UInt8>
    /// Where each block stood before the last list.
    private let origins: UnsafeMutablePointer<UInt32>
    /// Room for as many blocks as there can be.
    private let room: Int

    init(
        _ lists: UnsafePointer<BlockList>, listCount: Int, _ cursors: CursorTable, blockCount: Int,
        _ memory: WorkingMemory
    ) {
        self.lists = lists
        self.listCount = listCount
        self.cursors = cursors
        self.blockCount = blockCount
        self.memory = memory
        order = memory.take(Int.self, count: listCount)
        var sparseCount = 0
        for list in 0..<listCount {
            var place = list
            while place > 0, Self.precedes(lists[list], lists[order[place - 1]]) {
                order[place] = order[place - 1]
                place -= 1
            }
            order[place] = list
            if lists[list].dense == nil { sparseCount += 1 }
        }
        self.sparseCount = sparseCount
        room = sparseCount > 0 ? lists[order[0]].entryCount : blockCount
        blocks = memory.take(UInt32.self, count: room)
        octets = memory.take(UInt8.self, count: room)
        origins = memory.take(UInt32.self, count: room)
        entries = memory.takeRaw(UnsafeMutablePointer<UInt32>?.self, count: listCount)
        for list in 0..<listCount { (entries + list).initialize(to: nil) }
    }

    private static func precedes(_ a: BlockList, _ b: BlockList) -> Bool {
        (a.dense == nil) != (b.dense == nil) ? a.dense == nil : a.entryCount < b.entryCount
    }

    mutating func find() throws {
        if sparseCount == 0 { return joinAll() }
        try start(order[0])
        for place in 1..<listCount where count > 0 {
            let list = order[place]
            if let dense = lists[list].dense {
                if let own = lists[list].octets { narrow(octetsOf: own) } else { narrow(impacts: dense) }
            } else {
                try narrow(list: list)
            }
            // What is known of earlier lists goes along.
            for earlier in 0..<min(place, sparseCount) { move(entries[order[earlier]]) }
        }
    }

    /// Takes the blocks of a list.
    private mutating func start(_ list: Int) throws {
        count = room
        let own = try cursors.decodeEntries(lists[list], memory)
        blocks.update(from: own.blocks, count: count)
        if let ownOctets = own.octets {
            octets.update(from: ownOctets, count: count)
        } else {
            octets.update(repeating: .max, count: count)
        }
        let numbers = memory.take(UInt32.self, count: room)
        for entry in 0..<count { numbers[entry] = UInt32(truncatingIfNeeded: entry) }
        entries[list] = numbers
    }

    private mutating func narrow(list: Int) throws {
        let cursor = cursors.base + lists[list].cursor
        let own = memory.take(UInt32.self, count: room)
        var ownOctets = cursor.pointee.octets
        if lists[list].blocks == nil, cursor.pointee.hasGroups {
            try cursor.pointee.findEntries(of: blocks, count: count, into: own)
        } else {
            let decoded = try cursors.decodeEntries(lists[list], memory)
            ownOctets = decoded.octets
            search(decoded.blocks, lists[list].entryCount, into: own)
        }
        if let ownOctets {
            narrow(own) { ownOctets[Int($0)] }
        } else {
            narrow(own) { _ in .max }
        }
        entries[list] = own
    }

    /// Leaves only blocks that have an entry with some of the octets.
    @inline(__always)
    private mutating func narrow(_ own: UnsafeMutablePointer<UInt32>, octets ofEntry: (UInt32) -> UInt8) {
        let (blocks, octets, origins) = (blocks, octets, origins)
        var kept = 0
        for place in 0..<count {
            let entry = own[place]
            let isThere: UInt32 = entry == .max ? 0 : .max
            let both = octets[place] & ofEntry(entry & isThere) & UInt8(truncatingIfNeeded: isThere)
            blocks[kept] = blocks[place]
            octets[kept] = both
            own[kept] = entry
            origins[kept] = UInt32(truncatingIfNeeded: place)
            kept &+= Self.isAny(both)
        }
        count = kept
    }

    /// 1 for any octet, 0 for none: of this the compiler can make no branch that nobody can foresee.
    @inline(__always)
    private static func isAny(_ octets: UInt8) -> Int { Int(truncatingIfNeeded: (UInt32(octets) &+ 0xFF) >> 8) }

    /// Looks the blocks up in a list in memory.
    private func search(
        _ list: UnsafePointer<UInt32>, _ length: Int, into own: UnsafeMutablePointer<UInt32>
    ) {
        var next = 0
        for place in 0..<count {
            while next < length, list[next] < blocks[place] { next += 1 }
            own[place] = next < length && list[next] == blocks[place] ? UInt32(truncatingIfNeeded: next) : .max
        }
    }

    private mutating func narrow(octetsOf own: UnsafePointer<UInt8>) {
        let (blocks, octets, origins) = (blocks, octets, origins)
        var kept = 0
        for place in 0..<count {
            let block = blocks[place]
            let both = octets[place] & own[Int(block)]
            blocks[kept] = block
            octets[kept] = both
            origins[kept] = UInt32(truncatingIfNeeded: place)
            kept &+= Self.isAny(both)
        }
        count = kept
    }

    private mutating func narrow(impacts: UnsafePointer<UInt8>) {
        let (blocks, octets, origins) = (blocks, octets, origins)
        var kept = 0
        for place in 0..<count {
            let block = blocks[place]
            blocks[kept] = block
            octets[kept] = octets[place]
            origins[kept] = UInt32(truncatingIfNeeded: place)
            kept &+= Self.isAny(impacts[Int(block)])
        }
        count = kept
    }

    private func move(_ numbers: UnsafeMutablePointer<UInt32>?) {
        guard let numbers else { return }
        for place in 0..<count { numbers[place] = numbers[Int(origins[place])] }
    }

    /// Joins lists all of which are as wide as the segment.
    private mutating func joinAll() {
        octets.update(repeating: .max, count: blockCount)
        for list in 0..<listCount {
            guard let dense = lists[list].dense else { continue }
            if let own = lists[list].octets {
                Self.join(own, into: octets, blockCount)
            } else {
                Self.require(dense, in: octets, blockCount)
            }
        }
        var kept = 0
        for block in 0..<blockCount {
            blocks[kept] = UInt32(truncatingIfNeeded: block)
            kept &+= Self.isAny(octets[block])
        }
        count = kept
    }

    // Without conditions, of which the compiler would make no vectors.

    @inline(never)
    private static func join(_ own: UnsafePointer<UInt8>, into octets: UnsafeMutablePointer<UInt8>, _ count: Int) {
        for block in 0..<count { octets[block] &= own[block] }
    }

    @inline(never)
    private static func require(
        _ impacts: UnsafePointer<UInt8>, in octets: UnsafeMutablePointer<UInt8>, _ count: Int
    ) {
        for block in 0..<count {
            let isThere = (UInt16(impacts[block]) &+ 0xFF) >> 8
            octets[block] &= UInt8(truncatingIfNeeded: 0 &- isThere)
        }
    }
}
