package import FaguiIndex

/// What a document has of a query, and why it matches or not.
package struct MatchDiagnosis: Sendable, Equatable {
    /// What part a term plays in a query.
    package enum Role: String, Sendable {
        /// The document must have it, or another of its clause.
        case required
        /// It raises the score; where nothing is required, one such term is needed.
        case optional
        /// The document must not have it.
        case excluded
    }

    /// A term of the query.
    package struct Term: Sendable, Equatable {
        /// What is looked for: a word, a phrase, the beginning of a word with `*`.
        package var text: String
        /// The field that is looked in; empty for a filter.
        package var field: String
        /// Its part in the query.
        package var role: Role
        /// The factor that the query gives.
        package var weight: Float
        /// Its inverse document frequency; 0 if no document has it.
        package var idf: Float
        /// Documents that have it, at most.
        package var documentFrequency: Int
        /// How often the document has it; 0 if not.
        package var frequency: Int
        /// What it brings to the score of a document that matches.
        package var score: Float
    }

    /// Why a document does not match.
    package enum Failure: Sendable, Equatable {
        /// It lacks what is required.
        case missing(String)
        /// It has what is excluded.
        case excluded(String)
        /// It has none of the terms.
        case nothing
    }

    /// The terms in the order of the query; equal ones are one.
    package var terms: [Term]
    /// The first clause that fails; nil if the document matches.
    package var failure: Failure?
}

extension Searcher {
    /// Compares a document with a query, clause by clause.
    ///
    /// - Parameters:
    ///   - query: Prepared by this searcher.
    ///   - address: A live document.
    /// - Returns: What it has and lacks.
    /// - Throws: What damaged bytes make the index throw.
    package func diagnose(_ query: PreparedQuery, _ address: DocAddress) throws -> MatchDiagnosis {
        var diagnoser = MatchDiagnoser(searcher: self, address: address)
        let root = query.queries[address.segment]
        let node = try diagnoser.look(at: root, .optional, isRoot: true)
        return MatchDiagnosis(terms: diagnoser.terms, failure: node.isMatch ? nil : diagnoser.failure(of: node))
    }
}

/// Goes through a query and looks for each of its terms in one document.
private struct MatchDiagnoser {
    let searcher: Searcher
    let address: DocAddress
    private(set) var terms: [MatchDiagnosis.Term] = []
    private var places: [Key: Int] = [:]

    init(searcher: Searcher, address: DocAddress) {
        self.searcher = searcher
        self.address = address
    }

    private struct Key: Hashable {
        var leaf: LeafKey
        var role: MatchDiagnosis.Role
    }

    /// A part of the query with its outcome.
    indirect enum Node {
        case leaf(text: String, field: String, isMatch: Bool)
        case boolean(must: [Node], should: [Node], mustNot: [Node])
        case atLeast(Int, [Node])

        var isMatch: Bool {
            switch self {
            case .leaf(_, _, let isMatch): isMatch
            case .atLeast(let minimum, let nodes): nodes.count(where: \.isMatch) >= max(1, minimum)
            case .boolean(let must, let should, let mustNot):
                must.allSatisfy(\.isMatch) && !mustNot.contains(where: \.isMatch)
                    && (!must.isEmpty || should.contains(where: \.isMatch))
            }
        }
    }

    mutating func look(at query: Query, _ role: MatchDiagnosis.Role, isRoot: Bool = false) throws -> Node {
        switch query {
        case .nothing: return .boolean(must: [], should: [], mustNot: [])
        case .term(let term): return try look(for: LeafKey(term: term, isPrefix: false), term.weight, query, role)
        case .prefix(let term): return try look(for: LeafKey(term: term, isPrefix: true), term.weight, query, role)
        case .phrase(let phrase): return try look(for: LeafKey(phrase), phrase.weight, query, role)
        case .proximity(let proximity): return try look(for: LeafKey(proximity), proximity.weight, query, role)
        case .pattern(let pattern): return try look(for: LeafKey(pattern), pattern.weight, query, role)
        case .documents(let filter): return try look(for: LeafKey(filter), 0, query, role)
        case .atLeast(let minimum, let queries):
            // What is said twice counts once.
            return .atLeast(minimum, try Query.withoutRepeats(queries).map { try look(at: $0, role) })
        case .boolean(let must, let should, let mustNot):
            let required = try must.map { try look(at: $0, isRoot ? .required : role) }
            let optional = try should.map { try look(at: $0, must.isEmpty ? role : .optional) }
            let excluded = try mustNot.map { try look(at: $0, role == .excluded ? .optional : .excluded) }
            return .boolean(must: required, should: optional, mustNot: excluded)
        }
    }

