internal import FaguiCorpus
internal import FaguiIndex

extension Library {
    /// Compares two wordings of a law, or two laws, article by article.
    ///
    /// - Parameters:
    ///   - old: A title with a version, 反垄断法@2007, 反垄断法2007 or 反垄断法（2007-08-30）, or the id of a text. Without a
    ///     version the wording in force is meant.
    ///   - new: The same.
    /// - Returns: All articles with what became of them.
    /// - Throws: ``LibraryError``: `notFound` where a name leads to no law, several, or no such wording.
    public func compare(_ old: String, _ new: String) async throws -> LawComparison {
        let view = reading.current
        return try wrapping {
            let comparer = try LawComparer(view, .today)
            let words = try WordDiffer(view.analysis())
            let (before, after) = (try NamedTexts(old, view, .today), try NamedTexts(new, view, .today))
            var comparison = try comparer.compare(
                try comparer.text(before.sources), try comparer.text(after.sources), words: words)
            comparison.notes = [before.note, after.note].compactMap(\.self)
            return comparison
        }
    }

    /// The wordings of a law.
    ///
    /// - Parameter law: Its title, a citation of it, or the id of one of its texts.
    /// - Returns: The wordings, the oldest first, with what each changed.
    /// - Throws: ``LibraryError``: `notFound` where the name leads to no law, or to several.
    public func history(of law: String) async throws -> LawHistory {
        let view = reading.current
        return try wrapping {
            let catalogue = try view.validities.catalogue()
            let named = try NamedTexts(law, view, .today)
            let versions = catalogue.work(of: named.sources[0])?.work.versions.map(\.sources) ?? [named.sources]
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
                title: texts.last.map { $0.wording.law.title(ofTexts: $0.wording.ids.count) } ?? "", wordings: entries,
                missing: Self.missing(texts), notes: named.note.map { [$0] } ?? [])
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
}
