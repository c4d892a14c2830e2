/// A law with all its wordings in the index.
struct LawWork: Sendable {
    /// One wording. A law that is divided into several files has several sources of one day.
    struct Version: Sendable {
        /// When it was passed or revised; 0 if that is not stated.
        var date: UInt32
        /// When it came into force; 0 if that is not stated.
        var effective: UInt32
        /// When it was repealed; 0 if that is not stated.
        var repealed: UInt32
        /// When the law was first passed; 0 if that is not stated.
        var issued: UInt32
        /// Whether it is said to be out of force, without a day.
        var isSaidToHaveEnded: Bool
        /// Its texts, in index order.
        var sources: [SourcePlace]

        /// The first day on which it is in force.
        ///
        /// A revised text often states the day of effect of the first wording alone.
        var start: UInt32 { max(date, effective) }

        /// The day of effect, where it may be this wording's own; 0 where it is that of an earlier one, which amended texts
        /// often state alone.
        var ownEffective: UInt32 { effective >= date || issued >= date ? effective : 0 }

        /// Whether it is out of force on a day.
        func isEnded(on day: CalendarDay) -> Bool {
            if repealed > 0 { return repealed <= day.number }
            // Said without a day: it has ended by today, and nobody knows about earlier.
            return isSaidToHaveEnded && day >= .today
        }

        /// Whether it is in force on a day, as far as no later wording has taken its place.
        func status(on day: CalendarDay) -> LegalStatus {
            if start > day.number { return .notYetInForce }
            return isEnded(on: day) ? .repealed : .inForce
        }

        /// Takes in another text of the same wording.
        mutating func join(_ other: Version) {
            effective = max(effective, other.effective)
            repealed = max(repealed, other.repealed)
            issued = issued == 0 ? other.issued : other.issued == 0 ? issued : min(issued, other.issued)
            // In force as long as one of its texts is said to be.
            isSaidToHaveEnded = isSaidToHaveEnded && other.isSaidToHaveEnded
            sources += other.sources
        }
    }

    /// By their first day in force, then by date.
    var versions: [Version]

    /// The wording in force on a day: the last that had begun and has not ended; nil where there is none.
    func versionInForce(on day: CalendarDay) -> Int? {
        guard let last = versions.lastIndex(where: { $0.start <= day.number }) else { return nil }
        return versions[last].isEnded(on: day) ? nil : last
    }

    /// The wording that is nearest to the one in force on a day, where the index lacks that one: the earliest wording of a
    /// law that is older than it. Nil where there is none such.
    func nearestVersion(on day: CalendarDay) -> Int? {
        guard let first = versions.first, first.start > day.number, first.issued > 0, first.issued <= day.number,
            first.issued < first.date
        else { return nil }
        return 0
    }

    /// Whether each wording is in force on a day, and if not why not.
    func statuses(on day: CalendarDay) -> [LegalStatus] {
        let last = versions.lastIndex { $0.start <= day.number }
        return versions.indices.map { index in
            if let last, index < last { return .amended }
            return versions[index].status(on: day)
        }
    }
}