    private mutating func look(
        for key: LeafKey, _ weight: Float, _ query: Query, _ role: MatchDiagnosis.Role
    ) throws -> Node {
        let plan = try PlanBuilder.plan(
            query, over: searcher.snapshot, folding: searcher.folding, isCancelled: { false })
        let share =
            plan.root == nil
            ? nil
            : try DocumentEvaluator(
                plan, number: address.segment, in: searcher.snapshot, searcher.scoring, folding: searcher.folding
            ).shares(of: address.doc)?.first
        let field = key.filter == nil ? searcher.snapshot.schema.fields[Int(key.field)].name : ""
        let place = places[Key(leaf: key, role: role)] ?? terms.count
        if place == terms.count {
            places[Key(leaf: key, role: role)] = place
            let statistics = plan.leaves.first?.statistics
            terms.append(
                MatchDiagnosis.Term(
                    text: key.text, field: field, role: role, weight: 0, idf: statistics?.idf ?? 0,
                    documentFrequency: statistics.map { Self.documentFrequency($0, isFilter: key.filter != nil) } ?? 0,
                    frequency: Int(share?.frequency ?? 0), score: 0))
        }
        terms[place].weight += max(0, weight)
        terms[place].score += role == .excluded ? 0 : share?.score ?? 0
        return .leaf(
            text: key.text, field: key.filter == nil ? name(of: key.field) : "", isMatch: share != nil)
    }

    /// Documents that have a leaf, at most; those that a filter selects are counted.
    private static func documentFrequency(_ statistics: LeafStatistics, isFilter: Bool) -> Int {
        guard isFilter else { return Int(statistics.documentFrequency) }
        return statistics.masks.reduce(0) { sum, mask in mask.words.reduce(sum) { $0 + $1.nonzeroBitCount } }
    }

    /// The text that a field belongs to, as queries call it.
    private func name(of field: FieldID) -> String {
        searcher.fields.texts.first { $0.words == field || $0.grams == field }?.name
            ?? searcher.snapshot.schema.fields[Int(field)].name
    }

    // MARK: What fails

    /// The first clause that fails, of a part that does.
    func failure(of node: Node) -> MatchDiagnosis.Failure {
        if case .atLeast(let minimum, let nodes) = node {
            return nodes.contains(where: \.isMatch) ? .missing(label(of: .atLeast(minimum, nodes))) : .nothing
        }
        guard case .boolean(let must, _, let mustNot) = node else { return .nothing }
        for child in must where !child.isMatch {
            if case .boolean(let inner, _, _) = child, !inner.isEmpty { return failure(of: child) }
            return .missing(label(of: child))
        }
        if let child = mustNot.first(where: \.isMatch) { return .excluded(label(of: child)) }
        return .nothing
    }

    /// A clause for people: `"质量安全" in body, title or headings`.
    private func label(of node: Node) -> String {
        switch node {
        case .leaf(let text, "", _): return text
        case .leaf(let text, let field, _): return "\"\(text)\" in \(field)"
        case .atLeast(let minimum, let nodes):
            return "at least \(minimum) of: \(nodes.map { label(of: $0) }.joined(separator: "; "))"
        case .boolean(let must, let should, _):
            var texts: [String] = []
            var fields: [String: [String]] = [:]
            for child in must + should {
                if case .leaf(let text, let field, _) = child, !field.isEmpty {
                    if fields[text] == nil { texts.append(text) }
                    fields[text, default: []].append(field)
                } else {
                    texts.append(label(of: child))
                }
            }
            let parts = texts.map { text in
                guard let own = fields[text] else { return "(\(text))" }
                return "\"\(text)\" in \(Self.list(own))"
            }
            return parts.joined(separator: must.isEmpty ? ", or " : ", and ")
        }
    }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return "\(names.dropLast().joined(separator: ", ")) or \(last)"
    }
}
