/// What the lexer finds in a query.
enum QueryToken: Sendable, Equatable {
    /// A piece of text without white space.
    case text(String)
    case phrase(String, isRequired: Bool)
    /// A field's name; its value is the next token.
    case field(String)
    /// `+` or `-` before the next token.
    case plus, minus
    case not, and, or
    case open, close

    /// Whether an operand can begin here.
    var beginsOperand: Bool {
        switch self {
        case .and, .or, .close: false
        default: true
        }
    }

    /// Whether an operand can end here.
    var endsOperand: Bool {
        switch self {
        case .text, .phrase, .close: true
        default: false
        }
    }
}
