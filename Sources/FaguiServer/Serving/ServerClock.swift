internal import Fagui
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The time as headers have it and the day of the laws, worked out once a second.
final class ServerClock: Sendable {
    /// What one second has.
    struct Reading: Sendable {
        fileprivate var second: time_t
        /// The time by RFC 9110: `Sun, 06 Nov 1994 08:49:37 GMT`.
        var date: String
        /// The day in the machine's time zone.
        var day: CalendarDay
    }

    private let reading = Mutex(Reading(second: 0, date: "", day: .today))

    /// The time.
    var now: Reading {
        let second = time(nil)
        return reading.withLock { reading in
            if reading.second != second {
                reading = Reading(second: second, date: Self.date(second), day: .today)
            }
            return reading
        }
    }

    /// Writes a time by RFC 9110.
    static func date(_ second: time_t) -> String {
        var second = second
        var parts = tm()
        gmtime_r(&second, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) "
            + "\(Int(parts.tm_year) + 1900) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }
}
