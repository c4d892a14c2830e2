internal import FaguiIndex

/// The documents that have terms at given distances, in one segment.
///
/// Presence is cheap: the words of all elements, joined. Positions are read only of documents that pass.
final class PhrasePostings {
    private struct Element {
        var list: BlockList
        var union: UnionPostings?
        var offset: Int
        /// The place of its decoded block in `contents`.
        var content: Int
        var positions: [UInt32] = []
    }

    /// One bound a block: a phrase is no more frequent than any of its elements. 0 where one is absent.
    let impacts: UnsafePointer<UInt8>
    /// Blocks that have all elements.
    let entryCount: Int
    /// The rarest first.
    private var elements: [Element] = []
    private let cursors: UnsafeMutablePointer<TermPostings>
    private let contents: ContentTable
    private let norms: UnsafePointer<UInt8>?

    init(
        _ parts: [(lists: [BlockList], offset: UInt32)], norms: UnsafePointer<UInt8>?, blockCount: Int,
        _ cursors: CursorTable, _ memory: WorkingMemory
    ) {
        self.cursors = cursors.base
        self.norms = norms
        // One more: where the terms of a union are decoded.
        contents = ContentTable(count: parts.count + 1)
        let impacts = memory.take(count: blockCount, filledWith: UInt8(255))
        for (number, part) in parts.enumerated() {
            let union = part.lists.count > 1 ? UnionPostings(part.lists, blockCount: blockCount, memory) : nil
            let list = part.lists[0]
            Self.lower(impacts, to: list, union, blockCount: blockCount, memory)
            elements.append(Element(list: list, union: union, offset: Int(part.offset), content: number))
        }
        elements.sort { ($0.union?.entryCount ?? $0.list.entryCount) < ($1.union?.entryCount ?? $1.list.entryCount) }
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
        for element in elements {
            if let union = element.union {
                try union.decode(
                    block: block, cursors, into: &contents.base[element.content],
                    scratch: &contents.base[elements.count])
            } else {
                _ = try cursors[element.list.cursor].decode(block: block, into: &contents.base[element.content])
            }
            joint &= contents.base[element.content].presence
            if joint == 0 { return 0 }
        }
        return joint
    }

    /// How often the phrase can occur at most. For a document from ``documents(in:among:)``.
    func frequencyBound(of document: Int) -> UInt32 {
        var least = UInt32.max
        for element in elements { least = min(least, frequency(of: document, element)) }
        return least
    }

    /// At how many places the phrase begins. For a document from ``documents(in:among:)``.
    func frequency(of document: Int, in block: UInt32) throws -> UInt32 {
        for number in elements.indices {
            let element = elements[number]
            try check(frequency(of: document, element), Int(block) * 64 + document)
            if let union = element.union {
                try union.positions(
                    of: document, in: block, cursors, scratch: &contents.base[elements.count],
                    into: &elements[number].positions)
            } else {
                try cursors[element.list.cursor].positions(
                    of: document, in: block, content: contents.base[element.content],
                    into: &elements[number].positions)
            }
        }
        return PhraseMatching.count(elements.map { ($0.positions, $0.offset) })
    }

    private func frequency(of document: Int, _ element: Element) -> UInt32 {
        let content = contents.base + element.content
        return content.pointee.isAllOnes ? 1 : content.pointee.frequencies[document]
    }

    /// Damaged bytes may claim billions of positions that take no room; a norm tells how long the field is.
    private func check(_ frequency: UInt32, _ doc: Int) throws {
        guard let norms else { return }
        let length = Norm.decode(norms[doc])
        guard Int(frequency) <= length + length / 8 + 1 else {
            throw IndexError.corrupt(
                file: "postings", byteOffset: 0,
                reason: "document \(doc) has a term \(frequency) times in a field of \(length)")
        }
    }
}

/// Finds where lists of positions stand at given distances.
enum PhraseMatching {
    /// The number of different places p such that every list has p + its offset. Positions ascend.
    ///
    /// - Complexity: The sum of the lengths.
    static func count(_ lists: [(positions: [UInt32], offset: Int)]) -> UInt32 {
        guard let least = lists.indices.min(by: { lists[$0].positions.count < lists[$1].positions.count }) else {
            return 0
        }
        var next = [Int](repeating: 0, count: lists.count)
        var found: UInt32 = 0
        var last = Int.min
        for position in lists[least].positions {
            let start = Int(position) - lists[least].offset
            if start == last { continue }
            last = start
            var isThere = true
            for (number, list) in lists.enumerated() {
                let wanted = start + list.offset
                var place = next[number]
                while place < list.positions.count, Int(list.positions[place]) < wanted { place += 1 }
                next[number] = place
                if place == list.positions.count { return found }
                if Int(list.positions[place]) != wanted {
                    isThere = false
                    break
                }
            }
            if isThere { found += 1 }
        }
        return found
    }
}
