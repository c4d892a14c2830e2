import FaguiIndex
import FaguiTestSupport

@testable import FaguiSearch

/// Documents in plain values, and what a query should find among them by the book.
struct SearchModel {
    struct Document {
        /// Terms with their positions, by field.
        var fields: [[(term: [UInt8], position: UInt32)]]
        var isDeleted = false
    }

    static let schema = Schema(
        fields: [
            FieldSpec(name: "words", weight: 1), FieldSpec(name: "grams", hasPositions: true, weight: 0.7),
            FieldSpec(name: "title", weight: 0.3), FieldSpec(name: "key", isScored: false),
        ],
        columns: [
            ColumnSpec(name: "number", kind: .uint32, level: .source),
            ColumnSpec(name: "keyword", kind: .keyword, level: .source),
        ])

    /// What a source has in the columns; 0 and empty are no values.
    struct Values: Equatable {
        var number: UInt32
        var keyword: [UInt8]
    }

    /// By segment.
    var segments: [[Document]] = []
    /// By segment, by source: each is two documents.
    var values: [[Values]] = []

    /// Few common terms, many rare ones, some longer than a packed word holds; beginnings are shared.
    static let vocabulary: [[UInt8]] = (0..<200).map { index in
        let first = UInt8(97 + index % 5)
        return index % 11 == 10 ? [first] + Array("-long-term-\(index)".utf8) : [first] + Array("\(index)".utf8)
    }

    static func term<R: RandomNumberGenerator>(using random: inout R) -> [UInt8] {
        let skew = Double.random(in: 0..<1, using: &random)
        return vocabulary[Int(skew * skew * skew * Double(vocabulary.count))]
    }

    init(documentCount: Int, segmentCount: Int, using random: inout SeededGenerator) {
        // Texts that come again give equal scores.
        var earlier: [Document] = []
        for segment in 0..<segmentCount {
            let share = documentCount / segmentCount + (segment < documentCount % segmentCount ? 1 : 0)
            // Segments of other lengths make impacts of other averages.
            let longest = [4, 12, 30][Int.random(in: 0..<3, using: &random)]
            segments.append(
                (0..<share).map { _ in
                    if let same = earlier.randomElement(using: &random), Int.random(in: 0..<5, using: &random) == 0 {
                        return same
                    }
                    let document = Self.document(longest: longest, using: &random)
                    if earlier.count < 50 { earlier.append(document) }
                    return document
                })
            values.append(
                (0..<(share + 1) / 2).map { _ in
                    // Few values, so that many sources share one, and some without any.
                    Values(
                        number: UInt32.random(in: 0..<6, using: &random) * 10_101,
                        keyword: ["", "a", "b", "ba", "c", "长"].map { Array($0.utf8) }.randomElement(using: &random) ?? [])
                })
        }
    }

    private static func document(longest: Int, using random: inout SeededGenerator) -> Document {
        Document(
            fields: schema.fields.indices.map { field in
                var position: UInt32 = 0
                return (0..<Int.random(in: 0...(field == 2 ? 3 : longest), using: &random)).map { _ in
                    // Grams have a small vocabulary, so that phrases are found.
                    let term =
                        field == 1 && Bool.random(using: &random)
                        ? vocabulary[Int.random(in: 0..<6, using: &random)] : term(using: &random)
                    defer { position += Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1 }
                    return (term, position)
                }
            })
    }

    /// Writes every segment with a commit of its own, then deletes some sources (two documents each), never all.
    mutating func write(to directory: MemoryDirectory, using random: inout SeededGenerator) throws -> Snapshot {
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        options.threads = 1
        let writer = try IndexWriter(directory: directory, schema: Self.schema, options: options)
        var deleted: [[UInt8]] = []
        for segment in segments.indices where !segments[segment].isEmpty {
            let batch = DocumentBatch(schema: Self.schema)
            for first in stride(from: 0, to: segments[segment].count, by: 2) {
                let id = Array("\(segment)/\(first)".utf8)
                let own = values[segment][first / 2]
                batch.beginSource(id: id, stored: [], columns: [.uint32(own.number), .keyword(own.keyword)])
                let isDeleted = first > 0 && Int.random(in: 0..<6, using: &random) == 0
                if isDeleted { deleted.append(id) }
                for place in first..<min(first + 2, segments[segment].count) {
                    segments[segment][place].isDeleted = isDeleted
                    try Self.add(segments[segment][place], to: batch)
                }
                batch.endSource()
            }
            try writer.add(batch)
            try writer.commit()
        }
        try writer.delete(sourceIDs: deleted)
        try writer.commit()
        writer.close()
        segments.removeAll { $0.isEmpty }
        values.removeAll { $0.isEmpty }
        return try Snapshot.open(directory)
    }

