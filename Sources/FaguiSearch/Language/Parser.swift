/// Builds the tree of a query. It cannot fail: whatever does not fit the grammar is text, or is left out, and noted as a
/// fault for those who read strictly.
///
/// ```
/// or       = and { OR and }
/// and      = sequence { AND sequence }
/// sequence = { { NOT } clause }
/// clause   = [ + | - ] [ filter : ] [ name : ] operand { ( NEAR/n | BEFORE/n | SENTENCE | PARAGRAPH ) operand }
/// operand  = ( text | word form | phrase [ ~n ] | dates | amount | * | "(" or ")" | "{" or "}" ~n ) [ ^n ]
/// ```
/// The depth of the calls is bounded by the parentheses, which are bounded by ``QueryLimits``.
struct Parser {
    private let tokens: [PlacedToken]
    private var place = 0
    private var faults: [QuerySyntaxError]
    private var notes: QueryNotes

    private init(_ tokens: [PlacedToken], _ faults: [QuerySyntaxError], _ notes: QueryNotes) {
        self.tokens = tokens
        self.faults = faults
        self.notes = notes
    }

    /// Parses tokens; nil if nothing was said.
    ///
    /// - Parameters:
    ///   - tokens: What the lexer found.
    ///   - notes: Receives what was left out, for people.
    ///   - faults: Receives what was not taken as the operator that it looks like.
    /// - Returns: The tree.
    static func parse(
        _ tokens: [PlacedToken], notes: inout QueryNotes, faults: inout [QuerySyntaxError]
    ) -> QueryNode? {
        let settled = settlingOperators(balancing(tokens, &notes, &faults), &faults)
        var parser = Parser(settled, faults, notes)
        let root = parser.parseOr()
        notes = parser.notes
        faults = parser.faults
        return root
    }

