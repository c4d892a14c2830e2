internal import FaguiIndex

/// Many terms taken for one: the terms that a prefix stands for.
///
/// A block's frequencies are the sums of its terms'. Nothing is decoded before a block is asked for; a table tells
/// which terms it has.
final class UnionPostings {
    /// One bound a block: a saturation grows slower than its frequency, so that of a sum is at most the sum of theirs.
    let impacts: UnsafePointer<UInt8>
    /// Blocks that have any of the terms.
    let entryCount: Int
    let lists: [BlockList]
    /// Block b has the terms `members[starts[b]..<starts[b + 1]]`, as places in the cursor table.
    private let starts: UnsafePointer<UInt32>
    private let members: UnsafePointer<UInt32>

    init(_ lists: [BlockList], blockCount: Int, _ memory: WorkingMemory) {
        self.lists = lists
        let impacts = memory.take(count: blockCount, filledWith: UInt8(0))
        let ends = memory.take(count: blockCount + 1, filledWith: UInt32(0))
        for list in lists {
            if let dense = list.dense {
                for block in 0..<blockCount where dense[block] != 0 {
                    impacts[block] = Self.sum(impacts[block], dense[block])
                    ends[block + 1] += 1
                }
            } else if let blocks = list.blocks, let own = list.impacts {
                for entry in 0..<list.entryCount {
                    let block = Int(blocks[entry])
                    impacts[block] = Self.sum(impacts[block], own[entry])
                    ends[block + 1] += 1
                }
            }
        }
        var entryCount = 0
        for block in 0..<blockCount {
            if ends[block + 1] != 0 { entryCount += 1 }
            ends[block + 1] += ends[block]
        }
        self.entryCount = entryCount
        let members = memory.take(UInt32.self, count: Int(ends[blockCount]))
        let next = memory.take(UInt32.self, count: blockCount)
        next.update(from: ends, count: blockCount)
        for list in lists {
            let cursor = UInt32(list.cursor)
            if let dense = list.dense {
                for block in 0..<blockCount where dense[block] != 0 {
                    members[Int(next[block])] = cursor
                    next[block] += 1
                }
            } else if let blocks = list.blocks {
                for entry in 0..<list.entryCount {
                    let block = Int(blocks[entry])
                    members[Int(next[block])] = cursor
                    next[block] += 1
                }
            }
        }
        self.impacts = UnsafePointer(impacts)
        starts = UnsafePointer(ends)
        self.members = UnsafePointer(members)
    }

    private static func sum(_ a: UInt8, _ b: UInt8) -> UInt8 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? 255 : sum
    }

    /// Decodes one block, a number below the segment's count, of all terms; `scratch` is room for one term's.
    func decode(
        block: UInt32, _ cursors: UnsafeMutablePointer<TermPostings>, into content: inout BlockContent,
        scratch: inout BlockContent
    ) throws {
        let sums = content.frequencies
        sums.update(repeating: 0, count: 64)
        content.isAllOnes = false
        content.presence = 0
        for member in Int(starts[Int(block)])..<Int(starts[Int(block) + 1]) {
            guard try cursors[Int(members[member])].decode(block: block, into: &scratch) else { continue }
            content.presence |= scratch.presence
            var rest = scratch.presence
            while rest != 0 {
                let document = rest.trailingZeroBitCount
                rest &= rest - 1
                sums[document] &+= scratch.frequency(of: document)
            }
        }
    }

    /// The positions of all terms in several documents of a block: each term is decoded once for all of them.
    ///
    /// - Parameters:
    ///   - documents: Bits of documents.
    ///   - block: A number below the segment's count.
    ///   - cursors: The table of the terms.
    ///   - scratch: Room for one term's block.
    ///   - lists: 64 lists; those of `documents` receive positions, ascending.
    ///   - check: Called with a term's block and a document of it before its positions are read.
    /// - Throws: `corrupt`, and what `check` throws.
    func positions(
        of documents: UInt64, in block: UInt32, _ cursors: UnsafeMutablePointer<TermPostings>,
        scratch: inout BlockContent, into lists: inout [[UInt32]],
        check: (borrowing BlockContent, Int) throws -> Void
    ) throws {
        var rest = documents
        while rest != 0 {
            lists[rest.trailingZeroBitCount].removeAll(keepingCapacity: true)
            rest &= rest - 1
        }
        var own: [UInt32] = []
        for member in Int(starts[Int(block)])..<Int(starts[Int(block) + 1]) {
            let cursor = Int(members[member])
            guard try cursors[cursor].decode(block: block, into: &scratch) else { continue }
            rest = scratch.presence & documents
            while rest != 0 {
                let document = rest.trailingZeroBitCount
                rest &= rest - 1
                try check(scratch, document)
                try cursors[cursor].positions(of: document, in: block, content: scratch, into: &own)
                lists[document] += own
            }
        }
        rest = documents
        while rest != 0 {
            lists[rest.trailingZeroBitCount].sort()
            rest &= rest - 1
        }
    }
}
