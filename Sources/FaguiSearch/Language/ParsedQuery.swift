/// A query as it was typed, as a tree. Any text is a query: parsing cannot fail, and takes time linear in its length.
public struct ParsedQuery: Sendable, Equatable {
    /// The text.
    public let source: String
    /// The tree; nil if nothing was said.
    package let root: QueryNode?
    /// What was not taken as typed.
    let notes: QueryNotes

    /// A query that requires a phrase, whatever characters it holds.
    package init(phrase: String) {
        source = phrase
        root = .phrase(phrase, isRequired: true)
        notes = QueryNotes()
    }

    /// A query for any word of a text, whatever characters it holds.
    package init(bag: String) {
        source = bag
        root = bag.isEmpty ? nil : .text(bag)
        notes = QueryNotes()
    }

    /// Parses a query; docs/query-language.md says what can be said.
    public init(_ source: String) {
        var notes = QueryNotes()
        let scalars = source.unicodeScalars
        let read = scalars.prefix(QueryLimits.characters)
        if read.endIndex != scalars.endIndex {
            notes.add("Only the first \(QueryLimits.characters) characters of the query were read.")
        }
        let root = Parser.parse(Lexer.tokens(of: read), notes: &notes)
        self.source = source
        self.root = root
        self.notes = notes
    }
}
