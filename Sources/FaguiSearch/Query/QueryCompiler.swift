internal import FaguiIndex
internal import FaguiText

/// Gives the tree of a query its terms. Each text is read in one of three ways:
///
/// - loosely, where text stands alone or beside other text: any word or gram makes a match;
/// - strictly, under `+` and AND: every piece is a phrase that must be there, and its words only raise the score;
/// - as an exclusion, under `-` and NOT: every piece is a phrase that must not be there.
///
/// Calls nest as deep as the tree, which the parser bounds.
struct QueryCompiler {
    var terms: QueryTerms
    let fields: SearchFields
    private let weights: [Float]
    private let parts: QueryParts
    /// What was asked beside what was typed.
    private(set) var expansions: [Expansion] = []
    /// For each term that was asked only so: the part of the query that it is asked for.
    private(set) var origins: [[UInt8]: String] = [:]
    var notes: QueryNotes
    private var termsLeft = QueryLimits.terms

    init(terms: QueryTerms, fields: SearchFields, weights: [Float], parts: QueryParts, notes: QueryNotes) {
        self.terms = terms
        self.fields = fields
        self.weights = weights
        self.parts = parts
        self.notes = notes
    }

    /// The query of a whole tree.
    mutating func compile(_ root: QueryNode) -> Query {
        var clauses = QueryClauses()
        addLoosely(root, scope: .all, to: &clauses)
        guard let query = finish(&clauses) else {
            notes.add(
                clauses.mustNot.isEmpty
                    ? "The query has no letter, digit or ideograph to look up."
                    : "A query that only excludes finds nothing.")
            return .nothing
        }
        return query
    }

    // MARK: Three ways to read

    private mutating func addLoosely(_ node: QueryNode, scope: QueryScope, to clauses: inout QueryClauses) {
        switch node {
        case .text(let text): clauses.addBag(text, scope: scope, isExpandable: true)
        case .phrase(let text, isRequired: true):
            addRequired(text, isQuoted: true, scope: scope, to: &clauses)
        case .phrase(let text, isRequired: false):
            clauses.addBag(text, scope: scope)
            if let phrase = phrase(text, scope: scope, isQuoted: false) { clauses.should.append(phrase) }
        case .must(let node): addStrictly(node, scope: scope, to: &clauses)
        case .mustNot(let node): clauses.mustNot += exclusions(node, scope: scope)
        case .field(let name, let node):
            if let filter = filter(name, node, scope: scope) {
                clauses.filters.append(filter)
            } else {
                addOptional(node, scope: self.scope(name), to: &clauses)
            }
        case .sequence(let nodes):
            for node in nodes { addOptional(node, scope: scope, to: &clauses) }
        case .or(let nodes):
            for node in nodes { addAlternative(node, scope: scope, to: &clauses) }
        case .and(let nodes):
            for node in nodes { addStrictly(node, scope: scope, to: &clauses) }
        case .sloppy, .near: addPlaces(node, scope: scope, to: &clauses)
        case .wildcard: clauses.should += places(node, scope: scope)
        case .atLeast(let count, let node): addAtLeast(count, node, scope: scope, to: &clauses)
        case .boost(let node, let factor):
            var group = QueryClauses()
            addLoosely(node, scope: scope, to: &group)
            add(&group, heavier: factor, to: &clauses)
        case .all: clauses.should.append(Self.all)
        case .quantity(let condition): clauses.filters.append(filter(condition))
        case .range: noteRange()
        }
    }

    /// Adds one of several of which any will do: what it requires is required of it alone.
    private mutating func addAlternative(_ node: QueryNode, scope: QueryScope, to clauses: inout QueryClauses) {
        var group = QueryClauses()
        addLoosely(node, scope: scope, to: &group)
        if group.excludesOnly {
            clauses.should.append(Self.all(but: group.mustNot))
        } else if group.isOptional {
            clauses.should += group.should
            for bag in group.bags { clauses.add(bag) }
        } else if let query = finish(&group) {
            clauses.should.append(query)
        }
    }

