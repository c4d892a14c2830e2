/// The clauses of one boolean query while they are gathered.
struct QueryClauses {
    /// Text that is looked up word by word, in one scope.
    struct Bag {
        var scope: QueryScope
        /// Whether its grams are asked for by a phrase already.
        var isWordsOnly: Bool
        var texts: [String]
        /// Those of the texts that other words may stand for: not what was quoted.
        var expandable: [String]
    }

    /// What selects and does not score.
    var filters: [Query] = []
    var must: [Query] = []
    var should: [Query] = []
    var mustNot: [Query] = []
    private(set) var bags: [Bag] = []

    /// Joins the texts of one scope, so that what a term weighs that is said twice is known.
    mutating func addBag(_ text: String, scope: QueryScope, isWordsOnly: Bool = false, isExpandable: Bool = false) {
        add(Bag(scope: scope, isWordsOnly: isWordsOnly, texts: [text], expandable: isExpandable ? [text] : []))
    }

    /// Forgets the bags, whose terms are clauses now.
    mutating func removeBags() { bags = [] }

    /// Joins a bag with that of the same scope.
    mutating func add(_ bag: Bag) {
        if let place = bags.firstIndex(where: { $0.scope == bag.scope && $0.isWordsOnly == bag.isWordsOnly }) {
            bags[place].texts += bag.texts
            bags[place].expandable += bag.expandable
        } else {
            bags.append(bag)
        }
    }

    /// Whether it asks for nothing but loose text: anything of it makes a match.
    var isOptional: Bool { filters.isEmpty && must.isEmpty && mustNot.isEmpty }

    /// Whether it says nothing but what may not be.
    var excludesOnly: Bool {
        filters.isEmpty && must.isEmpty && should.isEmpty && bags.isEmpty && !mustNot.isEmpty
    }

    /// The query, nil where nothing is asked for but exclusions.
    var query: Query? {
        guard filters.isEmpty else {
            // Beside a filter the text must match as it must without one.
            if must.isEmpty, !should.isEmpty {
                return .boolean(
                    must: filters + [.boolean(must: [], should: should, mustNot: [])], should: [], mustNot: mustNot)
            }
            return .boolean(must: filters + must, should: should, mustNot: mustNot)
        }
        if mustNot.isEmpty {
            if must.isEmpty, should.count == 1 { return should[0] }
            if should.isEmpty, must.count == 1 { return must[0] }
        }
        return must.isEmpty && should.isEmpty ? nil : .boolean(must: must, should: should, mustNot: mustNot)
    }
}

/// The texts that a part of a query asks.
enum QueryScope: Equatable {
    case all
    /// The text with this number among ``SearchFields/texts``.
    case text(Int)
}
