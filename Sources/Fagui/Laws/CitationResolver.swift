internal import FaguiCorpus
internal import FaguiIndex

/// Leads citations to passages. Keeps the laws that it has found and read: documents cite a few of them often.
final class CitationResolver {
    private let finder: LawFinder
    private let reader: PassageReader
    private let snapshot: Snapshot
    private var findings: [LawTitle: LawFinder.Finding] = [:]
    private var texts: [[SourcePlace]: LawText] = [:]
    private var known: [Place: CitedPassages] = [:]

    /// A place as running text cites it.
    private struct Place: Hashable {
        var title: String
        var place: String
    }

    /// Laws whose passages are kept; past it all are let go.
    private static let textLimit = 32

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
    /// - Returns: The passages, or why there are none.
    /// - Throws: `corrupt`.
    func resolve(_ citation: Citation, as text: String) throws -> CitedPassages {
        var result = CitedPassages(citation: text, place: citation.locator, passages: [])
        guard let title = citation.law.title else {
            result.failure = CitationFailure(
                reason: .noSuchLaw, message: "\(text) names no law: write its title before it.", candidates: [])
            return result
        }
        switch try finding(title) {
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
            let days = try places.compactMap(snapshot.versionDay(of:)).map(\.description)
            result.failure = CitationFailure(
                reason: .noSuchVersion,
                message: "The index has no wording of \(title.name) of \(title.version ?? "")"
                    + (days.isEmpty
                        ? "; its text does not say of when it is."
                        : "; it has those of \(days.joined(separator: ", "))."),
                candidates: laws)
        case .law(let found):
            try take(found, citation, title, into: &result)
        }
        return result
    }

    /// The passages of a reference to another law; each place is looked up once.
    ///
    /// - Parameters:
    ///   - reference: The reference.
    ///   - title: The law's title, as the reference tells it.
    /// - Returns: The passages, or why there are none.
    /// - Throws: `corrupt`.
    func resolve(_ reference: ResolvedReference, of title: String) throws -> CitedPassages {
        let place = Place(title: title, place: reference.place)
        if let found = known[place] { return found }
        let found = try resolve(reference.citation(of: title), as: title)
        known[place] = found
        return found
    }

    private func take(
        _ found: LawFinder.FoundLaw, _ citation: Citation, _ title: LawTitle, into result: inout CitedPassages
    ) throws {
        guard let first = found.sources.first else { return }
        let law = try law(first)
        result.law = law
        let text = try text(found.sources)
        let name = law.title(ofTexts: found.sources.count)
        let part = title.part ?? found.part
        let scope = part.map(text.articles(ofPart:)) ?? []
        let articles = text.articles(of: citation, in: scope)
        result.isWhole = citation.isWhole && scope.isEmpty
        if let note = found.note(on: title.name, title: name) { result.notes.append(note) }
        if let part, result.isWhole { result.notes.append("\(name) has no \(part); all of it is shown.") }
        result.notes += text.notes(on: citation.headings, in: scope, of: name)
        result.passages = articles.map(\.passage)
        result.addresses = articles.map(\.address)
        let missing = text.missingPlaces(of: citation)
        if result.passages.isEmpty || !missing.isEmpty {
            let places = result.passages.isEmpty ? result.place : missing.map(\.name).joined(separator: "、")
            let place = result.passages.isEmpty ? citation.spans.first?.first : missing.first?.place
            result.failure = CitationFailure(
                reason: .noSuchPlace, message: "\(name) has no \(places)\(text.extent(for: place)).",
                candidates: [])
        }
    }

    private func finding(_ title: LawTitle) throws -> LawFinder.Finding {
        if let known = findings[title] { return known }
        let finding = try finder.find(title)
        findings[title] = finding
        return finding
    }

    /// The passages of a wording, by its texts.
    func text(_ sources: [SourcePlace]) throws -> LawText {
        if let known = texts[sources] { return known }
        if texts.count >= Self.textLimit { texts.removeAll() }
        let text = try LawText(sources, snapshot, reader)
        texts[sources] = text
        return text
    }

    private func law(_ place: SourcePlace) throws -> LawReference { try reader.law(place) }
}
