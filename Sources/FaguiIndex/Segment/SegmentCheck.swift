extension SegmentReader {
    /// Decodes every structure of the segment and compares what must agree: order of terms, blocks inside the
    /// segment, impacts that bound their postings, positions, stored bytes, columns, the order of sources.
    ///
    /// - Parameter report: Called with file name, byte offset and reason of each fault; at most a few a part.
    package func checkStructure(_ report: (String, Int?, String) -> Void) {
        /// Runs one part; what it throws is its fault.
        func check(_ part: SegmentPart, _ body: () throws -> Void) {
            let name = part.fileName(of: info.name)
            do {
                try body()
            } catch let IndexError.corrupt(file, byteOffset, reason) {
                report(file, byteOffset, reason)
            } catch {
                report(name, nil, "\(error)")
            }
        }
        check(.terms) { try checkTerms() }
        check(.sources) { try sources.checkOrder() }
        check(.stored) {
            try forEachStoredDocument { _, _ in }
            try forEachStoredSource { _, _ in }
        }
        check(.columns) {
            for (column, spec) in schema.columns.enumerated() where spec.kind == .keyword {
                // Where they are mapped: a copy that nobody looks at may be let go before it is filled (Swift 6.3).
                for ordinal in 0..<columns.keywordCount(column) { _ = try columns.keyword(column, ordinal: ordinal) }
                for ordinal in columns.values(column, kind: .keyword) {
                    _ = try columns.keyword(column, ordinal: Int(UInt32(littleEndian: ordinal)))
                }
            }
        }
        check(.norms) {
            for field in schema.fields.indices {
                guard let norms = normsFile.norms(of: field) else { continue }
                var total: UInt64 = 0
                for doc in 0..<documentCount { total += UInt64(Norm.decode(norms[doc])) }
                let stated = statistics(of: FieldID(field)).totalLength
                guard total == stated else { throw fault(.norms, "norms sum to \(total), the head says \(stated)") }
            }
        }
    }

    private func fault(_ part: SegmentPart, _ reason: String) -> IndexError {
        .corrupt(file: part.fileName(of: info.name), byteOffset: FileEnvelope.headerLength, reason: reason)
    }

    private func checkTerms() throws {
        let checker = PostingsChecker(self)
        var iterator = TermIterator(terms, block: 0)
        var last: [UInt8] = []
        var counts = schema.fields.map { _ in UInt64(0) }
        while try iterator.next() {
            let key = iterator.withKey { Array($0) }
            guard last.lexicographicallyPrecedes(key) else { throw fault(.terms, "terms are out of order") }
            last = key
            counts[Int(key[0])] += 1
            try checker.check(iterator.info)
        }
        for field in schema.fields.indices where counts[field] != statistics(of: FieldID(field)).termCount {
            throw fault(
                .norms, "field \(schema.fields[field].name) has \(counts[field]) terms, the head says otherwise")
        }
        guard counts.reduce(0, +) == terms.termCount else {
            throw fault(.terms, "the head says another number of terms")
        }
    }
}

/// Decodes whole lists and compares them with what the dictionary and the impacts promise.
private final class PostingsChecker {
    private let segment: SegmentReader
    private var blocks = Vector<UInt32>()
    private var impacts = Vector<UInt8>()
    private let frequencies = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
    private var positions: [UInt32] = []
    private var otherPositions: [UInt32] = []

    init(_ segment: SegmentReader) { self.segment = segment }

    deinit { frequencies.deallocate() }

    func check(_ term: TermInfo) throws {
        var postings = try segment.postings(of: term)
        let source = segment.postingsSource(for: term.field)
        let start = Int(term.postingsOffset)
        blocks.removeAll()
        impacts.removeAll()
        if let dense = postings.denseImpacts {
            for block in 0..<segment.blockCount where dense[block] != 0 {
                blocks.append(UInt32(block))
                impacts.append(dense[block])
            }
            guard blocks.count == postings.blockCount else {
                throw source.corrupt(start, "\(blocks.count) impacts for \(postings.blockCount) blocks")
            }
        } else {
            let room = blocks.extend(by: postings.blockCount)
            try postings.decodeBlockList(blocks: room, impacts: impacts.extend(by: postings.blockCount))
        }
        // What rows and headers tell is used where entries are asked in any order: a fresh cursor for each shows it.
        let fresh = postings
        var content = BlockContent(frequencies: frequencies)
        var documentFrequency = 0
        for index in 0..<blocks.count {
            let block = blocks[index]
            guard try postings.decode(block: block, into: &content) else {
                throw source.corrupt(start, "block \(block) is listed and not there")
            }
            documentFrequency += content.presence.nonzeroBitCount
            var other = fresh
            guard other.cursor.find(content.entry) == postings.cursor.find(content.entry) else {
                throw source.corrupt(start, "a header says another place for the entry of block \(block)")
            }
            if let octets = postings.octets {
                let own = octets[postings.denseImpacts == nil ? index : Int(block)]
                guard own == PostingsFormat.octets(content.presence) else {
                    throw source.corrupt(start, "octets of block \(block) are not those of its documents")
                }
            }
            if source.positionWidths != nil, content.entry % PostingsFormat.stepSize == 0 {
                let document = content.presence.trailingZeroBitCount
                try other.positions(of: document, in: block, content: content, into: &otherPositions)
                try postings.positions(of: document, in: block, content: content, into: &positions)
                guard positions == otherPositions else {
                    throw source.corrupt(start, "a header says other positions for block \(block)")
                }
            }
            try check(block, impact: impacts[index], content, of: &postings, term, source)
        }
        guard documentFrequency == postings.documentFrequency else {
            throw source.corrupt(start, "\(documentFrequency) documents, the dictionary says \(term.documentFrequency)")
        }
    }

    private func check(
        _ block: UInt32, impact: UInt8, _ content: BlockContent, of postings: inout TermPostings, _ term: TermInfo,
        _ source: PostingsSource
    ) throws {
        let start = Int(term.postingsOffset)
        var presence = content.presence
        while presence != 0 {
            let document = presence.trailingZeroBitCount
            presence &= presence - 1
            let doc = Int(block) * 64 + document
            guard doc < segment.documentCount else {
                throw source.corrupt(start, "document \(doc) outside the segment")
            }
            let frequency = content.frequency(of: document)
            if let norms = source.norms, let factors = source.lengthFactors {
                let saturation = BM25.saturation(
                    frequency: Float(frequency), lengthFactor: factors[Int(norms[doc])])
                guard Impact.decode(impact) >= saturation else {
                    throw source.corrupt(start, "the impact of block \(block) does not bound document \(doc)")
                }
            }
            guard source.positionWidths != nil else { continue }
            try postings.positions(of: document, in: block, content: content, into: &positions)
            for index in positions.indices.dropFirst() where positions[index] < positions[index - 1] {
                throw source.corrupt(start, "positions of document \(doc) are out of order")
            }
        }
    }
}
