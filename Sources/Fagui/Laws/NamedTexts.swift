internal import FaguiCorpus
internal import FaguiIndex

/// The texts of the wording of a law that a name means.
struct NamedTexts {
    /// At least one.
    let sources: [SourcePlace]
    /// What people should know: that another title was taken for the name.
    let note: String?

    /// Finds the texts.
    ///
    /// - Parameters:
    ///   - name: The id of a text; a title, perhaps with a version, 反垄断法@2007; a citation of the law or of a place in it.
    ///   - view: The commit.
    ///   - validity: Which wording is meant where the name says none.
    /// - Throws: `LibraryError.notFound` where the name leads to no law, several, or no such wording; `corrupt`.
    init(_ name: String, _ view: ReadingState.View, _ validity: Validity) throws {
        for spelling in PassageID.readings(of: name) {
            guard let found = try view.snapshot.source(withID: Array(spelling.utf8)) else { continue }
            sources = [SourcePlace(segment: found.segment, source: found.source)]
            note = nil
            return
        }
        let reader = PassageReader(view.snapshot)
        switch try Self.finding(name, try LawFinder(view, validity)) {
        case .law(let law) where !law.sources.isEmpty:
            sources = law.sources
            note = law.note(on: name, title: try reader.law(law.sources[0]).title(ofTexts: law.sources.count))
        case .law, .none:
            throw LibraryError(
                .notFound, "No text of the index is called \(name).",
                advice: "Name it by its title, or by its id, as hits have it.", path: name)
        case .several(let places):
            let titles = try places.map { try reader.law($0).title }
            throw LibraryError(
                .notFound, "\(name) may be one of several laws.",
                advice: "Name one of them: \(titles.joined(separator: ", ")).", path: name)
        case .noSuchVersion(let places):
            let days = try places.compactMap(view.snapshot.versionDay(of:)).map(\.description)
            throw LibraryError(
                .notFound, "The index has no such wording: \(name).",
                advice: "It has those of \(days.joined(separator: ", ")).", path: name)
        }
    }

    /// What the name leads to as a title; where that is none, as a citation.
    private static func finding(_ name: String, _ finder: LawFinder) throws -> LawFinder.Finding {
        var text = name
        if let mark = name.lastIndex(of: "@") {
            text = "\(name[..<mark])（\(name[name.index(after: mark)...])）"
        }
        let finding = try finder.find(LawTitle(text))
        if case .law(let law) = finding, law.isExact { return finding }
        // 公司法2018, 公司法第二十条
        guard let citations = CitationParser(allowsBareTitle: true).parse(whole: name), citations.count == 1,
            let title = citations[0].law.title
        else { return finding }
        switch try finder.find(title) {
        case .none: return finding
        case .law(var law):
            law.isExact = law.isExact && citations[0].isWhole
            return .law(law)
        case let cited: return cited
        }
    }
}
