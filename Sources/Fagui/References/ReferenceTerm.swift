internal import FaguiCorpus

/// The term by which the passages are found that cite a place: the law's key, and the article.
enum ReferenceTerm {
    /// Articles of one reference (第三条至第五十条) that are indexed; those beyond are found by the law alone.
    static let spanLimit = 64

    /// Parts the two; no title has it.
    private static let separator: UInt8 = 0

    /// The term of an article.
    ///
    /// - Parameters:
    ///   - key: The key of the law's title.
    ///   - article: The article; what is below it does not count. An empty place is the law as a whole.
    /// - Returns: The bytes of the term.
    static func bytes(key: String, article: LawPlace) -> [UInt8] {
        Array(key.utf8.prefix(1024)) + [separator] + Array(article.articleAlone.locator.utf8)
    }

    /// The terms of a reference.
    ///
    /// - Parameters:
    ///   - place: The reference.
    ///   - references: Those of the text, which tells its own articles.
    /// - Returns: A term for each article, and that of the law as a whole where no article is meant; none where nothing says
    ///   which law is meant.
    static func terms(of place: SourceReferences.Place, in references: SourceReferences) -> [[UInt8]] {
        let reference = place.reference
        switch reference.law {
        case .unknown: return []
        case .own:
            guard reference.state == .found else { return [] }
            return references.ownPlaces(reference).prefix(spanLimit).map { bytes(key: references.ownKey, article: $0) }
        case .named(let title):
            let key = LawTitle(title).key
            guard !key.isEmpty else { return [] }
            guard let first = reference.first.article else { return [bytes(key: key, article: LawPlace())] }
            // Of 第三条至第五条 the articles with a suffix between are not known here.
            let last = max(first, min(reference.last?.article ?? first, first + spanLimit - 1))
            return (first...last).map { number in
                let suffix = number == first ? reference.first.articleSuffix : 0
                return bytes(key: key, article: LawPlace(article: number, articleSuffix: suffix))
            }
        }
    }
}