    /// Adds a group whose every weight is multiplied.
    private mutating func add(_ group: inout QueryClauses, heavier factor: Float, to clauses: inout QueryClauses) {
        settleBags(of: &group)
        clauses.filters += group.filters
        clauses.must += group.must.map { $0.heavier(by: factor) }
        clauses.should += group.should.map { $0.heavier(by: factor) }
        clauses.mustNot += group.mustNot
    }

    /// Adds a part of a larger whole: a group with requirements of its own stays a group, and is optional as one.
    private mutating func addOptional(_ node: QueryNode, scope: QueryScope, to clauses: inout QueryClauses) {
        switch node {
        case .and, .sequence, .or:
            var group = QueryClauses()
            addLoosely(node, scope: scope, to: &group)
            if group.isOptional {
                clauses.should += group.should
                for bag in group.bags { clauses.add(bag) }
            } else if let query = finish(&group) {
                clauses.should.append(query)
            }
        default: addLoosely(node, scope: scope, to: &clauses)
        }
    }

    mutating func addStrictly(_ node: QueryNode, scope: QueryScope, to clauses: inout QueryClauses) {
        switch node {
        case .text(let text):
            for piece in text.split(separator: " ") {
                addRequired(String(piece), isQuoted: false, scope: scope, to: &clauses)
            }
        case .phrase(let text, _): addRequired(text, isQuoted: true, scope: scope, to: &clauses)
        case .must(let node): addStrictly(node, scope: scope, to: &clauses)
        case .mustNot(let node): clauses.mustNot += exclusions(node, scope: scope)
        case .field(let name, let node):
            if let filter = filter(name, node, scope: scope) {
                clauses.filters.append(filter)
            } else {
                addStrictly(node, scope: self.scope(name), to: &clauses)
            }
        case .sloppy, .near: addPlaces(node, scope: scope, to: &clauses)
        case .wildcard: addAny(of: places(node, scope: scope), to: &clauses)
        case .atLeast(let count, let node): addAtLeast(count, node, scope: scope, to: &clauses)
        case .boost(let node, let factor):
            var group = QueryClauses()
            addStrictly(node, scope: scope, to: &group)
            add(&group, heavier: factor, to: &clauses)
        case .all: clauses.must.append(Self.all)
        case .quantity(let condition): clauses.filters.append(filter(condition))
        case .range: noteRange()
        case .sequence(let nodes), .and(let nodes):
            for node in nodes { addStrictly(node, scope: scope, to: &clauses) }
        case .or(let nodes):
            addAny(of: nodes.compactMap { strictAlternative($0, scope: scope) }, to: &clauses)
        }
    }

    /// Requires any of some queries, if there are any.
    private func addAny(of queries: [Query], to clauses: inout QueryClauses) {
        guard let only = queries.first else { return }
        clauses.must.append(queries.count == 1 ? only : .boolean(must: [], should: queries, mustNot: []))
    }

    mutating func strictQuery(_ node: QueryNode, scope: QueryScope) -> Query? {
        var clauses = QueryClauses()
        addStrictly(node, scope: scope, to: &clauses)
        return finish(&clauses)
    }

    /// One of several of which any will do, and which requires all that it says.
    private mutating func strictAlternative(_ node: QueryNode, scope: QueryScope) -> Query? {
        var clauses = QueryClauses()
        addStrictly(node, scope: scope, to: &clauses)
        return clauses.excludesOnly ? Self.all(but: clauses.mustNot) : finish(&clauses)
    }

    /// What an alternative asks that only excludes: 甲 OR -乙 finds all that has no 乙, too.
    private static func all(but excluded: [Query]) -> Query {
        .boolean(must: [all], should: [], mustNot: excluded)
    }

