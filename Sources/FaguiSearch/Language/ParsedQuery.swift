/// A query as it was typed, as a tree; made by ``LenientParser``, which cannot fail.
public struct ParsedQuery: Sendable, Equatable {
    /// The text.
    public let source: String
    public init(_ source: String) { fatalError("skeleton") }
}
