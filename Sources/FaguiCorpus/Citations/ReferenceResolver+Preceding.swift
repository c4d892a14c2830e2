/// 前条, 前款, 前项.
extension ReferenceResolver {
    func articlesBefore(_ count: Int, _ span: CitedSpan, _ here: Position) -> ResolvedReference {
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

    func paragraphsBefore(_ count: Int, _ span: CitedSpan, _ here: Position) -> ResolvedReference {
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

    func subparagraphsBefore(_ count: Int, _ span: CitedSpan, _ here: Position) -> ResolvedReference {
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
}
