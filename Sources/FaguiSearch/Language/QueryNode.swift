/// A part of a query as typed: what was said, not yet what is looked up.
package indirect enum QueryNode: Sendable, Equatable {
    /// Unquoted text: pieces without white space, with one space between two.
    case text(String)
    /// Quoted text: required between ASCII quotes, else it only raises the score.
    case phrase(String, isRequired: Bool)
    /// `+x`
    case must(QueryNode)
    /// `-x` or `NOT x`
    case mustNot(QueryNode)
    /// `title:x`
    case field(String, QueryNode)
    /// Nodes side by side.
    case sequence([QueryNode])
    /// `x AND y`
    case and([QueryNode])
    /// `x OR y`
    case or([QueryNode])
}

extension QueryNode: CustomStringConvertible {
    /// The tree on one line: text in brackets, `{x y}` for nodes side by side, `(and x y)` and `(or x y)`.
    package var description: String {
        switch self {
        case .text(let text): "[\(text)]"
        case .phrase(let text, true): "\"\(text)\""
        case .phrase(let text, false): "“\(text)”"
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
