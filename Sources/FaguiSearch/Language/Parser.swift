/// Builds the tree of a query. It cannot fail: whatever does not fit the grammar is text, or is left out.
///
/// ```
/// or       = and { OR and }
/// and      = sequence { AND sequence }
/// sequence = { { NOT } clause }
/// clause   = [ + | - ] [ name : ] ( text | phrase | "(" or ")" )
/// ```
/// The depth of the calls is bounded by the parentheses, which are bounded by ``QueryLimits``.
struct Parser {
    private let tokens: [QueryToken]
    private var place = 0

    private init(_ tokens: [QueryToken]) { self.tokens = tokens }

    /// Parses tokens; nil if nothing was said.
    static func parse(_ tokens: [QueryToken], notes: inout QueryNotes) -> QueryNode? {
        var parser = Parser(settlingOperators(balancing(tokens, notes: &notes)))
        return parser.parseOr()
    }

    private var next: QueryToken? { place < tokens.count ? tokens[place] : nil }

    private mutating func take(_ token: QueryToken) -> Bool {
        guard next == token else { return false }
        place += 1
        return true
    }

    private mutating func parseOr() -> QueryNode? {
        var nodes: [QueryNode] = []
        repeat {
            if let node = parseAnd() { nodes.append(node) }
        } while take(.or)
        return nodes.count > 1 ? .or(nodes) : nodes.first
    }

    private mutating func parseAnd() -> QueryNode? {
        var nodes: [QueryNode] = []
        repeat {
            if let node = parseSequence() { nodes.append(node) }
        } while take(.and)
        return nodes.count > 1 ? .and(nodes) : nodes.first
    }

    private mutating func parseSequence() -> QueryNode? {
        var nodes: [QueryNode] = []
        while let token = next, token.beginsOperand {
            guard let node = parseNegation() else { continue }
            if case .text(let text) = node, case .text(let before)? = nodes.last {
                nodes[nodes.count - 1] = .text(before + " " + text)
            } else {
                nodes.append(node)
            }
        }
        return nodes.count > 1 ? .sequence(nodes) : nodes.first
    }

    /// Two negations cancel each other.
    private mutating func parseNegation() -> QueryNode? {
        var isNegated = false
        while take(.not) { isNegated.toggle() }
        guard let node = parseClause() else { return nil }
        return isNegated ? Self.negation(of: node) : node
    }

    private mutating func parseClause() -> QueryNode? {
        if take(.plus) { return parseFielded().map { .must($0) } }
        if take(.minus) { return parseFielded().map { Self.negation(of: $0) } }
        return parseFielded()
    }

    private mutating func parseFielded() -> QueryNode? {
        guard case .field(let name)? = next else { return parseOperand() }
        place += 1
        return parseOperand().map { .field(name, $0) }
    }

    private mutating func parseOperand() -> QueryNode? {
        guard let token = next else { return nil }
        place += 1
        switch token {
        case .text(let text): return .text(text)
        case .phrase(let text, let isRequired): return .phrase(text, isRequired: isRequired)
        case .open:
            let node = parseOr()
            _ = take(.close)
            return node
        default: return nil
        }
    }

    private static func negation(of node: QueryNode) -> QueryNode {
        switch node {
        case .mustNot(let node): node
        case .must(let node): .mustNot(node)
        default: .mustNot(node)
        }
    }
}

extension Parser {
    /// Leaves out closing parentheses without a partner, and pairs that lie too deep.
    private static func balancing(_ tokens: [QueryToken], notes: inout QueryNotes) -> [QueryToken] {
        var depth = 0
        return tokens.filter { token in
            switch token {
            case .open:
                depth += 1
                if depth > QueryLimits.depth {
                    notes.add("Parentheses more than \(QueryLimits.depth) deep were left out.")
                    return false
                }
                return true
            case .close:
                guard depth > 0 else { return false }
                depth -= 1
                return depth < QueryLimits.depth
            default: return true
            }
        }
    }

    /// Makes text of operators that lack an operand; of several in a row the first counts.
    private static func settlingOperators(_ tokens: [QueryToken]) -> [QueryToken] {
        var settled: [QueryToken] = []
        for (place, token) in tokens.enumerated() {
            switch token {
            case .and, .or:
                if settled.last == .and || settled.last == .or { continue }
                let following = tokens[(place + 1)...].first { $0 != .and && $0 != .or }
                let hasOperands = settled.last?.endsOperand == true && following?.beginsOperand == true
                settled.append(hasOperands ? token : .text(token == .and ? "AND" : "OR"))
            case .not:
                let following = place + 1 < tokens.count ? tokens[place + 1] : nil
                settled.append(following?.beginsOperand == true ? token : .text("NOT"))
            default: settled.append(token)
            }
        }
        return settled
    }
}
