internal import FaguiIndex

/// The documents that have terms at given distances, in one segment.
///
/// Presence is cheap: the words of all elements, joined. Positions are read only of documents that pass.
final class PhrasePostings {
    /// One bound a block: a phrase is no more frequent than any of its elements. 0 where one is absent.
    let impacts: UnsafePointer<UInt8>
    /// Blocks that have all elements.
    let entryCount: Int
    /// Elements, the rarest first: the cursor of a term or the union of a prefix, and the distance from the beginning.
    private let count: Int
    private let cursorOfElement: [Int]
    private let unions: [UnionPostings?]
    private let offsets: [Int]
    /// By element: the positions in the document last asked for, and how far they were walked.
    private var positions: [[UInt32]]
    private var next: [Int]
    private let cursorTable: CursorTable
    private let cursors: UnsafeMutablePointer<TermPostings>
    private let contents: ContentTable
    private let norms: UnsafePointer<UInt8>?

    init(
        _ parts: [(lists: [BlockList], offset: UInt32)], norms: UnsafePointer<UInt8>?, blockCount: Int,
        _ cursors: CursorTable, _ memory: WorkingMemory
    ) {
        cursorTable = cursors
        self.cursors = cursors.base
        self.norms = norms
        // One more: where the terms of a union are decoded.
        contents = ContentTable(count: parts.count + 1)
        let impacts = memory.take(count: blockCount, filledWith: UInt8(255))
        let joined = parts.map { part in
            part.lists.count > 1 ? UnionPostings(part.lists, blockCount: blockCount, memory) : nil
        }
        for (part, union) in zip(parts, joined) {
            Self.lower(impacts, to: part.lists[0], union, blockCount: blockCount, memory)
        }
        let entryCounts = zip(parts, joined).map { $1?.entryCount ?? $0.lists[0].entryCount }
        let order = parts.indices.sorted { entryCounts[$0] < entryCounts[$1] }
        count = parts.count
        cursorOfElement = order.map { parts[$0].lists[0].cursor }
        unions = order.map { joined[$0] }
        offsets = order.map { Int(parts[$0].offset) }
        positions = order.map { _ in [] }
        next = order.map { _ in 0 }
        var entryCount = 0
        for block in 0..<blockCount where impacts[block] != 0 { entryCount += 1 }
        self.entryCount = entryCount
        self.impacts = UnsafePointer(impacts)
    }

    private static func lower(
        _ impacts: UnsafeMutablePointer<UInt8>, to list: BlockList, _ union: UnionPostings?, blockCount: Int,
        _ memory: WorkingMemory
    ) {
        let own: UnsafePointer<UInt8>
        if let union {
            own = union.impacts
        } else if let dense = list.dense {
            own = dense
        } else {
            let spread = memory.take(count: blockCount, filledWith: UInt8(0))
            if let blocks = list.blocks, let sparse = list.impacts {
                for entry in 0..<list.entryCount { spread[Int(blocks[entry])] = sparse[entry] }
            }
            own = UnsafePointer(spread)
        }
        for block in 0..<blockCount { impacts[block] = min(impacts[block], own[block]) }
    }

    /// Decodes the elements' blocks; those of `candidates` that have all elements, wherever they stand.
    func documents(in block: UInt32, among candidates: UInt64) throws -> UInt64 {
        var joint = candidates
        for place in 0..<count {
            if unions[place] == nil {
                _ = try cursors[cursorOfElement[place]].decode(block: block, into: &contents.base[place])
            } else {
                try unions[place]?.decode(
                    block: block, cursors, into: &contents.base[place], scratch: &contents.base[count])
            }
            joint &= contents.base[place].presence
            if joint == 0 { return 0 }
        }
        return joint
    }

    /// How often the phrase can occur at most. For a document from ``documents(in:among:)``.
    func frequencyBound(of document: Int) -> UInt32 {
        var least = UInt32.max
        for place in 0..<count { least = min(least, frequency(of: document, place)) }
        return least
    }

    /// Puts into `content` which of `candidates`, documents from ``documents(in:among:)``, have the phrase, and how often.
    func decode(block: UInt32, _ candidates: UInt64, into content: inout BlockContent) throws {
        content.isAllOnes = false
        content.presence = 0
        var rest = candidates
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest - 1
            let frequency = try frequency(of: document, in: block)
            guard frequency > 0 else { continue }
            content.frequencies[document] = frequency
            content.presence |= 1 << UInt64(document)
        }
    }

    /// At how many places the phrase begins. For a document from ``documents(in:among:)``.
    func frequency(of document: Int, in block: UInt32) throws -> UInt32 {
        for place in 0..<count {
            try check(frequency(of: document, place), Int(block) * 64 + document)
            if unions[place] == nil {
                try cursors[cursorOfElement[place]].positions(
                    of: document, in: block, content: contents.base[place], into: &positions[place])
            } else {
                try unions[place]?.positions(
                    of: document, in: block, cursors, scratch: &contents.base[count], into: &positions[place])
            }
        }
        return PhraseMatching.count(positions, offsets: offsets, next: &next)
    }

    @inline(__always)
    private func frequency(of document: Int, _ place: Int) -> UInt32 {
        let content = contents.base + place
        return content.pointee.isAllOnes ? 1 : content.pointee.frequencies[document]
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