    private static func add(_ document: Document, to batch: DocumentBatch) throws {
        [].withUnsafeBytes { batch.beginDocument(stored: $0, columns: []) }
        for (field, terms) in document.fields.enumerated() {
            var arena: [UInt8] = []
            let packed = terms.map { term, _ -> UInt64 in
                if term.count > 7 {
                    defer { arena += term }
                    return UInt64(arena.count) << 32 | UInt64(term.count) << 8 | 0xFF
                }
                return term.enumerated().reduce(UInt64(term.count)) {
                    $0 | UInt64($1.element) << UInt64(56 - 8 * $1.offset)
                }
            }
            let positions = schema.fields[field].hasPositions ? terms.map(\.position) : []
            try packed.withUnsafeBufferPointer { packed in
                try positions.withUnsafeBufferPointer { positions in
                    try arena.withUnsafeBufferPointer {
                        try batch.addTerms(to: FieldID(field), terms: packed, positions: positions, arena: $0)
                    }
                }
            }
        }
        batch.endDocument()
    }

    // MARK: What should be found

    /// The live documents that match, with their scores.
    func matches(_ query: Query) -> [DocAddress: Double] {
        let scorer = ModelScorer(self)
        var found: [DocAddress: Double] = [:]
        for (segment, documents) in segments.enumerated() {
            for (doc, document) in documents.enumerated() where !document.isDeleted {
                if let score = scorer.score(query, document) {
                    found[DocAddress(segment: segment, doc: DocID(doc))] = score
                }
            }
        }
        return found
    }
}

/// BM25 over a model, after the formulas and with nothing of the engine but the rounding of lengths.
private final class ModelScorer {
    private let model: SearchModel
    private let all: [SearchModel.Document]
    private let averages: [Double]
    private var known: [String: Int] = [:]

    init(_ model: SearchModel) {
        self.model = model
        let all = model.segments.flatMap { $0 }
        self.all = all
        averages = SearchModel.schema.fields.indices.map { field in
            max(1, all.reduce(0) { $0 + Self.length($1, field) } / Double(max(1, all.count)))
        }
    }

    private static func length(_ document: SearchModel.Document, _ field: Int) -> Double {
        Double(Norm.decode(Norm.encode(document.fields[field].count)))
    }

    /// Nil if the document does not match.
    func score(_ query: Query, _ document: SearchModel.Document) -> Double? {
        switch query {
        case .nothing:
            return nil
        case .term(let term):
            return score(document, term.field, [.init(bytes: term.bytes, offset: 0)], term.weight)
        case .prefix(let term):
            return score(document, term.field, [.init(bytes: term.bytes, offset: 0, isPrefix: true)], term.weight)
        case .phrase(let phrase):
            return score(document, phrase.field, phrase.elements, phrase.weight)
        case .boolean(let must, let should, let mustNot):
            let required = must.map { score($0, document) }
            let optional = should.compactMap { score($0, document) }
            if required.contains(where: { $0 == nil }) { return nil }
            if mustNot.contains(where: { score($0, document) != nil }) { return nil }
            if must.isEmpty && optional.isEmpty { return nil }
            return required.reduce(0) { $0 + ($1 ?? 0) } + optional.reduce(0, +)
        }
    }

    private func score(
        _ document: SearchModel.Document, _ field: FieldID, _ elements: [Query.Phrase.Element], _ weight: Float
    ) -> Double? {
        let terms = document.fields[Int(field)]
        let frequency: Int
        if elements.count == 1 {
            frequency = terms.count { Self.has($0.term, elements[0]) }
        } else {
            // Without an occurrence of each element there is no phrase, so the first may be taken for a beginning.
            guard let first = elements.first else { return nil }
            let starts = Set(
                terms.filter { Self.has($0.term, first) }.map { Int($0.position) - Int(first.offset) })
            frequency = starts.count { start in
                elements.allSatisfy { element in
                    terms.contains {
                        Int($0.position) == start + Int(element.offset) && Self.has($0.term, element)
                    }
                }
            }
        }
        if frequency == 0 { return nil }
        guard SearchModel.schema.fields[Int(field)].isScored else { return 0 }
        let idf = elements.reduce(0) { $0 + self.idf(field, $1) }
        let length = Self.length(document, Int(field))
        let norm = 1.2 * (0.25 + 0.75 * length / averages[Int(field)])
        return Double(weight) * idf * Double(frequency) / (Double(frequency) + norm)
    }

    private static func has(_ term: [UInt8], _ element: Query.Phrase.Element) -> Bool {
        element.isPrefix ? term.starts(with: element.bytes) : term == element.bytes
    }

    private func idf(_ field: FieldID, _ element: Query.Phrase.Element) -> Double {
        let key = "\(field) \(element.isPrefix) \(element.bytes)"
        let count: Int
        if let found = known[key] {
            count = found
        } else {
            // A prefix counts a document once for each of its terms, and no more than there are documents.
            let sum = all.reduce(0) { sum, document in
                sum + Set(document.fields[Int(field)].map(\.term).filter { Self.has($0, element) }).count
            }
            count = min(sum, all.count)
            known[key] = count
        }
        return logarithm(1 + (Double(all.count) - Double(count) + 0.5) / (Double(count) + 0.5))
    }
}
