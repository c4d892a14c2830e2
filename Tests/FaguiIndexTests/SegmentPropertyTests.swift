import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// Segments against a model kept in a dictionary.
@Suite struct SegmentPropertyTests {
    @Test(arguments: RandomTests.seeds(8))
    func aWrittenSegmentHasThePostingsOfItsDocuments(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let model = SegmentModel(sourceCount: Int.random(in: 1...400, using: &random), using: &random)
        let directory = MemoryDirectory()
        let reader = try model.write(to: directory, name: "s1", batchCount: Int.random(in: 1...4, using: &random))
        try model.expectEqual(reader)
        reader.checkStructure { file, offset, reason in Issue.record("\(file) \(offset ?? -1): \(reason)") }
    }

    @Test(arguments: RandomTests.seeds(8))
    func aSourceThatIsTakenBackLeavesNothing(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let model = SegmentModel(sourceCount: Int.random(in: 1...200, using: &random), using: &random)
        let others = SegmentModel(sourceCount: 40, using: &random)
        let directory = MemoryDirectory()
        var taken = 0
        let reader = try model.write(to: directory, name: "s1", batchCount: Int.random(in: 1...3, using: &random)) {
            guard Int.random(in: 0..<4, using: &random) == 0, let other = others.sources.randomElement(using: &random)
            else { return }
            let size = $0.sizeInBytes
            let documents = Int.random(in: 0...other.documents.count, using: &random)
            try SegmentModel.begin(other, in: $0, documents: documents, fields: Int.random(in: 0...3, using: &random))
            $0.dropSource()
            taken += 1
            #expect($0.isComplete && $0.sizeInBytes >= size)
        }
        #expect(taken > 0 || model.sources.count < 30)
        try model.expectEqual(reader)
        reader.checkStructure { file, offset, reason in Issue.record("\(file) \(offset ?? -1): \(reason)") }
    }

    @Test(arguments: RandomTests.seeds(8))
    func aMergedSegmentHasTheLiveDocumentsInOrder(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let directory = MemoryDirectory()
        var readers: [SegmentReader] = []
        var expected = SegmentModel()
        for number in 1...3 {
            let model = SegmentModel(sourceCount: Int.random(in: 1...150, using: &random), using: &random)
            let reader = try model.write(to: directory, name: "s\(number)", batchCount: 1)
            let deleted = Set(model.sources.indices.filter { _ in Bool.random(using: &random) }.map { UInt32($0) })
            let info = try reader.writeDeletions(deleted, part: "d1", to: directory)
            readers.append(try reader.with(deletions: info, in: directory))
            expected.sources += model.sources.enumerated().filter { !deleted.contains(UInt32($0.offset)) }.map(
                \.element)
        }
        let (info, maps) = try SegmentMerger.merge(
            readers, name: "m1", schema: SegmentModel.schema, to: directory, threads: 2, isCancelled: { false })
        #expect(maps.joined().filter { $0 != UInt32.max }.map { Int($0) } == Array(expected.sources.indices))
        guard let info else {
            #expect(expected.sources.isEmpty)
            return
        }
        let merged = try SegmentReader(info, schema: SegmentModel.schema, in: directory)
        try expected.expectEqual(merged)
        merged.checkStructure { file, offset, reason in Issue.record("\(file) \(offset ?? -1): \(reason)") }
    }
}

/// What a segment should hold, in plain values.
struct SegmentModel {
    struct Document: Equatable {
        var stored: [UInt8]
        var number: UInt32
        /// Terms with their positions, by field.
        var fields: [[(term: [UInt8], position: UInt32)]]

        static func == (a: Self, b: Self) -> Bool { a.stored == b.stored && a.number == b.number }
    }

    struct Source {
        var id: [UInt8]
        var stored: [UInt8]
        var documents: [Document]
    }

