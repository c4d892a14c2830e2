/// A part of a query as typed: what was said, not yet what is looked up.
package indirect enum QueryNode: Sendable, Equatable {
    /// Unquoted text: pieces without white space, with one space between two.
    case text(String)
    /// Quoted text: required between ASCII quotes, else it only raises the score.
    case phrase(String, isRequired: Bool)
    /// `"x"~3`
    case sloppy(String, Int)
    /// `产*法`
    case wildcard(String)
    /// `*`
    case all
    /// `[2009 TO 2012]`, below the name of a field of dates
    case range(DateRange)
    /// `罚款>=100000`
    case quantity(QuantityCondition)
    /// `x NEAR/5 y` and its like
    case near(QueryNode, QueryNode, NearOperator)
    /// `{x y z}~2`
    case atLeast(Int, QueryNode)
    /// `x^2`
    case boost(QueryNode, Float)
    /// `+x`
    case must(QueryNode)
    /// `-x` or `NOT x`
    case mustNot(QueryNode)
    /// `title:x`, `filter:x`
    case field(String, QueryNode)
    /// Nodes side by side.
    case sequence([QueryNode])
    /// `x AND y`
    case and([QueryNode])
    /// `x OR y`
    case or([QueryNode])
}

extension QueryNode {
    /// Whether places in a text are asked for, which can be near others.
    var hasPlaces: Bool {
        switch self {
        case .text, .phrase, .sloppy, .wildcard, .near: true
        case .boost(let node, _): node.hasPlaces
        case .sequence(let nodes), .or(let nodes): nodes.allSatisfy(\.hasPlaces)
        case .all, .range, .quantity, .atLeast, .must, .mustNot, .field, .and: false
        }
    }

    /// Whether it selects without being a choice: beside it a star alone can mean all documents.
    var isRequirement: Bool {
        switch self {
        case .must, .mustNot, .sloppy, .near, .phrase(_, isRequired: true), .atLeast, .quantity: true
        case .field(let name, _): QueryFields.kind(name) != .text
        default: false
        }
    }

    /// Whether a field is named anywhere in it.
    func names(_ field: String) -> Bool {
        switch self {
        case .text, .phrase, .sloppy, .wildcard, .all, .range, .quantity: false
        case .field(let name, let node): name == field || node.names(field)
        case .near(let a, let b, _): a.names(field) || b.names(field)
        case .atLeast(_, let node), .boost(let node, _), .must(let node), .mustNot(let node): node.names(field)
        case .sequence(let nodes), .and(let nodes), .or(let nodes): nodes.contains { $0.names(field) }
        }
    }

    /// Operators between places that lie inside one another.
    var nearDepth: Int {
        switch self {
        case .near(let a, let b, _): 1 + max(a.nearDepth, b.nearDepth)
        case .boost(let node, _): node.nearDepth
        case .sequence(let nodes), .or(let nodes): nodes.reduce(0) { max($0, $1.nearDepth) }
        default: 0
        }
    }
}

extension QueryNode: CustomStringConvertible {
    /// The tree on one line: text in brackets, `{x y}` for nodes side by side, `(and x y)` and `(or x y)`.
    package var description: String {
        switch self {
        case .text(let text): "[\(text)]"
        case .phrase(let text, true): "\"\(text)\""
        case .phrase(let text, false): "“\(text)”"
        case .sloppy(let text, let distance): "\"\(text)\"~\(distance)"
        case .wildcard(let text): "<\(text)>"
        case .all: "*"
        case .range(let range): range.text
        case .quantity(let condition): "<\(condition.text)>"
        case .near(let a, let b, let nearness): "(\(nearness.text) \(a) \(b))"
        case .atLeast(let count, let node): "(\(count) of \(node))"
        case .boost(let node, let factor): "\(node)^\(factor)"
        case .must(let node): "+\(node)"
        case .mustNot(let node): "-\(node)"
        case .field(let name, let node): "\(name):\(node)"
        case .sequence(let nodes): "{\(Self.list(nodes))}"
        case .and(let nodes): "(and \(Self.list(nodes)))"
        case .or(let nodes): "(or \(Self.list(nodes)))"
        }
    }

    private static func list(_ nodes: [QueryNode]) -> String {
        nodes.map(\.description).joined(separator: " ")
    }
}
