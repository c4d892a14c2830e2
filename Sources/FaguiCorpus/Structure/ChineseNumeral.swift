/// Whole numbers as legal texts write them: 三十二, 一百零一, 一〇一, 32, ３２.
enum ChineseNumeral {
    /// Beyond this a number is no number of an article.
    static let limit = 99_999

    /// Reads the longest numeral at an index.
    ///
    /// Arabic and full-width digits, Chinese digits in places (一〇一) and Chinese numerals with units (一百零一).
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - index: Where the numeral begins.
    ///   - end: Where the text ends.
    ///   - takesCapitals: Whether 壹, 贰 and 拾 are numerals, which are parts of words too.
    /// - Returns: Its value, from 0 to ``limit``, and where it ends; nil if there is none, it is larger, or nobody can say
    ///   what it means: 二十百.
    static func parse(
        _ text: UTF8Bytes, at index: Int, to end: Int, takesCapitals: Bool = false
    ) -> (value: Int, end: Int)? {
        var index = index
        let start = index
        var reading = NumeralReading()
        while index < end, index - start < 48 {
            var (scalar, length) = text.scalar(at: index)
            if takesCapitals, let plain = capitals[scalar] { scalar = plain }
            if let value = digitValue(scalar) {
                reading.take(digit: value)
            } else if let unit = unitValue(scalar) {
                reading.take(unit: unit)
            } else if scalar == 0x5EFF || scalar == 0x5345 {
                // 廿 and 卅 are a digit with its unit.
                reading.take(digit: scalar == 0x5EFF ? 2 : 3)
                reading.take(unit: 10)
            } else {
                break
            }
            index += length
        }
        guard index > start, let value = reading.value, value <= limit else { return nil }
        return (value, index)
    }

    /// The canonical Chinese numeral of a number from 0 to ``limit``: 10 is 十, 12 十二, 101 一百零一.
    static func canonical(_ number: Int) -> String {
        if number >= 10_000 {
            let rest = number % 10_000
            let gap = rest > 0 && rest < 1000 ? "零" : ""
            return canonical(number / 10_000) + "万" + (rest > 0 ? gap + underMyriad(rest, isWhole: false) : "")
        }
        return number <= 0 ? "零" : underMyriad(number, isWhole: true)
    }

    private static func underMyriad(_ number: Int, isWhole: Bool) -> String {
        var result = ""
        var needsZero = false
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = number / unit % 10
            if digit == 0 {
                needsZero = !result.isEmpty
                continue
            }
            if needsZero { result += "零" }
            needsZero = false
            // 12 is 十二, but 112 一百一十二.
            if !(isWhole && unit == 10 && digit == 1 && result.isEmpty) { result += digits[digit] }
            result += name
        }
        return result
    }

    /// The forms of numerals that cannot be altered, by those that they stand for.
    private static let capitals: [UInt32: UInt32] = Dictionary(
        zip("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟".unicodeScalars, "一二二三三四五六六七八九十百千".unicodeScalars)
            .map { ($0.value, $1.value) }, uniquingKeysWith: { first, _ in first })

    private static let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

    @inline(__always)
    private static func digitValue(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x30...0x39: Int(scalar - 0x30)
        case 0xFF10...0xFF19: Int(scalar - 0xFF10)
        case 0x3007, 0x96F6, 0x25CB: 0  // 〇 零 ○
        case 0x4E00: 1
        case 0x4E8C, 0x4E24: 2  // 二 两
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

    @inline(__always)
    private static func unitValue(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x5341: 10  // 十
        case 0x767E: 100  // 百
        case 0x5343: 1000  // 千
        case 0x4E07: 10_000  // 万
        default: nil
        }
    }
}
