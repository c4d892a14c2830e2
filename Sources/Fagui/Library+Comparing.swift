internal import FaguiCorpus
internal import FaguiIndex

extension Library {
    /// Compares two wordings of a law, or two laws, article by article.
    ///
    /// - Parameters:
    ///   - old: A title with a version, 反垄断法@2007 or 反垄断法（2007-08-30）, or the id of a text. Without a version the wording
    ///     in force is meant.
    ///   - new: The same.
    /// - Returns: All articles with what became of them.
    /// - Throws: ``LibraryError``: `notFound` where a name leads to no law, several, or no such wording.
    public func compare(_ old: String, _ new: String) async throws -> LawComparison {
        let view = reading.current
        return try wrapping {
            let comparer = try LawComparer(view, .today)
            let words = try WordDiffer(view.analysis())
            return try comparer.compare(
                try comparer.text(try Self.sources(of: old, view)), try comparer.text(try Self.sources(of: new, view)),
                words: words)
        }
    }

    /// The wordings of a law.
    ///
    /// - Parameter law: Its title, or the id of one of its texts.
    /// - Returns: The wordings, the oldest first, with what each changed.
    /// - Throws: ``LibraryError``: `notFound` where the name leads to no law, or to several.
    public func history(of law: String) async throws -> LawHistory {
        let view = reading.current
        return try wrapping {
            let catalogue = try view.validities.catalogue()
            let sources = try Self.sources(of: law, view)
            let versions =
                catalogue.work(of: sources[0])?.work.versions.map(\.sources) ?? [sources]
            let comparer = try LawComparer(view, .today)
            let texts = try versions.map {
                try Task.checkCancellation()
                return try comparer.text($0)
            }
            var entries: [LawHistory.Entry] = []
            for (index, text) in texts.enumerated() {
                let comparison = index == 0 ? nil : try comparer.compare(texts[index - 1], text, words: nil)
                let changes = comparison.map { comparison in
                    Dictionary(
                        uniqueKeysWithValues: LawComparison.Article.Kind.allCases.map { ($0, comparison.count(of: $0)) }
                    )
                }
                entries.append(LawHistory.Entry(wording: text.wording, changes: changes))
            }
            return LawHistory(
                title: texts.last?.wording.law.title ?? "", wordings: entries, missing: Self.missing(texts))
        }
    }

    /// Days on which the law was passed or revised by what its texts state, and of which there is no wording; a wording that
    /// was approved has the day of that.
    private static func missing(_ texts: [LawComparer.Text]) -> [CalendarDay] {
        let dates = Set(texts.compactMap(\.wording.date))
        let stated = texts.flatMap { text in
            let metadata = text.wording.law.metadata
            let days = metadata.filter { $0.key == "revised" || $0.key == "issued" }.compactMap {
                CalendarDay(stated: $0.value)
            }
            guard CalendarDay.areApproved(metadata) else { return days }
            return days.filter { day in !dates.contains { day.mayBePassing(ofApprovalOn: $0) } }
        }
        return Set(stated).subtracting(dates).sorted()
    }

    /// The texts of the wording that a name means; at least one.
    static func sources(
        of name: String, _ view: ReadingState.View, _ validity: Validity = .today
    ) throws -> [SourcePlace] {
        for spelling in PassageID.readings(of: name) {
            guard let found = try view.snapshot.source(withID: Array(spelling.utf8)) else { continue }
            return [SourcePlace(segment: found.segment, source: found.source)]
        }
        var text = name
        if let mark = name.lastIndex(of: "@") {
            text = "\(name[..<mark])（\(name[name.index(after: mark)...])）"
        }
        switch try LawFinder(view, validity).find(LawTitle(text)) {
        case .law(let law) where !law.sources.isEmpty: return law.sources
        case .law, .none:
            throw LibraryError(
                .notFound, "No text of the index is called \(name).",
                advice: "Name it by its title, or by its id, as hits have it.", path: name)
        case .several(let places):
            let titles = try places.map { try PassageReader(view.snapshot).law($0).title }
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
}
