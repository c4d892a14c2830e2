/// Which documents match, as a tree over the numbers of a plan's leaves.
indirect enum MatchNode: Sendable, Equatable {
    case leaf(Int)
    /// As in ``Query/boolean(must:should:mustNot:)``; `must` or `should` has something.
    case boolean(must: [MatchNode], should: [MatchNode], mustNot: [MatchNode])
    /// As in ``Query/atLeast(_:_:)``: at least 2, and fewer than there are.
    case atLeast(Int, [MatchNode])

    /// The tree without leaves that match nothing; nil where it cannot match.
    func pruned(isPresent: (Int) -> Bool) -> MatchNode? {
        switch self {
        case .leaf(let leaf):
            return isPresent(leaf) ? self : nil
        case .atLeast(let count, let nodes):
            let left = nodes.compactMap { $0.pruned(isPresent: isPresent) }
            if left.count < count { return nil }
            return left.count == count
                ? .boolean(must: left, should: [], mustNot: []) : .atLeast(count, left)
        case .boolean(let must, let should, let mustNot):
            var left: [MatchNode] = []
            for node in must {
                guard let node = node.pruned(isPresent: isPresent) else { return nil }
                left.append(node)
            }
            return MatchNode.joined(
                must: left, should: should.compactMap { $0.pruned(isPresent: isPresent) },
                mustNot: mustNot.compactMap { $0.pruned(isPresent: isPresent) })
        }
    }

    private static func joined(must: [MatchNode], should: [MatchNode], mustNot: [MatchNode]) -> MatchNode? {
        if must.isEmpty && should.isEmpty { return nil }
        if mustNot.isEmpty && must.count + should.count == 1 { return must.first ?? should.first }
        return .boolean(must: must, should: should, mustNot: mustNot)
    }

    /// Whether a tree is nothing but alternatives.
    var isAlternatives: Bool {
        switch self {
        case .leaf: true
        case .atLeast: false
        case .boolean(let must, let should, let mustNot):
            must.isEmpty && mustNot.isEmpty && should.allSatisfy(\.isLeaf)
        }
    }

    /// Whether all leaves of a tree must be there, and there are no others. A single leaf is an
    /// alternative.
    var isConjunction: Bool {
        guard case .boolean(let must, let should, let mustNot) = self else { return false }
        return should.isEmpty && mustNot.isEmpty && must.allSatisfy(\.isLeaf)
    }

    private var isLeaf: Bool {
        if case .leaf = self { true } else { false }
    }
}

extension MatchNode {
    /// The tree over other numbers.
    func renumbered(_ number: (Int) -> Int) -> MatchNode {
        switch self {
        case .leaf(let leaf):
            .leaf(number(leaf))
        case .atLeast(let count, let nodes):
            .atLeast(count, nodes.map { $0.renumbered(number) })
        case .boolean(let must, let should, let mustNot):
            .boolean(
                must: must.map { $0.renumbered(number) }, should: should.map { $0.renumbered(number) },
                mustNot: mustNot.map { $0.renumbered(number) })
        }
    }

    /// Calls `body` with every leaf, excluded ones too.
    func forEachLeaf(_ body: (Int) -> Void) {
        switch self {
        case .leaf(let leaf): body(leaf)
        case .atLeast(_, let nodes):
            for node in nodes { node.forEachLeaf(body) }
        case .boolean(let must, let should, let mustNot):
            for node in must + should + mustNot { node.forEachLeaf(body) }
        }
    }
}