    /// Queries of which each is excluded.
    mutating func exclusions(_ node: QueryNode, scope: QueryScope) -> [Query] {
        switch node {
        case .text(let text):
            text.split(separator: " ").compactMap { phrase(String($0), scope: scope, isQuoted: false) }
        case .phrase(let text, _): phrase(text, scope: scope, isQuoted: true).map { [$0] } ?? []
        case .must(let node): exclusions(node, scope: scope)
        case .field(let name, let node):
            filter(name, node, scope: scope).map { [$0] } ?? exclusions(node, scope: self.scope(name))
        case .sloppy, .near, .wildcard: places(node, scope: scope)
        case .atLeast: strictQuery(node, scope: scope).map { [$0] } ?? []
        case .boost(let node, _): exclusions(node, scope: scope)
        case .all: [Self.all]
        case .quantity(let condition): [filter(condition)]
        case .range: []
        case .or(let nodes):
            nodes.flatMap { node -> [Query] in
                guard case .mustNot(let excluded) = node else { return exclusions(node, scope: scope) }
                let spared = exclusions(excluded, scope: scope)
                return spared.isEmpty ? [] : [Self.all(but: spared)]
            }
        case .and: strictQuery(node, scope: scope).map { [$0] } ?? []
        case .sequence(let nodes): exclusions(ofSequence: nodes, scope: scope)
        case .mustNot: []
        }
    }

    /// `-(x -y)` excludes what has x, unless it has y.
    private mutating func exclusions(ofSequence nodes: [QueryNode], scope: QueryScope) -> [Query] {
        let excluded = nodes.flatMap { exclusions($0, scope: scope) }
        let spared = nodes.flatMap { node -> [Query] in
            if case .mustNot(let node) = node { exclusions(node, scope: scope) } else { [] }
        }
        if excluded.isEmpty || spared.isEmpty { return excluded }
        return [.boolean(must: [], should: excluded, mustNot: spared)]
    }

    // MARK: Terms

    private mutating func addRequired(
        _ text: String, isQuoted: Bool, scope: QueryScope, to clauses: inout QueryClauses
    ) {
        guard let phrase = phrase(text, scope: scope, isQuoted: isQuoted) else { return }
        let names = isQuoted ? [] : otherNames(of: text, scope: scope)
        clauses.must.append(names.isEmpty ? phrase : .boolean(must: [], should: [phrase] + names, mustNot: []))
        clauses.addBag(text, scope: scope, isWordsOnly: true)
    }

    /// The phrases of other names of what is required: who asks for +质检总局 wants the body, however it is called. The
    /// thesaurus has no part here, for its words mean something else.
    private mutating func otherNames(of text: String, scope: QueryScope) -> [Query] {
        guard let expansion = terms.synonyms(ofName: text) else { return [] }
        if !expansions.contains(expansion) { expansions.append(expansion) }
        return phrases(of: expansion, scope: scope)
    }

    /// The targets of an expansion as phrases. A phrase's idf is the sum of its grams', so its weight is shared by them.
    private mutating func phrases(of expansion: Expansion, scope: QueryScope) -> [Query] {
        expansion.targets.compactMap { target in
            let count = (terms.phrases(target).first?.elements ?? []).count
            return phrase(target, scope: scope, isQuoted: false)?
                .heavier(by: ExpandedTerms.weight(of: expansion) / Float(max(1, count)).squareRoot())
        }
    }

    /// The query of gathered clauses: their requirements first, for these must not fall to the limit of terms.
    private mutating func finish(_ clauses: inout QueryClauses) -> Query? {
        settleBags(of: &clauses)
        return clauses.query
    }

    /// Turns the bags of clauses into clauses.
    private mutating func settleBags(of clauses: inout QueryClauses) {
        defer { clauses.removeBags() }
        for bag in clauses.bags {
            let (words, grams) = terms.bag(of: bag.texts.joined(separator: " "))
            let texts = texts(of: bag.scope)
            let beside = expand(bag, besides: words, grams, &clauses)
            if parts.contains(.words) {
                for word in words { add(word, to: texts.map(\.words), &clauses) }
                for word in beside.words { add(word, to: texts.map(\.words), &clauses) }
            }
            if !bag.isWordsOnly, parts.contains(.grams) {
                for gram in grams { add(gram, to: texts.map(\.grams), &clauses) }
                for gram in beside.grams { add(gram, to: texts.map(\.grams), &clauses) }
            }
        }
    }

