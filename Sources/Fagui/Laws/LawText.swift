internal import FaguiCorpus
internal import FaguiIndex

/// The passages of one wording of a law, by their places in it.
struct LawText {
    /// A passage with its place.
    struct Article {
        /// The place; nil for a passage that is no article of the law: a preamble, an annex.
        var place: LawPlace?
        var passage: StoredPassage
        var address: DocAddress
    }

    /// In text order.
    let articles: [Article]

    /// Reads all passages of some sources.
    init(_ sources: [SourcePlace], _ snapshot: Snapshot, _ reader: PassageReader) throws {
        var articles: [Article] = []
        for source in sources {
            for doc in try snapshot.segments[source.segment].documents(ofSource: source.source) {
                let address = DocAddress(segment: source.segment, doc: doc)
                let passage = StoredPassage(try reader.read(address))
                articles.append(Article(place: LawPlace(locator: passage.locator), passage: passage, address: address))
            }
        }
        self.articles = articles
    }

    /// All passages; where a law was indexed twice, what says the same in the same place once.
    var distinctPassages: [StoredPassage] { Self.distinct(articles).map(\.passage) }

    /// Articles without those that say the same in the same place as one before.
    static func distinct(_ articles: [Article]) -> [Article] {
        var seen: Set<[String]> = []
        return articles.filter { seen.insert([$0.passage.locator, $0.passage.text]).inserted }
    }

    /// What is cited, in the order of the citation.
    func articles(of citation: Citation) -> [Article] {
        Self.distinct(
            citation.isWhole
                ? articles : citation.headings.flatMap(articles(under:)) + citation.spans.flatMap(articles(in:)))
    }

    /// The places of a citation that there are not: entries of a list, the ends of a range.
    func missingPlaces(of citation: Citation) -> [(name: String, place: LawPlace)] {
        citation.spans.flatMap { span -> [(name: String, place: LawPlace)] in
            let whole = (name: span.locator, place: span.first)
            guard !articles(in: span).isEmpty else { return [whole] }
            guard let last = span.last, last.article != nil, last.articleAlone != span.first.articleAlone else {
                return []
            }
            // 第十条至第五条
            guard Self.order(span.first) < Self.order(last) else { return [whole] }
            return [span.first, last].filter { articles(in: CitedSpan(first: $0)).isEmpty }.map { ($0.locator, $0) }
        }
    }

    /// What there is instead, as the end of a sentence: for who asked for places that there are not, of which this is the
    /// first.
    func extent(for missing: LawPlace?) -> String {
        let article = missing?.articleAlone
        if let found = articles.first(where: { $0.place != nil && $0.place == article }) {
            let count = found.passage.paragraphCount
            return "; \(found.passage.locator) has \(count) paragraph\(count == 1 ? "" : "s")"
        }
        // Parts of one law may be files in any order.
        let places = articles.compactMap(\.place).sorted { Self.order($0) < Self.order($1) }
        guard let first = places.first, let last = places.last else { return "; it has no articles" }
        return first == last
            ? "; its only article is \(first.locator)" : "; its articles are \(first.locator) to \(last.locator)"
    }

    private func articles(in span: CitedSpan) -> [Article] {
        guard span.first.article != nil else { return [] }
        // 第三条第一款至第三款 stays inside its article.
        guard let last = span.last, last.article != nil, last.articleAlone != span.first.articleAlone else {
            var last = span.last
            last?.article = span.first.article
            last?.articleSuffix = span.first.articleSuffix
            return articles.filter { $0.place == span.first.articleAlone }.compactMap { article in
                article.passage.part(span.first, to: last).map {
                    Article(place: article.place, passage: $0, address: article.address)
                }
            }
        }
        let range = Self.order(span.first)...max(Self.order(span.first), Self.order(last))
        return articles.filter { $0.place.map { range.contains(Self.order($0)) } ?? false }
    }

    /// Articles as a number that sorts as they follow one another.
    private static func order(_ place: LawPlace) -> Int {
        (place.article ?? 0) << 20 + min(place.articleSuffix, 1 << 20 - 1)
    }

    private func articles(under heading: CitedHeading) -> [Article] {
        guard let last = heading.steps.last else { return [] }
        let numbers = last.number...max(last.number, heading.lastNumber ?? last.number)
        return articles.filter { article in
            var steps = article.passage.headings.compactMap { CitedHeading.Step(heading: $0) }[...]
            for step in heading.steps.dropLast() {
                guard let index = steps.firstIndex(of: step) else { return false }
                steps = steps[(index + 1)...]
            }
            return steps.contains { $0.unit == last.unit && numbers.contains($0.number) }
        }
    }
}
