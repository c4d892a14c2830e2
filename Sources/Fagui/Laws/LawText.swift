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
        /// The Part that its text is, where the law is divided into texts.
        var part: LawPart?
    }

    /// In text order; of several texts in the order of their articles, whatever their ids are called.
    let articles: [Article]

    /// Reads all passages of some sources.
    init(_ sources: [SourcePlace], _ snapshot: Snapshot, _ reader: PassageReader) throws {
        let texts = try sources.map { source in
            try snapshot.segments[source.segment].documents(ofSource: source.source).map { doc in
                let address = DocAddress(segment: source.segment, doc: doc)
                let passage = StoredPassage(try reader.read(address))
                return Article(place: LawPlace(locator: passage.locator), passage: passage, address: address)
            }
        }
        // What has no articles stays before them: contents, a decree.
        let starts = texts.map { $0.lazy.compactMap(\.place?.article).first ?? 0 }
        let order = texts.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }
        var articles = order.flatMap { texts[$0] }
        LawPart.mark(&articles)
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
    ///
    /// - Parameters:
    ///   - citation: The citation.
    ///   - scope: The part of the law that is meant, in which headings are looked for; empty for all of it.
    /// - Returns: Each article once.
    func articles(of citation: Citation, in scope: [Article]) -> [Article] {
        let scope = scope.isEmpty ? articles : scope
        return Self.distinct(
            citation.isWhole
                ? scope
                : citation.headings.flatMap { heading in scope.filter { $0.path(to: heading) != nil } }
                    + citation.spans.flatMap(articles(in:)))
    }

    /// The places of a citation that there are not: entries of a list, the ends of a range.
    func missingPlaces(of citation: Citation) -> [(name: String, place: LawPlace)] {
        citation.spans.flatMap { span -> [(name: String, place: LawPlace)] in
            let whole = (name: span.locator, place: span.first)
            guard !articles(in: span).isEmpty else { return [whole] }
            guard let last = span.last else { return [] }
            if let inside = span.lastInArticle {
                return articles(in: CitedSpan(first: inside)).isEmpty ? [(inside.locator, inside)] : []
            }
            // 第十条至第五条
            guard Self.order(span.first) < Self.order(last) else { return [whole] }
            return [span.first, last].filter { articles(in: CitedSpan(first: $0)).isEmpty }.map { ($0.locator, $0) }
        }
    }

    /// What there is instead, as the end of a sentence: for who asked for places that there are not, of which this is the
    /// first.
    func extent(for missing: LawPlace?) -> String {
        if let missing, let found = articles.first(where: { $0.place != nil && $0.place == missing.articleAlone }) {
            return "; " + found.passage.extent(for: missing)
        }
        // Parts of one law may be files in any order.
        let places = articles.compactMap(\.place).sorted { Self.order($0) < Self.order($1) }
        guard let first = places.first, let last = places.last else { return "; it has no articles" }
        return first == last
            ? "; its only article is \(first.locator)" : "; its articles are \(first.locator) to \(last.locator)"
    }

    private func articles(in span: CitedSpan) -> [Article] {
        guard span.first.article != nil else { return [] }
        guard let last = span.last, span.lastInArticle == nil else {
            return articles.filter { $0.place == span.first.articleAlone }.compactMap { article in
                article.passage.existingPart(span.first, to: span.lastInArticle).map {
                    Article(place: article.place, passage: $0, address: article.address, part: article.part)
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
}

extension CitedSpan {
    /// The last place of a range that stays inside its article, with that: 第三条第三款 of 第三条第一款至第三款.
    fileprivate var lastInArticle: LawPlace? {
        guard var last, last.article == nil || last.articleAlone == first.articleAlone else { return nil }
        last.article = first.article
        last.articleSuffix = first.articleSuffix
        return last
    }
}
