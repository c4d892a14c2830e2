/// Turns citations into places: 前款 and 本条 into numbers, 同法 into the law that was named before.
public struct ReferenceResolver: Sendable {
    /// The text that the citations stand in.
    public let outline: LawOutline

    /// Takes the outline of a text.
    public init(_ outline: LawOutline) { self.outline = outline }

    /// Resolves a citation.
    ///
    /// - Parameters:
    ///   - citation: As ``CitationScanner`` found it in the passage; its range counts from the passage's first byte.
    ///   - passage: Index of the passage.
    /// - Returns: One reference for each entry of the citation's list, and for the law as a whole where it has none;
    ///   what points nowhere has a state that says so.
    public func resolve(_ citation: Citation, in passage: Int) -> [ResolvedReference] {
        let law = law(of: citation, in: passage)
        guard law == .own else {
            return named(citation, law, law == .unknown ? .unknownLaw : .otherLaw)
        }
        var result = citation.headings.map { heading in
            let passages = outline.passages(under: heading, from: passage)
            if passages.isEmpty, let other = otherLaw(for: citation), heading.base == .absolute {
                return ResolvedReference(law: .named(other), heading: heading, state: .otherLaw)
            }
            return ResolvedReference(
                law: .own, heading: heading, passages: passages, state: passages.isEmpty ? .noHeading : .found)
        }
        let entry = outline.entries[passage]
        let offset = entry.range.lowerBound + citation.range.lowerBound
        let here = Position(passage: passage, place: entry.text.place(at: offset), offset: offset)
        result += citation.spans.map { own($0, citation, here) }
        if citation.isWhole { result.append(ResolvedReference(law: .own, state: .found)) }
        return result
    }

    /// Where a citation stands.
    struct Position {
        var passage: Int
        var place: LawPlace
        var offset: Int
    }

    // MARK: Laws

    func law(of citation: Citation, in passage: Int) -> ResolvedReference.Law {
        switch citation.law {
        case .named(let title, _):
            let name = LawTitle(title)
            if name.key == outline.ownKey { return .own }
            guard let long = outline.aliases[name.key] else { return .named(title) }
            return .named(name.version.map { "\(long)（\($0)）" } ?? long)
        case .antecedent(let word):
            if let title = outline.aliases[LawTitle(word).key] { return .named(title) }
            return (citation.antecedent ?? outline.subjectLaw).map { .named(unaliased($0)) } ?? .unknown
        case .own(let word):
            guard let amended = outline.entries[passage].amendedLaw else {
                // A text without articles that names none cites those of the law that it speaks of.
                if word == nil, !outline.hasArticles, hasArticle(citation), let other = otherLaw(for: citation) {
                    return .named(other)
                }
                return .own
            }
            // 本决定 is the decision; 本法 in a quoted wording is the law that it amends.
            let isOfAmended =
                citation.isQuoted
                ? !citation.isRelative
                : word == nil && (hasArticle(citation) || citation.headings.contains { $0.base == .absolute })
            return isOfAmended ? .named(amended) : .own
        }
    }

    func unaliased(_ title: String) -> String { outline.aliases[LawTitle(title).key] ?? title }

    func hasArticle(_ citation: Citation) -> Bool { citation.spans.contains { $0.first.article != nil } }

    func named(
        _ citation: Citation, _ law: ResolvedReference.Law, _ state: ResolvedReference.State
    ) -> [ResolvedReference] {
        if citation.isWhole { return [ResolvedReference(law: law, state: state)] }
        return citation.headings.map { ResolvedReference(law: law, heading: $0, state: state) }
            + citation.spans.map { ResolvedReference(law: law, first: $0.first, last: $0.last, state: state) }
    }

    // MARK: The text's own places

