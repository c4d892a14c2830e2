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
    private struct Position {
        var passage: Int
        var place: LawPlace
        var offset: Int
    }

    // MARK: Laws

    private func law(of citation: Citation, in passage: Int) -> ResolvedReference.Law {
        switch citation.law {
        case .named(let title, _):
            let key = LawTitle(title).key
            if key == outline.ownKey { return .own }
            return .named(outline.aliases[key] ?? title)
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

    private func unaliased(_ title: String) -> String { outline.aliases[LawTitle(title).key] ?? title }

    private func hasArticle(_ citation: Citation) -> Bool { citation.spans.contains { $0.first.article != nil } }

    private func named(
        _ citation: Citation, _ law: ResolvedReference.Law, _ state: ResolvedReference.State
    ) -> [ResolvedReference] {
        if citation.isWhole { return [ResolvedReference(law: law, state: state)] }
        return citation.headings.map { ResolvedReference(law: law, heading: $0, state: state) }
            + citation.spans.map { ResolvedReference(law: law, first: $0.first, last: $0.last, state: state) }
    }

    // MARK: The text's own places

    private func own(_ span: CitedSpan, _ citation: Citation, _ here: Position) -> ResolvedReference {
        switch span.base {
        case .preceding(.article, let count): return articlesBefore(count, span, here)
        case .preceding(.paragraph, let count): return paragraphsBefore(count, span, here)
        case .preceding(.subparagraph, let count): return subparagraphsBefore(count, span, here)
        case .current(let unit) where unit >= .article: return current(unit, span, here)
        default: break
        }
        guard span.first.article != nil else {
            let near = current(.article, span, here)
            guard near.state != .found, let place = citation.antecedentPlace else { return near }
            let first = span.first.inside(place.place)
            let last = span.last?.inside(place.place)
            var before = citation
            before.law = place.law
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
    private func otherLaw(for citation: Citation) -> String? {
        guard case .own(nil) = citation.law else { return nil }
        // 刑法修正案（七） says in which amendment an article of the criminal law is from.
        if let title = citation.antecedent, let subject = outline.subjectLaw,
            LawTitle(title).key.hasPrefix(LawTitle(subject).key)
        {
            return unaliased(subject)
        }
        return (citation.antecedent ?? outline.subjectLaw).map(unaliased)
    }

    /// Looks whether a place of an article that is named is there.
    private func check(_ first: LawPlace, _ last: LawPlace?, _ here: Position) -> ResolvedReference {
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
    private func state(of place: LawPlace, in passage: Int) -> ResolvedReference.State {
        let text = outline.entries[passage].text
        if let paragraph = place.paragraph, !(1...max(1, text.paragraphs.count)).contains(paragraph) {
            return .noParagraph
        }
        if place.subparagraph != nil || place.item != nil, text.slice(for: place) == nil { return .noSubparagraph }
        return .found
    }

    /// 本条第二款, 本款第（一）项, 第二款: within the article that it stands in.
    private func current(_ unit: CitationUnit, _ span: CitedSpan, _ here: Position) -> ResolvedReference {
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

    // MARK: What stands before

    private func articlesBefore(_ count: Int, _ span: CitedSpan, _ here: Position) -> ResolvedReference {
        var result = ResolvedReference(law: .own, first: span.first, last: span.last, state: .nothingBefore)
        var passages: [Int] = []
        let numbering = outline.entries[here.passage].numbering
        var index = here.passage - 1
        while index >= 0, passages.count < count, here.passage - index < 1000 {
            let entry = outline.entries[index]
            if entry.article != nil, entry.numbering == numbering { passages.append(index) }
            index -= 1
        }
        guard passages.count == count, let start = passages.last, let article = outline.entries[start].article else {
            return outline.entries[here.passage].article == nil ? around(span, span.first, span.last, here) : result
        }
        func placed(_ place: LawPlace, _ article: LawPlace) -> LawPlace {
            var place = place
            place.article = article.article
            place.articleSuffix = article.articleSuffix
            return place
        }
        result.first = placed(span.first, article)
        result.last = span.last.map { placed($0, article) }
        if count > 1 { result.last = outline.entries[passages[0]].article }
        result.passages = [start..<passages[0] + 1]
        result.state = state(of: result.first, in: start)
        return result
    }

    private func paragraphsBefore(_ count: Int, _ span: CitedSpan, _ here: Position) -> ResolvedReference {
        var result = ResolvedReference(law: .own, first: span.first, last: span.last, state: .nothingBefore)
        let entry = outline.entries[here.passage]
        guard let article = entry.article else { return around(span, span.first, span.last, here, before: count) }
        guard let paragraph = here.place.paragraph, paragraph > count else { return result }
        func placed(_ place: LawPlace, _ number: Int) -> LawPlace {
            var place = place
            place.article = article.article
            place.articleSuffix = article.articleSuffix
            place.paragraph = number
            return place
        }
        result.first = placed(span.first, paragraph - count)
        result.last = span.last.map { placed($0, paragraph - count) }
        if count > 1 { result.last = placed(LawPlace(), paragraph - 1) }
        result.passages = [here.passage..<here.passage + 1]
        result.state = state(of: result.first, in: here.passage)
        return result
    }

    private func subparagraphsBefore(_ count: Int, _ span: CitedSpan, _ here: Position) -> ResolvedReference {
        var result = ResolvedReference(law: .own, first: span.first, last: span.last, state: .nothingBefore)
        let entry = outline.entries[here.passage]
        guard let article = entry.article else { return around(span, span.first, span.last, here, before: count) }
        guard let paragraph = here.place.paragraph else { return result }
        let list: ArraySlice<ArticleText.Subparagraph>
        var number = paragraph
        if let current = here.place.subparagraph {
            list = entry.text.paragraphs[paragraph - 1].subparagraphs.prefix { $0.number != current }
        } else {
            // Behind a list its last entries are meant.
            number = paragraph - 1
            guard number > 0 else { return result }
            list = entry.text.paragraphs[number - 1].subparagraphs[...]
        }
        guard list.count >= count, let first = list.suffix(count).first else { return result }
        result.first = LawPlace(
            article: article.article, articleSuffix: article.articleSuffix, paragraph: number,
            subparagraph: first.number, subparagraphSuffix: first.suffix, item: span.first.item)
        if count > 1, let last = list.last {
            result.last = LawPlace(
                article: article.article, articleSuffix: article.articleSuffix, paragraph: number,
                subparagraph: last.number, subparagraphSuffix: last.suffix)
        }
        result.passages = [here.passage..<here.passage + 1]
        result.state = .found
        return result
    }

    // MARK: Texts without articles

    /// Places in a text without articles, or in the new wording that it quotes: the paragraphs around are meant.
    ///
    /// - Parameters:
    ///   - span: The entry.
    ///   - first: Its place.
    ///   - last: The last one of a range.
    ///   - here: Where it stands.
    ///   - count: How many paragraphs before are meant; nil for others of the same stretch.
    /// - Returns: The reference, to passages.
    private func around(
        _ span: CitedSpan, _ first: LawPlace, _ last: LawPlace?, _ here: Position, before count: Int? = nil
    ) -> ResolvedReference {
        var result = ResolvedReference(
            law: .own, first: first, last: last, passages: [here.passage..<here.passage + 1], state: .found)
        let start = stretchStart(of: here.passage)
        if let count {
            let inside = (here.place.paragraph ?? 1) - 1
            guard here.passage - start + inside >= count else {
                result.state = .nothingBefore
                result.passages = []
                return result
            }
            let begin = max(start, here.passage - count)
            result.passages = [begin..<max(begin + 1, here.passage)]
        } else if let paragraph = first.paragraph {
            let index = min(start + paragraph - 1, outline.entries.count - 1)
            result.passages = [index..<index + 1]
        }
        return result
    }

    /// Where the stretch of paragraphs under one heading, or of one quoted article, begins.
    private func stretchStart(of passage: Int) -> Int {
        var index = passage
        let headings = outline.entries[passage].headings
        while index > 0, passage - index < 60, !outline.entries[index].beginsQuotedArticle,
            outline.entries[index - 1].article == nil, outline.entries[index - 1].headings == headings
        {
            index -= 1
        }
        return index
    }
}
