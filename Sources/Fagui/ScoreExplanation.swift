/// A score and what it is made of; the value of a node follows from its parts.
public struct ScoreExplanation: Sendable, Equatable {
    /// How a number follows from its parts.
    public enum Operation: String, Sendable {
        /// It stands for itself; it has no parts.
        case value
        /// The sum of the parts.
        case sum
        /// Their product.
        case product
        /// The label says how.
        case formula
    }

    /// The number.
    public var value: Float
    /// What it is.
    public var label: String
    /// How it follows from the parts.
    public var operation: Operation
    /// What it is made of.
    public var parts: [ScoreExplanation]
}
