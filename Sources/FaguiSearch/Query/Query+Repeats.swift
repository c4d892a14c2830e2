extension Query {
    /// Clauses of one kind with those that are said several times said once, as heavy as all of them.
    ///
    /// A query that repeats itself a thousand times would else be planned and evaluated a thousand times.
    static func withoutRepeats(_ clauses: [Query]) -> [Query] {
        guard clauses.count > 1 else { return clauses }
        var places = FirstPlaces<Query>()
        var distinct: [Query] = []
        var counts: [Float] = []
        for clause in clauses {
            if let place = places[clause] {
                counts[place] += 1
            } else {
                places.add(clause, at: distinct.count)
                distinct.append(clause)
                counts.append(1)
            }
        }
        guard distinct.count < clauses.count else { return clauses }
        return zip(distinct, counts).map { $1 == 1 ? $0 : $0.heavier(by: $1) }
    }

    /// The query with all weights multiplied.
    func heavier(by factor: Float) -> Query {
        switch self {
        case .nothing: return self
        case .term(var term):
            term.weight *= factor
            return .term(term)
        case .prefix(var term):
            term.weight *= factor
            return .prefix(term)
        case .phrase(var phrase):
            phrase.weight *= factor
            return .phrase(phrase)
        case .proximity(var proximity):
            proximity.weight *= factor
            return .proximity(proximity)
        case .pattern(var pattern):
            pattern.weight *= factor
            return .pattern(pattern)
        case .documents: return self
        case .atLeast(let count, let queries):
            return .atLeast(count, queries.map { $0.heavier(by: factor) })
        case .boolean(let must, let should, let mustNot):
            return .boolean(
                must: must.map { $0.heavier(by: factor) }, should: should.map { $0.heavier(by: factor) },
                mustNot: mustNot)
        }
    }
}
