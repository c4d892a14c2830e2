/// An amount of money, a period, a multiple or a share that a text states: 一万元以上十万元以下, 十五个工作日, 三倍, 百分之五.
///
/// It is what lies between two bounds; an amount that is stated as such has both at the same value.
package struct Quantity: Sendable, Hashable {
    /// What is measured, and the whole numbers that it is measured in.
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// Hundredths of a yuan.
        case money = 1
        /// Minutes: an hour is 60, a day and a working day 24 hours, a week 7 days, a month 30, a year 365.
        case period = 2
        /// Thousandths: 三倍 is 3000.
        case multiple = 3
        /// Millionths: 百分之五 is 50,000.
        case ratio = 4
    }

    /// One end of what is allowed.
    package struct Bound: Sendable, Hashable {
        /// In the whole numbers of the kind; what is finer is rounded down.
        package var value: UInt64
        /// Whether the value itself belongs to it: that of 以上, 以下 and 以内 does, that of 超过 and 不满 does not.
        package var isIncluded: Bool

        package init(_ value: UInt64, isIncluded: Bool = true) {
            self.value = value
            self.isIncluded = isIncluded
        }
    }

    package var kind: Kind
    /// Nil where there is none: 五万元以下.
    package var lower: Bound?
    /// Nil where there is none: 三年以上.
    package var upper: Bound?
    /// What it is an amount of: 罚款 of 处五千元罚款; of 货值金额三倍的罚款 both.
    package var subjects: [QuantitySubject]
    /// Units of the folded text, with the words that make it a bound.
    package var range: Range<Int>

    package init(
        kind: Kind, lower: Bound?, upper: Bound?, subjects: [QuantitySubject] = [], range: Range<Int> = 0..<0
    ) {
        self.kind = kind
        self.lower = lower
        self.upper = upper
        self.subjects = subjects
        self.range = range
    }
}
