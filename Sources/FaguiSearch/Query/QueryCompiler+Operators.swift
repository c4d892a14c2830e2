internal import FaguiIndex
internal import FaguiText

// What stands near something else, so many of several, and what selects without a score.
extension QueryCompiler {
    static var all: Query { .documents(DocumentFilter(.all, label: "*")) }

    // MARK: Places

    /// Requires places in any of the texts of a scope, and raises the score by their words.
    mutating func addPlaces(_ node: QueryNode, scope: QueryScope, to clauses: inout QueryClauses) {
        let found = places(node, scope: scope)
        if found.isEmpty {
            notes.add("What is to be near something has no letter, digit or ideograph; it was left out.")
            return
        }
        clauses.must.append(found.count == 1 ? found[0] : .boolean(must: [], should: found, mustNot: []))
        for text in Self.texts(in: node) { clauses.addBag(text, scope: scope, isWordsOnly: true) }
    }

    /// The places in each of the texts of a scope, of which any will do.
    mutating func places(_ node: QueryNode, scope: QueryScope) -> [Query] {
        if case .wildcard(let text) = node, let pattern = terms.wordPattern(text) {
            guard take(1) == 1 else { return [] }
            return texts(of: scope).map {
                .pattern(Query.Pattern(field: $0.words, pattern: pattern, weight: weight(of: $0.words)))
            }
        }
        var texts = texts(of: scope)
        let needsMarks = Self.needsMarks(node)
        if needsMarks, !terms.marksBreaks {
            notes.add(
                "Some texts were indexed without the ends of their sentences and paragraphs, and are not found by them; "
                    + "'fagui index --reanalyze' adds these.")
            return [.nothing]
        }
        // A title is no sentence, and has none: only the body does.
        if needsMarks, scope == .all { texts = Array(texts.prefix(1)) }
        var queries: [Query] = []
        for text in texts {
            let isBody = text == fields.texts.first
            guard let spans = terms.spans(of: node, hasMarks: isBody && terms.marksBreaks) else { continue }
            let count = spans.termCount
            guard take(count) == count else { break }
            queries.append(query(spans, in: text.grams))
        }
        return queries
    }

    private func query(_ spans: Spans, in field: FieldID) -> Query {
        // One phrase is a phrase, however it was asked for.
        if case .phrase(let elements, _) = spans {
            if elements.count > 1 {
                return .phrase(Query.Phrase(field: field, elements: elements, weight: weight(of: field)))
            }
            if let only = elements.first {
                let term = Query.Term(field: field, bytes: only.bytes, weight: weight(of: field))
                return only.isPrefix ? .prefix(term) : .term(term)
            }
        }
        return .proximity(Query.Proximity(field: field, spans: spans, weight: weight(of: field)))
    }

    private static func needsMarks(_ node: QueryNode) -> Bool {
        switch node {
        case .near(let a, let b, let nearness):
            nearness == .sentence || nearness == .paragraph || needsMarks(a) || needsMarks(b)
        case .boost(let node, _): needsMarks(node)
        case .sequence(let nodes), .or(let nodes): nodes.contains { needsMarks($0) }
        default: false
        }
    }

    /// The texts in places, whose words raise the score.
    private static func texts(in node: QueryNode) -> [String] {
        switch node {
        case .text(let text), .phrase(let text, _), .sloppy(let text, _): [text]
        case .near(let a, let b, _): texts(in: a) + texts(in: b)
        case .boost(let node, _): texts(in: node)
        case .sequence(let nodes), .or(let nodes): nodes.flatMap { texts(in: $0) }
        default: []
        }
    }

    // MARK: So many of several

    /// Requires so many of the pieces of a node; the words of its text raise the score.
    mutating func addAtLeast(_ count: Int, _ node: QueryNode, scope: QueryScope, to clauses: inout QueryClauses) {
        var queries: [Query] = []
        let pieces = pieces(of: node)
        for piece in pieces {
            if case .text(let text) = piece {
                if let phrase = phrase(text, scope: scope, isQuoted: false) { queries.append(phrase) }
            } else if let query = strictQuery(piece, scope: scope) {
                queries.append(query)
            }
        }
        guard !queries.isEmpty else { return }
        let distinct = Query.withoutRepeats(queries).count
        if count > distinct {
            notes.add("There are \(distinct) different pieces of which \(count) are asked; all of them were.")
        }
        clauses.must.append(.atLeast(min(max(1, count), distinct), queries))
        for case .text(let text) in pieces { clauses.addBag(text, scope: scope, isWordsOnly: true) }
    }

    /// What counts once: pieces of text between white space, and of a single one its words.
    private mutating func pieces(of node: QueryNode) -> [QueryNode] {
        var nodes = [node]
        if case .sequence(let inner) = node { nodes = inner }
        let pieces = nodes.flatMap { node -> [QueryNode] in
            guard case .text(let text) = node else { return [node] }
            return text.split(separator: " ").map { .text(String($0)) }
        }
        guard pieces.count == 1, case .text(let text) = pieces[0] else { return pieces }
        return terms.words(of: text).map { .text($0) }
    }

    // MARK: Filters

    /// What a name and its value select without a score; nil for a name of a text.
    mutating func filter(_ name: String, _ node: QueryNode, scope: QueryScope) -> Query? {
        if QueryFields.kind(name) == .filter { return unscored(node, scope: scope) }
        guard let values = fields.values.first(where: { $0.name == name }) else { return nil }
        return filter(values, node)
    }