    static let schema = Schema(
        fields: [
            FieldSpec(name: "words"), FieldSpec(name: "grams", hasPositions: true),
            FieldSpec(name: "key", isScored: false),
        ],
        columns: [
            ColumnSpec(name: "number", kind: .uint32, level: .document),
            ColumnSpec(name: "kind", kind: .keyword, level: .document),
            ColumnSpec(name: "hash", kind: .int64, level: .source),
        ])

    var sources: [Source] = []

    init() {}

    init(sourceCount: Int, using random: inout SeededGenerator) {
        // Few common terms, many rare ones, some longer than a packed word holds.
        let vocabulary = (0..<300).map { index -> [UInt8] in
            index % 7 == 0 ? Array("long-term-number-\(index)".utf8) : Array("t\(index)".utf8)
        }
        for number in 0..<sourceCount {
            var documents: [Document] = []
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                var fields: [[(term: [UInt8], position: UInt32)]] = []
                for field in Self.schema.fields.indices {
                    if let last = documents.last, Int.random(in: 0..<3, using: &random) == 0 {
                        fields.append(last.fields[field])
                        continue
                    }
                    var position: UInt32 = 0
                    var terms: [(term: [UInt8], position: UInt32)] = []
                    for _ in 0..<Int.random(in: 0...40, using: &random) {
                        let skew = Double.random(in: 0..<1, using: &random)
                        terms.append((vocabulary[Int(skew * skew * skew * 300)], position))
                        position += UInt32.random(in: 0...5, using: &random)
                    }
                    fields.append(terms)
                }
                let stored = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                documents.append(Document(stored: stored, number: .random(in: 0...9, using: &random), fields: fields))
            }
            sources.append(
                Source(
                    id: Array("source \(number) \(random.next())".utf8), stored: Array("s\(number)".utf8),
                    documents: documents))
        }
    }

    /// Writes the model, its sources dealt to batches in order; `body` gets the batch before each.
    func write(
        to directory: MemoryDirectory, name: String, batchCount: Int,
        beforeEach body: (DocumentBatch) throws -> Void = { _ in }
    ) throws -> SegmentReader {
        var batches: [DocumentBatch] = []
        var next = DocumentBatch(schema: Self.schema)
        let share = max(1, (sources.count + batchCount - 1) / batchCount)
        for start in stride(from: 0, to: sources.count, by: share) {
            let batch = next
            for source in sources[start..<min(start + share, sources.count)] {
                try body(batch)
                try Self.add(source, to: batch)
            }
            batches.append(batch)
            // A batch that is handed over as it is, then one that is sealed.
            next = batches.count % 2 == 1 ? DocumentBatch(schema: Self.schema) : batch.successor()
        }
        let info = try SegmentWriter.write(
            batches, name: name, analysis: "a", schema: Self.schema, to: directory, threads: 2,
            // So few that the order of terms is cut into many parts.
            postingsPerPart: 50)
        return try SegmentReader(info, schema: Self.schema, in: directory)
    }

    static func add(_ source: Source, to batch: DocumentBatch) throws {
        try begin(source, in: batch, documents: source.documents.count, fields: 0)
        batch.endSource()
    }

    /// Begins a source: so many documents of it, and of the next so many fields.
    static func begin(_ source: Source, in batch: DocumentBatch, documents: Int, fields: Int) throws {
        batch.beginSource(id: source.id, stored: source.stored, columns: [.int64(Int64(source.documents.count) - 3)])
        for (index, document) in source.documents.prefix(documents + (fields > 0 ? 1 : 0)).enumerated() {
            document.stored.withUnsafeBytes {
                batch.beginDocument(
                    stored: $0, columns: [.uint32(document.number), .keyword(Array("k\(document.number)".utf8))])
            }
            for (field, terms) in document.fields.prefix(index < documents ? Int.max : fields).enumerated() {
                if index > 0, source.documents[index - 1].fields[field].elementsEqual(terms, by: ==) {
                    batch.repeatTerms(of: FieldID(field))
                    continue
                }
                try batch.add(
                    terms.map(\.term), positions: schema.fields[field].hasPositions ? terms.map(\.position) : [],
                    to: FieldID(field))
            }
            if index < documents { batch.endDocument() }
        }
    }

    /// All postings by field and term: document, frequency and positions.
    func postings() -> [[[UInt8]: [(doc: UInt32, positions: [UInt32])]]] {
        var result = Self.schema.fields.map { _ in [[UInt8]: [(doc: UInt32, positions: [UInt32])]]() }
        for (doc, document) in sources.flatMap(\.documents).enumerated() {
            for (field, terms) in document.fields.enumerated() {
                for (term, position) in terms {
                    if result[field][term]?.last?.doc == UInt32(doc) {
                        let last = (result[field][term]?.count ?? 1) - 1
                        result[field][term]?[last].positions.append(position)
                    } else {
                        result[field][term, default: []].append((UInt32(doc), [position]))
                    }
                }
            }
        }
        return result
    }

    func expectEqual(_ reader: SegmentReader) throws {
        let documents = sources.flatMap(\.documents)
        #expect(reader.documentCount == documents.count && reader.sourceCount == sources.count)
        for (doc, document) in documents.enumerated() {
            #expect(try reader.storedDocument(DocID(doc)) == document.stored)
            #expect(try reader.uint32(0, of: DocID(doc)) == document.number)
            #expect(try reader.keyword(1, of: DocID(doc)) == Array("k\(document.number)".utf8))
            #expect(try reader.norms(of: 1)[doc] == Norm.encode(document.fields[1].count))
        }
        var first: DocID = 0
        for (number, source) in sources.enumerated() {
            #expect(try reader.sourceID(number) == source.id)
            #expect(try reader.storedSource(number) == source.stored)
            #expect(try reader.source(withID: source.id) == number)
            #expect(try reader.int64(2, ofSource: number) == Int64(source.documents.count) - 3)
            #expect(try reader.documents(ofSource: number) == first..<first + DocID(source.documents.count))
            if !source.documents.isEmpty { #expect(try reader.source(of: first) == number) }
            first += DocID(source.documents.count)
        }
        for (field, expected) in postings().enumerated() {
            var found: [[UInt8]] = []
            try reader.forEachTerm(in: FieldID(field), prefix: []) { term, _ in
                found.append(Array(term))
                return true
            }
            #expect(found == expected.keys.sorted { $0.lexicographicallyPrecedes($1) })
            for (term, list) in expected { try expectEqual(reader, term, FieldID(field), list) }
            #expect(try Array("nowhere".utf8).withUnsafeBytes { try reader.term($0, in: FieldID(field)) } == nil)
        }
    }

    private func expectEqual(
        _ reader: SegmentReader, _ term: [UInt8], _ field: FieldID, _ list: [(doc: UInt32, positions: [UInt32])]
    ) throws {
        let info = try #require(try term.withUnsafeBytes { try reader.term($0, in: field) })
        var postings = try reader.postings(of: info)
        #expect(postings.documentFrequency == list.count)
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
        var found: [(UInt32, [UInt32])] = []
        // Backwards: blocks may be asked in any order.
        for block in (0..<UInt32(reader.blockCount)).reversed() where try postings.decode(block: block, into: &content)
        {
            var here: [(UInt32, [UInt32])] = []
            for document in 0..<64 where content.presence >> UInt64(document) & 1 != 0 {
                var positions: [UInt32] = []
                let frequency = Int(content.frequency(of: document))
                if Self.schema.fields[Int(field)].hasPositions {
                    try postings.positions(of: document, in: block, content: content, into: &positions)
                    #expect(positions.count == frequency)
                } else {
                    positions = Array(repeating: 0, count: frequency)
                }
                here.append((block * 64 + UInt32(document), positions))
            }
            found = here + found
        }
        let hasPositions = Self.schema.fields[Int(field)].hasPositions
        #expect(found.map(\.0) == list.map(\.doc))
        #expect(found.map(\.1) == list.map { hasPositions ? $0.positions : $0.positions.map { _ in 0 } })
    }
}
