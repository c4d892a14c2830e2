/// A day, a month or a year as the numbers that columns hold: yyyymmdd, with 00 for what is not said.
///
/// So numbers sort as dates do, a month before its days; 0 stands for no date.
package struct DateNumber: Sendable, Equatable {
    /// The first number that belongs to it: itself, as a column keeps it.
    package var first: UInt32
    /// The last number that belongs to it: of a month its 31st, whether there is one or not.
    package var last: UInt32

    /// Reads a date: 2009, 2009-06, 2009-06-01, with `-`, `/` or `.`, 20090601, or 2009年6月1日. Nil for what is no date, or
    /// no such month or day.
    ///
    /// - Parameter text: Digits in ASCII; a year has four.
    package init?(_ text: some StringProtocol) {
        var numbers: [UInt32] = []
        var digitCounts: [Int] = []
        var separator: Unicode.Scalar?
        var isInNumber = false
        for scalar in text.unicodeScalars {
            if let digit = scalar.value >= 0x30 && scalar.value <= 0x39 ? scalar.value - 0x30 : nil {
                if isInNumber {
                    guard digitCounts[digitCounts.count - 1] < 8 else { return nil }
                    numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + digit
                    digitCounts[digitCounts.count - 1] += 1
                } else {
                    guard numbers.count < 3, separator.map({ Self.separates($0, behind: numbers.count) }) ?? true else {
                        return nil
                    }
                    numbers.append(digit)
                    digitCounts.append(1)
                    isInNumber = true
                }
            } else {
                guard isInNumber else { return nil }
                isInNumber = false
                separator = scalar
            }
        }
        // What stands behind the last number must end it: 年, 月, 日, by its place.
        if !isInNumber {
            guard let separator, separator.value > 0x7F, Self.separates(separator, behind: numbers.count) else {
                return nil
            }
        }
        if numbers.count == 1, digitCounts[0] == 8, isInNumber {
            numbers = [numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100]
            digitCounts = [4, 2, 2]
        }
        guard let year = numbers.first, digitCounts[0] == 4, year > 0 else { return nil }
        guard digitCounts.dropFirst().allSatisfy({ $0 <= 2 }) else { return nil }
        let month = numbers.count > 1 ? numbers[1] : 0
        let day = numbers.count > 2 ? numbers[2] : 0
        guard numbers.count < 2 || 1...12 ~= month else { return nil }
        guard numbers.count < 3 || 1...Self.length(ofMonth: month, in: year) ~= day else { return nil }
        first = year * 10_000 + month * 100 + day
        last = year * 10_000 + (month > 0 ? month : 12) * 100 + (day > 0 ? day : 31)
    }

    /// The days of a month from 1 to 12.
    package static func length(ofMonth month: UInt32, in year: UInt32) -> UInt32 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Int(month) - 1]
    }

    /// Whether a character may stand behind so many numbers.
    private static func separates(_ scalar: Unicode.Scalar, behind count: Int) -> Bool {
        switch scalar {
        case "-", "/", ".": count < 3
        case "年": count == 1
        case "月": count == 2
        case "日": count == 3
        default: false
        }
    }
}
