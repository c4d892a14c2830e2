/// Writes numbers as texts of law do.
package enum NumeralWriting {
    private static let digits = Array("〇一二三四五六七八九")
    private static let capitals = Array("零壹贰叁肆伍陆柒捌玖")

    /// 三十二, 一百零一, 一万二千, 一百万: with units; nil from 10¹² on.
    package static func chinese(_ value: UInt64) -> String? {
        written(value, digits: ["零"] + digits.dropFirst(), units: ["", "十", "百", "千"], dropsOne: true)
    }

    /// 叁拾贰, 壹佰万: as sums of money are written in full; nil from 10¹² on.
    package static func capital(_ value: UInt64) -> String? {
        written(value, digits: capitals, units: ["", "拾", "佰", "仟"], dropsOne: false)
    }

    /// 二〇〇九: digit by digit.
    package static func places(_ value: UInt64, zero: Character = "〇") -> String {
        String(String(value).compactMap { $0.wholeNumberValue }.map { $0 == 0 ? zero : digits[$0] })
    }

    /// 廿二, 卅二, 卌二 for 21 to 49; nil for others.
    package static func tens(_ value: UInt64) -> String? {
        guard 20...49 ~= value else { return nil }
        let tens = ["廿", "卅", "卌"][Int(value / 10) - 2]
        return value % 10 == 0 ? tens : tens + String(digits[Int(value % 10)])
    }

    /// 1,000,000; nil below 1000.
    package static func grouped(_ value: UInt64) -> String? {
        guard value >= 1000 else { return nil }
        var text = ""
        for (index, digit) in String(value).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }

    private static func written(
        _ value: UInt64, digits: [Character], units: [String], dropsOne: Bool
    ) -> String? {
        guard value < 1_000_000_000_000 else { return nil }
        if value == 0 { return String(digits[0]) }
        var text = ""
        var needsZero = false
        for (myriad, name) in [(UInt64(100_000_000), "亿"), (10_000, "万"), (1, "")] {
            let section = value / myriad % 10_000
            if section == 0 {
                needsZero = !text.isEmpty
                continue
            }
            for place in [3, 2, 1, 0] {
                let digit = Int(section / [1, 10, 100, 1000][place] % 10)
                if digit == 0 {
                    needsZero = !text.isEmpty
                    continue
                }
                if needsZero {
                    text.append(digits[0])
                    needsZero = false
                }
                // 十二, not 一十二, at the beginning alone.
                if !(dropsOne && digit == 1 && place == 1 && text.isEmpty) { text.append(digits[digit]) }
                text += units[place]
            }
            text += name
            needsZero = false
        }
        return text
    }
}
