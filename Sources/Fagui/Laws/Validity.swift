/// Which wordings of laws are searched.
public enum Validity: Sendable, Hashable {
    /// Those in force today; of each law the latest.
    case today
    /// Those in force on a day. Of a law that was in force then without its wording of that day being in the index, the
    /// nearest wording, which a hit says: ``WordingNote``.
    case asOf(CalendarDay)
    /// All.
    case all

    /// The day on which it is asked whether a text is in force.
    var day: CalendarDay {
        if case .asOf(let day) = self { return day }
        return .today
    }
}
