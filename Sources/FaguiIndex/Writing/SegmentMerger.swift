/// Writes one segment from others, without their deleted documents.
package enum SegmentMerger {
    /// Where the documents and sources of one old segment go.
    private struct Mapping {
        /// New number a document and a source; `UInt32.max` for one that is deleted.
        var docs: [UInt32]
        var sources: [UInt32]
    }

    /// Blocks of the dictionary that one thread merges at a time, at most.
    private static var blocksPerPart: Int { 64 }
    /// Bytes of postings and positions beyond which a part ends, so that the parts of a large segment take no more memory.
    private static var bytesPerPart: UInt64 { 1 << 20 }

    /// Merges segments in their order. Sources keep their order; deleted ones are left out.
    ///
    /// Every byte of the old segments is compared with its checksum first.
    /// - Returns: What the commit point says of the new segment, and for each old one the new number of each of its
    ///   sources (`UInt32.max` for one that was deleted), so that deletions made meanwhile can be carried over.
    ///   The segment info is nil if nothing is left.
    /// - Throws: ``IndexError`` of reading and writing; `CancellationError` if `isCancelled` says so.
    package static func merge(
        _ segments: [SegmentReader], name: String, schema: Schema, to directory: any Directory, threads: Int,
        isCancelled: () -> Bool
    ) throws -> (segment: SegmentInfo?, sourceMaps: [[UInt32]]) {
        // The new segment gets checksums of its own: they would vouch for bytes that were damaged before.
        let files = segments.flatMap(\.files)
        try Parallel.run(count: files.count, threads: threads) { index in
            if isCancelled() { throw CancellationError() }
            try files[index].verifyChecksum()
        }
        // The policy merges none that differ in their fields or columns.
        let schema = schema.prefix(
            fields: segments.map(\.normsFile.ownFieldCount).min() ?? schema.fields.count,
            columns: segments.map(\.columns.count).min() ?? schema.columns.count)
        let assembler = SegmentAssembler(name: name, schema: schema, directory: directory, threads: threads)
        var mappings: [Mapping] = []
        var documentCount = 0
        for segment in segments {
            mappings.append(try map(segment, schema: schema, documentCount: &documentCount, assembler))
        }
        let sourceMaps = mappings.map(\.sources)
        guard assembler.sources.count > 0 else { return (nil, sourceMaps) }
        guard documentCount <= Int(UInt32.max) - 64 else {
            throw IndexError.limit("more than 4 billion documents in a segment")
        }
        let cuts = try partCuts(segments)
        let blockCount = (documentCount + 63) / 64
        try assembler.writeTerms(documentCount: documentCount, partCount: cuts.count) { part, terms, contexts in
            if isCancelled() { throw CancellationError() }
            let end = part + 1 < cuts.count ? cuts[part + 1] : nil
            try mergeTerms(
                segments, mappings, from: cuts[part], to: end, terms: terms, contexts: contexts, blockCount: blockCount)
        }
        try withoutActuallyEscaping(isCancelled) { isCancelled in
            try assembler.writeStored(
                merging: StoredMerge(
                    segments: segments, documents: mappings.map(\.docs), sources: sourceMaps, isCancelled: isCancelled))
        }
        let analysis = segments.first?.analysis ?? ""
        return (try assembler.finish(documentCount: documentCount, analysis: analysis), sourceMaps)
    }

    /// Numbers the live documents and sources of a segment, and copies their norms, columns and ids.
    private static func map(
        _ segment: SegmentReader, schema: Schema, documentCount: inout Int, _ assembler: SegmentAssembler
    ) throws -> Mapping {
        var mapping = Mapping(
            docs: Array(repeating: UInt32.max, count: segment.documentCount),
            sources: Array(repeating: UInt32.max, count: segment.sourceCount))
        for source in 0..<segment.sourceCount where !segment.isDeleted(source: source) {
            mapping.sources[source] = UInt32(assembler.sources.count)
            assembler.sources.append(id: try segment.sourceID(source), firstDocument: documentCount)
            for doc in try segment.documents(ofSource: source) {
                mapping.docs[Int(doc)] = UInt32(documentCount)
                documentCount += 1
            }
        }
        for field in schema.fields.indices {
            for (doc, new) in mapping.docs.enumerated() where new != UInt32.max {
                if let norms = segment.normsFile.norms(of: field) {
                    assembler.norms.norms[field].bytes.append(norms[doc])
                }
                if let widths = segment.normsFile.positionWidths(of: field) {
                    assembler.norms.widths[field].bytes.append(widths[doc])
                }
            }
        }
        for (column, spec) in schema.columns.enumerated() {
            let rows = spec.level == .document ? mapping.docs : mapping.sources
            for (row, new) in rows.enumerated() where new != UInt32.max {
                assembler.columns[column].append(try segment.columnValue(column, row: row, kind: spec.kind))
            }
        }
        return mapping
    }

    /// First keys of the parts, taken from the largest dictionary.
    private static func partCuts(_ segments: [SegmentReader]) throws -> [[UInt8]] {
        guard let largest = segments.max(by: { $0.terms.blockCount < $1.terms.blockCount }) else { return [[]] }
        var cuts: [[UInt8]] = [[]]
        var lastBlock = 0
        var lastOffset: UInt64 = 0
        for block in stride(from: 1, to: largest.terms.blockCount, by: 1) {
            var cursor = try largest.terms.cursor(at: block)
            guard try cursor.next() else { break }
            let offset = cursor.info.postingsOffset + cursor.info.positionsOffset
            guard block - lastBlock >= blocksPerPart || offset - min(offset, lastOffset) >= bytesPerPart else {
                continue
            }
            cuts.append(cursor.withKey { Array($0) })
            (lastBlock, lastOffset) = (block, offset)
        }
        return cuts
    }

    private static func mergeTerms(
        _ segments: [SegmentReader], _ mappings: [Mapping], from start: [UInt8], to end: [UInt8]?,
        terms: EncodedTerms, contexts: [FieldContext], blockCount: Int
    ) throws {
        var cursors: [MergeCursor] = []
        for (index, segment) in segments.enumerated() {
            var cursor = MergeCursor(
                segment: index, name: segment.info.name,
                iterator: try start.withUnsafeBytes { try segment.terms.iterator(from: $0) })
            if try cursor.next(before: end) { cursors.append(cursor) }
        }
        let copier = PostingsCopier()
        var heap = MergeHeap(cursors)
        while let key = heap.leastKey {
            // Of equal terms the segments come in their order, as their documents must.
            while heap.leastKey == key {
                let segment = heap.least.segment
                // The norms' length tells how many fields a segment has, the dictionary that a term is of one.
                guard Int(key[0]) < contexts.count else {
                    throw IndexError.corrupt(
                        file: SegmentPart.terms.fileName(of: segments[segment].info.name),
                        byteOffset: FileEnvelope.headerLength,
                        reason: "a term of field \(key[0]), where the norms have \(contexts.count) fields")
                }
                try copier.copy(
                    heap.least.iterator.info, of: segments[segment], docMap: mappings[segment].docs, to: terms.encoder)
                try heap.advance(before: end)
            }
            let field = key[0]
            try terms.append(field: field, context: contexts[Int(field)], blockCount: blockCount) { keys in
                key.withUnsafeBytes { keys.append(bytes: UnsafeRawBufferPointer(rebasing: $0[1...])) }
            }
        }
    }
}

