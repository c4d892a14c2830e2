package import FaguiUnicode

/// What a query asks of the amounts in a passage: 罚款>=100000, 期限<=15日.
///
/// An amount is compared by the most that it allows: 一万元以上十万元以下 by 100,000, 五万元以下 by 50,000, 三年以上, which allows any
/// more, by no end. `=` asks for an amount that is named, as either bound.
package struct QuantityCondition: Sendable, Hashable {
    /// The signs, longer ones first.
    package enum Comparison: String, Sendable, CaseIterable {
        case atLeast = ">="
        case atMost = "<="
        case above = ">"
        case below = "<"
        case equal = "="
    }

    package var kind: Quantity.Kind
    /// What it must be an amount of; nil for anything.
    package var subject: QuantitySubject?
    package var comparison: Comparison
    /// In the whole numbers of the kind.
    package var value: UInt64
    /// As it was typed.
    package var text: String

    package init(
        kind: Quantity.Kind, subject: QuantitySubject?, comparison: Comparison, value: UInt64, text: String
    ) {
        self.kind = kind
        self.subject = subject
        self.comparison = comparison
        self.value = value
        self.text = text
    }

    /// The kinds of any amounts, and what each is called.
    private static let kinds: [(kind: Quantity.Kind, names: [String])] = [
        (.money, ["金额", "amount"]), (.period, ["期限", "period"]), (.multiple, ["倍数", "multiple"]),
        (.ratio, ["比例", "ratio"]),
    ]

    /// The longest name.
    static let longestName = 8

    /// What may stand before a sign, each by one of its names.
    static let names = kinds.map { $0.names[0] } + QuantitySubject.names

    /// What a name means: a subject, and the kinds of amounts; nil for one that is none.
    static func meaning(_ name: String) -> (subject: QuantitySubject?, kinds: [Quantity.Kind])? {
        if let subject = QuantitySubject(named: name) { return (subject, subject.kinds) }
        return kinds.first { $0.names.contains(name) }.map { (nil, [$0.kind]) }
    }

    /// Whether an amount is as asked.
    package func holds(for quantity: Quantity) -> Bool {
        guard quantity.kind == kind, subject.map({ quantity.subjects.contains($0) }) ?? true else { return false }
        switch comparison {
        case .atLeast: return quantity.upper.map { $0.isIncluded ? $0.value >= value : $0.value > value } ?? true
        case .above: return quantity.upper.map { $0.value > value } ?? true
        case .atMost: return quantity.upper.map { $0.value <= value } ?? false
        case .below: return quantity.upper.map { $0.isIncluded ? $0.value < value : $0.value <= value } ?? false
        case .equal: return quantity.lower?.value == value || quantity.upper?.value == value
        }
    }
}
