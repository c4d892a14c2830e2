internal import FaguiIndex

/// Finds spans in one document by trying all pairs: slow, and simple enough to be believed.
struct SpanEvaluation {
    /// By element.
    private let positions: [Set<Int>]
    private let offsets: [Int]

    /// - Parameters:
    ///   - positions: Where each element stands in the document.
    ///   - offsets: The elements' distances in their phrases.
    init(_ positions: [Set<Int>], _ offsets: [Int]) {
        self.positions = positions
        self.offsets = offsets
    }

    /// How often the document has the shape.
    func frequency(of shape: SpanShape) -> Int {
        let beginnings = Set(spans(of: shape).map(\.start)).count
        switch shape {
        case .phrase, .any: return beginnings
        case .near(let a, let b, _, _, _): return min(beginnings, frequency(of: a), frequency(of: b))
        case .sequence(let parts, _): return parts.reduce(beginnings) { min($0, frequency(of: $1)) }
        }
    }

    private func spans(of shape: SpanShape) -> Set<Span> {
        switch shape {
        case .phrase(let elements, let length):
            guard let first = elements.first else { return [] }
            return Set(
                positions[first].map { $0 - offsets[first] }
                    .filter { start in elements.allSatisfy { positions[$0].contains(start + offsets[$0]) } }
                    .map { Span(start: $0, end: $0 + Int(length)) })
        case .any(let choices):
            return choices.reduce(into: []) { $0.formUnion(spans(of: $1)) }
        case .near(let a, let b, let most, let isOrdered, let marks):
            var found: Set<Span> = []
            let breaks = marks.reduce(into: Set<Int>()) { breaks, mark in
                breaks.formUnion(positions[mark].map { $0 + offsets[mark] })
            }
            let others = spans(of: b)
            for one in spans(of: a) {
                for other in others {
                    let gap = isBefore(one, other) ? other.start - one.end : one.start - other.end
                    guard isBefore(one, other) || !isOrdered && isBefore(other, one), gap <= Int(most) else { continue }
                    let whole = Span(start: min(one.start, other.start), end: max(one.end, other.end))
                    if !breaks.contains(where: { $0 > whole.start && $0 < whole.end }) { found.insert(whole) }
                }
            }
            return found
        case .sequence(let parts, let most):
            // By end of a chain: what is left between its neighbours, and its beginning.
            var chains: [(end: Int, gaps: Int, start: Int)] = spans(of: parts[0]).map { ($0.end, 0, $0.start) }
            for part in parts.dropFirst() {
                chains = spans(of: part).compactMap { span in
                    let before = chains.filter { $0.end <= span.start }
                        .map { (end: span.end, gaps: $0.gaps + span.start - $0.end, start: $0.start) }
                        .filter { $0.gaps <= Int(most) }
                    return before.min { $0.gaps != $1.gaps ? $0.gaps < $1.gaps : $0.start > $1.start }
                }
            }
            return Set(chains.map { Span(start: $0.start, end: $0.end) })
        }
    }

    private func isBefore(_ a: Span, _ b: Span) -> Bool { a.end <= b.start }
}

/// Looks at one document after another: the twin of ``DocumentMask`` that explanations and tests stand on.
enum FilterEvaluation {
    static func selects(
        _ filter: DocumentFilter, _ doc: DocID, in segment: SegmentReader, _ folding: KeywordFolding
    ) throws -> Bool {
        func isOfSources(_ column: Int) -> Bool { segment.schema.columns[column].level == .source }
        switch filter.test {
        case .all: return true
        case .quantity(let field, let condition):
            var documents = TermDocuments(segment)
            var isFound = false
            try segment.forEachTerm(in: field, condition) { term in
                isFound = try documents.contains(doc, of: term)
                return !isFound
            }
            return isFound
        case .source(let pattern):
            return try segment.sourceID(segment.source(of: doc)).withUnsafeBytes { pattern.matches($0) }
        case .number(let column, let range):
            guard segment.hasColumn(column), segment.schema.columns.indices.contains(column) else { return false }
            switch (segment.schema.columns[column].kind, isOfSources(column)) {
            case (.uint32, true):
                return range.contains(Int64(try segment.uint32(column, ofSource: segment.source(of: doc))))
            case (.uint32, false): return range.contains(Int64(try segment.uint32(column, of: doc)))
            case (.int64, true): return range.contains(try segment.int64(column, ofSource: segment.source(of: doc)))
            case (.int64, false): return range.contains(try segment.int64(column, of: doc))
            case (.keyword, _): return false
            }
        case .keyword(let column, let pattern, let isFolded):
            guard segment.hasColumn(column), segment.schema.columns.indices.contains(column),
                segment.schema.columns[column].kind == .keyword
            else { return false }
            let value =
                try isOfSources(column)
                ? segment.keyword(column, ofSource: segment.source(of: doc)) : segment.keyword(column, of: doc)
            return try value.withUnsafeBytes { bytes in
                try KeywordList.contains(bytes) { value in
                    try isFolded
                        ? folding(segment, value).withUnsafeBytes { pattern.matches($0) } : pattern.matches(value)
                }
            }
        }
    }
}
