/// What the matches of a search can be counted by.
public enum FacetColumn: String, Sendable, CaseIterable {
    /// Who issued the text.
    case issuer
    /// Its rank: law, regulation, rule…
    case level
    /// Whether it is in force.
    case status
    /// The year in which it was issued.
    case year
    /// Its title.
    case title

    /// The column of the index.
    var column: Int {
        switch self {
        case .issuer: LibrarySchema.issuerColumn
        case .level: LibrarySchema.levelColumn
        case .status: LibrarySchema.statusColumn
        case .year: LibrarySchema.yearColumn
        case .title: LibrarySchema.titleColumn
        }
    }
}

/// How all matches of a search, not only the hits shown, are spread over the values of a column.
public struct SearchFacet: Sendable, Equatable {
    /// A value with the number of passages whose text has it.
    public struct Value: Sendable, Equatable {
        /// The value, as stated.
        public var text: String
        /// Passages, 1 or more; those with the same text count one by one.
        public var count: Int
    }

    /// What is counted by.
    public var column: FacetColumn
    /// The most frequent values, the most frequent first.
    public var values: [Value]
    /// Different values, also those that are not among ``values``.
    public var valueCount: Int
    /// Passages whose text states no value.
    public var missing: Int
}
