/// What takes part in answering queries. All do, unless somebody wants to know what one of them brings.
package struct QueryParts: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Words of the text typed.
    package static let words = QueryParts(rawValue: 1 << 0)
    /// Its grams.
    package static let grams = QueryParts(rawValue: 1 << 1)
    /// The title, where no field is named.
    package static let title = QueryParts(rawValue: 1 << 2)
    /// The headings, where no field is named.
    package static let headings = QueryParts(rawValue: 1 << 3)
    /// That words which only ask (怎么, 是否) count less.
    package static let questions = QueryParts(rawValue: 1 << 4)
    /// Other names of what was typed.
    package static let synonyms = QueryParts(rawValue: 1 << 5)
    /// The law's words for what was typed.
    package static let thesaurus = QueryParts(rawValue: 1 << 6)

    /// Each part by its name.
    package static let named: [(name: String, part: QueryParts)] = [
        ("words", .words), ("grams", .grams), ("title", .title), ("headings", .headings),
        ("questions", .questions), ("synonyms", .synonyms), ("thesaurus", .thesaurus),
    ]

    /// All of them.
    package static let all = named.reduce(into: QueryParts()) { $0.formUnion($1.part) }
}

extension QueryParts {
    /// Whether a text is asked where no field is named: a text that is no part always is.
    func takesText(named name: String) -> Bool {
        Self.named.first { $0.name == name }.map { contains($0.part) } ?? true
    }
}
