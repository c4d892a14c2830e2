import FaguiIndex
import FaguiTestSupport
import FaguiUnicode

@testable import FaguiSearch

/// Documents in plain values, and what a query should find among them by the book.
struct SearchModel {
    struct Document {
        /// Terms with their positions, by field.
        var fields: [[(term: [UInt8], position: UInt32)]]
        var isDeleted = false
        /// The column of documents.
        var number: UInt32 = 0
        /// The column of sources, empty where there is no value, and the id of the source.
        var issuer: [UInt8] = []
        var source: [UInt8] = []
        /// The other column of sources; 0 is no value.
        var date: UInt32 = 0
        /// The amounts, which the last field has as terms.
        var amounts: [Quantity] = []
    }

    static let schema = Schema(
        fields: [
            FieldSpec(name: "words", weight: 1), FieldSpec(name: "grams", hasPositions: true, weight: 0.7),
            FieldSpec(name: "title", weight: 0.3), FieldSpec(name: "key", isScored: false),
            FieldSpec(name: "amounts", isScored: false),
        ],
        columns: [
            ColumnSpec(name: "number", kind: .uint32, level: .document),
            ColumnSpec(name: "issuer", kind: .keyword, level: .source),
            ColumnSpec(name: "date", kind: .uint32, level: .source),
        ])

    /// Values of the column of sources.
    /// The last is a list of two.
    static let issuers = ["", "council", "office", "office of the council", "court", "court\ncouncil"].map {
        Array($0.utf8)
    }

