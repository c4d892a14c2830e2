internal import FaguiIndex

/// A source in a snapshot.
struct SourcePlace: Hashable, Sendable {
    /// The place of its segment.
    var segment: Int
    /// Its number there.
    var source: Int
}

extension Snapshot {
    /// The day of the wording that a source is; nil where none is known.
    func versionDay(of place: SourcePlace) throws -> CalendarDay? {
        // 0 in a segment that was written without the column.
        let number = try segments[place.segment].uint32(LibrarySchema.versionColumn, ofSource: place.source)
        return number == 0 ? nil : CalendarDay(number: number)
    }
}
