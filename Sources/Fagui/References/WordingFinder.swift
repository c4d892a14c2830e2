internal import FaguiCorpus
internal import FaguiIndex

/// Finds where a law says something: in the places that are cited, elsewhere, or in a wording of another day.
struct WordingFinder {
    let resolver: CitationResolver
    let catalogue: LawCatalogue
    let snapshot: Snapshot

    /// References of one citation that are looked for in other wordings.
    private static let referenceLimit = 8

    /// Compares what is quoted with the places that are cited.
    ///
    /// - Parameters:
    ///   - quotation: What is quoted.
    ///   - references: All places of one citation.
    ///   - title: The title of their law.
    /// - Returns: Where it stands.
    /// - Throws: `corrupt`, `CancellationError`.
    func compare(
        _ quotation: WrittenQuotation, with references: [ResolvedReference], of title: String
    ) throws -> Comparison {
        let quoted = QuotedText(quotation.text)
        let cited = try references.map { try resolver.resolve($0, of: title) }
        let passages = cited.filter { $0.failure == nil }.flatMap(\.passages)
        if passages.contains(where: { quoted.stands(in: $0.text) }) { return .stands }
        if passages.count > 1, quoted.stands(in: passages.map(\.text).joined(separator: "\n")) { return .stands }
        guard let law = cited.lazy.compactMap(\.law).first else { return .missing }
        let text = try text(of: law)
        let found = standing(of: quoted, citedBy: references, in: text)
        if found?.standing == .cited { return .stands }
        if quoted.isCatchword, !quotation.isSaid { return .catchword }
        for reference in references.prefix(Self.referenceLimit) {
            if let day = try other(than: law, saying: quoted, at: reference, title) { return .otherWording(day) }
        }
        if let found, case .elsewhere(let place) = found.standing {
            return .elsewhere(locator(place, in: found.article))
        }
        guard let moved = text.distinctPassages.first(where: { quoted.stands(in: $0.text) }) else { return .missing }
        guard let article = LawPlace(locator: moved.locator) else { return .moved(moved.locator) }
        let place = QuotedArticle(moved.text).place(of: quoted)
        return references.contains { $0.first.articleAlone == article }
            ? .elsewhere(locator(place, in: article)) : .moved(moved.locator + place.locator)
    }

    /// The day of another wording that has a place, and says something there.
    func other(
        than law: LawReference?, saying quoted: QuotedText?, at reference: ResolvedReference, _ title: String
    ) throws -> CalendarDay? {
        guard let law, let own = try catalogue.work(of: source(of: law)) else { return nil }
        for (index, version) in own.work.versions.enumerated().reversed()
        where index != own.version && version.date > 0 {
            try Task.checkCancellation()
            let day = CalendarDay(number: version.date)
            let found = try resolver.resolve(reference, of: "\(LawTitle(title).name)（\(day)）")
            guard found.failure == nil else { continue }
            if let quoted, !found.passages.contains(where: { quoted.stands(in: $0.text) }) { continue }
            return day
        }
        return nil
    }

    /// Where in the articles that are cited something stands which the parts that are cited do not say alone.
    private func standing(
        of quoted: QuotedText, citedBy references: [ResolvedReference], in text: LawText
    ) -> (article: LawPlace, standing: QuotedArticle.Standing)? {
        let parts = references.filter { reference in
            let article = reference.first.articleAlone
            return article.article != nil && reference.first != article
                && (reference.last.map { $0.article == nil || $0.articleAlone == article } ?? true)
        }
        let byArticle = Dictionary(grouping: parts) { $0.first.articleAlone }
        var elsewhere: (LawPlace, QuotedArticle.Standing)?
        for article in LawText.distinct(text.articles.filter { $0.place.map { byArticle[$0] != nil } ?? false }) {
            guard let place = article.place, let references = byArticle[place],
                let standing = QuotedArticle(article.passage.text).standing(of: quoted, citedBy: references)
            else { continue }
            if standing == .cited { return (place, standing) }
            elsewhere = elsewhere ?? (place, standing)
        }
        return elsewhere
    }

    /// A part of an article by its number in it; the article where it is no part.
    private func locator(_ place: LawPlace, in article: LawPlace) -> String {
        place.isEmpty ? article.locator : place.locator
    }

    /// The wording that a law's text belongs to.
    private func text(of law: LawReference) throws -> LawText {
        let source = try source(of: law)
        return try resolver.text(catalogue.work(of: source).map { $0.work.versions[$0.version].sources } ?? [source])
    }

    private func source(of law: LawReference) throws -> SourcePlace {
        guard let found = try snapshot.source(withID: Array(PassageID.unescape(law.id).utf8)) else {
            throw LibraryError(.notFound, "Nothing has the id \(law.id).", path: law.id)
        }
        return SourcePlace(segment: found.segment, source: found.source)
    }
}
