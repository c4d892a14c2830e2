internal import FaguiCorpus
internal import FaguiSearch

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A day of the Gregorian calendar.
public struct CalendarDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Year × 10,000 + month × 100 + day.
    let number: UInt32

    init(number: UInt32) { self.number = number }

    /// Reads a day: 2015-06-01, 2015/6/1, 20150601, 2015年6月1日. Of a month or a year it is the last day.
    ///
    /// Nil for what is no date.
    public init?(_ text: String) {
        guard let last = DateNumber(text)?.last else { return nil }
        // A month as a whole ends with its last day.
        let length = DateNumber.length(ofMonth: last / 100 % 100, in: last / 10_000)
        number = last / 100 * 100 + min(last % 100, length)
    }

    /// What a text states, as columns have it: a year or a month alone has zeros behind it.
    init?(stated text: String) {
        guard let first = DateNumber(text)?.first else { return nil }
        number = first
    }

    /// Whether texts with such metadata may be approved after their passing.
    static func areApproved(_ metadata: [MetadataEntry]) -> Bool {
        metadata.contains { $0.key == "level" && $0.value == LegalLevel.localRegulation.rawValue }
    }

    /// Whether what was passed on this day may have been approved on another: the congress of a province approves what that
    /// of a city passed within four months (Legislation Law, Article 81).
    func mayBePassing(ofApprovalOn other: CalendarDay) -> Bool {
        func month(_ day: CalendarDay) -> Int { Int(day.number / 10_000) * 12 + Int(day.number / 100 % 100) }
        return self < other && month(other) - month(self) <= 4
    }

    /// The day in the machine's time zone.
    public static var today: CalendarDay {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        return CalendarDay(
            number: UInt32(clamping: Int(parts.tm_year) + 1900) * 10_000 + UInt32(clamping: parts.tm_mon + 1) * 100
                + UInt32(clamping: parts.tm_mday))
    }

    /// Year × 10,000 + month × 100 + day.
    package var digits: UInt32 { number }

    /// ISO 8601; a year or a month where no more is stated.
    public var description: String {
        func padded(_ number: UInt32, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        let parts = [padded(number / 10_000, 4), padded(number / 100 % 100, 2), padded(number % 100, 2)]
        // A text may state no more than a year or a month.
        return parts.prefix(number / 100 % 100 == 0 ? 1 : number % 100 == 0 ? 2 : 3).joined(separator: "-")
    }

    /// Whether a day is before another.
    public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }
}