    /// By segment.
    var segments: [[Document]] = []

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
        }
    }

    private static func document(longest: Int, using random: inout SeededGenerator) -> Document {
        let amounts = (0..<Int.random(in: 0...2, using: &random)).map { _ in amount(using: &random) }
        return Document(
            fields: schema.fields.indices.map { field in
                if field == 4 { return amounts.flatMap { QuantityTerm.terms(of: $0) }.map { ($0, 0) } }
                var position: UInt32 = 0
                return (0..<Int.random(in: 0...(field == 2 ? 3 : longest), using: &random)).map { _ in
                    // Grams have a small vocabulary, so that phrases are found.
                    let term =
                        field == 1 && Bool.random(using: &random)
                        ? vocabulary[Int.random(in: 0..<6, using: &random)] : term(using: &random)
                    defer { position += Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1 }
                    return (term, position)
                }
            }, amounts: amounts)
    }

    /// An amount of few values, with any bounds but none.
    private static func amount(using random: inout SeededGenerator) -> Quantity {
        func bound(_ random: inout SeededGenerator) -> Quantity.Bound {
            Quantity.Bound(UInt64.random(in: 1...9, using: &random), isIncluded: Bool.random(using: &random))
        }
        let kind = Quantity.Kind.allCases.randomElement(using: &random) ?? .money
        let subjects = (0..<Int.random(in: 0...2, using: &random)).compactMap {
            QuantitySubject(number: UInt8(1 + 2 * $0))
        }
        let form = Int.random(in: 0..<3, using: &random)
        return Quantity(
            kind: kind, lower: form == 0 ? nil : bound(&random), upper: form == 1 ? nil : bound(&random),
            subjects: subjects)
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
                let issuer = Self.issuers.randomElement(using: &random) ?? []
                // Few dates, so that many sources share one.
                let date = UInt32.random(in: 0..<6, using: &random) * 10_101
                batch.beginSource(id: id, stored: [], columns: [.keyword(issuer), .uint32(date)])
                let isDeleted = first > 0 && Int.random(in: 0..<6, using: &random) == 0
                if isDeleted { deleted.append(id) }
                for place in first..<min(first + 2, segments[segment].count) {
                    segments[segment][place].isDeleted = isDeleted
                    segments[segment][place].issuer = issuer
                    segments[segment][place].source = id
                    segments[segment][place].date = date
                    segments[segment][place].number = UInt32.random(in: 0...9, using: &random)
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
        return try Snapshot.open(directory)
    }

    private static func add(_ document: Document, to batch: DocumentBatch) throws {
        [].withUnsafeBytes { batch.beginDocument(stored: $0, columns: [.uint32(document.number)]) }
        for (field, terms) in document.fields.enumerated() {
            try batch.add(
                terms.map(\.term), positions: schema.fields[field].hasPositions ? terms.map(\.position) : [],
                to: FieldID(field))
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
        case .proximity(let proximity):
            return score(proximity, document)
        case .pattern(let pattern):
            return score(pattern, document)
        case .documents(let filter):
            return Self.selects(filter, document) ? 0 : nil
        case .atLeast(let count, let queries):
            // What is said twice counts once, and is as heavy as both.
            var distinct: [Query] = []
            for query in queries where !distinct.contains(query) { distinct.append(query) }
            guard distinct.count(where: { score($0, document) != nil }) >= max(1, count) else { return nil }
            return queries.compactMap { score($0, document) }.reduce(0, +)
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
        return score(document, field, frequency, elements.reduce(0) { $0 + idf(field, $1) }, weight)
    }

    // MARK: Spans, patterns, filters

    private func score(_ proximity: Query.Proximity, _ document: SearchModel.Document) -> Double? {
        let spans = ModelSpans(terms: document.fields[Int(proximity.field)])
        let frequency = spans.frequency(of: proximity.spans)
        guard frequency > 0 else { return nil }
        return score(document, proximity.field, frequency, idf(proximity.field, proximity.spans) ?? 0, proximity.weight)
    }

    /// Nil for spans that no document can have.
    private func idf(_ field: FieldID, _ spans: Spans) -> Double? {
        switch spans {
        case .phrase(let elements, _):
            return elements.reduce(Double?(0)) { sum, element in
                count(field, element) == 0 ? nil : sum.map { $0 + idf(field, element) }
            }
        case .any(let choices): return choices.compactMap { idf(field, $0) }.min()
        case .near(let a, let b, _, _, _): return sum([a, b], field)
        case .sequence(let parts, _): return sum(parts, field)
        }
    }

    private func sum(_ parts: [Spans], _ field: FieldID) -> Double? {
        parts.reduce(Double?(0)) { sum, part in
            guard let sum, let own = idf(field, part) else { return nil }
            return sum + own
        }
    }

    private func score(_ pattern: Query.Pattern, _ document: SearchModel.Document) -> Double? {
        func has(_ term: [UInt8]) -> Bool { Self.has(term, pattern.pattern) }
        let frequency = document.fields[Int(pattern.field)].count { has($0.term) }
        guard frequency > 0 else { return nil }
        let sum = all.reduce(0) { $0 + Set($1.fields[Int(pattern.field)].map(\.term).filter(has)).count }
        return score(document, pattern.field, frequency, Self.idf(min(sum, all.count), all.count), pattern.weight)
    }

    /// Tries all ways to place the pieces.
    static func has(_ value: [UInt8], _ pattern: TextPattern) -> Bool {
        func fits(_ pieces: ArraySlice<[UInt8]>, from start: Int) -> Bool {
            guard let piece = pieces.first else { return !pattern.isAtEnd || start == value.count }
            let isFirst = pieces.startIndex == 0
            return (start...value.count).contains { place in
                (!isFirst || !pattern.isAtStart || place == 0) && value[place...].starts(with: piece)
                    && fits(pieces.dropFirst(), from: place + piece.count)
            }
        }
        return !value.isEmpty && fits(pattern.pieces[...], from: 0)
    }

    private static func selects(_ filter: DocumentFilter, _ document: SearchModel.Document) -> Bool {
        switch filter.test {
        case .all: true
        case .number(let column, let range): column == 0 && range.contains(Int64(document.number))
        case .keyword(let column, let pattern, _):
            column == 1 && document.issuer.split(separator: 10).contains { has(Array($0), pattern) }
        case .source(let pattern): has(document.source, pattern)
        case .quantity(_, let condition): document.amounts.contains { has($0, condition) }
        }
    }

    /// Tries values around the one that is asked for: which the amount allows, and which its bounds name.
    private static func has(_ amount: Quantity, _ condition: QuantityCondition) -> Bool {
        guard amount.kind == condition.kind else { return false }
        if let subject = condition.subject, !amount.subjects.contains(subject) { return false }
        // Halves stand for what lies between two whole numbers.
        let most = 2 * UInt64(20)
        func allows(_ half: UInt64) -> Bool {
            guard let upper = amount.upper else { return true }
            return upper.isIncluded ? half <= 2 * upper.value : half < 2 * upper.value
        }
        let asked = 2 * condition.value
        switch condition.comparison {
        case .atLeast: return (asked...most).contains(where: allows)
        case .above: return (asked + 1...most).contains(where: allows)
        case .atMost: return !(asked + 1...most).contains(where: allows)
        case .below: return !(asked...most).contains(where: allows)
        case .equal: return [amount.lower, amount.upper].contains { $0?.value == condition.value }
        }
    }

    private func score(
        _ document: SearchModel.Document, _ field: FieldID, _ frequency: Int, _ idf: Double, _ weight: Float
    ) -> Double {
        guard SearchModel.schema.fields[Int(field)].isScored else { return 0 }
        let length = Self.length(document, Int(field))
        let norm = 1.2 * (0.25 + 0.75 * length / averages[Int(field)])
        return Double(weight) * idf * Double(frequency) / (Double(frequency) + norm)
    }

    // MARK: Terms

    private static func has(_ term: [UInt8], _ element: Query.Phrase.Element) -> Bool {
        element.isPrefix ? term.starts(with: element.bytes) : term == element.bytes
    }

    private func idf(_ field: FieldID, _ element: Query.Phrase.Element) -> Double {
        Self.idf(count(field, element), all.count)
    }

    private static func idf(_ count: Int, _ all: Int) -> Double {
        logarithm(1 + (Double(all) - Double(count) + 0.5) / (Double(count) + 0.5))
    }

    private func count(_ field: FieldID, _ element: Query.Phrase.Element) -> Int {
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
        return count
    }
}
