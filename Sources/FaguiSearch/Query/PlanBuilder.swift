internal import FaguiIndex

/// Turns a query into a plan: looks its terms up, drops what nobody has, and joins what is asked twice.
struct PlanBuilder {
    private indirect enum Draft {
        case leaf(LeafKey, weight: Float, LeafStatistics)
        case boolean(must: [Draft], should: [Draft], mustNot: [Draft])
        /// At least 2, and fewer than there are.
        case atLeast(Int, [Draft])
    }

    private let schema: Schema
    private var resolver: TermResolver
    private var leaves: [QueryPlan.Leaf] = []

    static func plan(
        _ query: Query, over snapshot: Snapshot, folding: @escaping KeywordFolding = { _, bytes in [UInt8](bytes) },
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> QueryPlan {
        var builder = PlanBuilder(
            schema: snapshot.schema,
            resolver: TermResolver(snapshot, folding: folding, isCancelled: isCancelled))
        let draft = try builder.draft(query)
        let root = draft.map { builder.number($0, isExcluded: false) }
        return QueryPlan(leaves: builder.leaves, root: root, notes: builder.resolver.notes.texts)
    }

    private init(schema: Schema, resolver: TermResolver) {
        self.schema = schema
        self.resolver = resolver
    }

    // MARK: What can match

    /// Nil for what cannot match.
    private mutating func draft(_ query: Query) throws -> Draft? {
        switch query {
        case .nothing: nil
        case .term(let term): try leaf(LeafKey(term: term, isPrefix: false), term.weight)
        case .prefix(let term): try leaf(LeafKey(term: term, isPrefix: true), term.weight)
        case .phrase(let phrase): try leaf(LeafKey(phrase), phrase.weight)
        case .proximity(let proximity): try leaf(LeafKey(proximity), proximity.weight)
        case .pattern(let pattern): try leaf(LeafKey(pattern), pattern.weight)
        case .documents(let filter): try leaf(LeafKey(filter), 0)
        case .atLeast(let count, let queries): try atLeast(count, queries)
        case .boolean(let must, let should, let mustNot): try boolean(must, should, mustNot)
        }
    }

    private mutating func atLeast(_ count: Int, _ queries: [Query]) throws -> Draft? {
        let distinct = Query.withoutRepeats(queries)
        if count <= 1 { return try boolean([], distinct, []) }
        if count == distinct.count { return try boolean(distinct, [], []) }
        let drafts = try distinct.compactMap { try draft($0) }
        if count > drafts.count { return nil }
        return count == drafts.count ? .boolean(must: drafts, should: [], mustNot: []) : .atLeast(count, drafts)
    }

    private mutating func leaf(_ key: LeafKey, _ weight: Float) throws -> Draft? {
        // A weight below 0 or that is no number would break the bounds that pruning stands on.
        let sane = weight > 0 ? min(weight, 1e6) : 0
        return try resolver.resolve(key).map { .leaf(key, weight: sane, $0) }
    }

    private mutating func boolean(_ must: [Query], _ should: [Query], _ mustNot: [Query]) throws -> Draft? {
        var required: [Draft] = []
        var optional: [Draft] = []
        var excluded: [Draft] = []
        for query in Query.withoutRepeats(must) {
            guard let child = try draft(query) else { return nil }
            // All of all is all; what may match inside may match here, and what must not, must not.
            if case .boolean(let must, let should, let mustNot) = child, !must.isEmpty {
                required += must
                optional += should
                excluded += mustNot
            } else {
                required.append(child)
            }
        }
        for query in Query.withoutRepeats(should) {
            guard let child = try draft(query) else { continue }
            if case .boolean(let must, let should, let mustNot) = child, must.isEmpty, mustNot.isEmpty {
                optional += should
            } else {
                optional.append(child)
            }
        }
        for query in Query.withoutRepeats(mustNot) {
            guard let child = try draft(query) else { continue }
            if case .boolean(let must, let should, let mustNot) = child, must.isEmpty, mustNot.isEmpty {
                excluded += should
            } else {
                excluded.append(child)
            }
        }
        if required.isEmpty && optional.isEmpty { return nil }
        join(&required, with: &optional)
        if excluded.isEmpty && required.count + optional.count == 1 { return required.first ?? optional.first }
        return .boolean(must: required, should: optional, mustNot: joined(excluded))
    }

    // MARK: What is asked twice
    // A score is linear in the weight, so equal leaves under one parent are one leaf with the sum of their weights.

    private func join(_ required: inout [Draft], with optional: inout [Draft]) {
        required = joined(required)
        optional = joined(optional)
        guard !required.isEmpty && !optional.isEmpty else { return }
        var places = FirstPlaces<LeafKey>()
        for (place, draft) in required.enumerated() {
            if case .leaf(let key, _, _) = draft { places.add(key, at: place) }
        }
        optional.removeAll { draft in
            guard case .leaf(let key, let more, _) = draft, let place = places[key] else { return false }
            required[place] = heavier(required[place], by: more)
            return true
        }
    }

    private func joined(_ drafts: [Draft]) -> [Draft] {
        guard drafts.count > 1 else { return drafts }
        var result: [Draft] = []
        var places = FirstPlaces<LeafKey>()
        for draft in drafts {
            if case .leaf(let key, let weight, _) = draft {
                if let place = places[key] {
                    result[place] = heavier(result[place], by: weight)
                    continue
                }
                places.add(key, at: result.count)
            }
            result.append(draft)
        }
        return result
    }

    private func heavier(_ draft: Draft, by more: Float) -> Draft {
        guard case .leaf(let key, let weight, let statistics) = draft else { return draft }
        return .leaf(key, weight: weight + more, statistics)
    }

    // MARK: Numbers

    private mutating func number(_ draft: Draft, isExcluded: Bool) -> MatchNode {
        switch draft {
        case .leaf(let key, let weight, let statistics):
            leaves.append(
                QueryPlan.Leaf(
                    key: key, weight: weight,
                    isScored: !isExcluded && key.filter == nil && schema.fields[Int(key.field)].isScored,
                    isExcluded: isExcluded, statistics: statistics))
            return .leaf(leaves.count - 1)
        case .atLeast(let count, let drafts):
            return .atLeast(count, drafts.map { number($0, isExcluded: isExcluded) })
        case .boolean(let must, let should, let mustNot):
            return .boolean(
                must: must.map { number($0, isExcluded: isExcluded) },
                should: should.map { number($0, isExcluded: isExcluded) },
                mustNot: mustNot.map { number($0, isExcluded: true) })
        }
    }
}
