/// A number before a unit, with its fraction: 三, 1,000, 1.5, 二点五, 100万.
struct QuantityNumber {
    /// Millionths.
    var millionths: UInt64
    /// Behind its last unit.
    var end: Int
    /// Whether it is 一 alone, which is more often a part of a word than other numbers.
    var isOne = false
    /// Whether it begins with a nought that no fraction follows: 09 is no amount.
    var hasZeroInFront = false

    /// Larger numbers are no amounts.
    static var limit: UInt64 { 10_000_000_000_000 }

    /// Reads the number at a place; nil where there is none.
    ///
    /// - Complexity: O(1): a number has a bounded length.
    static func read(_ text: FoldedReading, at start: Int) -> QuantityNumber? {
        guard let base = text.units.baseAddress, start < text.count else { return nil }
        let first = text.unit(start)
        if isDigit(first), let decimal = decimal(text, at: start) { return decimal }
        guard let numeral = NumeralParser.parse(base, at: start, to: text.count), numeral.value < limit else {
            return nil
        }
        var number = QuantityNumber(millionths: numeral.value * 1_000_000, end: numeral.range.upperBound)
        number.isOne = numeral.isSingle && numeral.value == 1
        number.hasZeroInFront =
            (first == 0x30 || first == 0x3007 || first == 0x96F6 || first == 0x25CB) && number.end - start > 1
        if !isDigit(first), text.unit(number.end) == point {
            var scale: UInt64 = 100_000
            var index = number.end + 1
            while scale > 0, let digit = chineseDigit(text.unit(index)) {
                number.millionths += digit * scale
                scale /= 10
                index += 1
            }
            if index > number.end + 1 {
                number.end = index
                number.isOne = false
                number.hasZeroInFront = false
            }
        }
        return number
    }

    /// 1.5, 0.05, 1,234.5: digits with a fraction; 1.5万 as well, and 1.2.3 not.
    private static func decimal(_ text: FoldedReading, at start: Int) -> QuantityNumber? {
        var index = start
        var value: UInt64 = 0
        while isDigit(text.unit(index)) || text.unit(index) == comma && isDigit(text.unit(index + 1)) {
            if isDigit(text.unit(index)) { value = value * 10 + UInt64(text.unit(index) - 0x30) }
            guard value < limit, index - start < 24 else { return nil }
            index += 1
        }
        guard text.unit(index) == fullStop, isDigit(text.unit(index + 1)) else { return nil }
        index += 1
        var fraction: UInt64 = 0
        var scale: UInt64 = 100_000
        while isDigit(text.unit(index)) {
            guard scale > 0 else { return nil }
            fraction += UInt64(text.unit(index) - 0x30) * scale
            scale /= 10
            index += 1
        }
        guard text.unit(index) != fullStop || !isDigit(text.unit(index + 1)) else { return nil }
        var number = QuantityNumber(millionths: value * 1_000_000 + fraction, end: index)
        number.takeMultiplier(text)
        return number
    }

    /// Takes the 万, 亿, 百 or 千 behind the number, which a space may part from it.
    mutating func takeMultiplier(_ text: FoldedReading) {
        var index = text.behindSpace(end)
        while let factor = Self.multiplier(text.unit(index)), millionths / 1_000_000 < Self.limit / factor {
            millionths *= factor
            index += 1
            end = index
            isOne = false
        }
    }

    private static func multiplier(_ unit: UInt16) -> UInt64? {
        switch unit {
        case 0x767E: 100
        case 0x5343: 1000
        case 0x4E07: 10_000
        case 0x4EBF: 100_000_000
        default: nil
        }
    }

    private static let point = unit("点")
    private static let comma = unit(",")
    private static let fullStop = unit(".")

    static func isDigit(_ unit: UInt16) -> Bool { unit &- 0x30 < 10 }

    private static func chineseDigit(_ unit: UInt16) -> UInt64? {
        switch unit {
        case 0x3007, 0x96F6, 0x25CB: 0
        case 0x4E00: 1
        case 0x4E8C: 2
        case 0x4E09: 3
        case 0x56DB: 4
        case 0x4E94: 5
        case 0x516D: 6
        case 0x4E03: 7
        case 0x516B: 8
        case 0x4E5D: 9
        default: nil
        }
    }
}