/// One segment's place in the order of terms.
private struct MergeCursor {
    let segment: Int
    /// What the segment is called.
    let name: String
    var iterator: TermIterator
    var key: [UInt8] = []

    /// Goes to the next term; false at the end of the part.
    mutating func next(before end: [UInt8]?) throws -> Bool {
        guard try iterator.next() else { return false }
        let last = key
        key = iterator.withKey { Array($0) }
        // A term that came twice would have documents that do not ascend. No term is empty: its field comes first.
        guard TermKey.compare(last, key) < 0 else {
            throw IndexError.corrupt(
                file: SegmentPart.terms.fileName(of: name), byteOffset: FileEnvelope.headerLength,
                reason: "terms are out of order")
        }
        guard let end else { return true }
        return TermKey.compare(key, end) < 0
    }
}

/// The places of all segments, the least term first: an index may have thousands of segments.
///
/// - Invariant: No cursor at `n` precedes the one at `(n - 1) / 2` (a binary heap).
private struct MergeHeap {
    private var cursors: [MergeCursor]

    init(_ cursors: [MergeCursor]) {
        // Sorted is a heap.
        self.cursors = cursors.sorted(by: Self.precedes)
    }

    /// The least of all; there must be one.
    var least: MergeCursor { cursors[0] }

    /// The least term; nil where none is left.
    var leastKey: [UInt8]? { cursors.first?.key }