    func own(_ span: CitedSpan, _ citation: Citation, _ here: Position) -> ResolvedReference {
        switch span.base {
        case .preceding(.article, let count): return articlesBefore(count, span, here)
        case .preceding(.paragraph, let count): return paragraphsBefore(count, span, here)
        case .preceding(.subparagraph, let count): return subparagraphsBefore(count, span, here)
        case .current(let unit) where unit >= .article: return current(unit, span, here)
        default: break
        }
        guard span.first.article != nil else {
            let near = current(.article, span, here)
            // In a decision, 增加一款作为第二款 is of the article of another law that it has named.
            let isOutside = outline.entries[here.passage].article == nil && !citation.isQuoted
            guard near.state != .found || isOutside, let place = citation.antecedentPlace else { return near }
            let first = span.first.inside(place.place)
            let last = span.last?.inside(place.place)
            var before = citation
            before.law = place.law
            before.spans = [CitedSpan(first: first, last: last)]
            let law = law(of: before, in: here.passage)
            if law != .own { return ResolvedReference(law: law, first: first, last: last, state: .otherLaw) }
            let far = check(first, last, here)
            return far.state == .found ? far : near
        }
        let found = check(span.first, span.last, here)
        // 第三百八十二条 in an interpretation of twenty articles is the law's that was named before.
        if found.state == .noArticle, let other = otherLaw(for: citation) {
            return ResolvedReference(law: .named(other), first: span.first, last: span.last, state: .otherLaw)
        }
        return found
    }

    /// The law that a place means which the text itself has not, where the citation says of no law.
    func otherLaw(for citation: Citation) -> String? {
        guard case .own(nil) = citation.law else { return nil }
        // 刑法修正案（七） says in which amendment an article of the criminal law is from.
        if let title = citation.antecedent, let subject = outline.subjectLaw,
            LawTitle(title).key.hasPrefix(LawTitle(subject).key) || title.contains("修正案")
        {
            return unaliased(subject)
        }
        return (citation.antecedent ?? outline.subjectLaw).map(unaliased)
    }

    /// Looks whether a place of an article that is named is there.
    func check(_ first: LawPlace, _ last: LawPlace?, _ here: Position) -> ResolvedReference {
        var result = ResolvedReference(law: .own, first: first, last: last, state: .noArticle)
        let numbering = outline.entries[here.passage].article == nil ? 1 : outline.entries[here.passage].numbering
        guard let start = outline.passage(of: first, numbering: numbering) else { return result }
        var end = start
        if let last {
            guard let found = outline.passage(of: last, numbering: numbering) else { return result }
            end = max(start, found)
        }
        result.passages = [start..<end + 1]
        result.state = state(of: first, in: start)
        if let last, result.state == .found { result.state = state(of: last, in: end) }
        return result
    }

    /// Whether a passage has what a place says below its article.
    func state(of place: LawPlace, in passage: Int) -> ResolvedReference.State {
        let text = outline.entries[passage].text
        if let paragraph = place.paragraph, !(1...max(1, text.paragraphs.count)).contains(paragraph) {
            return .noParagraph
        }
        if place.subparagraph != nil || place.item != nil, text.slice(for: place) == nil { return .noSubparagraph }
        return .found
    }

    /// 本条第二款, 本款第（一）项, 第二款: within the article that it stands in.
    func current(_ unit: CitationUnit, _ span: CitedSpan, _ here: Position) -> ResolvedReference {
        func completed(_ place: LawPlace) -> LawPlace {
            var place = place
            let article = outline.entries[here.passage].article
            place.article = article?.article
            place.articleSuffix = article?.articleSuffix ?? 0
            if unit >= .paragraph, place.paragraph == nil { place.paragraph = here.place.paragraph }
            if unit >= .subparagraph, place.subparagraph == nil {
                place.subparagraph = here.place.subparagraph
                place.subparagraphSuffix = here.place.subparagraphSuffix
            }
            return place
        }
        var first = completed(span.first)
        let last = span.last.map(completed)
        guard outline.entries[here.passage].article != nil else { return around(span, first, last, here) }
        // 第（一）项 alone is of its own paragraph, if that has a list, else of the article's first one.
        if unit == .article, first.paragraph == nil, first.subparagraph != nil, let paragraph = here.place.paragraph {
            var near = first
            near.paragraph = paragraph
            if outline.entries[here.passage].text.slice(for: near) != nil { first = near }
        }
        var state = state(of: first, in: here.passage)
        if let last, state == .found { state = self.state(of: last, in: here.passage) }
        return ResolvedReference(
            law: .own, first: first, last: last, passages: [here.passage..<here.passage + 1], state: state)
    }
}
