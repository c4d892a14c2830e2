/// A day as source texts write it: 2009年2月26日, ２００９年２月２６日, 二〇〇九年二月二十六日, 2009-02-26.
struct CalendarDate: Equatable {
    var year: Int
    var month: Int
    /// nil for a month as a whole.
    var day: Int?
    /// Where it ends in the text.
    var end: Int

    /// Whether it names a day.
    var hasDay: Bool { day != nil }

    /// ISO 8601: 2009-02-26, or 2009-02.
    var iso8601: String {
        let month = "\(Self.padded(year, 4))-\(Self.padded(month, 2))"
        return day.map { "\(month)-\(Self.padded($0, 2))" } ?? month
    }

    /// Reads a date at an index; nil where there is none, or no such day.
    static func parse(_ text: UTF8Bytes, at index: Int, to end: Int) -> CalendarDate? {
        guard index < end, let year = ChineseNumeral.parse(text, at: index, to: end), (1000...9999).contains(year.value)
        else { return nil }
        if year.end < end, [0x2D, 0x2F, 0x2E].contains(text[year.end]) {
            return numeric(text, year: year.value, at: year.end, to: end)
        }
        // A blank may stand on either side of a numeral.
        let yearEnd = text.skippingBlanks(from: year.end, to: end)
        guard text.matches("年", at: yearEnd, to: end),
            let month = Self.month(text, at: text.skippingBlanks(from: yearEnd + 3, to: end), to: end),
            (1...12).contains(month.value)
        else { return nil }
        let monthEnd = text.skippingBlanks(from: month.end, to: end)
        guard text.matches("月", at: monthEnd, to: end) else { return nil }
        let whole = CalendarDate(year: year.value, month: month.value, day: nil, end: monthEnd + 3)
        guard
            let day = ChineseNumeral.parse(text, at: text.skippingBlanks(from: whole.end, to: end), to: end)
        else { return whole }
        let dayEnd = text.skippingBlanks(from: day.end, to: end)
        guard text.matches("日", at: dayEnd, to: end) else { return whole }
        return checked(year.value, month.value, day.value, end: dayEnd + 3)
    }

    /// The number of a month; 元月 is January.
    private static func month(_ text: UTF8Bytes, at index: Int, to end: Int) -> (value: Int, end: Int)? {
        if text.matches("元", at: index, to: end) { return (1, index + 3) }
        return ChineseNumeral.parse(text, at: index, to: end).map { ($0.value, $0.end) }
    }

    /// Reads a line that is a day and nothing else.
    static func alone(_ text: UTF8Bytes, _ line: Range<Int>) -> CalendarDate? {
        guard let date = parse(text, at: line.lowerBound, to: line.upperBound), date.hasDay,
            text.trimmed(date.end..<line.upperBound).isEmpty
        else { return nil }
        return date
    }

    /// Reads a text that is a date and nothing else.
    static func parse(whole string: String) -> CalendarDate? {
        var string = string
        return string.withUTF8 { text in
            let range = text.trimmed(0..<text.count)
            guard let date = parse(text, at: range.lowerBound, to: range.upperBound), date.end == range.upperBound
            else { return nil }
            return date
        }
    }

    /// The day so many days later; a month as a whole stays as it is.
    func adding(days: Int) -> CalendarDate {
        guard var day, days > 0 else { return self }
        var (year, month) = (year, month)
        day += min(days, 100_000)
        while day > Self.length(of: month, in: year) {
            day -= Self.length(of: month, in: year)
            month += 1
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        return CalendarDate(year: year, month: month, day: day, end: end)
    }

    private static func length(of month: Int, in year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    private static func numeric(_ text: UTF8Bytes, year: Int, at index: Int, to end: Int) -> CalendarDate? {
        let separator = text[index]
        guard let month = ChineseNumeral.parse(text, at: index + 1, to: end), month.end < end,
            text[month.end] == separator, let day = ChineseNumeral.parse(text, at: month.end + 1, to: end)
        else { return nil }
        return checked(year, month.value, day.value, end: day.end)
    }

    private static func checked(_ year: Int, _ month: Int, _ day: Int, end: Int) -> CalendarDate? {
        guard (1...12).contains(month), day >= 1 else { return nil }
        return day <= length(of: month, in: year) ? CalendarDate(year: year, month: month, day: day, end: end) : nil
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
