internal import FaguiIndex

/// The documents that have spans of a shape, in one segment: as ``PhrasePostings`` for more than a phrase.
///
/// Presence is cheap: the words of the elements, joined as the shape says. Positions are read only of documents that pass.
final class SpanPostings {
    /// One bound a block; 0 where none can be. A frequency is at most that of each operand, and that of alternatives the sum
    /// of theirs.
    let impacts: UnsafePointer<UInt8>
    /// Blocks that may have any.
    let entryCount: Int
    private let shape: SpanShape
    private let offsets: [Int]
    /// By element: the cursor of a term, or the union of several; neither where the segment has none.
    private let cursorOfElement: [Int?]
    private let unions: [UnionPostings?]
    private var positions: [[UInt32]]
    /// The document whose positions an element holds; -1 for none.
    private var positionsDocument: [Int]
    /// The block that was decoded of an element; `UInt32.max` for none.
    private var decodedBlock: [UInt32]
    /// By element that is a union: the block and the documents whose positions were read, one list a document.
    private var unionBlock: [UInt32]
    private var unionPositions: [[[UInt32]]]
    /// The documents whose positions may be asked for in the block at hand.
    private var candidates: UInt64 = 0
    private let cursorTable: CursorTable
    private let cursors: UnsafeMutablePointer<TermPostings>
    /// One an element, and one more for the terms of unions.
    private let contents: ContentTable
    private let norms: UnsafePointer<UInt8>?

    init(
        _ shape: SpanShape, _ parts: [(lists: [BlockList], offset: UInt32)], norms: UnsafePointer<UInt8>?,
        blockCount: Int, _ cursors: CursorTable, _ memory: WorkingMemory
    ) {
        self.shape = shape
        self.norms = norms
        cursorTable = cursors
        self.cursors = cursors.base
        contents = ContentTable(count: parts.count + 1, memory)
        offsets = parts.map { Int($0.offset) }
        let unions = parts.map { part in
            part.lists.count > 1 ? UnionPostings(part.lists, blockCount: blockCount, memory) : nil
        }
        self.unions = unions
        cursorOfElement = parts.map { $0.lists.count == 1 ? $0.lists[0].cursor : nil }
        positions = parts.map { _ in [] }
        positionsDocument = parts.map { _ in -1 }
        decodedBlock = parts.map { _ in .max }
        unionBlock = parts.map { _ in .max }
        unionPositions = unions.map { $0 == nil ? [] : Array(repeating: [], count: 64) }
        let impacts = Self.impacts(shape, blockCount: blockCount, memory) { element in
            Self.impacts(of: parts[element].lists.first, unions[element], blockCount: blockCount, memory)
        }
        var entryCount = 0
        for block in 0..<blockCount where impacts[block] != 0 { entryCount += 1 }
        self.entryCount = entryCount
        self.impacts = impacts
    }

    private static func impacts(
        of list: BlockList?, _ union: UnionPostings?, blockCount: Int, _ memory: WorkingMemory
    ) -> UnsafePointer<UInt8> {
        if let union { return union.impacts }
        if let dense = list?.dense { return dense }
        let spread = memory.take(count: blockCount, filledWith: UInt8(0))
        if let list, let blocks = list.blocks, let sparse = list.impacts {
            for entry in 0..<list.entryCount { spread[Int(blocks[entry])] = sparse[entry] }
        }
        return UnsafePointer(spread)
    }

