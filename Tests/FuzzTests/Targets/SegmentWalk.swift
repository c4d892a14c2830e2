@testable import FaguiIndex
@testable import FaguiSearch

/// Reads all that a segment has, in all ways.
enum SegmentWalk {
    /// Reads terms, postings, positions, stored bytes, columns and sources.
    ///
    /// - Throws: What reading throws: damage is an ``IndexError``.
    static func readEverything(_ segment: SegmentReader) throws {
        for field in segment.schema.fields.indices {
            try segment.forEachTerm(in: FieldID(field), prefix: []) { bytes, term in
                _ = try segment.term(bytes, in: FieldID(field))
                var postings = try segment.postings(of: term)
                try readPostings(&postings, hasPositions: segment.schema.fields[field].hasPositions, segment.blockCount)
                return true
            }
        }
        for doc in 0..<DocID(segment.documentCount) {
            keep(try segment.storedDocument(doc))
            keep(try segment.source(of: doc))
            keep(try segment.uint32(0, of: doc))
            keep(try segment.keyword(1, of: doc))
        }
        for source in 0..<segment.sourceCount {
            keep(try segment.storedSource(source))
            keep(try segment.int64(2, ofSource: source))
            keep(try segment.source(withID: segment.sourceID(source)))
            keep(try segment.documents(ofSource: source))
        }
    }

    /// Takes a value for nothing: of an array that nobody looks at, Swift 6.3 may let go before it is filled.
    @inline(never) private static func keep<Value>(_ value: Value) {}

    /// Reads all blocks of a list, from the first to the last and back.
    static func readPostings(_ postings: inout TermPostings, hasPositions: Bool, _ blockCount: Int) throws {
        let count = postings.blockCount
        var frequencies = [UInt32](repeating: 0, count: 64)
        var blocks = [UInt32](repeating: 0, count: count)
        var impacts = [UInt8](repeating: 0, count: count)
        var octets = [UInt8](repeating: 0, count: count)
        var offsets = [UInt32](repeating: 0, count: count)
        var positions: [UInt32] = []
        try frequencies.withUnsafeMutableBufferPointer { frequencies in
            try blocks.withUnsafeMutableBufferPointer { blocks in
                try impacts.withUnsafeMutableBufferPointer { impacts in
                    try octets.withUnsafeMutableBufferPointer { octets in
                        try offsets.withUnsafeMutableBufferPointer { offsets in
                            guard let frequencies = frequencies.baseAddress, let blocks = blocks.baseAddress,
                                let impacts = impacts.baseAddress, let octets = octets.baseAddress,
                                let offsets = offsets.baseAddress
                            else { return }
                            if postings.denseImpacts == nil {
                                if postings.listImpacts == nil {
                                    try postings.decodeBlockList(
                                        blocks: blocks, impacts: impacts, octets: octets, offsets: offsets)
                                } else {
                                    try postings.decodeBlockList(blocks: blocks, impacts: impacts)
                                }
                            }
                            var content = BlockContent(frequencies: frequencies)
                            let forward = Array(0..<UInt32(blockCount))
                            for block in forward + forward.reversed()
                            where try postings.decode(block: block, into: &content) {
                                guard hasPositions else { continue }
                                for document in 0..<64 where content.presence >> UInt64(document) & 1 != 0 {
                                    try postings.positions(
                                        of: document, in: block, content: content, into: &positions)
                                }
                            }
                            try readEntries(&postings, hasPositions: hasPositions, blockCount, blocks)
                        }
                    }
                }
            }
        }
    }

    /// Finds entries by their numbers as search does, from the last to the first, with what their documents have.
    private static func readEntries(
        _ postings: inout TermPostings, hasPositions: Bool, _ blockCount: Int, _ blocks: UnsafePointer<UInt32>
    ) throws {
        let places = UnsafeMutablePointer<TermPostings.PositionPlace>.allocate(capacity: 64)
        let entries = UnsafeMutablePointer<UInt32>.allocate(capacity: blockCount)
        defer {
            places.deallocate()
            entries.deallocate()
        }
        let impacts = postings.denseImpacts
        for number in (0..<(impacts == nil ? postings.blockCount : blockCount)).reversed() where impacts?[number] != 0 {
            let found = try postings.find(entry: number)
            for document in 0..<64 where found.documents >> UInt64(document) & 1 != 0 {
                keep(postings.cursor.frequency(of: document, at: found.offset))
            }
            guard hasPositions else { continue }
            let block = impacts == nil ? blocks[number] : UInt32(number)
            try postings.findPositions(of: found.documents, in: block, number: number, at: found.offset, into: places)
            for document in 0..<64 where found.documents >> UInt64(document) & 1 != 0 {
                let place = places[document]
                if place.count > 0 {
                    keep(postings.position(0, at: place))
                    keep(postings.position(place.count - 1, at: place))
                }
            }
        }
        if postings.hasGroups {
            try postings.findEntries(of: Array(0..<UInt32(blockCount)), count: blockCount, into: entries)
        }
    }

    /// Asks queries of every form.
    static func search(_ snapshot: Snapshot) {
        let searcher = Searcher(snapshot: snapshot)
        for query in queries {
            // What damaged bytes give is an error or an answer.
            _ = try? searcher.search(query, limit: 10, exactTotal: true)
            _ = try? searcher.search(query, limit: 1000, exactTotal: false)
        }
    }

    private static let queries: [Query] = {
        func term(_ text: String, _ field: FieldID = 0) -> Query.Term {
            Query.Term(field: field, bytes: Array(text.utf8), weight: 1)
        }
        func elements(_ texts: String...) -> [Query.Phrase.Element] {
            texts.enumerated().map { Query.Phrase.Element(bytes: Array($1.utf8), offset: UInt32($0)) }
        }
        let near = Spans.near(
            .phrase(elements("a"), length: 1), .phrase(elements("c7"), length: 1), most: 3, isOrdered: false, marks: [])
        return [
            .term(term("a")), .term(term("c3", 1)), .term(term("s3", 2)), .prefix(term("b")),
            .phrase(Query.Phrase(field: 1, elements: elements("a", "b0"), weight: 1)),
            .proximity(.init(field: 1, spans: near, weight: 1)),
            .boolean(
                must: [], should: [.term(term("a")), .term(term("b1")), .term(term("considerable"))], mustNot: []),
            .boolean(
                must: [.term(term("a")), .term(term("b0", 1))], should: [.term(term("c7"))],
                mustNot: [.term(term("b2"))]),
            .atLeast(2, [.term(term("a")), .term(term("b1")), .prefix(term("c"))]),
        ]
    }()
}
