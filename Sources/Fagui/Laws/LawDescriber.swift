internal import FaguiIndex

/// Says of texts whether they are in force on a day, and whether they are the wording of that day.
struct LawDescriber {
    private let catalogue: LawCatalogue
    private let validity: Validity

    /// - Throws: `corrupt`.
    init(_ view: ReadingState.View, _ validity: Validity) throws {
        catalogue = try view.validities.catalogue()
        self.validity = validity
    }

    /// Fills in what is known of a text.
    ///
    /// - Parameters:
    ///   - place: The text.
    ///   - law: Gets the state and the note.
    ///   - metadata: Reads what a text states.
    func describe(
        _ place: SourcePlace, _ law: inout LawReference, metadata: (SourcePlace) throws -> [MetadataEntry]
    ) rethrows {
        law.status = catalogue.status(of: place, on: validity.day)
        guard case .asOf(let day) = validity, let found = catalogue.work(of: place) else { return }
        law.wordingNote = try note(found.work, found.version, day, metadata: metadata)
    }

    /// Why a wording may not be that of the day: it is later, or the law was revised between it and the day and the
    /// wording that came of it is not in the index.
    private func note(
        _ work: LawWork, _ version: Int, _ day: CalendarDay, metadata: (SourcePlace) throws -> [MetadataEntry]
    ) rethrows -> String? {
        let own = work.versions[version]
        if own.start > day.number {
            guard work.nearestVersion(on: day) == version else { return nil }
            return "The wording of \(day) is not in the index; this is that of \(CalendarDay(number: own.date))."
        }
        var missing: UInt32 = 0
        for later in work.versions where later.date > own.date {
            guard let source = later.sources.first else { continue }
            let entries = try metadata(source)
            let areApproved = CalendarDay.areApproved(entries)
            for entry in entries where entry.key == "revised" {
                guard let revised = CalendarDay(stated: entry.value), revised.number > own.date,
                    revised.number <= day.number,
                    !work.versions.contains(where: {
                        $0.date == revised.number
                            || areApproved && revised.mayBePassing(ofApprovalOn: CalendarDay(number: $0.date))
                    })
                else { continue }
                missing = max(missing, revised.number)
            }
        }
        guard missing > 0 else { return nil }
        return "The law was revised on \(CalendarDay(number: missing)), and that wording is not in the index."
    }
}