    private var next: QueryToken? { place < tokens.count ? tokens[place].token : nil }

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
        var star: Int?
        while let token = next, token.beginsOperand {
            let start = tokens[place].range.lowerBound
            guard let node = parseNegation() else { continue }
            if node == .all { star = start }
            nodes.append(node)
        }
        if let star, nodes.contains(where: { $0 != .all && !$0.isRequirement }) {
            fault(
                star, "A star among words means nothing", expected: ["* alone, or beside what is required or excluded"])
            nodes = nodes.map { $0 == .all ? .text("*") : $0 }
        }
        var joined: [QueryNode] = []
        for node in nodes {
            if case .text(let text) = node, case .text(let before)? = joined.last {
                joined[joined.count - 1] = .text(before + " " + text)
            } else {
                joined.append(node)
            }
        }
        return joined.count > 1 ? .sequence(joined) : joined.first
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
        guard case .field(let name)? = next else { return parsePlaces() }
        place += 1
        // One name more, so that no query makes the calls deep.
        guard QueryFields.kind(name) == .filter, case .field(let inner)? = next else {
            return parsePlaces().map { .field(name, $0) }
        }
        place += 1
        return parsePlaces().map { .field(name, .field(inner, $0)) }
    }

    /// An operand, and what is to be near it; from the left.
    private mutating func parsePlaces() -> QueryNode? {
        guard var node = parseBoosted() else { return nil }
        while case .near(let nearness)? = next {
            let position = tokens[place].range.lowerBound
            place += 1
            guard let other = parseBoosted() else { return node }
            let near = QueryNode.near(node, other, nearness)
            if node.hasPlaces, other.hasPlaces, near.nearDepth <= QueryLimits.nearDepth {
                node = near
            } else {
                fault(
                    position, "\(nearness.text) stands between words, phrases and their alternatives",
                    expected: ["a word", "a phrase", "(a OR b)"])
                notes.add("\(nearness.text) stands between words, phrases and their alternatives; it was read as AND.")
                // Flat, since a query may say this a thousand times.
                if case .and(let nodes) = node { node = .and(nodes + [other]) } else { node = .and([node, other]) }
            }
        }
        return node
    }

    private mutating func parseBoosted() -> QueryNode? {
        let node = parseOperand()
        guard case .boost(let factor)? = next else { return node }
        place += 1
        return node.map { .boost($0, factor) }
    }

    private mutating func parseOperand() -> QueryNode? {
        guard let token = next else { return nil }
        let position = tokens[place].range.lowerBound
        place += 1
        switch token {
        case .text(let text): return .text(text)
        case .wildcard(let text): return .wildcard(text)
        case .all: return .all
        case .range(let range): return .range(range)
        case .quantity(let condition): return .quantity(condition)
        case .phrase(let text, let isRequired):
            guard case .slop(let distance)? = next else { return .phrase(text, isRequired: isRequired) }
            place += 1
            return distance == 0 ? .phrase(text, isRequired: true) : .sloppy(text, distance)
        case .open:
            let node = parseOr()
            _ = take(.close)
            if node == nil { fault(position, "Nothing stands between the parentheses", expected: ["a word"]) }
            return node
        case .openBrace:
            let node = parseOr()
            guard case .closeBrace(let count)? = next else { return node }
            place += 1
            if node == nil { fault(position, "Nothing stands between the braces", expected: ["a word"]) }
            return node.map { .atLeast(count, $0) }
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

    private mutating func fault(_ position: Int, _ reason: String, expected: [String] = []) {
        Self.add(QuerySyntaxError(position: position, reason, expected: expected), to: &faults)
    }

    private static func add(_ fault: QuerySyntaxError, to faults: inout [QuerySyntaxError]) {
        // Each step goes from left to right: of many, those further on do not matter.
        if faults.count < 4 * QueryLimits.notes { faults.append(fault) }
    }
}

extension Parser {
    /// Leaves out what closes nothing, and pairs that lie too deep; closes what is open inside a brace before it.
    private static func balancing(
        _ tokens: [PlacedToken], _ notes: inout QueryNotes, _ faults: inout [QuerySyntaxError]
    ) -> [PlacedToken] {
        var result: [PlacedToken] = []
        // What is open: whether it is a brace, and whether it was kept.
        var open: [(isBrace: Bool, isKept: Bool, position: Int)] = []
        for token in tokens {
            switch token.token {
            case .open, .openBrace:
                let isKept = open.count < QueryLimits.depth
                open.append((token.token == .openBrace, isKept, token.range.lowerBound))
                if isKept {
                    result.append(token)
                } else {
                    notes.add("Parentheses more than \(QueryLimits.depth) deep were left out.")
                    let reason = "Parentheses lie more than \(QueryLimits.depth) deep"
                    add(QuerySyntaxError(position: token.range.lowerBound, reason), to: &faults)
                }
            case .close:
                guard let last = open.last, !last.isBrace else {
                    add(QuerySyntaxError(position: token.range.lowerBound, "This closes nothing"), to: &faults)
                    continue
                }
                open.removeLast()
                if last.isKept { result.append(token) }
            case .closeBrace:
                while let last = open.popLast() {
                    if last.isBrace {
                        if last.isKept { result.append(token) }
                        break
                    }
                    isOpen(last.position, &faults)
                    if last.isKept { result.append(PlacedToken(token: .close, range: token.range)) }
                }
            default: result.append(token)
            }
        }
        for last in open { isOpen(last.position, &faults) }
        return result
    }

    private static func isOpen(_ position: Int, _ faults: inout [QuerySyntaxError]) {
        add(QuerySyntaxError(position: position, "The parenthesis is not closed", expected: [")"]), to: &faults)
    }

    /// Makes text of operators that lack an operand; of several in a row the first counts.
    private static func settlingOperators(
        _ tokens: [PlacedToken], _ faults: inout [QuerySyntaxError]
    ) -> [PlacedToken] {
        func isBetween(_ token: QueryToken?) -> Bool { token == .and || token == .or }
        // By place: the first token from there on that is neither AND nor OR.
        var following: [QueryToken?] = Array(repeating: nil, count: tokens.count + 1)
        for place in tokens.indices.reversed() {
            following[place] = isBetween(tokens[place].token) ? following[place + 1] : tokens[place].token
        }
        var settled: [PlacedToken] = []
        func lacks(_ token: PlacedToken, _ what: String, _ name: String) {
            add(
                QuerySyntaxError(
                    position: token.range.lowerBound, "\(what) \(name)",
                    expected: ["a word", "a phrase", "("]), to: &faults)
            settled.append(PlacedToken(token: .text(name), range: token.range))
        }
        for (place, token) in tokens.enumerated() {
            let hasLeft = settled.last?.token.endsOperand == true
            switch token.token {
            case .and, .or:
                let name = token.token == .and ? "AND" : "OR"
                if isBetween(settled.last?.token) {
                    add(
                        QuerySyntaxError(position: token.range.lowerBound, "Two operators stand side by side"),
                        to: &faults)
                    continue
                }
                if !hasLeft {
                    lacks(token, "Nothing stands before", name)
                } else if following[place]?.beginsOperand != true {
                    lacks(token, "Nothing stands behind", name)
                } else {
                    settled.append(token)
                }
            case .near(let nearness):
                if !hasLeft {
                    lacks(token, "No word or phrase stands before", nearness.text)
                } else if place + 1 >= tokens.count || !tokens[place + 1].token.beginsPlaces {
                    lacks(token, "No word or phrase stands behind", nearness.text)
                } else {
                    settled.append(token)
                }
            case .not:
                if place + 1 < tokens.count, tokens[place + 1].token.beginsOperand {
                    settled.append(token)
                } else {
                    lacks(token, "Nothing stands behind", "NOT")
                }
            default: settled.append(token)
            }
        }
        return settled
    }
}

extension QueryToken {
    /// Whether what is to be near something can begin here.
    fileprivate var beginsPlaces: Bool {
        switch self {
        case .text, .phrase, .wildcard, .open: true
        default: false
        }
    }
}
