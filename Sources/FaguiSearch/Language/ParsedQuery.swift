/// A query as it was typed, as a tree. Any text is a query: parsing cannot fail, and takes time linear in its length.
///
/// Read strictly, what is no operator where it looks like one is an error instead; the tree is the same.
public struct ParsedQuery: Sendable, Equatable {
    /// The text.
    public let source: String
    /// The tree; nil if nothing was said.
    package private(set) var root: QueryNode?
    /// What was not taken as typed.
    let notes: QueryNotes
    /// The first thing that strict reading would not take.
    let fault: QuerySyntaxError?

    /// A query that requires a phrase, whatever characters it holds.
    package init(phrase: String) {
        source = phrase
        root = .phrase(phrase, isRequired: true)
        notes = QueryNotes()
        fault = nil
    }

    /// A query for any word of a text, whatever characters it holds.
    package init(bag: String) {
        source = bag
        root = bag.isEmpty ? nil : .text(bag)
        notes = QueryNotes()
        fault = nil
    }

    /// Parses a query; docs/query-language.md says what can be said.
    public init(_ source: String) {
        var notes = QueryNotes()
        let scalars = source.unicodeScalars
        let read = scalars.prefix(QueryLimits.characters)
        let (tokens, found) = Lexer.read(read)
        var faults = found
        if read.endIndex != scalars.endIndex {
            notes.add("Only the first \(QueryLimits.characters) characters of the query were read.")
            faults.append(
                QuerySyntaxError(
                    position: QueryLimits.characters,
                    "A query has at most \(QueryLimits.characters) characters"))
        }
        let root = Parser.parse(tokens, notes: &notes, faults: &faults)
        self.source = source
        self.root = root
        self.notes = notes
        fault = faults.min { $0.position < $1.position }
    }

    /// Parses a query strictly.
    ///
    /// - Parameter source: The text.
    /// - Throws: ``QuerySyntaxError`` for the first thing that is not as the grammar has it.
    public init(strict source: String) throws(QuerySyntaxError) {
        self.init(source)
        if let fault { throw fault }
    }

    /// Whether it names a field: `status` where it asks for `status:已废止`.
    package func names(_ field: String) -> Bool { root?.names(field) ?? false }

    /// The query with its loose text read as so many of its pieces, at least; a query that has none stays as it is.
    ///
    /// - Parameter minimum: Pieces that a passage must have.
    /// - Returns: As if `{…}~n` stood around the text.
    public func requiring(atLeast minimum: Int) -> ParsedQuery {
        var query = self
        query.root = root.map { Self.requiring(minimum, of: $0) }
        return query
    }

    private static func requiring(_ minimum: Int, of root: QueryNode) -> QueryNode {
        switch root {
        case .text: return .atLeast(minimum, root)
        case .sequence(let nodes):
            var pieces: [String] = []
            var others: [QueryNode] = []
            for node in nodes {
                if case .text(let text) = node { pieces.append(text) } else { others.append(node) }
            }
            if pieces.isEmpty { return root }
            return .sequence([.atLeast(minimum, .text(pieces.joined(separator: " ")))] + others)
        default: return root
        }
    }
}
