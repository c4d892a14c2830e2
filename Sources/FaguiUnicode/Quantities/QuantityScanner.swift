/// Finds the amounts of money, periods, multiples and shares that a folded text states.
///
/// Dates (2009年, 1月1日), ordinals (第三日) and ages (十八周岁) are none.
/// - Complexity: Linear: at each number a bounded stretch around it is looked at.
package struct QuantityScanner {
    private let text: FoldedReading
    private var found: [Quantity] = []
    /// Behind the last day of a date: what 至 joins to it is a date as well.
    private var dateEnd = -1

    private init(_ text: FoldedReading) { self.text = text }

    /// The amounts in a text, in its order and apart.
    ///
    /// - Parameter units: What ``TextFolder`` makes of it, or text of its own that needs no folding.
    /// - Returns: The amounts, by the units of the text.
    package static func scan(_ units: UnsafeBufferPointer<UInt16>) -> [Quantity] {
        var scanner = QuantityScanner(FoldedReading(units: units))
        scanner.scan()
        guard !scanner.found.isEmpty else { return [] }
        return SubjectFinder.addingSubjects(to: scanner.found, in: scanner.text)
    }

    private mutating func scan() {
        starts.withUnsafeBufferPointer { starts in
            var index = 0
            while index < text.count {
                guard starts[Int(text.units[index])] else {
                    index += 1
                    continue
                }
                if !isInsideOther(index), let quantity = quantity(at: index) {
                    add(quantity)
                    index = quantity.range.upperBound
                } else {
                    index = endOfNumber(index)
                }
            }
        }
    }

    /// Whether a number belongs to something that is no amount: 第三日, A4, 2009-06-15, 数十万.
    private func isInsideOther(_ start: Int) -> Bool {
        let before = text.unit(start - 1)
        if before == unit("第") { return true }
        // 数十万, but 株数一倍 and 总数百分之五.
        if before == unit("数") || before == unit("几") {
            return Self.tens.contains(text.unit(start)) && !text.has(Self.partsOf, at: start + 1)
        }
        if 0x61...0x7A ~= before || before == 0x5F { return true }
        let joins = before == unit(".") || before == unit("-") || before == unit("/")
        return joins && QuantityNumber.isDigit(text.unit(start - 2))
    }

    /// Behind a number that is no amount.
    private func endOfNumber(_ start: Int) -> Int {
        var end = start + 1
        if QuantityNumber.isDigit(text.unit(start)) {
            while QuantityNumber.isDigit(text.unit(end)) { end += 1 }
        } else {
            while NumeralParser.mayBegin(text.unit(end)), !QuantityNumber.isDigit(text.unit(end)) { end += 1 }
        }
        return end
    }

    // MARK: One amount

    private mutating func quantity(at start: Int) -> Quantity? {
        guard let first = measure(at: start) else { return nil }
        guard let kind = first.kind, let value = first.value else {
            return joined(first, start: start)
        }
        let (begin, prefix) = QuantityBounds.before(text, start)
        let suffix = QuantityBounds.behind(text, first.end, kind: kind)
        if prefix == nil, suffix == nil, let range = joined(first, start: start, begin: begin) { return range }
        var quantity = Quantity(
            kind: kind, lower: nil, upper: nil, range: (prefix?.edge ?? begin)..<(suffix?.edge ?? first.end))
        if let bounds = prefix ?? suffix {
            let bound = Quantity.Bound(value, isIncluded: bounds.isIncluded)
            if bounds.isLower { quantity.lower = bound } else { quantity.upper = bound }
        } else {
            quantity.lower = Quantity.Bound(value)
            quantity.upper = Quantity.Bound(value)
        }
        return quantity
    }

    /// An amount that 至 or a dash joins to another: 1至3倍, 5万元-10万元, 五千以上一万元以下.
    private mutating func joined(_ first: Measure, start: Int, begin: Int? = nil) -> Quantity? {
        guard let next = behindJoint(first.end, isBare: first.kind == nil), let second = measure(at: next),
            let unit = second.unit ?? (first.kind == .ratio ? first.unit : nil),
            first.kind == nil || first.kind == unit.kind, let upper = unit.value(second.number.millionths)
        else { return nil }
        var number = first.number
        if first.kind == nil {
            // 1-5万元: what stands behind the second is meant of both.
            let last = text.unit(second.number.end - 1)
            let factor: UInt64 = last == 0x4E07 ? 10_000 : last == 0x4EBF ? 100_000_000 : 1
            if factor > 1, number.millionths < second.number.millionths / factor { number.millionths *= factor }
        }
        guard let lower = first.value ?? unit.value(number.millionths), lower <= upper else { return nil }
        let suffix = QuantityBounds.behind(text, second.end, kind: unit.kind)
        return Quantity(
            kind: unit.kind, lower: Quantity.Bound(lower), upper: Quantity.Bound(upper),
            range: (begin ?? QuantityBounds.before(text, start).start)..<(suffix?.edge ?? second.end))
    }

    /// The place behind 至, 到 or a dash; behind a number without a unit behind 以上 as well.
    private func behindJoint(_ end: Int, isBare: Bool) -> Int? {
        var index = text.behindSpace(end)
        if isBare, text.has(Self.andMore, at: index) { return index + Self.andMore.count }
        let joint = text.unit(index)
        guard Self.joints.contains(joint) else { return nil }
        index += 1
        if joint > 0x2000, joint < 0x2100, text.unit(index) == joint { index += 1 }
        return text.behindSpace(index)
    }

    // MARK: Number and unit

    /// A number, with its unit where it has one.
    private struct Measure {
        var number: QuantityNumber
        var unit: QuantityUnit?
        /// In the whole numbers of the kind.
        var value: UInt64?
        var end: Int
        var kind: Quantity.Kind? { unit?.kind }
    }

    private mutating func measure(at start: Int) -> Measure? {
        if text.unit(start) == QuantityUnit.half { return half(at: start) }
        if let share = share(at: start) { return share }
        guard var number = QuantityNumber.read(text, at: start) else { return nil }
        if text.has(Self.partsOf, at: number.end) {
            let numerator = QuantityNumber.read(text, at: number.end + Self.partsOf.count)
            guard let numerator, number.millionths > 0, numerator.millionths <= number.millionths else { return nil }
            let product = numerator.millionths.multipliedFullWidth(by: 1_000_000)
            guard product.high < number.millionths else { return nil }
            let value = number.millionths.dividingFullWidth(product).quotient
            let unit = QuantityUnit(kind: .ratio, factor: 1_000_000, end: numerator.end)
            return Measure(number: numerator, unit: unit, value: value, end: numerator.end)
        }
        number.takeMultiplier(text)
        guard var unit = QuantityUnit.read(text, at: text.behindSpace(number.end)) else {
            return Measure(number: number, unit: nil, value: nil, end: number.end)
        }
        if unit.kind == .period {
            guard !isDate(number, unit, start) else { return nil }
        }
        guard var value = unit.value(number.millionths) else { return nil }
        switch unit.kind {
        case .period where unit.factor == QuantityUnit.year && !unit.hasHalf: value += takeMonths(&unit.end)
        case .money: value += takeSmallMoney(&unit.end)
        default: break
        }
        return Measure(number: number, unit: unit, value: value, end: unit.end)
    }

    /// 半年, 半个月; not 上半年.
    private func half(at start: Int) -> Measure? {
        let before = text.unit(start - 1)
        guard before != unit("上"), before != unit("下"), before != unit("前"), before != unit("后"),
            let unit = QuantityUnit.read(text, at: start + 1), unit.kind == .period, !unit.hasHalf
        else { return nil }
        let number = QuantityNumber(millionths: 500_000, end: start + 1)
        return unit.value(number.millionths).map { Measure(number: number, unit: unit, value: $0, end: unit.end) }
    }

    /// 百分之五, 千分之三, 万分之五.
    private func share(at start: Int) -> Measure? {
        guard text.has(Self.partsOf, at: start + 1) else { return nil }
        let factor: UInt64
        switch text.unit(start) {
        case 0x767E: factor = QuantityUnit.percent
        case 0x5343: factor = QuantityUnit.percent / 10
        case 0x4E07: factor = QuantityUnit.percent / 100
        default: return nil
        }
        let next = start + 1 + Self.partsOf.count
        let number =
            QuantityNumber.read(text, at: next)
            ?? (text.unit(next) == 0x767E ? QuantityNumber(millionths: 100_000_000, end: next + 1) : nil)
        guard let number else { return nil }
        let unit = QuantityUnit(kind: .ratio, factor: factor, end: number.end)
        return unit.value(number.millionths).map { Measure(number: number, unit: unit, value: $0, end: number.end) }
    }

    /// Whether a number with a unit of time names a year or a day, or is part of a word: 2009年, 1月1日, 上一年度.
    private mutating func isDate(_ number: QuantityNumber, _ time: QuantityUnit, _ start: Int) -> Bool {
        if number.hasZeroInFront { return true }
        if number.isOne, Self.beforeOne.contains(text.unit(start - 1)) { return true }
        if time.factor == QuantityUnit.year {
            if number.millionths >= 1_000_000_000 { return true }
            if number.isOne, text.unit(time.end) == unit("度") { return true }
            // 98年5月
            if let month = QuantityNumber.read(text, at: time.end), text.unit(month.end) == unit("月") { return true }
        }
        guard text.unit(time.end - 1) == unit("日") else { return false }
        let before = text.beforeSpace(start)
        let isDay =
            text.unit(before - 1) == unit("月")
            || dateEnd > 0 && before - dateEnd <= 2 && before > dateEnd
                && Self.dayJoints.contains(text.unit(before - 1))
        if isDay { dateEnd = time.end }
        return isDay
    }

    /// The months behind years: 一年六个月, 二年零六个月.
    private func takeMonths(_ end: inout Int) -> UInt64 {
        let start = text.unit(end) == unit("零") || text.unit(end) == unit("又") ? end + 1 : end
        guard let number = QuantityNumber.read(text, at: start), text.has(Self.months, at: number.end),
            number.millionths < 100_000_000
        else { return 0 }
        end = number.end + Self.months.count
        return number.millionths / 1_000_000 * QuantityUnit.month
    }

    /// 五角六分 behind 元.
    private func takeSmallMoney(_ end: inout Int) -> UInt64 {
        var sum: UInt64 = 0
        for (name, factor) in [(unit("角"), UInt64(10)), (unit("分"), UInt64(1))] {
            guard let number = QuantityNumber.read(text, at: end), text.unit(number.end) == name,
                number.millionths < 10_000_000
            else { continue }
            sum += number.millionths / 1_000_000 * factor
            end = number.end + 1
        }
        return sum
    }

    // MARK: Two bounds of one amount

    /// Adds an amount, joining 一万元以上 and 十万元以下, 超过五万元 and 至十万元, and 百分之五十以上 and 二倍以下.
    private mutating func add(_ quantity: Quantity) {
        guard let last = found.last, let lower = last.lower, last.upper == nil, let upper = quantity.upper,
            let least = Self.converted(lower, from: last.kind, to: quantity.kind), least.value <= upper.value,
            isJoint(last.range.upperBound..<quantity.range.lowerBound, isOpen: quantity.lower == nil)
        else {
            found.append(quantity)
            return
        }
        found[found.count - 1] = Quantity(
            kind: quantity.kind, lower: least, upper: upper,
            range: last.range.lowerBound..<quantity.range.upperBound)
    }

    /// A bound as one of another kind: a share is a multiple below one.
    private static func converted(
        _ bound: Quantity.Bound, from kind: Quantity.Kind, to other: Quantity.Kind
    ) -> Quantity.Bound? {
        if kind == other { return bound }
        guard kind == .ratio, other == .multiple else { return nil }
        return Quantity.Bound(bound.value / 1000, isIncluded: bound.isIncluded)
    }

    /// Whether what stands between two bounds joins them; an amount that says nothing of a bound must be joined by 至.
    private func isJoint(_ gap: Range<Int>, isOpen: Bool) -> Bool {
        guard isOpen else { return gap.count == 1 && Self.joints.contains(text.unit(gap.lowerBound)) }
        return gap.count <= 2 && gap.allSatisfy { Self.boundJoints.contains(text.unit($0)) }
    }

    private static let andMore = folded("以上")
    private static let tens = Array("十百千万亿".utf16)
    private static let partsOf = folded("分之")
    private static let months = folded("个月")
    private static let joints = Array("至到-~—–―".utf16)
    private static let dayJoints = Array("至到-~—–―、,和及或".utf16)
    private static let boundJoints = Array("、, 至到但且并".utf16)
    private static let beforeOne = Array("上下同统每某唯任逐其另本该这那".utf16)
}

/// Whether an amount may begin with a unit, by unit.
private let starts: [Bool] = (0..<0x1_0000).map {
    NumeralParser.mayBegin(UInt16($0)) || UInt16($0) == QuantityUnit.half
}
