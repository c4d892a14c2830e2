/// What the lexer finds in a query.
enum QueryToken: Sendable, Equatable {
    /// A piece of text without white space.
    case text(String)
    case phrase(String, isRequired: Bool)
    /// `产*法`, `PD17*`: text with a star inside or at its end.
    case wildcard(String)
    /// `*` alone.
    case all
    /// `[2009 TO 2012-06]`, `>=2020`: behind the name of a field of dates.
    case range(DateRange)
    /// `罚款>=100000`
    case quantity(QuantityCondition)
    /// A field's name; its value is the next token.
    case field(String)
    /// `+` or `-` before the next token.
    case plus, minus
    /// `~3` behind a phrase.
    case slop(Int)
    /// `^2` behind an operand.
    case boost(Float)
    case near(NearOperator)
    case not, and, or
    case open, close
    case openBrace
    /// `}~3`
    case closeBrace(Int)

    /// Whether an operand can begin here.
    var beginsOperand: Bool {
        switch self {
        case .and, .or, .near, .close, .closeBrace, .slop, .boost: false
        default: true
        }
    }

    /// Whether an operand can end here.
    var endsOperand: Bool {
        switch self {
        case .text, .phrase, .wildcard, .all, .range, .quantity, .slop, .boost, .close, .closeBrace: true
        default: false
        }
    }
}

/// A token with its place: Unicode scalars of the query.
struct PlacedToken: Sendable, Equatable {
    var token: QueryToken
    var range: Range<Int>
}

/// What stands between two operands that are to be near each other.
package enum NearOperator: Sendable, Hashable {
    /// At most so many characters between them, in any order.
    case near(Int)
    /// The same, the first operand first.
    case before(Int)
    /// Both in one sentence.
    case sentence
    /// Both in one paragraph.
    case paragraph

    /// As it is typed.
    var text: String {
        switch self {
        case .near(let distance): "NEAR/\(distance)"
        case .before(let distance): "BEFORE/\(distance)"
        case .sentence: "SENTENCE"
        case .paragraph: "PARAGRAPH"
        }
    }
}

/// Dates from one to another, as the numbers of ``DateNumber``.
package struct DateRange: Sendable, Hashable {
    /// The first number, 1 or more: 0 stands for no date.
    package var first: UInt32
    /// The last number; below `first` where there is none.
    package var last: UInt32
    /// As it was typed.
    package var text: String
}
