/// What a query asks of one text, whatever it asks of others, and without what it excludes.
struct SoughtTexts {
    /// Texts whose every word and gram counts.
    private(set) var bags: [String] = []
    /// Texts that count as a whole.
    private(set) var phrases: [String] = []
    /// Of the bags, those that other words may stand for.
    private(set) var expandable: [String] = []
    /// Of the phrases, those that another name may stand for.
    private(set) var names: [String] = []
    /// Parts that count where they stand as the query asks: what is near something, forms of words.
    private(set) var places: [QueryNode] = []
    /// Texts whose pieces count, each as a whole.
    private(set) var counted: [String] = []
    /// Amounts, which stand in the body.
    private(set) var quantities: [QuantityCondition] = []
    private let field: String

    /// Reads a tree.
    ///
    /// - Parameters:
    ///   - root: Nil asks nothing.
    ///   - field: The name of the text, as in `title:`.
    init(_ root: QueryNode?, field: String) {
        self.field = field
        if let root { add(root, isStrict: false, isAsked: true) }
    }

    private mutating func add(_ node: QueryNode, isStrict: Bool, isAsked: Bool) {
        switch node {
        case .text(let text):
            guard isAsked else { return }
            if isStrict {
                let pieces = text.split(separator: " ").map { String($0) }
                phrases += pieces
                names += pieces
            } else {
                bags.append(text)
                expandable.append(text)
            }
        case .phrase(let text, let isRequired):
            guard isAsked else { return }
            if isStrict || isRequired { phrases.append(text) } else { bags.append(text) }
        case .must(let node): add(node, isStrict: true, isAsked: isAsked)
        case .mustNot: break
        // An inner name takes the place of the outer one, as it does in searching.
        case .field(let name, let node):
            switch QueryFields.kind(name) {
            case .value, .date: break
            case .filter: add(node, isStrict: true, isAsked: isAsked)
            case .text, nil: add(node, isStrict: isStrict, isAsked: name == field)
            }
        case .sloppy, .near, .wildcard: if isAsked { places.append(node) }
        case .boost(let node, _): add(node, isStrict: isStrict, isAsked: isAsked)
        case .atLeast(_, let node): addCounted(node, isAsked: isAsked)
        case .quantity(let condition): quantities.append(condition)
        case .all, .range: break
        case .and(let nodes):
            for node in nodes { add(node, isStrict: true, isAsked: isAsked) }
        case .sequence(let nodes), .or(let nodes):
            for node in nodes { add(node, isStrict: isStrict, isAsked: isAsked) }
        }
    }
    private mutating func addCounted(_ node: QueryNode, isAsked: Bool) {
        switch node {
        case .text(let text): if isAsked { counted.append(text) }
        case .sequence(let nodes) where nodes.count > 1:
            for node in nodes { add(node, isStrict: true, isAsked: isAsked) }
        default: add(node, isStrict: true, isAsked: isAsked)
        }
    }
}