    private static func impacts(
        _ shape: SpanShape, blockCount: Int, _ memory: WorkingMemory, _ element: (Int) -> UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8> {
        func joined(_ parts: [UnsafePointer<UInt8>], _ join: (UInt8, UInt8) -> UInt8) -> UnsafePointer<UInt8> {
            let result = memory.take(count: blockCount, filledWith: UInt8(0))
            for (number, part) in parts.enumerated() {
                for block in 0..<blockCount {
                    result[block] = number == 0 ? part[block] : join(result[block], part[block])
                }
            }
            return UnsafePointer(result)
        }
        switch shape {
        case .phrase(let elements, _): return joined(elements.map(element)) { min($0, $1) }
        case .any(let choices):
            return joined(choices.map { impacts($0, blockCount: blockCount, memory, element) }) {
                $0.addingReportingOverflow($1).overflow ? 255 : $0 + $1
            }
        case .near(let a, let b, _, _, _):
            return joined([a, b].map { impacts($0, blockCount: blockCount, memory, element) }) { min($0, $1) }
        case .sequence(let parts, _):
            return joined(parts.map { impacts($0, blockCount: blockCount, memory, element) }) { min($0, $1) }
        }
    }

    // MARK: Presence

    /// Decodes the elements' blocks; those of `candidates` that have what the shape needs, wherever it stands.
    func documents(in block: UInt32, among candidates: UInt64) throws -> UInt64 {
        for element in positionsDocument.indices {
            positionsDocument[element] = -1
            unionBlock[element] = .max
        }
        return try documents(shape, block, candidates)
    }

    private func documents(_ shape: SpanShape, _ block: UInt32, _ candidates: UInt64) throws -> UInt64 {
        switch shape {
        case .phrase(let elements, _):
            var joint = elements.isEmpty ? 0 : candidates
            for element in elements where joint != 0 { joint &= try decode(element, block) }
            return joint
        case .any(let choices):
            var any: UInt64 = 0
            for choice in choices { any |= try documents(choice, block, candidates) }
            return any
        case .near(let a, let b, _, _, _):
            return try documents(b, block, documents(a, block, candidates))
        case .sequence(let parts, _):
            var joint = parts.isEmpty ? 0 : candidates
            for part in parts where joint != 0 { joint = try documents(part, block, joint) }
            return joint
        }
    }

    private func decode(_ element: Int, _ block: UInt32) throws -> UInt64 {
        let content = contents.base + element
        if decodedBlock[element] == block { return content.pointee.presence }
        decodedBlock[element] = block
        if let union = unions[element] {
            try union.decode(block: block, cursors, into: &content.pointee, scratch: &contents.base[offsets.count])
        } else if let cursor = cursorOfElement[element] {
            _ = try cursors[cursor].decode(block: block, into: &content.pointee)
        } else {
            content.pointee.presence = 0
        }
        return content.pointee.presence
    }

    // MARK: Positions

    /// Puts into `content` which of `candidates`, documents from ``documents(in:among:)``, have the spans, and how often.
    func decode(block: UInt32, _ candidates: UInt64, into content: inout BlockContent) throws {
        content.isAllOnes = false
        content.presence = 0
        self.candidates = candidates
        if shape.hasMarks {
            // Marks stand everywhere and cost most: they are read of documents that would match without.
            var passing: UInt64 = 0
            var rest = candidates
            while rest != 0 {
                let document = rest.trailingZeroBitCount
                rest &= rest - 1
                if try spans(shape, document, block, hasMarks: false).frequency > 0 {
                    passing |= 1 << UInt64(document)
                }
            }
            self.candidates = passing
        }
        var rest = self.candidates
        while rest != 0 {
            let document = rest.trailingZeroBitCount
            rest &= rest - 1
            let frequency = try spans(shape, document, block).frequency
            guard frequency > 0 else { continue }
            content.frequencies[document] = UInt32(truncatingIfNeeded: frequency)
            content.presence |= 1 << UInt64(document)
        }
    }

    private func spans(
        _ shape: SpanShape, _ document: Int, _ block: UInt32, hasMarks: Bool = true
    ) throws -> (spans: [Span], frequency: Int) {
        switch shape {
        case .phrase(let elements, let length):
            let lists = try elements.map { try positions(of: $0, document, block) }
            let found = SpanMatching.phrase(lists, offsets: elements.map { offsets[$0] }, length: Int(length))
            return (found, found.count)
        case .any(let choices):
            let found = SpanMatching.union(
                try choices.flatMap { try spans($0, document, block, hasMarks: hasMarks).spans })
            return (found, SpanMatching.beginnings(found))
        case .near(let a, let b, let most, let isOrdered, let marks):
            let first = try spans(a, document, block, hasMarks: hasMarks)
            if first.frequency == 0 { return ([], 0) }
            let second = try spans(b, document, block, hasMarks: hasMarks)
            if second.frequency == 0 { return ([], 0) }
            var breaks: [UInt32] = []
            for mark in marks where hasMarks {
                let shift = UInt32(offsets[mark])
                for position in try positions(of: mark, document, block) { breaks.append(position &+ shift) }
            }
            if marks.count > 1 { breaks.sort() }
            let found = SpanMatching.near(
                first.spans, second.spans, most: Int(most), isOrdered: isOrdered, marks: breaks)
            return (found, min(SpanMatching.beginnings(found), min(first.frequency, second.frequency)))
        case .sequence(let parts, let most):
            var lists: [[Span]] = []
            var least = Int.max
            for part in parts {
                let (own, frequency) = try spans(part, document, block, hasMarks: hasMarks)
                if frequency == 0 { return ([], 0) }
                lists.append(own)
                least = min(least, frequency)
            }
            let found = SpanMatching.sequence(lists, most: Int(most))
            return (found, min(SpanMatching.beginnings(found), least))
        }
    }

    /// The positions of an element; none where the document lacks it.
    private func positions(of element: Int, _ document: Int, _ block: UInt32) throws -> [UInt32] {
        if let union = unions[element] { return try positions(of: union, element, document, block) }
        if positionsDocument[element] == document { return positions[element] }
        positionsDocument[element] = document
        let content = contents.base + element
        // A block of which no candidate needed the element was not decoded.
        _ = try decode(element, block)
        guard content.pointee.presence >> UInt64(document) & 1 != 0 else {
            positions[element] = []
            return []
        }
        try cursorTable.check(content.pointee.frequency(of: document), of: Int(block) * 64 + document, norms)
        if let cursor = cursorOfElement[element] {
            try cursors[cursor].positions(
                of: document, in: block, content: content.pointee, into: &positions[element])
        }
        return positions[element]
    }

    /// The positions of a union, which are read for all candidates of a block at once.
    private func positions(
        of union: UnionPostings, _ element: Int, _ document: Int, _ block: UInt32
    ) throws -> [UInt32] {
        // Of marks it does not matter which documents have any.
        let isDecoded = decodedBlock[element] == block
        let documents = isDecoded ? contents.base[element].presence & candidates : candidates
        if unionBlock[element] != block {
            unionBlock[element] = block
            try union.positions(
                of: documents, in: block, cursors, scratch: &contents.base[offsets.count],
                into: &unionPositions[element],
                check: { try cursorTable.check($0.frequency(of: $1), of: Int(block) * 64 + $1, norms) })
        }
        return documents >> UInt64(document) & 1 != 0 ? unionPositions[element][document] : []
    }
}
