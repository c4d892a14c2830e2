/// A number and what it is made of.
public struct Explanation: Sendable, Equatable {
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
    /// What it is, for people.
    public var label: String
    /// How it follows from the parts.
    public var operation: Operation
    /// What it is made of; empty for a number that stands for itself.
    public var parts: [Explanation]

    /// A number that stands for itself.
    init(_ value: Float, _ label: String) {
        self.init(value, label, .value, [])
    }

    /// A number with its parts.
    init(_ value: Float, _ label: String, _ operation: Operation, _ parts: [Explanation]) {
        self.value = value
        self.label = label
        self.operation = operation
        self.parts = parts
    }

    /// The sum of some numbers, in their order.
    init(sumOf parts: [Explanation], _ label: String) {
        self.init(parts.reduce(0) { $0 + $1.value }, label, .sum, parts)
    }
}
