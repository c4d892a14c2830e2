extension Operation {
    /// All operations.
    static let all: [Operation] = [
        .search, .count, .show, .suggest, .analyze, .refs, .diff, .stats, .ping, .laws, .law, .article, .history,
        .citeResolve, .citeCheck,
    ]

    /// The operation of a name; nil where there is none.
    static func named(_ name: String) -> Operation? { byName[name] }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