    /// The terms that are asked beside a bag's, without those that it has.
    private mutating func expand(
        _ bag: QueryClauses.Bag, besides words: [QueryTerms.BagTerm], _ grams: [QueryTerms.BagTerm],
        _ clauses: inout QueryClauses
    ) -> (words: [QueryTerms.BagTerm], grams: [QueryTerms.BagTerm]) {
        guard !bag.expandable.isEmpty else { return ([], []) }
        let found = terms.expansions(of: bag.expandable.joined(separator: " "))
        guard !found.isEmpty else { return ([], []) }
        for expansion in found where !expansions.contains(expansion) { expansions.append(expansion) }
        // A name is asked as a whole, or half of all texts would match; the law's words need not stand side by side.
        for expansion in found where expansion.kind == .synonyms {
            clauses.should += phrases(of: expansion, scope: bag.scope)
        }
        let expanded = ExpandedTerms(found.filter { $0.kind == .thesaurus }, &terms)
        func fresh(_ beside: [ExpandedTerms.Term], _ typed: [QueryTerms.BagTerm]) -> [QueryTerms.BagTerm] {
            let known = Set(typed.map(\.bytes))
            let fresh = beside.filter { !known.contains($0.term.bytes) }
            for term in fresh { origins[term.term.bytes] = term.typed }
            return fresh.map(\.term)
        }
        let result = (fresh(expanded.words, words), fresh(expanded.grams, grams))
        // A word of two characters is a gram as well: what was typed as either is not asked beside it.
        for term in words + grams { origins[term.bytes] = nil }
        return result
    }

    private mutating func add(_ term: QueryTerms.BagTerm, to fields: [FieldID], _ clauses: inout QueryClauses) {
        guard take(1) == 1 else { return }
        for field in fields {
            let leaf = Query.Term(field: field, bytes: term.bytes, weight: weight(of: field) * term.weight)
            clauses.should.append(term.isPrefix ? .prefix(leaf) : .term(leaf))
        }
    }

    /// A phrase in any of the texts of a scope.
    mutating func phrase(_ text: String, scope: QueryScope, isQuoted: Bool) -> Query? {
        let forms = terms.phrases(text)
        guard let typed = forms.first?.elements else {
            if isQuoted { notes.add("A phrase without letter, digit or ideograph was left out.") }
            return nil
        }
        let kept = typed.prefix(take(typed.count))
        guard !kept.isEmpty else { return nil }
        var ways = [Array(kept)]
        if kept.count == typed.count {
            // Another way of writing is asked whole or not at all.
            for form in forms.dropFirst() where termsLeft >= form.elements.count {
                ways.append(Array(form.elements.prefix(take(form.elements.count))))
            }
        }
        let queries = texts(of: scope).flatMap { text in ways.map { phrase($0, field: text.grams) } }
        return queries.count == 1 ? queries[0] : .boolean(must: [], should: queries, mustNot: [])
    }

    private func phrase(_ elements: [PhraseTerms.Element], field: FieldID) -> Query {
        if elements.count == 1 {
            let leaf = Query.Term(field: field, bytes: elements[0].term, weight: weight(of: field))
            return elements[0].isPrefix ? .prefix(leaf) : .term(leaf)
        }
        return .phrase(
            Query.Phrase(
                field: field,
                elements: elements.map {
                    Query.Phrase.Element(bytes: $0.term, offset: $0.offset, isPrefix: $0.isPrefix)
                }, weight: weight(of: field)))
    }

    /// Takes terms from those left, and says so where they are too many.
    mutating func take(_ count: Int) -> Int {
        let taken = min(count, termsLeft)
        if taken < count { notes.add("The query has more than \(QueryLimits.terms) terms; the others were left out.") }
        termsLeft -= taken
        return taken
    }

    func weight(of field: FieldID) -> Float {
        Int(field) < weights.count ? weights[Int(field)] : 1
    }

    func texts(of scope: QueryScope) -> [SearchFields.Text] {
        switch scope {
        case .all: fields.texts.filter { parts.takesText(named: $0.name) }
        case .text(let number): [fields.texts[number]]
        }
    }

    private mutating func scope(_ name: String) -> QueryScope {
        if let number = fields.texts.firstIndex(where: { $0.name == name }) { return .text(number) }
        notes.add("There is no field \(name) here; all fields were searched.")
        return .all
    }
}