    private mutating func unscored(_ node: QueryNode, scope: QueryScope) -> Query {
        var clauses = QueryClauses()
        addStrictly(node, scope: scope, to: &clauses)
        let must = clauses.filters + clauses.must.map { $0.heavier(by: 0) }
        if must.isEmpty && clauses.mustNot.isEmpty { return Self.all }
        return .boolean(must: must.isEmpty ? [Self.all] : must, should: [], mustNot: clauses.mustNot)
    }

    private mutating func filter(_ values: SearchFields.Values, _ node: QueryNode) -> Query {
        switch node {
        case .text(let text):
            return Self.any(text.split(separator: " ").map { filter(values, text: String($0), isWhole: false) })
        case .phrase(let text, _), .sloppy(let text, _): return filter(values, text: text, isWhole: true)
        case .wildcard(let text): return filter(values, form: text)
        case .all: return documents(values, TextPattern(pieces: [], isAtStart: false, isAtEnd: false), "*")
        case .range(let range): return documents(values, range)
        case .quantity(let condition): return filter(condition)
        case .must(let node), .boost(let node, _): return filter(values, node)
        // An inner name takes the place of the outer one.
        case .field(let name, let node): return filter(name, node, scope: .all) ?? .nothing
        case .mustNot(let node): return .boolean(must: [Self.all], should: [], mustNot: [filter(values, node)])
        case .or(let nodes): return Self.any(nodes.map { filter(values, $0) })
        case .and(let nodes): return .boolean(must: nodes.map { filter(values, $0) }, should: [], mustNot: [])
        case .atLeast(let count, .sequence(let nodes)): return .atLeast(count, nodes.map { filter(values, $0) })
        case .atLeast(let count, .text(let text)):
            return .atLeast(count, text.split(separator: " ").map { filter(values, text: String($0), isWhole: false) })
        case .atLeast(_, let node): return filter(values, node)
        case .near(let a, let b, _):
            return .boolean(must: [filter(values, a), filter(values, b)], should: [], mustNot: [])
        case .sequence(let nodes):
            let required = nodes.filter { if case .must = $0 { true } else { false } }
            let excluded = nodes.compactMap { if case .mustNot(let node) = $0 { node } else { nil } }
            let others = nodes.filter { node in
                switch node {
                case .must, .mustNot: false
                default: true
                }
            }
            let must = required.isEmpty && others.isEmpty ? [Self.all] : required.map { filter(values, $0) }
            return .boolean(
                must: must, should: others.map { filter(values, $0) }, mustNot: excluded.map { filter(values, $0) })
        }
    }

    /// Passages with an amount that is as asked.
    mutating func filter(_ condition: QuantityCondition) -> Query {
        guard let field = fields.quantities else {
            notes.add("No amounts are kept here, so that \(condition.text) selects nothing.")
            return .nothing
        }
        return .documents(DocumentFilter(.quantity(field: field, condition), label: condition.text))
    }

    private static func any(_ queries: [Query]) -> Query {
        queries.count == 1 ? queries[0] : .boolean(must: [], should: queries, mustNot: [])
    }

    /// Values that hold a text, or are it as a whole.
    private mutating func filter(_ values: SearchFields.Values, text: String, isWhole: Bool) -> Query {
        if values.kind == .date {
            guard let date = DateNumber(text) else {
                notes.add("'\(text)' is no date for \(values.name):, so that it selects nothing.")
                return .nothing
            }
            return documents(values, DateRange(first: date.first, last: date.last, text: text))
        }
        let bytes = Array(form(values, text).utf8)
        return documents(
            values, TextPattern(pieces: bytes.isEmpty ? [] : [bytes], isAtStart: isWhole, isAtEnd: isWhole),
            isWhole ? "\"\(text)\"" : text)
    }

    private mutating func filter(_ values: SearchFields.Values, form text: String) -> Query {
        let pieces = text.split(separator: "*").map { Array(form(values, String($0)).utf8) }
        return documents(values, TextPattern(pieces: pieces, isAtStart: true, isAtEnd: text.last != "*"), text)
    }

    /// Text as the values are kept.
    private func form(_ values: SearchFields.Values, _ text: String) -> String {
        switch values.kind {
        case .keyword: terms.folded(text)
        case .number: DocumentNumberForm.normalized(terms.folded(text))
        case .source, .date: text
        }
    }

    private mutating func documents(_ values: SearchFields.Values, _ pattern: TextPattern, _ text: String) -> Query {
        let label = "\(values.name):\(text)"
        switch values.kind {
        case .source: return .documents(DocumentFilter(.source(pattern), label: label))
        case .date:
            return documents(values, DateRange(first: 1, last: .max, text: text))
        case .keyword, .number:
            return .documents(
                DocumentFilter(
                    .keyword(column: values.column, pattern, isFolded: values.kind == .keyword), label: label))
        }
    }

    private mutating func documents(_ values: SearchFields.Values, _ range: DateRange) -> Query {
        guard values.kind == .date, range.first <= range.last else {
            notes.add("\(values.name):\(range.text) holds no date, so that it selects nothing.")
            return .nothing
        }
        return .documents(
            DocumentFilter(
                .number(column: values.column, Int64(max(1, range.first))...Int64(range.last)),
                label: "\(values.name):\(range.text)"))
    }

    /// Dates without a field of dates; the grammar gives none.
    mutating func noteRange() {
        notes.add("Dates stand behind the name of a field of dates.")
    }
}
