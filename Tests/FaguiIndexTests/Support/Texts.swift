import FaguiIndex
import FaguiTestSupport

/// Small indexes whose texts are words between spaces.
enum Texts {
    /// 0 words; 1 the same words with positions; 2 the source id, unscored.
    static let schema = Schema(
        fields: [
            FieldSpec(name: "words"), FieldSpec(name: "places", hasPositions: true),
            FieldSpec(name: "id", isScored: false),
        ],
        columns: [
            ColumnSpec(name: "number", kind: .uint32, level: .document),
            ColumnSpec(name: "issuer", kind: .keyword, level: .document),
            ColumnSpec(name: "hash", kind: .int64, level: .source),
        ])

    /// A batch of sources, each with the texts of its documents.
    static func batch(_ sources: (id: String, texts: [String])...) throws -> DocumentBatch {
        try batch(of: sources)
    }

    /// A batch of sources, each with the texts of its documents; of the columns and fields as many as a schema has.
    static func batch(
        of sources: [(id: String, texts: [String])], schema: Schema = Texts.schema
    ) throws -> DocumentBatch {
        let batch = DocumentBatch(schema: schema)
        let columnCounts = [ColumnLevel.document, .source].map { level in
            schema.columns.filter { $0.level == level }.count
        }
        for (id, texts) in sources {
            batch.beginSource(
                id: Array(id.utf8), stored: Array("stored \(id)".utf8),
                columns: Array([.int64(Int64(texts.count))].prefix(columnCounts[1])))
            for (number, text) in texts.enumerated() {
                var stored = text
                let columns: [ColumnValue] = [.uint32(UInt32(number)), .keyword(Array("i\(number % 2)".utf8))]
                stored.withUTF8 {
                    batch.beginDocument(
                        stored: UnsafeRawBufferPointer($0), columns: Array(columns.prefix(columnCounts[0])))
                }
                let words = text.split(separator: " ").map { Array($0.utf8) }
                try add(words, to: batch, field: 0)
                try add(words, to: batch, field: 1)
                for field in 2..<schema.fields.count {
                    try add([Array(id.utf8)], to: batch, field: FieldID(field))
                }
                batch.endDocument()
            }
            batch.endSource()
        }
        return batch
    }

    static func add(_ terms: [[UInt8]], to batch: DocumentBatch, field: FieldID) throws {
        try batch.add(terms, positions: field == 1 ? (0..<UInt32(terms.count)).map { $0 } : [], to: field)
    }

    /// Texts of the live documents by source id; throws where an id is alive twice.
    static func contents(_ snapshot: Snapshot) throws -> [String: [String]] {
        var result: [String: [String]] = [:]
        for segment in snapshot.segments {
            for source in 0..<segment.sourceCount where !segment.isDeleted(source: source) {
                let id = String(decoding: try segment.sourceID(source), as: UTF8.self)
                guard result[id] == nil else { throw DoubledSource(id: id) }
                result[id] = try segment.documents(ofSource: source).map {
                    String(decoding: try segment.storedDocument($0), as: UTF8.self)
                }
            }
        }
        return result
    }

    /// Texts of the live documents by source id, of the newest commit.
    static func contents(of directory: any Directory) throws -> [String: [String]] {
        try contents(Snapshot.open(directory))
    }

    /// Stored texts of the live documents that have a word, in order.
    static func find(_ word: String, field: FieldID = 0, in snapshot: Snapshot) throws -> [String] {
        var found: [String] = []
        for segment in snapshot.segments {
            guard let term = try Array(word.utf8).withUnsafeBytes({ try segment.term($0, in: field) }) else { continue }
            try segment.forEachLiveDocument(of: term) {
                found.append(String(decoding: try segment.storedDocument($0), as: UTF8.self))
            }
        }
        return found
    }

    /// Reads all postings, positions, stored bytes and columns, whatever is in them.
    ///
    /// - Throws: What reading throws: damage is an ``IndexError``.
    static func readEverything(_ snapshot: Snapshot) throws {
        for segment in snapshot.segments {
            for field in snapshot.schema.fields.indices {
                try segment.forEachTerm(in: FieldID(field), prefix: []) { _, term in
                    try readPostings(of: term, in: segment)
                    return true
                }
            }
            for doc in 0..<DocID(segment.documentCount) {
                _ = try segment.storedDocument(doc)
                _ = try segment.source(of: doc)
                _ = try segment.uint32(0, of: doc)
                _ = try segment.keyword(1, of: doc)
            }
            for source in 0..<segment.sourceCount {
                _ = try segment.storedSource(source)
                _ = try segment.int64(2, ofSource: source)
                _ = try segment.source(withID: segment.sourceID(source))
                _ = try segment.documents(ofSource: source)
            }
        }
    }

    private static func readPostings(of term: TermInfo, in segment: SegmentReader) throws {
        let hasPositions = segment.schema.fields[Int(term.field)].hasPositions
        try forEachBlock(of: term, in: segment) { postings, block, content in
            guard hasPositions else { return }
            for document in 0..<64 where content.presence >> UInt64(document) & 1 != 0 {
                var positions: [UInt32] = []
                try postings.positions(of: document, in: block, content: content, into: &positions)
            }
        }
    }

    /// A term's documents with its positions there.
    static func positions(of term: TermInfo, in segment: SegmentReader) throws -> [Int: [UInt32]] {
        var found: [Int: [UInt32]] = [:]
        try forEachBlock(of: term, in: segment) { postings, block, content in
            for document in 0..<64 where content.presence >> UInt64(document) & 1 != 0 {
                var positions: [UInt32] = []
                try postings.positions(of: document, in: block, content: content, into: &positions)
                found[Int(block) * 64 + document] = positions
            }
        }
        return found
    }

    /// Decodes all blocks that have a term, one after another.
    static func forEachBlock(
        of term: TermInfo, in segment: SegmentReader,
        _ body: (inout TermPostings, UInt32, borrowing BlockContent) throws -> Void
    ) throws {
        var postings = try segment.postings(of: term)
        let frequencies = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
        let blocks = UnsafeMutablePointer<UInt32>.allocate(capacity: postings.blockCount)
        let impacts = UnsafeMutablePointer<UInt8>.allocate(capacity: postings.blockCount)
        defer {
            frequencies.deallocate()
            blocks.deallocate()
            impacts.deallocate()
        }
        if postings.denseImpacts == nil { try postings.decodeBlockList(blocks: blocks, impacts: impacts) }
        var content = BlockContent(frequencies: frequencies)
        for block in 0..<UInt32(segment.blockCount) where try postings.decode(block: block, into: &content) {
            try body(&postings, block, content)
        }
    }

    /// The fault of an index in which an update left the old source alive.
    struct DoubledSource: Error {
        var id: String
    }
}

extension IndexWriter {
    /// Adds sources in one batch.
    func add(_ sources: (id: String, texts: [String])...) throws { try add(Texts.batch(of: sources)) }

    /// Deletes sources by id.
    @discardableResult
    func delete(_ ids: String...) throws -> Int { try delete(sourceIDs: ids.map { Array($0.utf8) }) }
}
