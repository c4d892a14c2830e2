/// The names that stand before a colon.
enum QueryFields {
    /// What a name asks.
    enum Kind {
        /// Text, which is scored.
        case text
        /// A value of a column.
        case value
        /// Dates of a column.
        case date
        /// Whatever stands behind it, without a score.
        case filter
    }

    /// The kind of a name; nil for one that is none.
    static func kind(_ name: String) -> Kind? {
        switch name {
        case "title", "body", "heading", "headings": .text
        case "issuer", "number", "status", "level", "source": .value
        case "issued", "effective", "year", "version", "repealed": .date
        case "filter": .filter
        default: nil
        }
    }

    /// The name that a field has in the tree: `heading:` and `headings:` are one.
    static func canonical(_ name: String) -> String { name == "heading" ? "headings" : name }

    /// The longest name.
    static let longestName = 9

    /// All names, for people.
    static let names = [
        "title", "body", "heading", "issuer", "number", "status", "level", "source", "issued", "effective", "year",
        "version", "repealed", "filter",
    ]
}
