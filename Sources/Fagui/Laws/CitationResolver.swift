internal import FaguiCorpus
internal import FaguiIndex

/// Leads citations to passages.
struct CitationResolver {
    private let finder: LawFinder
    private let reader: PassageReader
    private let snapshot: Snapshot

    init(_ view: ReadingState.View, _ validity: Validity) throws {
        finder = try LawFinder(view, validity)
        reader = try PassageReader(view.snapshot, laws: LawDescriber(view, validity))
        snapshot = view.snapshot
    }

    /// The passages of a citation that names its law.
    ///
    /// - Parameters:
    ///   - citation: The citation.
    ///   - text: How it was written.
    func resolve(_ citation: Citation, as text: String) throws -> CitedPassages {
        var result = CitedPassages(citation: text, place: citation.locator, passages: [])
        guard let title = citation.law.title else {
            result.failure = CitationFailure(
                reason: .noSuchLaw, message: "\(text) names no law: write its title before it.", candidates: [])
            return result
        }
        switch try finder.find(title) {
        case .none:
            result.failure = CitationFailure(
                reason: .noSuchLaw, message: "No text of the index is called \(title.name).", candidates: [])
        case .several(let places):
            let laws = try places.map(law)
            result.failure = CitationFailure(
                reason: .ambiguous,
                message: "\(title.name) may be one of several laws: \(laws.map(\.title).joined(separator: ", ")).",
                candidates: laws)
        case .noSuchVersion(let places):
            let laws = try places.map(law)
            let days = try places.compactMap(versionDay).map(\.description)
            result.failure = CitationFailure(
                reason: .noSuchVersion,
                message: "The index has no wording of \(title.name) of \(title.version ?? ""); it has those of "
                    + "\(days.joined(separator: ", ")).", candidates: laws)
        case .law(let found):
            try take(found, citation, title, into: &result)
        }
        return result
    }

    private func take(
        _ found: LawFinder.FoundLaw, _ citation: Citation, _ title: LawTitle, into result: inout CitedPassages
    ) throws {
        guard let first = found.sources.first else { return }
        let law = try law(first)
        result.law = law
        if !found.isExact { result.note = "\(title.name) was taken for \(law.title)." }
        let text = try LawText(found.sources, snapshot, reader)
        result.passages =
            citation.isWhole ? text.distinctPassages : LawText.distinct(text.passages(of: citation))
        if result.passages.isEmpty {
            result.failure = CitationFailure(
                reason: .noSuchPlace, message: "\(law.title) has no \(result.place)\(text.extent(for: citation)).",
                candidates: [])
        }
    }

    private func law(_ place: SourcePlace) throws -> LawReference { try reader.law(place) }

    private func versionDay(_ place: SourcePlace) throws -> CalendarDay? {
        let number = try snapshot.segments[place.segment].uint32(LibrarySchema.versionColumn, ofSource: place.source)
        return number == 0 ? nil : CalendarDay(number: number)
    }
}