    /// Takes the least to its next term, or out where that lies behind the end.
    mutating func advance(before end: [UInt8]?) throws {
        if try !cursors[0].next(before: end) {
            cursors.swapAt(0, cursors.count - 1)
            cursors.removeLast()
        }
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < cursors.count else { return }
            if child + 1 < cursors.count, Self.precedes(cursors[child + 1], cursors[child]) { child += 1 }
            guard Self.precedes(cursors[child], cursors[place]) else { return }
            cursors.swapAt(child, place)
            place = child
        }
    }

    private static func precedes(_ a: MergeCursor, _ b: MergeCursor) -> Bool {
        let order = TermKey.compare(a.key, b.key)
        return order == 0 ? a.segment < b.segment : order < 0
    }
}

extension TermKey {
    fileprivate static func compare(_ a: [UInt8], _ b: [UInt8]) -> Int {
        a.withUnsafeBytes { a in b.withUnsafeBytes { b in compare(a, b) } }
    }
}

/// Copies the postings of live documents, under their new numbers.
private final class PostingsCopier {
    private var blocks = Vector<UInt32>()
    private var impacts = Vector<UInt8>()
    private let frequencies = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
    private var positions: [UInt32] = []

    deinit { frequencies.deallocate() }

    func copy(_ term: TermInfo, of segment: SegmentReader, docMap: [UInt32], to encoder: PostingsEncoder) throws {
        var postings = try segment.postings(of: term)
        var content = BlockContent(frequencies: frequencies)
        if let dense = postings.denseImpacts {
            for block in 0..<segment.blockCount where dense[block] != 0 {
                try copy(UInt32(block), of: &postings, &content, segment, term.field, docMap, to: encoder)
            }
            return
        }
        blocks.removeAll()
        impacts.removeAll()
        let room = blocks.extend(by: postings.blockCount)
        try postings.decodeBlockList(blocks: room, impacts: impacts.extend(by: postings.blockCount))
        for index in 0..<postings.blockCount {
            try copy(room[index], of: &postings, &content, segment, term.field, docMap, to: encoder)
        }
    }

    private func copy(
        _ block: UInt32, of postings: inout TermPostings, _ content: inout BlockContent, _ segment: SegmentReader,
        _ field: FieldID, _ docMap: [UInt32], to encoder: PostingsEncoder
    ) throws {
        guard try postings.decode(block: block, into: &content) else { return }
        let hasPositions = segment.schema.fields[Int(field)].hasPositions
        var presence = content.presence & segment.liveDocuments(inBlock: Int(block))
        while presence != 0 {
            let document = presence.trailingZeroBitCount
            presence &= presence - 1
            let new = docMap[Int(block) * 64 + document]
            // Norms and widths are read by this number.
            guard new != UInt32.max else {
                throw IndexError.corrupt(
                    file: SegmentPart.sources.fileName(of: segment.info.name), byteOffset: FileEnvelope.headerLength,
                    reason: "document \(Int(block) * 64 + document) belongs to no source")
            }
            encoder.docs.append(new)
            encoder.frequencies.append(content.frequency(of: document))
            if hasPositions {
                try postings.positions(of: document, in: block, content: content, into: &positions)
                positions.withUnsafeBufferPointer { encoder.positions.append($0) }
            }
        }
    }
}
